"""Where the article begins and ends: the probability of each block to stand in the one stretch that holds it.

A block's scores for being the first of the stretch, the last, and inside make a distribution over all stretches, as in a linear chain
with three states (Lafferty, McCallum and Pereira, "Conditional Random Fields", 2001). Their sums run along the page, so that it
takes a few passes over one row of numbers, however many stretches there are.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from boilerstrip.labeller.arrays import Floats

FIRST, LAST, INSIDE, NOWHERE = range(4)


def log_inside(scores: Floats) -> NDArray[np.float64]:
    """The logarithm of each block's probability to stand in the stretch; `scores` has a row a block and the four columns above.

    On a page without blocks there is none; `NOWHERE`, in the mean, is the score of a page without an article.

    >>> sure = np.array([[0, 0, -9, -9], [9, 0, 9, -9], [0, 9, 9, -9], [0, 0, -9, -9]], dtype=np.float32)
    >>> np.exp(log_inside(sure)).round(3).tolist()
    [0.0, 1.0, 1.0, 0.0]
    """
    if not len(scores):
        return np.zeros(0)
    wide = scores.astype(np.float64).T
    through = np.add.accumulate(wide[INSIDE])
    begins = np.logaddexp.accumulate(wide[FIRST] - through + wide[INSIDE])
    ends = wide[LAST] + through
    behind = np.logaddexp.accumulate(ends[::-1])[::-1]
    found = begins + ends
    highest = found.max()
    every = np.logaddexp(highest + np.log(np.exp(found - highest).sum()), wide[NOWHERE].mean())
    inside: NDArray[np.float64] = np.minimum(begins + behind - every, -1e-6)
    return inside
