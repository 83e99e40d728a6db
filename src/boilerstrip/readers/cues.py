"""What an element says of the blocks inside it: their kind, whether they are shown, and the words of its class and its like."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import cast

from lxml import etree

from boilerstrip.document import BlockKind

_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_KINDS: dict[str, BlockKind] = {"li": "list_item", "blockquote": "quote", **dict.fromkeys(_HEADINGS, "heading")}
_HIDING = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0(?![.\d])|(?:left|top)\s*:\s*-\d{4,}", re.I)
_HIDERS = frozenset(["style", "hidden", "aria-hidden"])
_NAMING = frozenset(["class", "id", "role", "itemprop"])
# Their classes describe the whole page (or the post's own topics), not what stands inside.
_UNTOLD = frozenset(["html", "body", "article"])
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
        self.level = _HEADINGS.get(name, 0)
        self.kind: BlockKind = _KINDS.get(name, "paragraph")
        self.tokens: frozenset[str] | None = None
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
        values, hidden = "", outer.hidden
        name, attributes = str(element.tag), cast("list[tuple[str, str]]", element.items())
        if len(attributes) == 1 and attributes[0][0] == "class":
            values = attributes[0][1]
        elif attributes:
            values = " ".join([value for key, value in attributes if key in _NAMING])
            hidden = hidden or _is_hidden(attributes)
        key = (id(outer), name, values, hidden)
        found = self._known.get(key)
        if found is None:
            told = () if name in _UNTOLD else self._told.get(values) or self._tell(values)
            found = self._known[key] = Cues(outer, name, hidden, told)
        return found

    def _tell(self, values: str) -> tuple[str, ...]:
        """The whole tokens of an element's class, id, role and itemprop, and the words they are made of."""
        lowered = values.lower()
        parts = lowered if lowered == values else _CAMEL.sub("-", values).lower()
        words = parts.encode().translate(_ASCII_PARTS).decode().split() if parts.isascii() else _PARTS.findall(parts)
        self._told[values] = told = (*lowered.split(), *words)
        return told


def _is_hidden(attributes: Sequence[tuple[str, str]]) -> bool:
    return any(
        key == "hidden" or (key == "aria-hidden" and value == "true") or (key == "style" and bool(_HIDING.search(value)))
        for key, value in attributes
        if key in _HIDERS
    )
