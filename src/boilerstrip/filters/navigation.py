"""Menus, tag rows, breadcrumbs, and whatever else stands outside the running text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from boilerstrip.document import Document
from boilerstrip.filters.wording import worded
from boilerstrip.findings import Category, Finding

_TAGS = frozenset(["nav", "footer", "aside", "form", "button", "select", "menu", "dialog"])
_TOKENS = frozenset(
    [
        "nav",
        "navigation",
        "menu",
        "breadcrumb",
        "breadcrumbs",
        "footer",
        "sidebar",
        "tags",
        "tag-list",
        "toolbar",
        "pagination",
        "masthead",
    ]
)
_TEASER_WORDS = 5
_PROSE_WORDS = 20
_PROSE_SCORE, _FRAGMENT_SCORE, _FEW_SCORE = 0.55, 0.7, 0.4
_FEW, _FEW_MUTE = 3, 12
_TRAIL = re.compile(r"[^.!?>»›|/]{1,40}(?:\s+[>»›|/]\s+[^.!?>»›|/]{1,60}){2,8}|[^.!?>»›]{1,40}\s+[»›]\s+[^.!?>»›]{1,60}")
_ARROWS = (" > ", " » ", " › ", " | ", " / ")
_LONGEST_TRAIL = 200


class Navigation:
    """Menus, tag rows, breadcrumbs, and whatever else stands outside the running text."""

    name = "navigation"

    def find(self, document: Document) -> Iterator[Finding]:
        """Labelled lines, blocks in navigation elements, and hints for all that stands before or behind the running text."""
        yield from worded(document, "navigation")
        yield from worded(document, "other")
        sides = _sides(document)
        for index, block in enumerate(document.blocks):
            if (
                len(block.text) <= _LONGEST_TRAIL
                and any(mark in block.text for mark in _ARROWS)
                and _TRAIL.fullmatch(block.text)
            ):
                yield Finding(index, "navigation", "breadcrumbs", "is a trail of sections")
            if cues := (block.tags & _TAGS) | (block.tokens & _TOKENS):
                evidence = f'stands in an element called "{min(cues)}"'
                yield Finding(index, "navigation", "element", evidence, certain=False, score=0.4)
            if document.main and index not in document.main:
                yield _outside(document, index, sides)
            elif document.container and not (block.path or "").startswith(document.container):
                evidence = "stands outside the element that holds the article's running text"
                yield Finding(index, "navigation", "elsewhere", evidence, certain=False, score=0.7)


def _sides(document: Document) -> tuple[float, float]:
    """How much stands before and behind the running text is worth as a hint: little where few lines do, or where none is telling."""
    main, count = document.main, len(document.blocks)
    return _weight(document, range(main.start)), _weight(document, range(main.end, count))


def _weight(document: Document, side: range) -> float:
    telling = any(document.phrases[index] or document.blocks[index].link_density > 0.5 for index in side)
    return _FEW_SCORE if len(side) <= (_FEW if telling else _FEW_MUTE) else _FRAGMENT_SCORE


def _outside(document: Document, index: int, sides: tuple[float, float]) -> Finding:
    """A hint against a block before or behind the running text."""
    before = index < document.main.start
    category: Category = "related" if document.words[index] >= _TEASER_WORDS and not before else "navigation"
    score = min(sides[not before], _PROSE_SCORE if document.prose[index] >= _PROSE_WORDS else 1.0)
    where = "before" if before else "behind"
    return Finding(
        index, category, f"{where}-running-text", f"stands {where} the article's running text", certain=False, score=score
    )
