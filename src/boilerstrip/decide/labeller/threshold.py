"""From probabilities to a decision for a whole page, and to how far it can be trusted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from boilerstrip.decide.labeller.arrays import Floats
from boilerstrip.options import Favor

# How much of the best cut to take, and the least cut: less keeps more. On a page where little is sure the best cut sinks so low that
# it would keep the whole menu (measured).
_CUTS: dict[Favor, tuple[float, float]] = {"recall": (0.1, 0.0), "balanced": (0.8, 0.36), "precision": (1.1, 0.5)}


@dataclass(frozen=True, slots=True)
class Choice:
    """Which blocks stay, from what probability on, and the word F1 to expect of them."""

    kept: NDArray[np.bool_]
    threshold: float
    expected_f1: float


def choose(probability: Floats, words: Sequence[float] | NDArray[np.generic], favor: Favor = "balanced") -> Choice:
    """The blocks that make the best article to expect; `words` counts each block's, 0 where others decide on it.

    The cut that brings the highest expected F1 keeps what is likelier than half that F1 (Lipton, Elkan and Naryanaswamy, "Optimal
    Thresholding of Classifiers to Maximize F1 Measure", 2014): an uncertain page loses less. `favor` moves it.

    >>> choice = choose(np.array([0.99, 0.9, 0.35, 0.02], dtype=np.float32), [40, 60, 8, 5])
    >>> choice.kept.tolist(), round(choice.threshold, 2), round(choice.expected_f1, 2)
    ([True, True, False, False], 0.38, 0.95)
    """
    weights = np.asarray(words, dtype=np.float64)
    order = np.argsort(-probability, kind="stable")
    true = np.cumsum(probability[order] * weights[order])
    share, least = _CUTS[favor]
    if not len(true) or true[-1] <= 0.0:
        return Choice(probability > share / 2, share / 2, 0.0)
    scores = 2 * true / (np.cumsum(weights[order]) + true[-1])
    threshold = max(least, share * float(scores.max()) / 2)
    kept = probability > threshold
    chosen, whole = float((probability * weights)[kept].sum()), float(weights[kept].sum())
    return Choice(kept, threshold, 2 * chosen / (whole + float(true[-1])))
