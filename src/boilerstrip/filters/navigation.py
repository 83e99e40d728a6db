"""Menus, tag rows, breadcrumbs, and whatever else stands outside the running text."""

from __future__ import annotations

from collections.abc import Iterator

from boilerstrip.document import Document
from boilerstrip.filters.wording import worded
from boilerstrip.findings import Category, Finding

_TAGS = frozenset(["nav", "footer", "aside", "form", "button", "select", "menu", "dialog"])
_TOKENS = frozenset(["nav", "navigation", "menu", "breadcrumb", "breadcrumbs", "footer", "sidebar", "tags", "tag-list", "toolbar", "pagination", "masthead"])
_TEASER_WORDS = 5
_PROSE_WORDS = 20
_PROSE_SCORE, _FRAGMENT_SCORE, _FEW_SCORE = 0.55, 0.7, 0.4
_FEW = 3


class Navigation:
    """Menus, tag rows, breadcrumbs, and whatever else stands outside the running text."""

    name = "navigation"

    def find(self, document: Document) -> Iterator[Finding]:
        """Labelled lines, blocks in navigation elements, and hints for all that stands before or behind the running text."""
        yield from worded(document, "navigation")
        yield from worded(document, "other")
        for index, block in enumerate(document.blocks):
            if cues := (block.tags & _TAGS) | (block.tokens & _TOKENS):
                evidence = f'stands in an element called "{min(cues)}"'
                yield Finding(index, "navigation", "element", evidence, certain=False, score=0.4)
            if document.main and index not in document.main:
                yield _outside(document, index)
            elif document.container and not (block.path or "").startswith(document.container):
                evidence = "stands outside the element that holds the article's running text"
                yield Finding(index, "navigation", "elsewhere", evidence, certain=False, score=0.7)


def _outside(document: Document, index: int) -> Finding:
    """A hint against a block before or behind the running text: the more there is of it there, the stronger."""
    before = index < document.main.start
    size = document.main.start if before else len(document.blocks) - document.main.end
    category: Category = "related" if document.words[index] >= _TEASER_WORDS and not before else "navigation"
    full = _PROSE_SCORE if document.prose[index] >= _PROSE_WORDS else _FRAGMENT_SCORE
    where = "before" if before else "behind"
    return Finding(index, category, f"{where}-running-text", f"stands {where} the article's running text", False, full if size > _FEW else _FEW_SCORE)
