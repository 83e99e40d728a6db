"""The decision without the labeller: a block is removed if the hints against it outweigh the evidence for it.

Hints of different filters are combined as independent evidence (noisy or, Pearl 1988). The evidence for a block is that it is running
text, and that its neighbours are.
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
    make_verdict,
)
from boilerstrip.document import Document
from boilerstrip.document.findings import Claim, Finding
from boilerstrip.document.segmentation import Run

# The combined score of the hints from which on a block is removed: outside the running text, inside it, and if it is running text itself.
_ENOUGH_OUTSIDE = 0.5
_ENOUGH_INSIDE = 0.7
_ENOUGH_FOR_PROSE = 0.85
# A hint with a lower score does not name the category of a removal, if another hint does.
_NAMING = 0.5
# Factor for hints by place between the headline and the running text: standfirst and byline stand there.
_BELOW_HEADLINE = 0.65


def decide_by_rule(document: Document, claims: Iterable[Claim], protected: Set[int], headline: int | None = None) -> Decision:
    """A verdict for every block that is no part of the article; only certain findings remove `protected` blocks.

    If the hints would remove nearly all running text, all hints are ignored, and a warning says so. On a page that was probably cleaned
    before, hints by place are ignored.
    """
    kept_claims = tuple(claims)
    certain = certain_verdicts(kept_claims, protected)
    decided = protected | certain.verdicts.keys() | certain.partial.keys()
    hints: dict[int, list[Claim]] = defaultdict(list)
    for claim in kept_claims:
        index = claim.finding.block
        if index not in decided:
            hints[index].append(claim)
    below = Run(headline + 1, document.main.start) if headline is not None else Run(0, 0)
    weighed = _weigh_hints(document, hints, below)
    if not has_certain_boilerplate(certain):
        by_place = [index for index in weighed if any(claim.finding.by_place for claim in hints[index])]
        if by_place and is_nearly_clean(document, by_place):
            hints_on_text = {index: [c for c in group if not c.finding.by_place] for index, group in hints.items()}
            weighed = _weigh_hints(document, hints_on_text, below)
    return combine_verdicts(document, certain, weighed)


def _weigh_hints(document: Document, hints: Mapping[int, Sequence[Claim]], below: Run) -> dict[int, Verdict]:
    return {
        index: verdict for index, group in hints.items() if group and (verdict := _weigh_block(document, index, group, below))
    }


def _weigh_block(document: Document, index: int, hints: Sequence[Claim], below: Run) -> Verdict | None:
    """The verdict on a block, or `None` if the hints are too weak; `below` is the run between the headline and the running text."""
    strongest: dict[str, Claim] = {}
    for claim in hints:
        stronger = strongest.get(claim.filter)
        if stronger is None or claim.finding.score > stronger.finding.score:
            strongest[claim.filter] = claim
    doubt = prod([1.0 - _score_hint(claim.finding, below) for claim in strongest.values()])
    enough = _ENOUGH_OUTSIDE
    if index in document.main or not document.main:
        enough = _ENOUGH_FOR_PROSE if document.prose[index] else _ENOUGH_INSIDE
    if 1.0 - doubt < enough:
        return None
    ignored = MENU_CATEGORIES if document.main and index not in document.main else frozenset()
    naming = (c for c in strongest.values() if c.finding.score >= _NAMING and c.finding.category not in ignored)
    return make_verdict(next(naming, hints[0]), 1.0 - doubt)


def _score_hint(finding: Finding, below: Run) -> float:
    return _BELOW_HEADLINE * finding.score if finding.by_place and finding.block in below else finding.score
