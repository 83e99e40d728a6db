"""The kinds of arrays that the labeller works on, and sums of small counts, two at a time."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]
Bytes = NDArray[np.uint8]
Flags = NDArray[np.bool_]


def packed(counts: NDArray[np.generic]) -> Ints:
    """Rows of counts with two of them in each number; a row of an odd number gets a 0 behind it."""
    even = np.pad(counts, ((0, 0), (0, counts.shape[1] % 2)))
    found: Ints = even.astype("<i4", order="C").view("<i8")
    return found


def unpacked(pairs: Ints) -> Floats:
    """The counts of such rows again, one a column.

    >>> unpacked(2 * packed(np.array([[3, 4], [1, 0]]))).tolist()
    [[6.0, 2.0], [8.0, 0.0]]
    """
    found: Floats = pairs.astype("<i8", copy=False).view("<i4").T.astype(np.float32, order="C")
    return found


def sums(values: Ints, bounds: Ints) -> Ints:
    """Of rows of numbers, the sums from each bound up to the next one.

    >>> sums(np.array([[1], [2], [4], [8]]), np.array([0, 2, 2, 4])).tolist()
    [[3], [0], [12]]
    """
    full = bounds[1:] > bounds[:-1]
    if full.all():
        return np.add.reduceat(values, bounds[:-1], axis=0)
    found = np.zeros((len(full), values.shape[1]), dtype=np.int64)
    if len(values):
        found[full] = np.add.reduceat(values, bounds[:-1][full], axis=0)
    return found
