"""The kinds of arrays that the labeller works on, and sums of small counts, two at a time."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]
Bytes = NDArray[np.uint8]
Flags = NDArray[np.bool_]


def packed(low: NDArray[np.generic], high: NDArray[np.generic]) -> Ints:
    """Two counts as one number, the second in its upper half."""
    found: Ints = low.astype(np.int64) | high.astype(np.int64) << 32
    return found


def unpacked(pairs: Ints) -> Floats:
    """Of rows of such numbers, one row a column: first the lower halves, then the upper ones.

    >>> unpacked(2 * packed(np.array([[3], [1]]), np.array([[4], [0]]))).tolist()
    [[6.0, 2.0], [8.0, 0.0]]
    """
    size, columns = pairs.shape
    found = np.empty((2, columns, size), dtype=np.float32)
    found[0] = (pairs & 0xFFFFFFFF).T
    found[1] = (pairs >> 32).T
    return found.reshape(2 * columns, size)


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
