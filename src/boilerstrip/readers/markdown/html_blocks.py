"""Reads the HTML that stands between the paragraphs of a Markdown text: tables, embedded posts, paragraphs, scripts.

The Markdown parser gives no source lines for raw HTML, so that its elements are read here. An element is read as HTML if it begins a line,
is closed, and has no marks of Markdown in it; all other tags are left to the Markdown reader, which takes them off the text around them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape
from html.entities import html5
from typing import NamedTuple

from boilerstrip.document import BlockKind
from boilerstrip.text.normalise import tidy

_ELEMENTS = (
    "address|article|aside|blockquote|center|details|dialog|div|dl|fieldset|figure|footer|form|h[1-6]|header|iframe|main|nav|noscript|"
    "object|ol|p|script|section|style|svg|table|ul|video|audio"
)
_NAME = rf"(?:{_ELEMENTS})(?![\w-])"
_ATTRIBUTES = r"(?:[^<>\"']|\"[^\"<>]{0,3000}\"|'[^'<>]{0,3000}'){0,300}"
_ELEMENT_TAG = re.compile(rf"<(/?)({_NAME}){_ATTRIBUTES}>", re.I)
_LINE_START = re.compile(r"^ {0,3}(?=<)", re.M)
_BLANKS, _LINE_END = re.compile(r"[ \t]{0,100}"), re.compile(r"[ \t]{0,100}(?:\r?\n|$)")
_FENCE = re.compile(r"^ {0,3}(`{3,}|~{3,})", re.M)
# Their content is no text. It ends at the first closing tag of the same name.
_SILENT = re.compile(r"<(script|style|svg|noscript|object|canvas|video|audio)(?![\w-])", re.I)
_COMMENT, _COMMENT_END = "<!--", "-->"
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9-]{0,20})(?![\w-])[^<>]{0,3000}>")
# Marks of Markdown. Text between tags that has one of them is Markdown.
_MARKS = re.compile(r"\]\(|\*\*|__|`|^ {0,3}(?:#{1,6} |[-*+] |\d{1,3}[.)] |> |\|)", re.M)
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,30});")
_BREAKS = re.compile(r"<br\s*/?>\s{0,200}<br\s*/?>", re.I)
_BLOCK = frozenset(
    f"{_ELEMENTS.replace('h[1-6]', 'h1|h2|h3|h4|h5|h6')}|li|tr|dt|dd|hr|figcaption|caption|thead|tbody|tfoot|summary|pre".split(
        "|"
    )
)
_CELLS = frozenset(["td", "th"])
_CELL_BREAK = " | "
_KINDS: dict[str, BlockKind] = {"li": "list_item", "blockquote": "quote", **{f"h{rank}": "heading" for rank in range(1, 7)}}


class HtmlBlock(NamedTuple):
    """One block of text inside an element: its text, where it stands in the source, and what its element says of it."""

    text: str
    span: tuple[int, int]
    kind: BlockKind = "paragraph"
    level: int = 0
    link_chars: int = 0


class HtmlBlocks(NamedTuple):
    """The blocks inside all elements of a source, and where the elements stand."""

    blocks: tuple[HtmlBlock, ...] = ()
    elements: tuple[tuple[int, int], ...] = ()


def read_html_blocks(source: str) -> HtmlBlocks:
    r"""The blocks inside the elements between the paragraphs of a Markdown text.

    >>> read_html_blocks("# Ferry\n\n<blockquote><p>It sank. <a href='x'>Twice</a>.</p></blockquote>\n").blocks
    (HtmlBlock(text='It sank. Twice.', span=(9, 72), kind='quote', level=0, link_chars=5),)
    """
    if "</" not in source and _COMMENT not in source:
        return HtmlBlocks()
    blocks: list[HtmlBlock] = []
    elements: list[tuple[int, int]] = []
    for start, end in find_elements(source):
        masked = _mask_silent(source[start:end])
        if _MARKS.search(_TAG.sub("", masked)):
            continue
        elements.append((start, end))
        builder = _BlockBuilder(start)
        builder.read(masked)
        # An element without text, such as a script, is listed as a whole among what is removed.
        blocks += builder.blocks or [HtmlBlock(tidy(source[start:end]), (start, end), "separator")]
    return HtmlBlocks(tuple(blocks), tuple(elements))


def find_elements(source: str) -> Iterator[tuple[int, int]]:
    r"""The places of the outermost elements that begin a line and end one, outside fenced code.

    >>> list(find_elements("Ferry <b>sinks</b>\n<p>It sank.</p>\n"))
    [(19, 34)]
    """
    ends = _match_tags(source)
    fences = _find_fences(source)[::-1]
    place = 0
    for line in _LINE_START.finditer(source):
        start = line.end()
        end = ends.get(start)
        if start < place or end is None:
            continue
        while fences and fences[-1][1] <= start:
            fences.pop()
        if fences and fences[-1][0] <= start:
            continue
        while (following := _BLANKS.match(source, end)) and following.end() in ends:  # another element on the same line
            end = ends[following.end()]
        if _LINE_END.match(source, end):
            place = end
            yield start, end


def _match_tags(source: str) -> dict[int, int]:
    """Where each closed element ends, by the place of its opening tag. Comments are elements, too."""
    ends: dict[int, int] = {}
    opened: dict[str, list[int]] = {}
    for tag in _ELEMENT_TAG.finditer(source):
        name = tag[2].lower()
        waiting = opened.setdefault(name, [])
        if not tag[1]:
            waiting.append(tag.start())
        elif waiting:
            ends[waiting.pop()] = tag.end()
    start = source.find(_COMMENT)
    while start >= 0:
        end = source.find(_COMMENT_END, start)
        if end < 0:
            break
        ends[start] = end + len(_COMMENT_END)
        start = source.find(_COMMENT, end)
    return ends


def _find_fences(source: str) -> list[tuple[int, int]]:
    """The places of fenced code. A fence that is never closed extends to the end."""
    found: list[tuple[int, int]] = []
    opened: re.Match[str] | None = None
    for fence in _FENCE.finditer(source):
        if opened is None:
            opened = fence
        elif fence[1][0] == opened[1][0] and len(fence[1]) >= len(opened[1]):
            found.append((opened.start(), fence.end()))
            opened = None
    return [*found, (opened.start(), len(source))] if opened else found


def _mask_silent(html: str) -> str:
    """An element with blanks for scripts, styles, drawings and comments, as long as before."""
    lowered = html.lower()
    parts: list[str] = []
    place = 0
    while (start := _find_silent(lowered, place)) is not None:
        first, end = start
        parts += [html[place:first], re.sub(r"[^\n]", " ", html[first:end])]
        place = end
    return "".join([*parts, html[place:]])


def _find_silent(lowered: str, place: int) -> tuple[int, int] | None:
    """The next part without text."""
    comment, element = lowered.find(_COMMENT, place), _SILENT.search(lowered, place)
    if comment >= 0 and (element is None or comment < element.start()):
        end = lowered.find(_COMMENT_END, comment)
        return (comment, end + len(_COMMENT_END)) if end >= 0 else None
    if element is None:
        return None
    closing = lowered.find(f"</{element[1]}", element.end())
    end = lowered.find(">", closing) if closing >= 0 else -1
    return (element.start(), end + 1) if end >= 0 else None


def _decode_entities(text: str) -> str:
    """The text with characters for complete entities. As in Markdown, "&amp" without a semicolon is text."""
    return _ENTITY.sub(_decode_entity, text) if "&" in text else text


def _decode_entity(entity: re.Match[str]) -> str:
    return unescape(entity[0]) if entity[0][1] == "#" or entity[0][1:] in html5 else entity[0]


@dataclass(slots=True)
class _BlockBuilder:
    """Builds the blocks of one element, which begins at a place of the source. The spans of its blocks cover all of its tags."""

    offset: int
    blocks: list[HtmlBlock] = field(default_factory=list)
    parts: list[str] = field(default_factory=list)
    start: int = 0
    link_chars: int = 0
    in_link: bool = False
    opened: list[str] = field(default_factory=list)

    def read(self, html: str) -> None:
        """Read an element without its silent parts."""
        html = _BREAKS.sub(lambda match: "<hr>" + " " * (len(match[0]) - 4), html)
        place = 0
        for tag in _TAG.finditer(html):
            self._add_text(html[place : tag.start()])
            self._pass_tag(tag)
            place = tag.end()
        self._add_text(html[place:])
        self._close(len(html))
        if self.blocks:  # tags after the last text
            last = self.blocks[-1]
            self.blocks[-1] = last._replace(span=(last.span[0], self.offset + len(html)))

    def _pass_tag(self, tag: re.Match[str]) -> None:
        name, is_closing = tag[2].lower(), bool(tag[1])
        if name in _CELLS:
            if not is_closing and self.parts:
                self.parts.append(_CELL_BREAK)
        elif name in _BLOCK:
            self._close(tag.end() if is_closing else tag.start())
            if name in _KINDS and not is_closing:
                self.opened.append(name)
            elif name in self.opened[-1:]:
                self.opened.pop()
        elif name == "a":
            self.in_link = not is_closing
        elif name == "br":
            self.parts.append(" ")

    def _add_text(self, text: str) -> None:
        if text:
            self.parts.append(text)
        if self.in_link:
            self.link_chars += len(tidy(_decode_entities(text)))

    def _close(self, end: int) -> None:
        """End the open block. Tags without text stay with the next block."""
        text = tidy(_decode_entities("".join(self.parts))).strip(" |")
        if text:
            name = self.opened[-1] if self.opened else ""
            level = int(name[1]) if name[:1] == "h" else 0
            span = (self.offset + self.start, self.offset + end)
            self.blocks.append(HtmlBlock(text, span, _KINDS.get(name, "paragraph"), level, min(self.link_chars, len(text))))
            self.start = end
        self.parts, self.link_chars = [], 0
