"""Menus, tag rows, breadcrumbs, and whatever else stands outside the running text."""

from __future__ import annotations

from collections.abc import Iterator

from boilerstrip.document import Document
from boilerstrip.filters.wording import worded
from boilerstrip.findings import Category, Finding

_TAGS = frozenset(["nav", "footer", "aside", "form", "button", "select", "menu", "dialog"])
_TOKENS = frozenset(["nav", "navigation", "menu", "breadcrumb", "breadcrumbs", "footer", "sidebar", "tags", "tag-list", "toolbar", "pagination", "masthead"])
_TEASER_WORDS = 5


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
            if index not in document.main:
                yield _outside(document, index)


def _outside(document: Document, index: int) -> Finding:
    """A hint against a block before or behind the running text; long sentences are given the benefit of more doubt."""
    where = "before" if index < document.main.start else "behind"
    category: Category = "related" if document.words[index] >= _TEASER_WORDS and where == "behind" else "navigation"
    score = 0.55 if document.prose[index] >= 20 else 0.7
    return Finding(index, category, f"{where}-running-text", f"stands {where} the article's running text", certain=False, score=score)
