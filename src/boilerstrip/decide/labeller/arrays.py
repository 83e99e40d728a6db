"""The types of arrays that the labeller works on, and sums of small counts, which are added two at a time."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]
Bytes = NDArray[np.uint8]
Flags = NDArray[np.bool_]


def pack_pairs(counts: NDArray[np.generic]) -> Ints:
    """Pack two neighbouring counts of a row into one number; a row with an odd number of counts is filled up with a 0."""
    even = np.pad(counts, ((0, 0), (0, counts.shape[1] % 2)))
    pairs: Ints = even.astype("<i4", order="C").view("<i8")
    return pairs


def unpack_pairs(pairs: Ints) -> Floats:
    """The counts in packed rows, transposed: a row for each count, a column for each packed row.

    >>> unpack_pairs(2 * pack_pairs(np.array([[3, 4], [1, 0]]))).tolist()
    [[6.0, 2.0], [8.0, 0.0]]
    """
    counts: Floats = pairs.astype("<i8", copy=False).view("<i4").T.astype(np.float32, order="C")
    return counts


def sum_segments(values: Ints, bounds: Ints) -> Ints:
    """Sum the rows of each segment: those from one bound up to the next one.

    >>> sum_segments(np.array([[1], [2], [4], [8]]), np.array([0, 2, 2, 4])).tolist()
    [[3], [0], [12]]
    """
    full = bounds[1:] > bounds[:-1]
    if full.all():
        return np.add.reduceat(values, bounds[:-1], axis=0)
    sums = np.zeros((len(full), values.shape[1]), dtype=np.int64)
    if len(values):
        sums[full] = np.add.reduceat(values, bounds[:-1][full], axis=0)
    return sums
