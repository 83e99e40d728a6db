"""Verdicts on blocks, and what they add up to for a page: a `Decision`."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from boilerstrip.document import Document
from boilerstrip.document.findings import Category, Claim, Finding

# A bare "Subscribe" outside the running text is an entry of a menu.
MENU_CATEGORIES = frozenset(["newsletter", "subscribe", "advert", "consent"])
# Weighed verdicts must leave this share of the running text, or this many words of it.
_LEAST_KEPT_SHARE, _LEAST_KEPT_WORDS = 0.25, 80
# A page with a smaller share of doubted blocks was most likely cleaned before.
_LEAST_DOUBTED_SHARE = 0.25
_TOO_MUCH = "nearly all running text looked like boilerplate, so only what is certain was removed"
_NO_BLANK_BEFORE = tuple(",.;:!?)]}»”’…、。")


class Verdict(NamedTuple):
    """Why a block is no part of the article, or the `span` of characters of its text that is none.

    `original` is the number of the block that it is a copy of.
    """

    block: int
    category: Category
    filter: str
    rule: str
    evidence: str
    score: float
    span: tuple[int, int] | None = None
    original: int | None = None

    @property
    def has_later_original(self) -> bool:
        """Whether the block goes because the same text stands again further on."""
        return self.original is not None and self.original > self.block


@dataclass(frozen=True, slots=True)
class Decision:
    """What goes: whole blocks in `verdicts`, spans of text within blocks that stay in `partial`. All other blocks stay.

    `warnings` are for the reader of the article. `expected_f1` is the F1 that the labeller expects, `None` without it, and
    `most_confidence` is an upper limit for the article's confidence. Where the page shows no text of its own, `declared_body` holds
    the paragraphs that its metadata declare.
    """

    verdicts: Mapping[int, Verdict]
    partial: Mapping[int, tuple[Verdict, ...]] = field(default_factory=dict)
    warnings: tuple[str, ...] = ()
    expected_f1: float | None = None
    most_confidence: float = 1.0
    declared_body: tuple[str, ...] = ()

    def kept_text(self, index: int, text: str) -> str:
        """The text of a block that stays, without the spans that go.

        >>> ad = Verdict(0, "advert", "mine", "sponsored", "says so", 1.0, span=(10, 21))
        >>> Decision({}, {0: (ad,)}).kept_text(0, "The ferry (sponsored) sank.")
        'The ferry sank.'
        """
        return without_spans(text, [verdict.span for verdict in self.partial.get(index, ()) if verdict.span])


def certain_verdicts(claims: Iterable[Claim], protected: Set[int]) -> Decision:
    """What certain claims say: for each block the first one that claims all of it, or else all that claim spans of it.

    A copy of a headline, standfirst or byline (they are `protected`) is certain too, also one that stands before it.

    >>> from boilerstrip.document.findings import Finding
    >>> certain_verdicts([Claim("sharing", Finding(3, "sharing", "share-on", 'says "Share"', certain=False))], frozenset()).verdicts
    {}
    >>> copy = Finding(3, "repeat", "same", "the same as line 1", certain=False, original=0)
    >>> [sorted(certain_verdicts([Claim("repeats", copy)], {field}).verdicts) for field in (0, 3)]
    [[3], [0]]
    """
    claims = tuple(claims)
    early = _early_copies_of_fields(claims, protected)
    whole = {block: verdict_of(claim, 1.0) for block, claim in early.items()}
    partial: dict[int, list[Verdict]] = {}
    for name, finding in claims:
        original = early[finding.original].finding.original if finding.original in early else finding.original
        if finding.block == original or not (finding.certain or original in protected):
            continue
        claim = Claim(name, finding._replace(original=original))
        if finding.span is not None:
            partial.setdefault(finding.block, []).append(verdict_of(claim, finding.score))
        elif finding.block not in whole:
            whole[finding.block] = verdict_of(claim, 1.0)
    return Decision(whole, {block: _disjoint(verdicts) for block, verdicts in partial.items() if block not in whole})


def verdict_of(claim: Claim, score: float) -> Verdict:
    """The verdict that a claim comes to, with this score."""
    name, finding = claim
    return Verdict(
        finding.block, finding.category, name, finding.rule, finding.evidence, round(score, 3), finding.span, finding.original
    )


def has_certain_boilerplate(certain: Decision) -> bool:
    """Whether a filter is certain of more than copies, which a clean article may hold as well."""
    if any(verdict.category != "repeat" for verdict in certain.verdicts.values()):
        return True
    return any(verdict.category != "repeat" for verdicts in certain.partial.values() for verdict in verdicts)


def is_nearly_clean(document: Document, doubted: Collection[int]) -> bool:
    """Whether so few blocks are doubted that a page without certain boilerplate was most likely cleaned before.

    Without this check, a second pass would remove lines whose only fault is that their neighbours went.

    >>> from boilerstrip.readers import read
    >>> is_nearly_clean(read("Ferry sinks"), ()), is_nearly_clean(read("Ferry sinks"), (0,))
    (True, False)
    """
    return len(doubted) < _LEAST_DOUBTED_SHARE * len(document.blocks)


def combine_verdicts(document: Document, certain: Decision, weighed: Mapping[int, Verdict]) -> Decision:
    """The decision of certain and weighed verdicts together; copies and separators go with what they belong to.

    Where the weighed verdicts would remove nearly all running text, none of them counts and a warning says so.
    """
    warnings: tuple[str, ...] = ()
    if weighed and not _leaves_enough(document, certain, weighed):
        weighed, warnings = {}, (_TOO_MUCH,)
    partial = {index: verdicts for index, verdicts in certain.partial.items() if index not in weighed}
    return Decision(add_dependents(document, {**certain.verdicts, **weighed}), partial, warnings)


def add_dependents(document: Document, verdicts: Mapping[int, Verdict]) -> dict[int, Verdict]:
    """The verdicts, and those that follow from them: copies and separators go with what they belong to.

    >>> add_dependents(Document(()), {})
    {}
    """
    found = _categories_of_originals(verdicts)
    return found | _separators(document, found)


def add_verdicts(decision: Decision, document: Document, added: Mapping[int, Verdict]) -> Decision:
    """The decision with more verdicts on whole blocks, and with what follows from them."""
    partial = {index: verdicts for index, verdicts in decision.partial.items() if index not in added}
    return replace(decision, verdicts=add_dependents(document, {**decision.verdicts, **added}), partial=partial)


def without_spans(text: str, spans: Sequence[tuple[int, int]]) -> str:
    """The text without some spans, in order and disjoint; a blank stays where one stood at either side of a gap.

    >>> without_spans("The ferry (sponsored) sank.", [(10, 21)]), without_spans("He said (ad), twice.", [(8, 12)])
    ('The ferry sank.', 'He said, twice.')
    """
    kept, start = "", 0
    for place, end in (*spans, (len(text), len(text))):
        part = text[start:place]
        blank = kept[-1:].isspace() or part[:1].isspace()
        kept, part = kept.rstrip(), part.lstrip()
        if kept and part and blank and not part.startswith(_NO_BLANK_BEFORE):
            kept += " "
        kept, start = kept + part, end
    return kept.rstrip()


def _disjoint(verdicts: Sequence[Verdict]) -> tuple[Verdict, ...]:
    """The verdicts in the order of their spans; a span that begins inside an earlier one keeps what goes beyond it."""
    found: list[Verdict] = []
    last = 0
    for verdict in sorted(verdicts, key=lambda verdict: verdict.span or (0, 0)):
        start, end = verdict.span or (0, 0)
        if end > max(start, last):
            found.append(verdict._replace(span=(max(start, last), end)))
            last = end
    return tuple(found)


def _early_copies_of_fields(claims: Iterable[Claim], protected: Set[int]) -> dict[int, Claim]:
    """Claims to the blocks of which a headline, standfirst or byline is a copy: what menus and page titles say first."""
    found: dict[int, Claim] = {}
    for filter_name, finding in claims:
        first = finding.original
        if finding.block in protected and first is not None and first not in protected and not finding.certain:
            evidence = "the same as a field of the article further on"
            found.setdefault(first, Claim(filter_name, _turned(finding, first, evidence)))
    return found


def _turned(finding: Finding, first: int, evidence: str) -> Finding:
    """The finding that a block is a copy of the `first` one, the other way round."""
    return finding._replace(block=first, evidence=evidence, original=finding.block)


def _leaves_enough(document: Document, certain: Decision, weighed: Mapping[int, Verdict]) -> bool:
    prose = document.prose
    decided = certain.verdicts.keys() | certain.partial.keys()
    there = sum(prose) - sum([prose[index] for index in decided])
    left = there - sum([prose[index] for index in weighed if index not in decided])
    return there < 1 or left >= _LEAST_KEPT_SHARE * there or (bool(document.main) and left >= _LEAST_KEPT_WORDS)


def _categories_of_originals(verdicts: Mapping[int, Verdict]) -> dict[int, Verdict]:
    """The verdicts, with copies of what goes in the category of their original: a promo line said twice is a promo line twice."""
    found = dict(verdicts)
    for index in sorted([index for index, verdict in found.items() if verdict.original is not None]):
        source = found[index].original
        original = found.get(source) if source is not None else None
        if original is not None:
            found[index] = found[index]._replace(category=original.category)
    return found


def _separators(document: Document, verdicts: Mapping[int, Verdict]) -> dict[int, Verdict]:
    """Verdicts for separators: each goes with the next block after it, or else with the one before."""
    found: dict[int, Verdict] = {}
    blocks = document.blocks
    following: Category | None = None
    last = len(blocks)
    for index in reversed([block.index for block in blocks if block.kind == "separator"]):
        if index + 1 < last:  # words stand after it
            following = _category(verdicts, index + 1)
        last = index
        category = following or _category(verdicts, index - 1) or "other"
        found[index] = Verdict(index, category, "separators", "no-words", "a mark between lines, without words", 1.0)
    return found


def _category(verdicts: Mapping[int, Verdict], index: int) -> Category | None:
    verdict = verdicts.get(index)
    return verdict.category if verdict else None
