"""Menus, tag rows, breadcrumbs, and what stands outside the article's element."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from boilerstrip.document import Document
from boilerstrip.document.element_sets import NAVIGATION_ELEMENTS
from boilerstrip.document.findings import Finding
from boilerstrip.filters._support import blocks_in_elements, phrase_findings
from boilerstrip.recognisers.credit_lines import is_credit_line

_TOKENS = ["navigation", "breadcrumb", "breadcrumbs", "sidebar", "tags", "tag-list", "toolbar", "pagination", "masthead"]
_NAMES = NAVIGATION_ELEMENTS.union(_TOKENS)
_ELSEWHERE_SCORE = 0.87
_TRAIL = re.compile(r"[^.!?>»›|/]{1,40}(?: [>»›|/] [^.!?>»›|/]{1,60}){2,8}|[^.!?>»›]{1,40} [»›] [^.!?>»›]{1,60}")
_ARROW = re.compile(r"[>»›|/]\s")
_ARROWS = ">»›|/"
_LONGEST_TRAIL = 200
_TRAIL_INSIDE = 0.4
_ROW, _CELLS = "tr", " | "


class Navigation:
    """Menus, tag rows, breadcrumbs, and what stands outside the article's element."""

    name = "navigation"

    def find(self, document: Document) -> Iterator[Finding]:
        """Labelled lines, trails of sections, blocks in navigation elements, and hints against those in another element."""
        yield from phrase_findings(document, "navigation")
        yield from phrase_findings(document, "other")
        for index, name in blocks_in_elements(document, _NAMES):
            yield Finding(index, "navigation", "element", f'stands in an element called "{name}"', certain=False, score=0.4)
        texts = [block.text for block in document.blocks]
        for index in _with_arrows(texts):
            if _is_trail(texts[index]) and not _is_row(document, index) and not is_credit_line(texts[index], document.lexicon):
                # Among the running text it may be a row of a table, or the way through some menu that the article is about.
                certain = index not in document.main
                yield Finding(
                    index, "navigation", "breadcrumbs", "is a trail of sections", certain, 1.0 if certain else _TRAIL_INSIDE
                )
        if document.container:
            yield from _elsewhere(document, document.container)


def _is_trail(text: str) -> bool:
    return len(text) <= _LONGEST_TRAIL and _ARROW.search(text) is not None and _TRAIL.fullmatch(text) is not None


def _is_row(document: Document, index: int) -> bool:
    """Whether it is a row of a table: by its element, or as the next block has as many cells, behind the rule of a head."""
    blocks = document.blocks
    cells = blocks[index].text.count(_CELLS)
    behind = [block for block in blocks[index + 1 : index + 3] if block.has_words]
    around = (*blocks[max(0, index - 1) : index], *behind[:1])
    return _ROW in blocks[index].tags or (cells > 0 and any(block.text.count(_CELLS) == cells for block in around))


def _with_arrows(texts: Sequence[str]) -> list[int]:
    """The texts that have an arrow or a bar; most pages have few."""
    page = "\n".join(texts)
    arrows = [arrow for arrow in _ARROWS if arrow in page]
    return sorted({index for arrow in arrows for index, text in enumerate(texts) if arrow in text})


def _elsewhere(document: Document, container: str) -> Iterator[Finding]:
    """Hints against what stands among the running text, but not in its element."""
    for index in range(document.main.start, document.main.end):
        path = document.blocks[index].path or ""
        if path != container and not path.startswith(f"{container}/"):
            evidence = "stands outside the element that holds the article's running text"
            yield Finding(index, "navigation", "elsewhere", evidence, certain=False, score=_ELSEWHERE_SCORE)
