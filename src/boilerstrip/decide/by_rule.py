"""Decides by rule alone, without the labeller: puts hints together and cuts where they outweigh what speaks for the block.

Hints of different filters are put together as independent doubts (noisy or, Pearl 1988). What speaks for a block is that it is
running text, and that it stands among running text.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set
from math import prod

from boilerstrip.decide.verdicts import (
    MENU_CATEGORIES,
    Decision,
    Verdict,
    certain_verdicts,
    combine_verdicts,
    has_certain_boilerplate,
    is_nearly_clean,
    verdict_of,
)
from boilerstrip.document import Document
from boilerstrip.document.findings import Claim, Finding
from boilerstrip.document.segmentation import Run

_ENOUGH_OUTSIDE = 0.5
_ENOUGH_INSIDE = 0.7
_ENOUGH_FOR_PROSE = 0.85
_NAMING = 0.5
_BELOW_HEADLINE = 0.65


def decide_by_rule(document: Document, claims: Iterable[Claim], protected: Set[int], headline: int | None = None) -> Decision:
    """A verdict for every block that is no part of the article; protected blocks fall to certain findings alone.

    Where hints would cut nearly all running text, none of them counts and a warning says so. On a page that was most likely cleaned
    before, it tells nothing where a block stands.
    """
    kept_claims = tuple(claims)
    certain = certain_verdicts(kept_claims, protected)
    decided = protected | certain.verdicts.keys() | certain.partial.keys()
    by_block: dict[int, list[Claim]] = defaultdict(list)
    for claim in kept_claims:
        index = claim.finding.block
        if index not in decided:
            by_block[index].append(claim)
    below = Run(headline + 1, document.main.start) if headline is not None else Run(0, 0)
    hinted = _all_hinted(document, by_block, below)
    if not has_certain_boilerplate(certain):
        placed = [index for index in hinted if any(claim.finding.by_place for claim in by_block[index])]
        if placed and is_nearly_clean(document, placed):
            said = {index: [c for c in rows if not c.finding.by_place] for index, rows in by_block.items()}
            hinted = _all_hinted(document, said, below)
    return combine_verdicts(document, certain, hinted)


def _all_hinted(document: Document, by_block: Mapping[int, Sequence[Claim]], below: Run) -> dict[int, Verdict]:
    return {index: verdict for index, rows in by_block.items() if rows and (verdict := _hinted(document, index, rows, below))}


def _hinted(document: Document, index: int, rows: Sequence[Claim], below: Run) -> Verdict | None:
    """The hints put together, where they are enough; `below` is what stands between the headline and the running text."""
    strongest: dict[str, Claim] = {}
    for claim in rows:
        before = strongest.get(claim.filter)
        if before is None or claim.finding.score > before.finding.score:
            strongest[claim.filter] = claim
    doubt = prod([1.0 - _worth(claim.finding, below) for claim in strongest.values()])
    enough = _ENOUGH_OUTSIDE
    if index in document.main or not document.main:
        enough = _ENOUGH_FOR_PROSE if document.prose[index] else _ENOUGH_INSIDE
    if 1.0 - doubt < enough:
        return None
    passed_over = MENU_CATEGORIES if document.main and index not in document.main else frozenset()
    named = (c for c in strongest.values() if c.finding.score >= _NAMING and c.finding.category not in passed_over)
    naming = next(named, rows[0])
    return verdict_of(naming, 1.0 - doubt)


def _worth(finding: Finding, below: Run) -> float:
    return _BELOW_HEADLINE * finding.score if finding.by_place and finding.block in below else finding.score
