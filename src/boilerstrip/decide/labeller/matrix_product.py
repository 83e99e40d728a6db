"""Matrix products that stay on the calling thread."""

from __future__ import annotations

import numpy as np

from boilerstrip.decide.labeller.arrays import Floats

# OpenBLAS wakes its other threads from 262,144 multiplications on. For matrices as small as ours they bring nothing, spin while they
# wait, and take the cores from whoever cleans pages in several processes.
_MOST = 250_000


def product(rows: Floats, weights: Floats) -> Floats:
    """The matrix product, taken some rows at a time, each piece too small to be shared out among threads.

    >>> product(np.ones((3, 2), dtype=np.float32), np.full((2, 1), 2.0, dtype=np.float32)).tolist()
    [[4.0], [4.0], [4.0]]
    """
    step = max(1, _MOST // weights.size)
    if len(rows) <= step:
        whole: Floats = rows @ weights
        return whole
    found = np.empty((len(rows), weights.shape[1]), dtype=np.float32)
    for start in range(0, len(rows), step):
        np.matmul(rows[start : start + step], weights, out=found[start : start + step])
    return found
