"""Reads what an element says about the blocks inside it: their kind, whether they are hidden, and the tokens of its attributes."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import cast

from lxml import etree

from boilerstrip.document import BlockKind
from boilerstrip.readers.html.elements import ARIA_ROLES, BLOCK_KINDS, HEADINGS, PAGE_WIDE

_HIDING_STYLE = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0(?![.\d])|(?:left|top)\s*:\s*-\d{4,}", re.I
)
# The attributes that can hide an element, with a test of their value.
_HIDING_ATTRIBUTES: dict[str, Callable[[str], bool]] = {
    "style": lambda value: _HIDING_STYLE.search(value) is not None,
    "hidden": lambda value: value != "until-found",
    "aria-hidden": lambda value: value == "true",
}
# Classes of common style sheets for text that only screen readers speak.
HIDING_CLASSES = frozenset(
    ["sr-only", "visually-hidden", "visuallyhidden", "screen-reader-text", "screen-reader-only", "screenreader-only"]
)
_NAMING_ATTRIBUTES = frozenset(["class", "id", "role", "itemprop"])
# Characters of an element's naming attributes that are read. A token takes some thirty times the memory of a word of two letters.
_MOST_NAMING_CHARS = 20_000
_WORD = re.compile(r"[^\W_]+")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
# A translation table that makes blanks of all but letters and digits: for ASCII, four times as fast as `_WORD`.
_ASCII_WORDS = bytes(code if chr(code).isalnum() else 32 for code in range(128)).ljust(256)
_NONE = frozenset[str]()


class ElementContext:
    """What every block inside an element inherits from the element and from all elements around it.

    `own_tokens` are the tokens of the element itself. `tokens`, which also has those of the elements around it, is `None` until
    `gather_tokens` is called, because most elements hold no text of their own.
    """

    __slots__ = ("hidden", "kind", "level", "outer", "own_tokens", "tags", "tokens")

    def __init__(
        self, outer: ElementContext | None = None, name: str = "", hidden: bool = False, own_tokens: tuple[str, ...] = ()
    ) -> None:
        self.outer, self.own_tokens, self.hidden = outer, own_tokens, hidden
        self.tokens: frozenset[str] | None = None
        self.kind: BlockKind = BLOCK_KINDS.get(name, "paragraph")
        self.level = HEADINGS.get(name, 0)
        self.tags = _NONE
        if outer is not None:
            self.tags = outer.tags if name in outer.tags else outer.tags | {name}
            if self.kind == "paragraph" and outer.kind != "heading":
                self.kind = outer.kind

    def gather_tokens(self) -> frozenset[str]:
        """The tokens of the element and of all elements around it; computed once."""
        missing, context = [], self
        while context.tokens is None and context.outer is not None:
            missing.append(context)
            context = context.outer
        tokens = context.tokens or _NONE
        for context in reversed(missing):
            context.tokens = tokens = tokens.union(context.own_tokens) if context.own_tokens else tokens
        return tokens


class ContextReader:
    """Reads the contexts of one page's elements. Elements with the same attributes, such as the items of a menu, share one context."""

    def __init__(self) -> None:
        self._known: dict[tuple[int, str, str, bool], ElementContext] = {}
        self._known_tokens: dict[str, tuple[str, ...]] = {"": ()}

    def read(self, outer: ElementContext, element: etree._Element) -> ElementContext:
        """The context inside an element that stands in the `outer` context."""
        name, naming, hidden = element.tag, "", outer.hidden
        attributes = cast("list[tuple[str, str]]", element.items())
        if len(attributes) == 1 and attributes[0][0] == "class":
            naming = attributes[0][1]
        elif attributes:
            name, naming, hidden = _read_attributes(element, attributes, hidden)
        if name == "dialog" and element.tag == name:
            hidden = hidden or element.get("open") is None
        key = (id(outer), name, naming, hidden)
        return self._known.get(key) or self._make_context(key, outer)

    def _make_context(self, key: tuple[int, str, str, bool], outer: ElementContext) -> ElementContext:
        _, name, naming, hidden = key
        tokens = () if name in PAGE_WIDE else self._known_tokens.get(naming) or self._split_tokens(naming)
        hidden = hidden or not HIDING_CLASSES.isdisjoint(tokens)
        self._known[key] = context = ElementContext(outer, name, hidden, tokens)
        return context

    def _split_tokens(self, naming: str) -> tuple[str, ...]:
        """The whole tokens of an element's class, id, role and itemprop, and the words that the tokens are made of."""
        values = naming[:_MOST_NAMING_CHARS]
        lowered = values.lower()
        if values.isalnum() and lowered == values:
            tokens: tuple[str, ...] = (values,)
        else:
            parts = lowered if lowered == values else _CAMEL.sub("-", values).lower()
            words = parts.encode().translate(_ASCII_WORDS).decode().split() if parts.isascii() else _WORD.findall(parts)
            tokens = (*lowered.split(), *words)
        self._known_tokens[naming] = tokens
        return tokens


def _read_attributes(element: etree._Element, attributes: Iterable[tuple[str, str]], hidden: bool) -> tuple[str, str, bool]:
    """The name of the element that this one stands for, the values of its naming attributes, and whether it is hidden."""
    name, naming = element.tag, ""
    for key, value in attributes:
        if key in _NAMING_ATTRIBUTES:
            naming = f"{naming} {value}" if naming else value
            if key == "role" and value in ARIA_ROLES:
                name = ARIA_ROLES[value] or _name_heading(element)
        elif key in _HIDING_ATTRIBUTES:
            hidden = hidden or _HIDING_ATTRIBUTES[key](value)
    return name, naming, hidden


def _name_heading(element: etree._Element) -> str:
    name = "h" + element.get("aria-level", "2")
    return name if name in HEADINGS else "h2"
