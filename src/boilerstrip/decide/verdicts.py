"""What goes and what stays: weighs the filters' claims, block by block.

A certain finding is enough. Hints of different filters are put together as independent doubts (noisy or, Pearl 1988) and cut where they
outweigh what speaks for the block: that it is running text, and that it stands among running text.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Set
from dataclasses import dataclass
from typing import NamedTuple

from boilerstrip.document import Document
from boilerstrip.document.findings import Category, Claim

# A bare "Subscribe" outside the running text is an entry of a menu.
MENU_CATEGORIES = frozenset(["newsletter", "subscribe", "advert", "consent"])
_LEAST_KEPT_SHARE = 0.25
_LEAST_DOUBTED_SHARE = 0.25


class Verdict(NamedTuple):
    """Why a block, or its text from `start` on, is no part of the article."""

    block: int
    category: Category
    filter: str
    rule: str
    evidence: str
    score: float
    start: int = 0
    original: int | None = None

    @property
    def said_before(self) -> bool:
        """Whether it goes because it stands again further on."""
        return self.original is not None and self.original > self.block


@dataclass(frozen=True, slots=True)
class Decision:
    """The verdicts by block (blocks without one are kept), what the reader should know, and the F1 to expect, where it is known."""

    verdicts: Mapping[int, Verdict]
    warnings: tuple[str, ...] = ()
    expected_f1: float | None = None


def certain_verdicts(claims: Iterable[Claim], protected: Set[int]) -> dict[int, Verdict]:
    """The verdicts of certain claims: for each block the first one to the whole of it, or else to its end.

    A copy of a headline, standfirst or byline (they are `protected`) is certain too, also one that stands before it.

    >>> from boilerstrip.document.findings import Finding
    >>> certain_verdicts([Claim("sharing", Finding(3, "sharing", "share-on", 'says "Share"', certain=False))], frozenset())
    {}
    >>> copy = Finding(3, "repeat", "same", "the same as line 1", certain=False, original=0)
    >>> sorted(certain_verdicts([Claim("repeats", copy)], {0})), sorted(certain_verdicts([Claim("repeats", copy)], {3}))
    ([3], [0])
    """
    claims = tuple(claims)
    fields = _fields_said_before(claims, protected)
    whole = {block: verdict_of(claim, 1.0) for block, claim in fields.items()}
    partial: dict[int, Verdict] = {}
    for claim in claims:
        finding = claim.finding
        if finding.original in fields:
            finding = finding._replace(original=fields[finding.original].finding.original)
        if finding.block == finding.original:
            continue
        if finding.certain or finding.original in protected:
            if finding.span is not None:
                partial.setdefault(finding.block, verdict_of(Claim(claim.filter, finding), finding.score))
            elif finding.block not in whole:
                whole[finding.block] = verdict_of(Claim(claim.filter, finding), 1.0)
    return partial | whole


def _fields_said_before(claims: Iterable[Claim], protected: Set[int]) -> dict[int, Claim]:
    """Claims to the blocks of which a headline, standfirst or byline is a copy: what menus and page titles say first."""
    found: dict[int, Claim] = {}
    for filter_name, finding in claims:
        first = finding.original
        if finding.block in protected and first is not None and first not in protected and not finding.certain:
            evidence = "the same as a field of the article further on"
            found.setdefault(
                first, Claim(filter_name, finding._replace(block=first, evidence=evidence, original=finding.block))
            )
    return found


def shows_boilerplate(certain: Mapping[int, Verdict]) -> bool:
    """Whether a filter is certain of more than copies, which a clean article may hold as well."""
    return any(verdict.category != "repeat" for verdict in certain.values())


def is_clean(document: Document, doubted: Collection[int]) -> bool:
    """Whether so few blocks are doubted that a page without certain boilerplate was most likely cleaned before.

    Without this, a second pass would take lines whose only fault is that those around them went.

    >>> from boilerstrip.readers import read
    >>> is_clean(read("Ferry sinks"), ()), is_clean(read("Ferry sinks"), (0,))
    (True, False)
    """
    return len(doubted) < _LEAST_DOUBTED_SHARE * len(document.blocks)


def settle(document: Document, certain: Mapping[int, Verdict], weighed: Mapping[int, Verdict]) -> Decision:
    """The decision that certain and weighed verdicts come to: copies and separators go with what they belong to.

    Where the weighed ones would cut nearly all running text, none of them counts and a warning says so.
    """
    warnings: tuple[str, ...] = ()
    if weighed and not _leaves_enough(document, certain, weighed):
        weighed, warnings = {}, ("nearly all running text looked like boilerplate, so only what is certain was removed",)
    return Decision(completed(document, {**certain, **weighed}), warnings)


def completed(document: Document, verdicts: Mapping[int, Verdict]) -> dict[int, Verdict]:
    """The verdicts with those that follow from them: copies and separators go with what they belong to.

    >>> completed(Document(()), {})
    {}
    """
    found = _as_originals(verdicts)
    return found | _marks(document, found)


def verdict_of(claim: Claim, score: float) -> Verdict:
    """The verdict that a claim comes to, with this score."""
    finding = claim.finding
    start = finding.span[0] if finding.span else 0
    return Verdict(
        finding.block, finding.category, claim.filter, finding.rule, finding.evidence, round(score, 3), start, finding.original
    )


def _leaves_enough(document: Document, certain: Mapping[int, Verdict], hinted: Mapping[int, Verdict]) -> bool:
    prose = document.prose
    there = sum(prose) - sum([prose[index] for index in certain])
    left = there - sum([prose[index] for index in hinted if index not in certain])
    return there < 1 or left >= _LEAST_KEPT_SHARE * there or (bool(document.main) and left >= 80)


def _as_originals(verdicts: Mapping[int, Verdict]) -> dict[int, Verdict]:
    """The verdicts, with copies of what goes in the category of their original: a promo line said twice is a promo line twice."""
    found = dict(verdicts)
    for index in sorted([index for index, verdict in found.items() if verdict.original is not None]):
        source = found[index].original
        original = found.get(source) if source is not None else None
        if original is not None and not original.start:
            found[index] = found[index]._replace(category=original.category)
    return found


def _marks(document: Document, verdicts: Mapping[int, Verdict]) -> dict[int, Verdict]:
    """Verdicts for separators: they go with what they part, the next block first, then the one before."""
    found: dict[int, Verdict] = {}
    blocks = document.blocks
    parts = [block.index for block in blocks if block.kind == "separator"]
    following: Category | None = None
    last = len(blocks)
    for index in reversed(parts):
        if index + 1 < last:  # words stand behind it
            following = _whole_category(verdicts, index + 1)
        last = index
        category = following or _whole_category(verdicts, index - 1) or "other"
        found[index] = Verdict(index, category, "separators", "no-words", "a mark between lines, without words", 1.0)
    return found


def _whole_category(verdicts: Mapping[int, Verdict], index: int) -> Category | None:
    """The category of a block that goes as a whole."""
    verdict = verdicts.get(index)
    return verdict.category if verdict and not verdict.start else None
