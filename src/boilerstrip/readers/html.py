"""Reads HTML: one pass over lxml's tree, without recursion."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple, cast

from lxml import etree

from boilerstrip.document import Block, BlockKind
from boilerstrip.folding import tidy

_SILENT, _INLINE, _LINK, _CELL, _BREAK, _BLOCK = range(6)
_SILENT_TAGS = "script style noscript template svg math iframe object canvas head audio video datalist"
_INLINE_TAGS = (
    "abbr acronym b bdi bdo big cite code data del dfn em font i img ins kbd label mark nobr output picture q rp rt ruby s samp small "
    "source span strike strong sub sup time tt u var wbr"
)
# What an element does to the text around it; all others part blocks.
_ROLES = {
    **dict.fromkeys(_SILENT_TAGS.split(), _SILENT),
    **dict.fromkeys(_INLINE_TAGS.split(), _INLINE),
    "a": _LINK,
    "td": _CELL,
    "th": _CELL,
    "br": _BREAK,
}
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_ELEMENTS = frozenset(["start", "end"])
_KINDS: dict[str, BlockKind] = {"li": "list_item", "blockquote": "quote", **dict.fromkeys(_HEADINGS, "heading")}
_HIDING = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0(?![.\d])|(?:left|top)\s*:\s*-\d{4,}", re.I)
_PARTS = re.compile(r"[^\W_]+")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_CUES = frozenset(["class", "id", "role", "itemprop"])
_NO_TOKENS: frozenset[str] = frozenset()
# Their classes describe the whole page (or the post's own topics), not what stands inside.
_UNTOLD = frozenset(["html", "body", "article"])


class _Context(NamedTuple):
    """What every block inside an element inherits from it."""

    kind: BlockKind = "paragraph"
    level: int = 0
    hidden: bool = False
    tags: frozenset[str] = frozenset()
    tokens: frozenset[str] = frozenset()


@dataclass(slots=True)
class _Reading:
    """The blocks read so far, the text of the one that is open, and the elements it stands in.

    `contexts` is filled only as far as a block needs it: most elements of a page hold no text of their own.
    """

    tree: etree._ElementTree
    elements: list[etree._Element]
    blocks: list[Block] = field(default_factory=list)
    contexts: list[_Context] = field(default_factory=list)
    pieces: list[str] = field(default_factory=list)
    link_chars: int = 0
    links: int = 0
    broken: bool = False
    known: dict[str, frozenset[str]] = field(default_factory=dict)

    def add(self, text: str) -> None:
        if self.pieces or not text.isspace():
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
            self.close()

    def close(self) -> None:
        """Make a block of the open text."""
        self.broken = False
        text = tidy("".join(self.pieces)).strip(" |")
        if text:
            context, element = self._context(), self.elements[-1]
            self.blocks.append(
                Block(
                    text=text,
                    index=len(self.blocks),
                    kind=context.kind,
                    level=context.level,
                    line=(cast("int | None", element.sourceline) or 1) - 1,
                    path=self.tree.getpath(element),
                    link_chars=min(self.link_chars, len(text)),
                    tags=context.tags,
                    tokens=context.tokens,
                    hidden=context.hidden,
                )
            )
        self.pieces.clear()
        self.link_chars = 0

    def _context(self) -> _Context:
        for element in self.elements[len(self.contexts) :]:
            outer = self.contexts[-1] if self.contexts else _Context()
            self.contexts.append(self._inner(outer, element))
        return self.contexts[-1]

    def _inner(self, outer: _Context, element: etree._Element) -> _Context:
        name, attributes = str(element.tag), cast("dict[str, str]", dict(element.items()))
        inherited = "paragraph" if outer.kind == "heading" else outer.kind
        tokens = self._tokens(attributes) if attributes and name not in _UNTOLD else _NO_TOKENS
        return _Context(
            _KINDS.get(name, inherited),
            _HEADINGS.get(name, 0),
            outer.hidden or (bool(attributes) and _is_hidden(attributes)),
            outer.tags if name in outer.tags else outer.tags | {name},
            outer.tokens | tokens if tokens else outer.tokens,
        )

    def _tokens(self, attributes: Mapping[str, str]) -> frozenset[str]:
        """The whole tokens of an element's class, id, role and itemprop, and the words they are made of."""
        values = " ".join([value for cue, value in attributes.items() if cue in _CUES])
        if values and values not in self.known:
            whole = values.lower().split()
            parts = _PARTS.findall(_CAMEL.sub("-", values).lower())
            self.known[values] = frozenset(whole + parts)
        return self.known.get(values, _NO_TOKENS)


def read_tree(root: etree._Element) -> tuple[Block, ...]:
    """The blocks of a parsed page in reading order; the tree is not changed.

    Scripts, styles and their like are no text. Hidden elements become blocks with `hidden` set. Text in a table row is one block,
    its cells parted by `|`. A line break parts blocks, unless the sentence runs on in lower case.

    >>> from boilerstrip.readers.parsing import parse
    >>> [block.text for block in read_tree(parse("<p>One <b>t</b>wo.</p><ul><li>Three</ul>").root)]
    ['One two.', 'Three']
    """
    reading = _Reading(root.getroottree(), [root])
    _walk(root, reading)
    return tuple(reading.blocks)


def _walk(root: etree._Element, reading: _Reading) -> None:
    """Visit every element once, in document order, keeping the way back on a list instead of Python's stack."""
    walker = etree.iterwalk(root, events=("start", "end", "comment", "pi"))
    for event, element in walker:
        role = _ROLES.get(element.tag, _BLOCK) if event in _ELEMENTS else _SILENT
        if event == "start":
            if role == _SILENT:
                walker.skip_subtree()
                continue
            if role != _INLINE:
                _enter(element, role, reading)
            if text := element.text:
                reading.add(text)
        else:
            if role != _INLINE:
                _leave(role, reading)
            if (tail := element.tail) and element is not root:
                reading.add(tail)
    reading.close()


def _enter(element: etree._Element, role: int, reading: _Reading) -> None:
    if role == _BLOCK:
        if reading.pieces:
            reading.close()
        reading.elements.append(element)
    elif role == _LINK:
        reading.links += 1
        before = element.getprevious() if reading.pieces else None
        if before is not None and before.tag == "a" and not before.tail:
            reading.pieces.append(" ")
    elif role == _CELL and reading.pieces:
        reading.pieces.append(" | ")
    elif role == _BREAK:
        reading.broken = bool(reading.pieces)


def _leave(role: int, reading: _Reading) -> None:
    if role == _BLOCK:
        if reading.pieces:
            reading.close()
        reading.elements.pop()
        if len(reading.contexts) > len(reading.elements):
            reading.contexts.pop()
    elif role == _LINK:
        reading.links -= 1


def _is_hidden(attributes: Mapping[str, str]) -> bool:
    style = attributes.get("style")
    return "hidden" in attributes or attributes.get("aria-hidden") == "true" or bool(style and _HIDING.search(style))
