"""Verdicts on blocks, and the `Decision` on a page that they make together."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from boilerstrip.document import Document
from boilerstrip.document.findings import Category, Claim, Finding

# Outside the running text, a bare "Subscribe" is an entry of a menu.
MENU_CATEGORIES = frozenset(["newsletter", "subscribe", "advert", "consent"])
# Weighed verdicts must leave this share of the running text, or this many words of it.
_LEAST_KEPT_SHARE, _LEAST_KEPT_WORDS = 0.25, 80
# A page with a smaller share of doubted blocks was probably cleaned before.
_LEAST_DOUBTED_SHARE = 0.25
_TOO_MUCH = "nearly all running text looked like boilerplate, so only what is certain was removed"
_NO_BLANK_BEFORE = tuple(",.;:!?)]}»”’…、。")


class Verdict(NamedTuple):
    """Why a block is no part of the article; with `span`, why that range of characters in its text is none.

    `original` is the index of the block that it is a copy of.
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
        """Whether the block is removed because the same text follows later on the page."""
        return self.original is not None and self.original > self.block


@dataclass(frozen=True, slots=True)
class Decision:
    """What is removed: whole blocks in `verdicts`, spans of text in `partial`. All other text stays.

    `warnings` are for the reader of the article. `expected_f1` is the F1 that the labeller expects, `None` without a labeller;
    `most_confidence` is an upper limit for the article's confidence. If the page shows no text of its own, `declared_body` holds
    the paragraphs from its metadata.
    """

    verdicts: Mapping[int, Verdict]
    partial: Mapping[int, tuple[Verdict, ...]] = field(default_factory=dict)
    warnings: tuple[str, ...] = ()
    expected_f1: float | None = None
    most_confidence: float = 1.0
    declared_body: tuple[str, ...] = ()

    def kept_text(self, index: int, text: str) -> str:
        """The text of a block that stays, without its removed spans.

        >>> ad = Verdict(0, "advert", "mine", "sponsored", "says so", 1.0, span=(10, 21))
        >>> Decision({}, {0: (ad,)}).kept_text(0, "The ferry (sponsored) sank.")
        'The ferry sank.'
        """
        return remove_spans(text, [verdict.span for verdict in self.partial.get(index, ()) if verdict.span])


def certain_verdicts(claims: Iterable[Claim], protected: Set[int]) -> Decision:
    """The verdicts of certain claims: for each block the first claim to the whole block, or else all claims to spans of it.

    A copy of a `protected` block (headline, standfirst or byline) is certain, too, even if it comes before the field.

    >>> from boilerstrip.document.findings import Finding
    >>> certain_verdicts([Claim("sharing", Finding(3, "sharing", "share-on", 'says "Share"', certain=False))], frozenset()).verdicts
    {}
    >>> copy = Finding(3, "repeat", "same", "the same as line 1", certain=False, original=0)
    >>> [sorted(certain_verdicts([Claim("repeats", copy)], {field}).verdicts) for field in (0, 3)]
    [[3], [0]]
    """
    claims = tuple(claims)
    early = _find_early_copies(claims, protected)
    whole = {block: make_verdict(claim, 1.0) for block, claim in early.items()}
    partial: dict[int, list[Verdict]] = {}
    for name, finding in claims:
        original = early[finding.original].finding.original if finding.original in early else finding.original
        if finding.block == original or not (finding.certain or original in protected):
            continue
        claim = Claim(name, finding._replace(original=original))
        if finding.span is not None:
            partial.setdefault(finding.block, []).append(make_verdict(claim, finding.score))
        elif finding.block not in whole:
            whole[finding.block] = make_verdict(claim, 1.0)
    return Decision(whole, {block: _separate_spans(verdicts) for block, verdicts in partial.items() if block not in whole})


def make_verdict(claim: Claim, score: float) -> Verdict:
    """The verdict that accepts a claim, with this score."""
    name, finding = claim
    return Verdict(
        finding.block, finding.category, name, finding.rule, finding.evidence, round(score, 3), finding.span, finding.original
    )


def has_certain_boilerplate(certain: Decision) -> bool:
    """Whether a filter is certain of anything other than copies. Clean articles may have copies, too."""
    if any(verdict.category != "repeat" for verdict in certain.verdicts.values()):
        return True
    return any(verdict.category != "repeat" for verdicts in certain.partial.values() for verdict in verdicts)


def is_nearly_clean(document: Document, doubted: Collection[int]) -> bool:
    """Whether so few blocks are doubted that a page without certain boilerplate was probably cleaned before.

    Without this check, cleaning an article a second time would remove lines whose only fault is that their neighbours are gone.

    >>> from boilerstrip.readers import read
    >>> is_nearly_clean(read("Ferry sinks"), ()), is_nearly_clean(read("Ferry sinks"), (0,))
    (True, False)
    """
    return len(doubted) < _LEAST_DOUBTED_SHARE * len(document.blocks)


def combine_verdicts(document: Document, certain: Decision, weighed: Mapping[int, Verdict]) -> Decision:
    """The decision that certain and weighed verdicts make together, with the verdicts that follow from them (see `add_dependents`).

    If the weighed verdicts would remove nearly all running text, all of them are ignored, and a warning says so.
    """
    warnings: tuple[str, ...] = ()
    if weighed and not _leaves_enough(document, certain, weighed):
        weighed, warnings = {}, (_TOO_MUCH,)
    partial = {index: verdicts for index, verdicts in certain.partial.items() if index not in weighed}
    return Decision(add_dependents(document, {**certain.verdicts, **weighed}), partial, warnings)


def add_dependents(document: Document, verdicts: Mapping[int, Verdict]) -> dict[int, Verdict]:
    """The verdicts, and those that follow from them: a copy gets its original's category, a separator goes with its neighbour.

    >>> add_dependents(Document(()), {})
    {}
    """
    with_categories = _copy_categories_of_originals(verdicts)
    return with_categories | _decide_separators(document, with_categories)


def add_verdicts(decision: Decision, document: Document, added: Mapping[int, Verdict]) -> Decision:
    """The decision with more verdicts on whole blocks, and with the verdicts that follow from them."""
    partial = {index: verdicts for index, verdicts in decision.partial.items() if index not in added}
    return replace(decision, verdicts=add_dependents(document, {**decision.verdicts, **added}), partial=partial)


def remove_spans(text: str, spans: Sequence[tuple[int, int]]) -> str:
    """The text without these spans, which are in order and disjoint; a gap leaves one blank if there was a blank at one of its sides.

    >>> remove_spans("The ferry (sponsored) sank.", [(10, 21)]), remove_spans("He said (ad), twice.", [(8, 12)])
    ('The ferry sank.', 'He said, twice.')
    """
    kept, start = "", 0
    for gap_start, gap_end in (*spans, (len(text), len(text))):
        part = text[start:gap_start]
        has_blank = kept[-1:].isspace() or part[:1].isspace()
        kept, part = kept.rstrip(), part.lstrip()
        if kept and part and has_blank and not part.startswith(_NO_BLANK_BEFORE):
            kept += " "
        kept, start = kept + part, gap_end
    return kept.rstrip()


def _separate_spans(verdicts: Sequence[Verdict]) -> tuple[Verdict, ...]:
    """The verdicts in the order of their spans; of two that overlap, the later one keeps only the characters after the earlier one."""
    separate: list[Verdict] = []
    last = 0
    for verdict in sorted(verdicts, key=lambda verdict: verdict.span or (0, 0)):
        start, end = verdict.span or (0, 0)
        if end > max(start, last):
            separate.append(verdict._replace(span=(max(start, last), end)))
            last = end
    return tuple(separate)


def _find_early_copies(claims: Iterable[Claim], protected: Set[int]) -> dict[int, Claim]:
    """Claims to blocks that repeat a field and come before it, as in menus and page titles.

    The filter takes the first of two copies for the original; here the field is the original.
    """
    early: dict[int, Claim] = {}
    for filter_name, finding in claims:
        first = finding.original
        if finding.block in protected and first is not None and first not in protected and not finding.certain:
            evidence = "the same as a field of the article further on"
            early.setdefault(first, Claim(filter_name, _reverse_copy(finding, first, evidence)))
    return early


def _reverse_copy(finding: Finding, first: int, evidence: str) -> Finding:
    """A finding that the `first` block is a copy of the finding's block."""
    return finding._replace(block=first, evidence=evidence, original=finding.block)


def _leaves_enough(document: Document, certain: Decision, weighed: Mapping[int, Verdict]) -> bool:
    prose = document.prose
    decided = certain.verdicts.keys() | certain.partial.keys()
    undecided = sum(prose) - sum([prose[index] for index in decided])
    left = undecided - sum([prose[index] for index in weighed if index not in decided])
    return undecided < 1 or left >= _LEAST_KEPT_SHARE * undecided or (bool(document.main) and left >= _LEAST_KEPT_WORDS)


def _copy_categories_of_originals(verdicts: Mapping[int, Verdict]) -> dict[int, Verdict]:
    """The verdicts; the copy of a removed block has the category of its original, as the copy of an advert is an advert."""
    changed = dict(verdicts)
    for index in sorted([index for index, verdict in changed.items() if verdict.original is not None]):
        source = changed[index].original
        original = changed.get(source) if source is not None else None
        if original is not None:
            changed[index] = changed[index]._replace(category=original.category)
    return changed


def _decide_separators(document: Document, verdicts: Mapping[int, Verdict]) -> dict[int, Verdict]:
    """Verdicts on all separators: each has the category of the next block with words, or else of the block before it."""
    separators: dict[int, Verdict] = {}
    blocks = document.blocks
    following: Category | None = None
    last = len(blocks)
    for index in reversed([block.index for block in blocks if block.kind == "separator"]):
        if index + 1 < last:  # the next block is no separator
            following = _get_category(verdicts, index + 1)
        last = index
        category = following or _get_category(verdicts, index - 1) or "other"
        separators[index] = Verdict(index, category, "separators", "no-words", "a mark between lines, without words", 1.0)
    return separators


def _get_category(verdicts: Mapping[int, Verdict], index: int) -> Category | None:
    verdict = verdicts.get(index)
    return verdict.category if verdict else None
