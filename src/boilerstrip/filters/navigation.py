"""Menus, tag rows, breadcrumbs, and whatever else stands outside the running text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from boilerstrip.document import Document
from boilerstrip.filters.wording import elements, worded
from boilerstrip.findings import Category, Finding

_ELEMENTS = frozenset(
    [
        "nav",
        "footer",
        "aside",
        "form",
        "button",
        "select",
        "menu",
        "dialog",
        "navigation",
        "breadcrumb",
        "breadcrumbs",
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
_ELSEWHERE_SCORE = 0.87
_PROSE_SCORE, _FRAGMENT_SCORE, _FEW_SCORE = 0.55, 0.7, 0.4
_MOST_LINKED = 0.5
_FEW, _FEW_MUTE = 3, 12
_TRAIL = re.compile(r"[^.!?>»›|/]{1,40}(?:\s+[>»›|/]\s+[^.!?>»›|/]{1,60}){2,8}|[^.!?>»›]{1,40}\s+[»›]\s+[^.!?>»›]{1,60}")
_ARROW = re.compile(r"[>»›|/]\s")
_LONGEST_TRAIL = 200


class Navigation:
    """Menus, tag rows, breadcrumbs, and whatever else stands outside the running text."""

    name = "navigation"

    def find(self, document: Document) -> Iterator[Finding]:
        """Labelled lines, blocks in navigation elements, and hints for all that stands before or behind the running text."""
        yield from worded(document, "navigation")
        yield from worded(document, "other")
        for index, name in elements(document, _ELEMENTS):
            yield Finding(index, "navigation", "element", f'stands in an element called "{name}"', certain=False, score=0.4)
        for index, block in enumerate(document.blocks):
            if len(block.text) <= _LONGEST_TRAIL and _ARROW.search(block.text) and _TRAIL.fullmatch(block.text):
                yield Finding(index, "navigation", "breadcrumbs", "is a trail of sections")
        if document.main:
            yield from _outside(document)
        if document.container:
            yield from _elsewhere(document, document.container)


def _elsewhere(document: Document, container: str) -> Iterator[Finding]:
    """Hints against what stands among the running text, but not in its element."""
    for index in range(document.main.start, document.main.end):
        path = document.blocks[index].path or ""
        if path != container and not path.startswith(f"{container}/"):
            evidence = "stands outside the element that holds the article's running text"
            yield Finding(index, "navigation", "elsewhere", evidence, certain=False, score=_ELSEWHERE_SCORE)


def _weight(document: Document, side: range, mute: int) -> float:
    telling = any(_tells(document, index) for index in side)
    return _FEW_SCORE if len(side) <= (_FEW if telling else mute) else _FRAGMENT_SCORE


def _tells(document: Document, index: int) -> bool:
    return index in document.sure or document.blocks[index].link_density > _MOST_LINKED


def _outside(document: Document) -> Iterator[Finding]:
    """Hints against the blocks before and behind the running text: weak ones where few lines stand there, or none is telling."""
    main, count = document.main, len(document.blocks)
    for where, side in (("before", range(main.start)), ("behind", range(main.end, count))):
        weight = _weight(document, side, mute=_FEW if where == "before" else _FEW_MUTE)
        rule, evidence = f"{where}-running-text", f"stands {where} the article's running text"
        for index in side:
            category: Category = "related" if document.words[index] >= _TEASER_WORDS and where == "behind" else "navigation"
            score = min(weight, _PROSE_SCORE) if document.prose[index] >= _PROSE_WORDS else weight
            yield Finding(index, category, rule, evidence, certain=False, score=score, by_place=True)
