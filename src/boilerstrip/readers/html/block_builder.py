"""Puts the pieces of a page's text together, and parts them where a reader sees a new paragraph."""

from __future__ import annotations

import re

from lxml import etree

from boilerstrip.document.segmentation import LEAST_PROSE_WORDS
from boilerstrip.readers.html.element_cues import INLINE_HIDING
from boilerstrip.readers.html.elements import AMID, BLOCK, BREAK, CELL, HEADINGS, INLINE, LINK, PRE, SENTENCES, SILENT, TEMPLATE
from boilerstrip.text.normalise import tidy
from boilerstrip.text.sentences import ends_sentence

# No tree holds this character.
_CELL_MARK = "\0"
_VEILED = re.compile(r"display\s*:\s*none", re.I)
_BLANK_LINE = re.compile(r"\n[ \t\r]*\n\s*")
_LEAST_KICKER = 3
# A cell with so many words in sentences is a column of the page, not of a table.
_LONG_CELL = 25


class BlockBuilder:
    """The texts read so far, the one that is open, and the elements that it stands in."""

    __slots__ = ("_amid", "_breaks", "_cells", "_link_chars", "_links", "_owners", "_pre", "inline_hidden", "pieces", "texts")

    def __init__(self, root: etree._Element) -> None:
        """A new one for every tree."""
        # A text, the element that holds it, how many of its characters are linked, and whether it is hidden amid a sentence.
        self.texts: list[tuple[str, etree._Element, int, bool]] = []
        self.pieces: list[str] = []
        self._amid: list[etree._Element] = []
        self.inline_hidden: list[tuple[etree._Element, list[str], int, int, list[int]]] = []
        self._owners = [root]
        self._links = self._link_chars = self._breaks = self._pre = 0
        self._cells: list[int] = []

    @property
    def in_heading(self) -> bool:
        """Whether the open text is a heading's."""
        owner = self._owners[-1]
        return owner.tag in HEADINGS or owner.get("role") == "heading"

    def add(self, text: str) -> None:
        """More text of the open block."""
        if self._breaks and not text.isspace():
            self._mend(text)
        if self._pre and "\n" in text:
            text = self._part_lines(text)
        self.pieces.append(text)
        if self._links:
            self._link_chars += len(tidy(text))

    def _mend(self, text: str) -> None:
        """Behind a line break: go on in the same block where the sentence does, or where it is a heading's."""
        alone, self._breaks = self._breaks == 1, 0
        if (alone and text.lstrip()[0].islower()) or self.in_heading:
            self.pieces.append(" ")
        else:
            self.part()

    def _part_lines(self, text: str) -> str:
        """Make blocks of preformatted text at the blank lines behind its sentences, as code has none; the rest is still open."""
        *whole, rest = _BLANK_LINE.split(text)
        for paragraph in whole:
            self.pieces += (paragraph, " ")
            if paragraph.count(" ") >= LEAST_PROSE_WORDS and ends_sentence(paragraph):
                self.part()
        return rest

    def part(self) -> None:
        """Make a block of the open text: of a table's row, unless its cells are columns of the page."""
        self._breaks = 0
        if len(self.pieces) > 1 and self.in_heading:
            self._part_kicker()
        text = "".join(self.pieces)
        if self._cells:
            self._keep_row([tidy(cell) for cell in text.split(_CELL_MARK)])
            self._cells.clear()
        else:
            self._keep(tidy(text), self._link_chars)
        self.pieces.clear()
        self._link_chars = 0

    def _part_kicker(self) -> None:
        """A blank between a heading's first words and its own: `<span>Harbour:</span><span>Ferry sinks</span>`; an initial has none."""
        for place in range(1, len(self.pieces)):
            before, piece = self.pieces[place - 1], self.pieces[place]
            glued = len(before) >= _LEAST_KICKER and before[-1].islower() and piece[:1].isupper()
            if glued or (before.endswith(":") and piece[:1].isalpha()):
                self.pieces[place] = f" {piece}"

    def _keep_row(self, cells: list[str]) -> None:
        if any(cell.count(" ") >= _LONG_CELL and ends_sentence(cell) for cell in cells):
            ends = [*self._cells, self._link_chars]
            for cell, before, linked in zip(cells, [0, *ends], ends, strict=False):
                self._keep(cell, linked - before)
        else:
            row = " | ".join(cells)
            self._keep(row.replace("  ", " ") if "" in cells else row, self._link_chars)

    def _keep(self, text: str, linked: int) -> None:
        text = text.strip(" |")
        if text:
            self.texts.append((text, self._owners[-1], min(linked, len(text)), False))

    def enter(self, element: etree._Element, role: int) -> bool:
        """An element begins; whether there is text in it."""
        if role == BLOCK or (role >= AMID and (role == PRE or not self._goes_on(element))):
            if self.pieces:
                self.part()
            self._owners.append(element)
            if role == PRE:
                self._pre += 1
        elif role == INLINE:
            if self._is_inline_hidden(element):
                self._hide_inline(element)
            elif element.tag == "time":
                self._space(element.text)
        else:
            return role != SILENT and self._enter_other(element, role)
        return True

    def _enter_other(self, element: etree._Element, role: int) -> bool:
        """What parts no text for good."""
        if role == LINK:
            self._links += 1
            before = element.getprevious() if self.pieces else None
            if before is not None and before.tag == "a" and not before.tail:
                self.pieces.append(" ")
        elif role == CELL and self.pieces:
            self._enter_cell(element)
        elif role == BREAK and self.pieces:
            self._breaks += 1
        return role != TEMPLATE or element.get("shadowrootmode") is not None

    def _enter_cell(self, element: etree._Element) -> None:
        table, before = next(element.iterancestors("table"), None), element.getprevious()
        # A cell of several lines is a column of the page; its last line is open.
        lines = before is not None and before.find("br") is not None
        if lines or (table is not None and table.get("role") in ("presentation", "none")):
            self.part()
        else:
            self.pieces.append(_CELL_MARK)
            self._cells.append(self._link_chars)

    def _goes_on(self, element: etree._Element) -> bool:
        """Whether an element that may be either stands in a sentence."""
        tail = element.tail
        before, behind = bool(self.pieces), bool(tail and not tail.isspace())
        amid = before or behind if self._owners[-1].tag in SENTENCES else before and behind
        if amid:
            self._amid.append(element)
            self._space(element.text)
        return amid

    def _space(self, text: str | None) -> None:
        """Words in such an element are words of their own."""
        if text and text[0].isalnum() and self.pieces and self.pieces[-1][-1:].isalnum():
            self.pieces.append(" ")

    def leave(self, element: etree._Element, role: int) -> None:
        """It ends."""
        if role == AMID and self._amid and self._amid[-1] is element:
            self._amid.pop()
            self._space(element.tail)
        elif role >= AMID:
            if self.pieces:
                self.part()
            self._owners.pop()
            if role == PRE:
                self._pre -= 1
        elif role == LINK:
            self._links -= 1
        elif self.inline_hidden and self.inline_hidden[-1][0] is element:
            self._show_inline()

    def _is_inline_hidden(self, element: etree._Element) -> bool:
        """Whether an element amid a sentence is hidden. `aria-hidden` hides from screen readers alone what all others see there.

        What only screen readers speak is often the colon of a headline.
        """
        style, names = element.get("style"), element.get("class")
        if names is not None and not INLINE_HIDING.isdisjoint(names.split()) and not self.in_heading:
            return True
        return element.get("hidden") is not None or (style is not None and bool(_VEILED.search(style)))

    def _hide_inline(self, element: etree._Element) -> None:
        """An element begins that is hidden amid a sentence: the sentence waits."""
        self.inline_hidden.append((element, self.pieces[:], self._link_chars, self._breaks, self._cells))
        self.pieces.clear()
        self._link_chars, self._breaks, self._cells = 0, 0, []

    def _show_inline(self) -> None:
        """It ends, and the sentence goes on."""
        element, pieces, link_chars, breaks, cells = self.inline_hidden.pop()
        count = len(self.texts)
        self.part()
        self.texts[count:] = [(text, element, linked, True) for text, _, linked, _ in self.texts[count:]]
        self.pieces += pieces
        self._link_chars, self._breaks, self._cells = link_chars, breaks, cells
