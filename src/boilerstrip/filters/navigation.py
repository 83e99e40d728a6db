"""Menus, tag rows, breadcrumbs, and what stands outside the article's element."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from boilerstrip.document import Document
from boilerstrip.document.element_sets import NAVIGATION_ELEMENTS
from boilerstrip.document.findings import Finding
from boilerstrip.filters._support import find_blocks_in_elements, phrase_findings
from boilerstrip.recognisers.credit_lines import is_credit_line

_ELEMENTS = NAVIGATION_ELEMENTS.union(
    ["navigation", "breadcrumb", "breadcrumbs", "sidebar", "tags", "tag-list", "toolbar", "pagination", "masthead"]
)
# Scores of hints: a block in an element for navigation, one outside the article's element, breadcrumbs amid the running text.
_ELEMENT_SCORE = 0.4
_ELSEWHERE_SCORE = 0.87
_BREADCRUMBS_INSIDE_SCORE = 0.4
_MOST_BREADCRUMB_CHARS = 200
_BREADCRUMBS = re.compile(r"[^.!?>»›|/]{1,40}(?: [>»›|/] [^.!?>»›|/]{1,60}){2,8}|[^.!?>»›]{1,40} [»›] [^.!?>»›]{1,60}")
_ARROW = re.compile(r"[>»›|/]\s")
_ARROWS = ">»›|/"
_ROW_TAG, _CELL_BAR = "tr", " | "


class Navigation:
    """Menus, tag rows, breadcrumbs, and what stands outside the article's element."""

    name = "navigation"

    def find(self, document: Document) -> Iterator[Finding]:
        """Labelled lines, breadcrumbs, blocks in navigation elements, and hints on blocks outside the article's element."""
        yield from phrase_findings(document, "navigation")
        yield from phrase_findings(document, "other")
        for index, name in find_blocks_in_elements(document, _ELEMENTS):
            evidence = f'stands in an element called "{name}"'
            yield Finding(index, "navigation", "element", evidence, certain=False, score=_ELEMENT_SCORE)
        yield from _find_breadcrumbs(document)
        if document.container:
            yield from _find_blocks_elsewhere(document, document.container)


def _find_breadcrumbs(document: Document) -> Iterator[Finding]:
    texts = [block.text for block in document.blocks]
    for index in _select_with_arrows(texts):
        text = texts[index]
        if _is_breadcrumbs(text) and not _is_table_row(document, index) and not is_credit_line(text, document.lexicon):
            # Amid the running text the line may be a row of a table, or the path through a menu that the article explains.
            certain = index not in document.main
            score = 1.0 if certain else _BREADCRUMBS_INSIDE_SCORE
            yield Finding(index, "navigation", "breadcrumbs", "is a trail of sections", certain, score)


def _is_breadcrumbs(text: str) -> bool:
    return len(text) <= _MOST_BREADCRUMB_CHARS and _ARROW.search(text) is not None and _BREADCRUMBS.fullmatch(text) is not None


def _is_table_row(document: Document, index: int) -> bool:
    """Whether a block is in a row element, or a block next to it has as many cells; the rule below a Markdown table's head is skipped."""
    blocks = document.blocks
    cells = blocks[index].text.count(_CELL_BAR)
    following = [block for block in blocks[index + 1 : index + 3] if block.has_words]
    neighbours = (*blocks[max(0, index - 1) : index], *following[:1])
    return _ROW_TAG in blocks[index].tags or (cells > 0 and any(block.text.count(_CELL_BAR) == cells for block in neighbours))


def _select_with_arrows(texts: Sequence[str]) -> list[int]:
    """The numbers of the texts that have an arrow or a bar. Most pages have few, so each sign is first looked for in the whole page."""
    page = "\n".join(texts)
    arrows = [arrow for arrow in _ARROWS if arrow in page]
    return sorted({index for arrow in arrows for index, text in enumerate(texts) if arrow in text})


def _find_blocks_elsewhere(document: Document, container: str) -> Iterator[Finding]:
    """Hints on the blocks of the main run that are outside the element with the article's running text."""
    for index in range(document.main.start, document.main.end):
        path = document.blocks[index].path or ""
        if path != container and not path.startswith(f"{container}/"):
            evidence = "stands outside the element that holds the article's running text"
            yield Finding(index, "navigation", "elsewhere", evidence, certain=False, score=_ELSEWHERE_SCORE)
