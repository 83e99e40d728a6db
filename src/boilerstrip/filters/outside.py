"""Hints on whatever stands before or after the running text."""

from __future__ import annotations

from collections.abc import Iterator

from boilerstrip.document import Document
from boilerstrip.document.findings import Category, Finding

# A line of this many words after the running text is a teaser, not a menu entry.
_TEASER_WORDS = 5
# A block with this many words of running text gets a weaker hint.
_PROSE_WORDS = 20
_PROSE_SCORE = 0.55
_FRAGMENT_SCORE = 0.7
# Few blocks on a side get the weakest hint: this many, or more where none of them is mostly links or has a certain wording.
_FEW_SCORE = 0.4
_FEW_BLOCKS = 3
_FEW_BLOCKS_WITHOUT_SIGN = {"before": 3, "behind": 12}
_MOSTLY_LINKS = 0.5


class Outside:
    """Whatever stands before or after the running text."""

    name = "outside"

    def find(self, document: Document) -> Iterator[Finding]:
        """Hints by position alone; they are weak on a side that has few blocks."""
        main, count = document.main, len(document.blocks)
        if not main:
            return
        for where, side in (("before", range(main.start)), ("behind", range(main.end, count))):
            side_score = _score_side(document, side, _FEW_BLOCKS_WITHOUT_SIGN[where])
            rule, evidence = f"{where}-running-text", f"stands {where} the article's running text"
            for index in side:
                category: Category = "related" if document.words[index] >= _TEASER_WORDS and where == "behind" else "navigation"
                score = min(side_score, _PROSE_SCORE) if document.prose[index] >= _PROSE_WORDS else side_score
                yield Finding(index, category, rule, evidence, certain=False, score=score, by_place=True)


def _score_side(document: Document, side: range, few_without_sign: int) -> float:
    has_sign = any(_is_sign(document, index) for index in side)
    return _FEW_SCORE if len(side) <= (_FEW_BLOCKS if has_sign else few_without_sign) else _FRAGMENT_SCORE


def _is_sign(document: Document, index: int) -> bool:
    """Whether a block has a certain wording of boilerplate, or is mostly links."""
    return index in document.certain_blocks or document.blocks[index].link_density > _MOSTLY_LINKS
