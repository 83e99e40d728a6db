"""What is tried where next to nothing is left of a page, and what the article then says of itself.

A page that shows running text, of which next to nothing stays, is decided again as "recall" asks for, and after that without the
labeller's verdicts on its running text. A page that shows no running text has the body that its metadata declare, if they do. A page
that looks like no article (a front page, an error page) is reported as none.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from boilerstrip.decide.page_type import describe_non_article
from boilerstrip.decide.verdicts import Decision, Verdict, certain_verdicts
from boilerstrip.document import Document
from boilerstrip.document.findings import Claim
from boilerstrip.fields import Fields
from boilerstrip.pipeline import Pipeline
from boilerstrip.second_pass import drop_late_copies
from boilerstrip.text.normalise import fold

GENEROUS = "next to no running text was left, so that the page was read again with the most generous setting"
DECLARED = "the page shows no article; the body is the one that its metadata declares (articleBody)"
NOTHING = "nothing on the page reads like an article"
# Next to no running text: a handful of sentences, in words.
_FEW = 50.0
# A second decision must bring back so many words of running text.
_LEAST_GAIN = 25.0
_LEAST_DECLARED = 80
# The most confidence in an article of each kind.
_DOUBTED, _TRUSTED_GENEROUS, _TRUSTED_DECLARED = 0.2, 0.5, 0.9


def apply_fallbacks(
    document: Document, pipeline: Pipeline, claims: Sequence[Claim], fields: Fields, decision: Decision
) -> Decision:
    r"""The decision, or another one where next to nothing is left; its warnings say what happened.

    >>> from boilerstrip.readers import read
    >>> page = read("Error 404\nPage not found")
    >>> apply_fallbacks(page, Pipeline.default(), (), Fields(), Decision({})).most_confidence
    0.2
    """
    kept = _find_kept_blocks(document, fields, decision)
    if body := _find_declared_body(document, kept):
        return _use_declared_body(document, decision, body, set(kept) - {fields.standfirst})
    if warning := describe_non_article(document, frozenset(kept)):
        return _warn(decision, warning, _DOUBTED)
    generous = _decide_generously(document, pipeline, claims, fields, decision)
    if generous is not decision:
        return _warn(generous, GENEROUS, _TRUSTED_GENEROUS)
    return decision if kept or sum(document.words) < _FEW else _warn(decision, NOTHING, 0.0)


def _warn(decision: Decision, warning: str, most: float) -> Decision:
    return replace(decision, most_confidence=most, warnings=(*decision.warnings, warning))


def _decide_generously(
    document: Document, pipeline: Pipeline, claims: Sequence[Claim], fields: Fields, decision: Decision
) -> Decision:
    """A decision that leaves more running text; the same one where there is no more."""
    shown = _count_prose_left(document, fields, decision)
    if shown >= _FEW:
        return decision
    certain = certain_verdicts(claims, fields.protected)
    doubted = {index for index in decision.verdicts if index not in certain.verdicts and document.prose[index]}
    if sum(document.prose[index] for index in doubted) < _LEAST_GAIN:
        return decision
    again = decision
    if decision.expected_f1 is not None:  # only the labeller has a more generous setting
        again = replace(pipeline, favor="recall").decide(document, claims, fields)
        again = drop_late_copies(document, pipeline, fields, again)
    if _count_prose_left(document, fields, again) >= max(shown + _LEAST_GAIN, _FEW):
        return again
    return replace(again, verdicts={index: verdict for index, verdict in again.verdicts.items() if index not in doubted})


def _find_kept_blocks(document: Document, fields: Fields, decision: Decision) -> list[int]:
    """The blocks of the body, and the standfirst, which is often its first paragraph."""
    gone = decision.verdicts.keys() | (fields.protected - {fields.standfirst})
    return [index for index in range(len(document.blocks)) if index not in gone]


def _count_prose_left(document: Document, fields: Fields, decision: Decision) -> float:
    """The running text that is left, in words."""
    return sum(document.prose[index] for index in _find_kept_blocks(document, fields, decision))


def _find_declared_body(document: Document, kept: Sequence[int]) -> tuple[str, ...]:
    """The paragraphs that the page declares, where it shows next to none itself."""
    body = document.declared.body or ""
    words = body.count(" ")
    if words < _LEAST_DECLARED or sum(document.prose[index] for index in kept) >= min(_FEW, words / 2):
        return ()
    return tuple(body.splitlines())


def _use_declared_body(document: Document, decision: Decision, body: tuple[str, ...], kept: Iterable[int]) -> Decision:
    """The decision with the declared body in place of the blocks that were kept."""
    whole, replaced = fold(document.declared.body or ""), dict[int, Verdict]()
    for index in kept:
        repeated = document.folded[index].rstrip(" .…") in whole
        evidence = "stands in the body that the page's metadata declares" if repeated else "stands beside no article text"
        replaced[index] = Verdict(index, "repeat" if repeated else "other", "fallback", "declared", evidence, 1.0)
    partial = {index: verdicts for index, verdicts in decision.partial.items() if index not in replaced}
    decision = replace(decision, verdicts={**decision.verdicts, **replaced}, partial=partial, declared_body=body)
    return _warn(decision, DECLARED, _TRUSTED_DECLARED)
