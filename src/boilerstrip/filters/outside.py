"""Whatever stands before or behind the running text."""

from __future__ import annotations

from collections.abc import Iterator

from boilerstrip.document import Document
from boilerstrip.document.findings import Category, Finding

_TEASER_WORDS = 5
_PROSE_WORDS = 20
_PROSE_SCORE, _FRAGMENT_SCORE, _FEW_SCORE = 0.55, 0.7, 0.4
_MOST_LINKED = 0.5
_FEW, _FEW_MUTE = 3, 12


class Outside:
    """Whatever stands before or behind the running text."""

    name = "outside"

    def find(self, document: Document) -> Iterator[Finding]:
        """Hints by place alone: weak ones where few lines stand there, or none is telling."""
        main, count = document.main, len(document.blocks)
        if not main:
            return
        for where, side in (("before", range(main.start)), ("behind", range(main.end, count))):
            weight = _weight(document, side, mute=_FEW if where == "before" else _FEW_MUTE)
            rule, evidence = f"{where}-running-text", f"stands {where} the article's running text"
            for index in side:
                category: Category = "related" if document.words[index] >= _TEASER_WORDS and where == "behind" else "navigation"
                score = min(weight, _PROSE_SCORE) if document.prose[index] >= _PROSE_WORDS else weight
                yield Finding(index, category, rule, evidence, certain=False, score=score, by_place=True)


def _weight(document: Document, side: range, mute: int) -> float:
    telling = any(_tells(document, index) for index in side)
    return _FEW_SCORE if len(side) <= (_FEW if telling else mute) else _FRAGMENT_SCORE


def _tells(document: Document, index: int) -> bool:
    return index in document.certain_blocks or document.blocks[index].link_density > _MOST_LINKED
