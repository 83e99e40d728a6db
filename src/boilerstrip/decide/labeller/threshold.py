"""Chooses which blocks of a page stay, from their probabilities, and computes the F1 to expect."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from boilerstrip.decide.labeller.arrays import Flags, Floats
from boilerstrip.options import Favor

# For each operating point, a factor for the best threshold, and the lowest threshold; first for texts, then for HTML. A lower threshold keeps
# more. On a page where few blocks are likely, the best threshold is so low that it would keep the whole menu (measured). In texts, in which
# blocks are known less well, the balanced threshold is lower: that costs .002 of F1, and loses a quarter fewer lines of the article.
_THRESHOLDS: dict[Favor, tuple[tuple[float, float], tuple[float, float]]] = {
    "recall": ((0.1, 0.0), (0.1, 0.0)),
    "balanced": ((0.48, 0.23), (0.8, 0.36)),
    "precision": ((1.1, 0.5), (1.1, 0.5)),
}


@dataclass(frozen=True, slots=True)
class Choice:
    """Which blocks stay, the probability above which they do, and the word F1 to expect of them."""

    kept: Flags
    threshold: float
    expected_f1: float


def choose_blocks(
    probability: Floats, words: Sequence[float] | NDArray[np.generic], favor: Favor = "balanced", *, is_html: bool = False
) -> Choice:
    """The blocks with the highest expected F1; `words` has each block's number of words, 0 for blocks that are decided already.

    The best threshold is half of the highest F1 that any threshold can be expected to reach (Lipton, Elkan and Naryanaswamy, "Optimal
    Thresholding of Classifiers to Maximize F1 Measure", 2014), so that less is lost on an uncertain page. `favor` moves the threshold.

    >>> choice = choose_blocks(np.array([0.99, 0.9, 0.35, 0.02], dtype=np.float32), [40, 60, 8, 5])
    >>> choice.kept.tolist(), round(choice.threshold, 2), round(choice.expected_f1, 2)
    ([True, True, True, False], 0.23, 0.94)
    """
    weights = np.asarray(words, dtype=np.float64)
    order = np.argsort(-probability, kind="stable")
    true = np.cumsum(probability[order] * weights[order])
    factor, lowest = _THRESHOLDS[favor][is_html]
    if not len(true) or true[-1] <= 0.0:
        return Choice(probability > factor / 2, factor / 2, 0.0)
    scores = 2 * true / (np.cumsum(weights[order]) + true[-1])
    threshold = max(lowest, factor * float(scores.max()) / 2)
    kept = probability > threshold
    true_kept, all_kept = float((probability * weights)[kept].sum()), float(weights[kept].sum())
    return Choice(kept, threshold, 2 * true_kept / (all_kept + float(true[-1])))
