"""What an element says of the blocks inside it: their kind, whether they are shown, and the words of its class and its like."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import cast

from lxml import etree

from boilerstrip.document import BlockKind
from boilerstrip.readers.html.elements import HEADINGS

_KINDS: dict[str, BlockKind] = {"li": "list_item", "blockquote": "quote", **dict.fromkeys(HEADINGS, "heading")}
_UNSEEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0(?![.\d])|(?:left|top)\s*:\s*-\d{4,}", re.I)
_HIDING: dict[str, Callable[[str], bool]] = {
    "style": lambda value: _UNSEEN.search(value) is not None,
    "hidden": lambda value: value != "until-found",
    "aria-hidden": lambda value: value == "true",
}
# Classes that the common style sheets use for text that only screen readers speak.
INLINE_HIDING = frozenset(
    ["sr-only", "visually-hidden", "visuallyhidden", "screen-reader-text", "screen-reader-only", "screenreader-only"]
)
# What stands for an element of another name.
_ROLES = {
    "navigation": "nav",
    "contentinfo": "footer",
    "complementary": "aside",
    "banner": "header",
    "dialog": "dialog",
    "form": "form",
    "search": "form",
    "main": "main",
    "article": "article",
    "blockquote": "blockquote",
    "listitem": "li",
    "figure": "figure",
    "heading": "",
}
_NAMING = frozenset(["class", "id", "role", "itemprop"])
# Their classes describe the whole page (or the post's own topics), not what stands inside.
_UNTOLD = frozenset(["html", "body", "article"])
# No element has more to say; a token is some thirty times as large as a word of two letters.
_MOST_SAID = 20_000
_PARTS = re.compile(r"[^\W_]+")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
# The same for ASCII, some four times as fast.
_ASCII_PARTS = bytes(code if chr(code).isalnum() else 32 for code in range(128)).ljust(256)
_NONE = frozenset[str]()


class Cues:
    """What every block inside an element inherits from it and from those around it.

    `tokens` is `None` until `gather` has been called: most elements hold no text of their own.
    """

    __slots__ = ("hidden", "kind", "level", "outer", "tags", "tokens", "told")

    def __init__(self, outer: Cues | None = None, name: str = "", hidden: bool = False, told: tuple[str, ...] = ()) -> None:
        """`told` are the tokens of the element itself."""
        self.outer, self.told, self.hidden = outer, told, hidden
        self.tokens: frozenset[str] | None = None
        self.kind: BlockKind = _KINDS.get(name, "paragraph")
        self.level = HEADINGS.get(name, 0)
        self.tags = _NONE
        if outer is not None:
            self.tags = outer.tags if name in outer.tags else outer.tags | {name}
            if self.kind == "paragraph" and outer.kind != "heading":
                self.kind = outer.kind

    def gather(self) -> frozenset[str]:
        """The tokens of the element and of all around it, put together once."""
        way, cues = [], self
        while cues.tokens is None and cues.outer is not None:
            way.append(cues)
            cues = cues.outer
        tokens = cues.tokens or _NONE
        for cues in reversed(way):
            cues.tokens = tokens = tokens.union(cues.told) if cues.told else tokens
        return tokens


class CueReader:
    """Reads the cues of a page's elements; those that say the same get the same object, as the items of a menu do."""

    def __init__(self) -> None:
        """A new one for every page: what it keeps holds for one tree."""
        self._known: dict[tuple[int, str, str, bool], Cues] = {}
        self._told: dict[str, tuple[str, ...]] = {"": ()}

    def inside(self, outer: Cues, element: etree._Element) -> Cues:
        """The cues inside an element that stands where `outer` holds."""
        name, said, hidden = element.tag, "", outer.hidden
        attributes = cast("list[tuple[str, str]]", element.items())
        if len(attributes) == 1 and attributes[0][0] == "class":
            said = attributes[0][1]
        elif attributes:
            name, said, hidden = _told_by(element, attributes, hidden)
        if name == "dialog" and element.tag == name:
            hidden = hidden or element.get("open") is None
        key = (id(outer), name, said, hidden)
        return self._known.get(key) or self._learn(key, outer)

    def _learn(self, key: tuple[int, str, str, bool], outer: Cues) -> Cues:
        _, name, said, hidden = key
        told = () if name in _UNTOLD else self._told.get(said) or self._tell(said)
        self._known[key] = cues = Cues(outer, name, hidden or not INLINE_HIDING.isdisjoint(told), told)
        return cues

    def _tell(self, said: str) -> tuple[str, ...]:
        """The whole tokens of an element's class, id, role and itemprop, and the words they are made of."""
        values = said[:_MOST_SAID]
        lowered = values.lower()
        if values.isalnum() and lowered == values:
            told: tuple[str, ...] = (values,)
        else:
            parts = lowered if lowered == values else _CAMEL.sub("-", values).lower()
            words = parts.encode().translate(_ASCII_PARTS).decode().split() if parts.isascii() else _PARTS.findall(parts)
            told = (*lowered.split(), *words)
        self._told[said] = told
        return told


def _told_by(element: etree._Element, attributes: Iterable[tuple[str, str]], hidden: bool) -> tuple[str, str, bool]:
    """The name of what an element stands for, what names it, and whether it is hidden."""
    name, said = element.tag, ""
    for key, value in attributes:
        if key in _NAMING:
            said = f"{said} {value}" if said else value
            if key == "role" and value in _ROLES:
                name = _ROLES[value] or _heading(element)
        elif key in _HIDING:
            hidden = hidden or _HIDING[key](value)
    return name, said, hidden


def _heading(element: etree._Element) -> str:
    """The name of the heading that an element stands for."""
    name = "h" + element.get("aria-level", "2")
    return name if name in HEADINGS else "h2"
