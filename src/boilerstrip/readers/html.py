"""Reads HTML: one pass over lxml's tree, without recursion."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import cast

from lxml import etree

from boilerstrip.document import Block, BlockKind, Declared
from boilerstrip.folding import tidy

_SILENT = frozenset(
    [
        "script",
        "style",
        "noscript",
        "template",
        "svg",
        "math",
        "iframe",
        "object",
        "canvas",
        "head",
        "audio",
        "video",
        "datalist",
    ]
)
_INLINE = frozenset(
    [
        "a",
        "abbr",
        "acronym",
        "b",
        "bdi",
        "bdo",
        "big",
        "cite",
        "code",
        "data",
        "del",
        "dfn",
        "em",
        "font",
        "i",
        "img",
        "ins",
        "kbd",
        "mark",
        "nobr",
        "picture",
        "q",
        "rp",
        "rt",
        "ruby",
        "s",
        "samp",
        "small",
        "source",
        "span",
        "strike",
        "strong",
        "sub",
        "sup",
        "time",
        "tt",
        "u",
        "var",
        "wbr",
        "td",
        "th",
        "label",
        "output",
    ]
)
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_KINDS: dict[str, BlockKind] = {"li": "list_item", "blockquote": "quote", **dict.fromkeys(_HEADINGS, "heading")}
_HIDING = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0(?![.\d])|(?:left|top)\s*:\s*-\d{4,}", re.I)
_PARTS = re.compile(r"[^\W_]+")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_CUES = ("class", "id", "role", "itemprop")
_CELLS = ("td", "th")
# Their classes describe the whole page (or the post's own topics), not what stands inside.
_UNTOLD = frozenset(["html", "body", "article"])
_XML_DECLARATION = re.compile(r"^\s*<\?xml[^>]{0,200}\?>")


@dataclass(frozen=True, slots=True)
class _Context:
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
    known: dict[str, frozenset[str]] = field(default_factory=dict)

    def add(self, text: str | None) -> None:
        if text and (self.pieces or not text.isspace()):
            self.pieces.append(text)
            if self.links:
                self.link_chars += len(tidy(text))

    def close(self) -> None:
        """Make a block of the open text, if there is any."""
        if not self.pieces:
            return
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

    def leave(self) -> None:
        """Step out of the innermost element."""
        self.elements.pop()
        del self.contexts[len(self.elements) :]

    def _context(self) -> _Context:
        for element in self.elements[len(self.contexts) :]:
            outer = self.contexts[-1] if self.contexts else _Context()
            self.contexts.append(self._inner(outer, element))
        return self.contexts[-1]

    def _inner(self, outer: _Context, element: etree._Element) -> _Context:
        name, attributes = str(element.tag), element.attrib
        inherited = "paragraph" if outer.kind == "heading" else outer.kind
        tokens = self._tokens(element) if attributes and name not in _UNTOLD else frozenset()
        return _Context(
            kind=_KINDS.get(name, inherited),
            level=_HEADINGS.get(name, 0),
            hidden=outer.hidden or (bool(attributes) and _is_hidden(attributes)),
            tags=outer.tags | {name},
            tokens=outer.tokens | tokens if tokens else outer.tokens,
        )

    def _tokens(self, element: etree._Element) -> frozenset[str]:
        """The whole tokens of an element's class, id, role and itemprop, and the words they are made of."""
        values = " ".join(value for cue in _CUES if (value := element.get(cue)))
        if values and values not in self.known:
            whole = values.lower().split()
            parts = _PARTS.findall(_CAMEL.sub("-", values).lower())
            self.known[values] = frozenset(whole + parts)
        return self.known.get(values, frozenset())


def read_html(source: str) -> tuple[tuple[Block, ...], Declared, str | None]:
    """The blocks of an HTML page in reading order, what its head declares, and the language it claims.

    Scripts, styles and their like are no text. Hidden elements become blocks with `hidden` set. Text in a table row is one block, its cells
    parted by `|`. Empty for a source without any element or text.

    >>> [str(b.text) for b in read_html("<p>One <b>t</b>wo.</p><ul><li>Three</ul>")[0]]
    ['One two.', 'Three']
    """
    root = parse(source)
    return read_tree(root) if root is not None else ((), Declared(), None)


def parse(source: str) -> etree._Element | None:
    """Lxml's tree of a page; `None` where there is nothing to parse."""
    text = _XML_DECLARATION.sub("", source.replace("\0", "\ufffd"), count=1)
    if not text.strip():
        return None
    parser = etree.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True)
    try:
        return etree.fromstring(text.encode("utf-8", "replace"), parser)
    except etree.ParserError:
        return None


def read_tree(root: etree._Element) -> tuple[tuple[Block, ...], Declared, str | None]:
    """The same for a tree that is parsed already; it is not changed."""
    reading = _Reading(root.getroottree(), [root])
    _walk(root, reading)
    return tuple(reading.blocks), _declared(root), _language(root)


def _walk(root: etree._Element, reading: _Reading) -> None:
    """Visit every element once, in document order, keeping the way back on a list instead of Python's stack."""
    walker = etree.iterwalk(root, events=("start", "end", "comment", "pi"))
    for event, element in walker:
        name = element.tag
        known = isinstance(name, str) and name not in _SILENT
        if event == "start":
            if not known:
                walker.skip_subtree()
                continue
            _enter(element, str(name), reading)
            reading.add(element.text)
        else:
            if known:
                _leave(str(name), reading)
            if element is not root:
                reading.add(element.tail)
    reading.close()


def _enter(element: etree._Element, name: str, reading: _Reading) -> None:
    if name not in _INLINE:
        reading.close()
        reading.elements.append(element)
    elif name == "a":
        reading.links += 1
    elif name in _CELLS and reading.pieces:
        reading.pieces.append(" | ")


def _leave(name: str, reading: _Reading) -> None:
    if name not in _INLINE:
        reading.close()
        reading.leave()
    elif name == "a":
        reading.links -= 1


def _is_hidden(attributes: etree._Attrib) -> bool:
    style = attributes.get("style")
    return "hidden" in attributes or attributes.get("aria-hidden") == "true" or bool(style and _HIDING.search(style))


def _language(root: etree._Element) -> str | None:
    value = root.get("lang") or root.get("{http://www.w3.org/XML/1998/namespace}lang") or ""
    code = value.strip().lower().replace("_", "-").split("-")[0]
    return code if code.isalpha() and len(code) in (2, 3) else None


def _declared(root: etree._Element) -> Declared:
    """What the head's title and meta elements say."""
    found: dict[str, list[str]] = {"title": [], "description": [], "author": []}
    for element in root.iter("title", "meta"):
        if element.tag == "title":
            found["title"].append(tidy(element.text or ""))
            continue
        name = (element.get("property") or element.get("name") or "").lower().rpartition(":")[2]
        if name in found:
            found[name].append(tidy(element.get("content") or ""))
    unique = {name: tuple(dict.fromkeys(value for value in values if value)) for name, values in found.items()}
    return Declared(unique["title"], unique["description"], unique["author"])
