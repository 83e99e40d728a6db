"""Reads HTML: one pass over lxml's tree, without recursion."""

from __future__ import annotations

from typing import cast

from lxml import etree

from boilerstrip.document import Block
from boilerstrip.folding import tidy
from boilerstrip.readers.elements import BLOCK, BREAK, CELL, LINK, ROLES, SILENT
from boilerstrip.readers.places import Places


class _Reading:
    """The texts read so far, the one that is open, and the elements that it stands in."""

    __slots__ = ("broken", "link_chars", "links", "owners", "pieces", "texts")

    def __init__(self, root: etree._Element) -> None:
        self.owners = [root]
        self.texts: list[tuple[str, etree._Element, int]] = []
        self.pieces: list[str] = []
        self.links = self.link_chars = 0
        self.broken = False

    def blocks(self, root: etree._Element) -> tuple[Block, ...]:
        """All texts as blocks, with what their elements say of them."""
        place = Places(root).of
        blocks: list[Block] = []
        for text, owner, linked in self.texts:
            path, cues = place(owner)
            line = (cast("int | None", owner.sourceline) or 1) - 1
            tokens = cues.gather() if cues.tokens is None else cues.tokens
            blocks.append(
                Block(text, len(blocks), cues.kind, cues.level, None, line, path, 0, 0, linked, cues.tags, tokens, cues.hidden)
            )
        return tuple(blocks)

    def add(self, text: str) -> None:
        """More text of the open block."""
        if self.broken and not text.isspace():
            self._mend(text)
        self.pieces.append(text)
        if self.links:
            self.link_chars += len(tidy(text))

    def _mend(self, text: str) -> None:
        """Behind a line break: go on in the same block where the sentence does."""
        self.broken = False
        if text.lstrip()[0].islower():
            self.pieces.append(" ")
        else:
            self.part()

    def part(self) -> None:
        """Make a block of the open text."""
        self.broken = False
        text = tidy("".join(self.pieces)).strip(" |")
        if text:
            self.texts.append((text, self.owners[-1], min(self.link_chars, len(text))))
        self.pieces.clear()
        self.link_chars = 0

    def enter(self, element: etree._Element, role: int) -> None:
        """An element begins that does something to the text before it."""
        if role == BLOCK:
            if self.pieces:
                self.part()
            self.owners.append(element)
        elif role == LINK:
            self.links += 1
            before = element.getprevious() if self.pieces else None
            if before is not None and before.tag == "a" and not before.tail:
                self.pieces.append(" ")
        elif role == CELL and self.pieces:
            self.pieces.append(" | ")
        elif role == BREAK:
            self.broken = bool(self.pieces)

    def leave(self, role: int) -> None:
        """It ends."""
        if role == BLOCK:
            if self.pieces:
                self.part()
            self.owners.pop()
        elif role == LINK:
            self.links -= 1


def read_tree(root: etree._Element) -> tuple[Block, ...]:
    """The blocks of a parsed page in reading order; the tree is not changed.

    Scripts, styles and their like are no text. Hidden elements become blocks with `hidden` set. Text in a table row is one block,
    its cells parted by `|`. A line break parts blocks, unless the sentence runs on in lower case.

    >>> from boilerstrip.readers.parsing import parse
    >>> [block.text for block in read_tree(parse("<p>One <b>t</b>wo.</p><ul><li>Three</ul>").root)]
    ['One two.', 'Three']
    """
    reading = _Reading(root)
    _walk(root, reading)
    return reading.blocks(root)


def _walk(root: etree._Element, reading: _Reading) -> None:
    """Visit every element once, in document order, keeping the way back on a list instead of Python's stack."""
    role_of, pieces = ROLES.get, reading.pieces
    walker = etree.iterwalk(root, events=("start", "end", "comment", "pi"))
    for event, element in walker:
        role = role_of(element.tag, BLOCK)
        if event == "start":
            if role == SILENT:
                walker.skip_subtree()
                continue
            if role:
                reading.enter(element, role)
            text = element.text
        else:
            if role:
                reading.leave(role)
            text = element.tail if element is not root else None
        if text and (pieces or not text.isspace()):
            reading.add(text)
    reading.part()
