"""Joins the text of a page's elements to blocks, and separates blocks where a reader sees a new paragraph."""

from __future__ import annotations

import re

from lxml import etree

from boilerstrip.document.segmentation import LEAST_PROSE_WORDS
from boilerstrip.readers.html.element_context import HIDING_CLASSES
from boilerstrip.readers.html.elements import (
    BLOCK,
    BREAK,
    CELL,
    EITHER,
    HEADINGS,
    INLINE,
    LINK,
    PRE,
    SENTENCES,
    SILENT,
    TEMPLATE,
)
from boilerstrip.text.normalise import tidy
from boilerstrip.text.sentences import ends_sentence

# Separates the cells of a row. No tree holds this character.
_CELL_MARK = "\0"
_HIDING_STYLE = re.compile(r"display\s*:\s*none", re.I)
_BLANK_LINE = re.compile(r"\n[ \t\r]*\n\s*")
# The first words of a heading have at least this many characters; an initial has one or two.
_LEAST_KICKER_CHARS = 3
# A cell with this many blanks that ends like a sentence is a column of the page, not of a table.
_LONG_CELL_BLANKS = 25


class BlockBuilder:
    """Builds the blocks of one tree. It holds the finished texts, the open text, and the elements around the open text."""

    __slots__ = (
        "_breaks",
        "_cells",
        "_in_sentence",
        "_link_chars",
        "_links",
        "_owners",
        "_pre",
        "fragments",
        "inline_hidden",
        "texts",
    )

    def __init__(self, root: etree._Element) -> None:
        # A text, the element that holds it, how many of its characters stand in links, and whether it is hidden inside a sentence.
        self.texts: list[tuple[str, etree._Element, int, bool]] = []
        # The parts of the open text.
        self.fragments: list[str] = []
        # For each hidden element inside a sentence: the element, and the state of the sentence that waits.
        self.inline_hidden: list[tuple[etree._Element, list[str], int, int, list[int]]] = []
        # The open elements that could be blocks, but are part of a sentence.
        self._in_sentence: list[etree._Element] = []
        self._owners = [root]
        self._links = self._link_chars = self._breaks = self._pre = 0
        # For each cell of the open row but the last: the link characters of the row up to the end of the cell.
        self._cells: list[int] = []

    @property
    def in_heading(self) -> bool:
        """Whether the open text belongs to a heading."""
        owner = self._owners[-1]
        return owner.tag in HEADINGS or owner.get("role") == "heading"

    def add_text(self, text: str) -> None:
        """Add to the open text."""
        if self._breaks and not text.isspace():
            self._resolve_breaks(text)
        if self._pre and "\n" in text:
            text = self._close_preformatted(text)
        self.fragments.append(text)
        if self._links:
            self._link_chars += len(tidy(text))

    def _resolve_breaks(self, text: str) -> None:
        """After line breaks: stay in the same block if the text continues the sentence or a heading, else begin a new block."""
        single, self._breaks = self._breaks == 1, 0
        if (single and text.lstrip()[0].islower()) or self.in_heading:
            self.fragments.append(" ")
        else:
            self.close_block()

    def _close_preformatted(self, text: str) -> str:
        """Close a block at each blank line after a sentence, and return the rest. Code has no sentences, so it stays together."""
        *paragraphs, rest = _BLANK_LINE.split(text)
        for paragraph in paragraphs:
            self.fragments += (paragraph, " ")
            if paragraph.count(" ") >= LEAST_PROSE_WORDS and ends_sentence(paragraph):
                self.close_block()
        return rest

    def close_block(self) -> None:
        """Make a block of the open text. A table row is one block, unless its cells are columns of the page."""
        self._breaks = 0
        if len(self.fragments) > 1 and self.in_heading:
            self._space_kicker()
        text = "".join(self.fragments)
        if self._cells:
            self._save_row([tidy(cell) for cell in text.split(_CELL_MARK)])
            self._cells.clear()
        else:
            self._save_text(tidy(text), self._link_chars)
        self.fragments.clear()
        self._link_chars = 0

    def _space_kicker(self) -> None:
        """Put a blank after a heading's first words: `<span>Harbour:</span><span>Ferry sinks</span>`. An initial gets none."""
        for place in range(1, len(self.fragments)):
            before, fragment = self.fragments[place - 1], self.fragments[place]
            glued = len(before) >= _LEAST_KICKER_CHARS and before[-1].islower() and fragment[:1].isupper()
            if glued or (before.endswith(":") and fragment[:1].isalpha()):
                self.fragments[place] = f" {fragment}"

    def _save_row(self, cells: list[str]) -> None:
        if any(cell.count(" ") >= _LONG_CELL_BLANKS and ends_sentence(cell) for cell in cells):
            ends = [*self._cells, self._link_chars]
            for cell, before, linked in zip(cells, [0, *ends], ends, strict=False):
                self._save_text(cell, linked - before)
        else:
            row = " | ".join(cells)
            self._save_text(row.replace("  ", " ") if "" in cells else row, self._link_chars)

    def _save_text(self, text: str, linked: int) -> None:
        text = text.strip(" |")
        if text:
            self.texts.append((text, self._owners[-1], min(linked, len(text)), False))

    def enter(self, element: etree._Element, effect: int) -> bool:
        """Begin an element; return whether its content is text of the page."""
        if effect == BLOCK or (effect >= EITHER and (effect == PRE or not self._continue_sentence(element))):
            if self.fragments:
                self.close_block()
            self._owners.append(element)
            if effect == PRE:
                self._pre += 1
        elif effect == INLINE:
            if self._is_inline_hidden(element):
                self._hide_inline(element)
            elif element.tag == "time":
                self._space_before(element.text)
        else:
            return effect != SILENT and self._enter_other(element, effect)
        return True

    def _enter_other(self, element: etree._Element, effect: int) -> bool:
        """Begin a link, a cell, a line break or a template."""
        if effect == LINK:
            self._links += 1
            before = element.getprevious() if self.fragments else None
            if before is not None and before.tag == "a" and not before.tail:
                self.fragments.append(" ")
        elif effect == CELL and self.fragments:
            self._enter_cell(element)
        elif effect == BREAK and self.fragments:
            self._breaks += 1
        return effect != TEMPLATE or element.get("shadowrootmode") is not None

    def _enter_cell(self, element: etree._Element) -> None:
        table, before = next(element.iterancestors("table"), None), element.getprevious()
        # A cell of several lines is a column of the page; its last line is still open.
        has_lines = before is not None and before.find("br") is not None
        if has_lines or (table is not None and table.get("role") in ("presentation", "none")):
            self.close_block()
        else:
            self.fragments.append(_CELL_MARK)
            self._cells.append(self._link_chars)

    def _continue_sentence(self, element: etree._Element) -> bool:
        """Treat an EITHER element as part of the sentence around it, if there is one; return whether there is."""
        tail = element.tail
        before, after = bool(self.fragments), bool(tail and not tail.isspace())
        in_sentence = before or after if self._owners[-1].tag in SENTENCES else before and after
        if in_sentence:
            self._in_sentence.append(element)
            self._space_before(element.text)
        return in_sentence

    def _space_before(self, text: str | None) -> None:
        """Put a blank before the text if it would join the word before it."""
        if text and text[0].isalnum() and self.fragments and self.fragments[-1][-1:].isalnum():
            self.fragments.append(" ")

    def leave(self, element: etree._Element, effect: int) -> None:
        """End an element."""
        if effect == EITHER and self._in_sentence and self._in_sentence[-1] is element:
            self._in_sentence.pop()
            self._space_before(element.tail)
        elif effect >= EITHER:
            if self.fragments:
                self.close_block()
            self._owners.pop()
            if effect == PRE:
                self._pre -= 1
        elif effect == LINK:
            self._links -= 1
        elif self.inline_hidden and self.inline_hidden[-1][0] is element:
            self._show_inline()

    def _is_inline_hidden(self, element: etree._Element) -> bool:
        """Whether an element inside a sentence is hidden.

        `aria-hidden` does not count here: it hides from screen readers what everybody else sees. In a heading, classes do not count
        either: the text for screen readers is often the colon of a headline.
        """
        style, names = element.get("style"), element.get("class")
        if names is not None and not HIDING_CLASSES.isdisjoint(names.split()) and not self.in_heading:
            return True
        return element.get("hidden") is not None or (style is not None and bool(_HIDING_STYLE.search(style)))

    def _hide_inline(self, element: etree._Element) -> None:
        """Begin a hidden element inside a sentence: put the sentence aside."""
        self.inline_hidden.append((element, self.fragments[:], self._link_chars, self._breaks, self._cells))
        self.fragments.clear()
        self._link_chars, self._breaks, self._cells = 0, 0, []

    def _show_inline(self) -> None:
        """End a hidden element inside a sentence: save its text, and take the sentence up again."""
        element, fragments, link_chars, breaks, cells = self.inline_hidden.pop()
        count = len(self.texts)
        self.close_block()
        self.texts[count:] = [(text, element, linked, True) for text, _, linked, _ in self.texts[count:]]
        self.fragments += fragments
        self._link_chars, self._breaks, self._cells = link_chars, breaks, cells
