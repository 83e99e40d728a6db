"""The types of arrays that the labeller works on, sums of small counts, which are added two at a time, and products of matrices."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]
Bytes = NDArray[np.uint8]
Flags = NDArray[np.bool_]
# OpenBLAS uses other threads from 262,144 multiplications on. For matrices as small as these, threads bring nothing, use the processor while
# they wait, and take it away from programs that clean pages in several processes.
_MOST_MULTIPLICATIONS = 250_000


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


def multiply(rows: Floats, weights: Floats) -> Floats:
    """The matrix product, on the calling thread: some rows at a time, so few that OpenBLAS does not use other threads.

    >>> multiply(np.ones((3, 2), dtype=np.float32), np.full((2, 1), 2.0, dtype=np.float32)).tolist()
    [[4.0], [4.0], [4.0]]
    """
    step = max(1, _MOST_MULTIPLICATIONS // weights.size)
    if len(rows) <= step:
        whole: Floats = rows @ weights
        return whole
    product = np.empty((len(rows), weights.shape[1]), dtype=np.float32)
    for start in range(0, len(rows), step):
        np.matmul(rows[start : start + step], weights, out=product[start : start + step])
    return product
