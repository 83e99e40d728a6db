"""What is tried where next to nothing came out, and what the article then says of itself.

A page that shows running text, of which next to nothing stays, is weighed anew as "recall" asks for, and after that without any hint
against its running text. A page that shows none has the body that its metadata declares, if they do. What looks like no article (a front
page, an error page) is said to be none.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from boilerstrip.article import Article, Paragraph
from boilerstrip.assembly import assemble
from boilerstrip.decide.page_type import doubt_of
from boilerstrip.decide.verdicts import Decision, Verdict, certain_verdicts
from boilerstrip.document import Document
from boilerstrip.document.findings import Claim
from boilerstrip.fields import Roles
from boilerstrip.options import Favor
from boilerstrip.text.normalise import fold

GENEROUS = "next to no running text was left, so that the page was read again with the most generous setting"
DECLARED = "the page shows no article; the body is the one that its metadata declares (articleBody)"
NOTHING = "nothing on the page reads like an article"
# A handful of sentences, in words of running text.
_FEW = 50.0
_LEAST_GAIN = 25.0
_LEAST_DECLARED = 80
_DOUBTED, _TRUSTED_GENEROUS, _TRUSTED_DECLARED = 0.2, 0.5, 0.9
Deciding = Callable[[Favor], Decision]


def finished(document: Document, claims: Sequence[Claim], roles: Roles, decision: Decision, decide: Deciding) -> Article:
    r"""The article of a page on which all is decided, or decided anew where next to nothing came out; `decide` weighs the page again.

    >>> from boilerstrip.readers import read
    >>> finished(read("Error 404\nPage not found"), (), Roles(), Decision({}), lambda favor: Decision({})).confidence
    0.2
    """
    kept = _kept(document, roles, decision)
    body, doubt = _declared(document, kept), doubt_of(document, frozenset(kept))
    if body:
        stood_in_for = {**decision.verdicts, **_stood_in_for(document, set(kept) - {roles.standfirst})}
        article = assemble(document, roles, replace(decision, verdicts=stood_in_for))
        return replace(article, body=body, confidence=_TRUSTED_DECLARED, warnings=(*article.warnings, DECLARED))
    if doubt:
        return _warned(assemble(document, roles, decision), doubt, _DOUBTED)
    again = _generous(document, claims, roles, decision, decide)
    article = assemble(document, roles, again)
    if again is not decision:
        return _warned(article, GENEROUS, _TRUSTED_GENEROUS)
    return article if kept or sum(document.words) < _FEW else _warned(article, NOTHING, 0.0)


def _warned(article: Article, warning: str, most: float) -> Article:
    return replace(article, confidence=min(article.confidence, most), warnings=(*article.warnings, warning))


def _generous(document: Document, claims: Sequence[Claim], roles: Roles, decision: Decision, decide: Deciding) -> Decision:
    """A decision that leaves more running text; the same one where there is no more."""
    shown = _shown(document, roles, decision)
    if shown >= _FEW:
        return decision
    certain = certain_verdicts(claims, roles.protected)
    spared = {index for index, verdict in decision.verdicts.items() if index not in certain and document.prose[index]}
    if sum(document.prose[index] for index in spared) < _LEAST_GAIN:
        return decision
    # Without the labeller there is no setting to choose.
    again = decision if decision.expected_f1 is None else decide("recall")
    if _shown(document, roles, again) >= max(shown + _LEAST_GAIN, _FEW):
        return again
    kept = {index: verdict for index, verdict in again.verdicts.items() if index not in spared}
    return replace(again, verdicts=kept)


def _kept(document: Document, roles: Roles, decision: Decision) -> list[int]:
    """The blocks of the body, and the standfirst, which is often its first paragraph."""
    gone = {index for index, verdict in decision.verdicts.items() if not verdict.start}
    gone |= roles.protected - {roles.standfirst}
    return [index for index in range(len(document.blocks)) if index not in gone]


def _shown(document: Document, roles: Roles, decision: Decision) -> float:
    """The running text that is left, in words."""
    return sum(document.prose[index] for index in _kept(document, roles, decision))


def _declared(document: Document, kept: Sequence[int]) -> tuple[Paragraph, ...]:
    """The body that the page declares, where it shows next to none itself."""
    body = document.declared.body or ""
    words = body.count(" ")
    if words < _LEAST_DECLARED or sum(document.prose[index] for index in kept) >= min(_FEW, words / 2):
        return ()
    return tuple([Paragraph(line) for line in body.splitlines()])


def _stood_in_for(document: Document, kept: Iterable[int]) -> dict[int, Verdict]:
    """Verdicts for the blocks in whose place the declared body stands."""
    body, found = fold(document.declared.body or ""), dict[int, Verdict]()
    for index in kept:
        again = document.folded[index].rstrip(" .…") in body
        evidence = "stands in the body that the page's metadata declares" if again else "stands beside no article text"
        found[index] = Verdict(index, "repeat" if again else "other", "fallback", "declared", evidence, 1.0)
    return found
