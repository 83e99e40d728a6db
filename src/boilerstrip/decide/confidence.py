"""How far an article can be trusted that was decided without the labeller."""

from __future__ import annotations

from math import log10

from boilerstrip.decide.verdicts import Decision
from boilerstrip.document import Document

# A linear model, fitted by least squares to the word F1 of 2,400 annotated texts and pages.
_BASE = 0.56
_PER_PROSE_SHARE = 0.34
_PER_DOUBTED_SHARE = -0.71
_PER_MAGNITUDE = 0.027
_LEAST, _MOST = 0.05, 0.98


def estimate_f1(document: Document, decision: Decision, kept: frozenset[int]) -> float:
    """The expected word F1 of a body made of the `kept` blocks, 0.0 to 1.0; 0.0 for an empty body.

    >>> from boilerstrip.readers import read
    >>> estimate_f1(read(""), Decision({}), frozenset())
    0.0
    """
    if not kept:
        return 0.0
    expected = _BASE + sum(
        weight * value
        for weight, value in zip(
            (_PER_PROSE_SHARE, _PER_DOUBTED_SHARE, _PER_MAGNITUDE), _measure_decision(document, decision, kept), strict=True
        )
    )
    return round(min(_MOST, max(_LEAST, expected)), 3)


def _measure_decision(document: Document, decision: Decision, kept: frozenset[int]) -> tuple[float, float, float]:
    """Running text's share of the kept words, the share of running text that hints removed, and the kept words' magnitude."""
    words = sum(document.words[index] for index in kept)
    prose = sum(document.prose[index] for index in kept)
    doubted = sum(document.prose[index] for index, verdict in decision.verdicts.items() if verdict.score < 1.0)
    return prose / max(1, words), doubted / max(1.0, doubted + prose), log10(1 + words)
