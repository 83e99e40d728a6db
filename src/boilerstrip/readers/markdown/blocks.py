"""Reads Markdown, as crawlers write it.

comrak parses it (CommonMark with tables) and tells each block's source lines. What it gives is HTML of a few known tags, so it is
read tag by tag without another parser. Measured on 176 crawled pages of 31 kB: 0.5 ms a page for comrak, 0.6 for cmark-gfm, whose
Python bindings never free a page's tree (280 kB a page), and 10.7 for markdown-it-py's tokens alone.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from operator import itemgetter
from typing import NamedTuple

from boilerstrip.document import Block, BlockKind
from boilerstrip.readers.lines import Line, is_wrapped, join_lines, lines_of, split_list_mark
from boilerstrip.readers.markdown.inline import LINKED, PICTURED, as_written, html_of, plain, unescaped, unlinked, unpictured
from boilerstrip.readers.rejoin import Wordings, rejoin_fragments
from boilerstrip.text.normalise import tidy

_ORDINAL = re.compile(r"[\s>*+-]*(\d{1,9}[.)])\s")
_BULLET = re.compile(r"(?:[*+-] {1,9}){1,9}(?=\S)")
_BARE_MARK = re.compile(r"[\s>*+-]*(?:\d{1,9}[.)])?")
_BARE_FENCE = re.compile(r"[\s>*+\d.)-]*(?:`+|~+)")
# A tag: whether it closes, its name, the first and the last line of its element, and the text behind it.
_TAGS = re.compile(r'<(/?)([a-z][a-z0-9]{0,9})(?: data-sourcepos="(\d+):\d+-(\d+):\d+")?[^<>]*>([^<]*)')
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_LISTED = frozenset(["p", "pre", "li"])
_CODE = frozenset(["pre", "code"])
_LEAVES = frozenset(["p", "li", "tr", "pre", *_HEADINGS])
_LISTS = frozenset(["ul", "ol", "blockquote", "table"])
_PARTING = _LISTS | _LEAVES


class _Element(NamedTuple):
    """An open element: its name, the first and last source line that it covers, and the kind of block that its text is."""

    name: str
    first: int
    last: int
    kind: BlockKind


class _Piece(NamedTuple):
    """A block before it has its number: its first and last line, and what it says."""

    first: int
    last: int
    text: str
    kind: BlockKind
    level: int = 0
    link_chars: int = 0


class _Row(NamedTuple):
    """One source line of a paragraph, as it reads; an image's alternative text where it is nothing else."""

    text: str
    link_chars: int
    pictured: bool


@dataclass(slots=True)
class _BlockBuilder:
    """The blocks read so far, and the text of the paragraph that is open: what is no leaf's own text is nothing but line breaks."""

    lines: Mapping[int, Line]
    wordings: Wordings
    wrapped: bool
    found: list[_Piece] = field(default_factory=list)
    covered: set[int] = field(default_factory=set)
    text: str = ""
    outer: list[_Element] = field(default_factory=list)
    linked: bool = False

    def enter(self, name: str, first: str, last: str) -> None:
        """Open an element."""
        parent = self.outer[-1] if self.outer else None
        if self.text and parent and parent.name == "li":
            self._close(parent)
        kind = _kind(name, parent.kind if parent else "paragraph")
        self.outer.append(_Element(name, int(first) - 1, int(last) - 1, kind) if first else _Element(name, 0, -1, kind))

    def leave(self) -> None:
        """Close the innermost element."""
        element = self.outer.pop()
        if self.text:
            self._close(element)

    def _close(self, element: _Element) -> None:
        """Make blocks of the open text, whose first row stands on the element's first line."""
        text, self.text = self.text.rstrip("\n"), ""
        name, first, last, _ = element
        if not text or last < first:
            return
        if name == "li" and not (row := text.split("\n", 1)[0]).isspace():
            first = self._begun(first, last, tidy(plain(row)))
        elif name == "pre":
            text, begin = self._code(text, first, last)
            if begin > first:
                first, element = begin, element._replace(name="code")
        text, before = text.lstrip("\n"), len(self.found)
        more = last - first - text.count("\n")
        if (name == "p" and more) or (name in _HEADINGS and more > 1):  # a heading may have its line beneath it
            # Code or a target over several lines, or a definition in front: nobody can tell which row stands on which line.
            self._add_whole(text.replace("\n", " "), range(first, last + 1), element)
        elif "\n" in text:
            self._add_rows([self._row(row) for row in text.split("\n")], first, element)
        else:  # as most paragraphs have it
            self._add(self._row(text), first, first, element)
        if name in _HEADINGS and more and len(self.found) > before:  # the line beneath it
            self.covered.add(last)

    def _begun(self, first: int, last: int, row: str) -> int:
        """The line on which an item's text begins, where its mark stands on a line of its own; a row may be marks alone."""
        begun = first
        while begun < last and _BARE_MARK.fullmatch(raw := self._raw(begun)):
            if row and raw.endswith(row) and (raw != row or begun > first):
                break
            self.covered.add(begun)
            begun += 1
        return begun

    def _code(self, text: str, first: int, last: int) -> tuple[str, int]:
        """Code without the blank lines that it begins with, and the line on which it then begins: behind its fence, if it has one."""
        code = text.lstrip("\n")
        rows = text.split("\n")
        while not tidy(as_written(rows[-1])) and len(rows) > 1:
            rows.pop()
        end = next((number for number in range(last, first, -1) if number in self.lines), first)
        if len(rows) > end - first:  # no line is left for a fence
            return code, first
        # What else a fence says, such as a language, stays a line of its own.
        self.covered.update(number for number in (first, last) if _BARE_FENCE.fullmatch(self._raw(number)))
        return code, first + 1 + len(text) - len(code)

    def _add_whole(self, text: str, numbers: range, element: _Element) -> None:
        """One block for all lines of a paragraph."""
        known = [number for number in numbers if number in self.lines]
        row = self._row(text)
        if known and row.text:
            self.covered.update(numbers)
            self._add(row, known[0], known[-1], element)

    def _add_rows(self, rows: Sequence[_Row], first: int, element: _Element) -> None:
        lines = [self._line(row.text, number) for number, row in enumerate(rows, first) if row.text]
        together = len(lines) == 1 or (self.wrapped and element.name not in _CODE and lines)
        for group in [lines] if together else rejoin_fragments(lines, self.wordings):
            text = join_lines(group, glued=not self.wrapped)
            own = [rows[line.number - first] for line in group]
            whole_row = _Row(text, sum(row.link_chars for row in own), all(row.pictured for row in own))
            # Lines between that hold marks alone are part of it.
            self.covered.update(range(group[0].number, group[-1].number + 1))
            self._add(whole_row, group[0].number, group[-1].number, element)

    def _add(self, row: _Row, first: int, last: int, element: _Element) -> None:
        text, chars, pictured = row
        if not text:
            return
        name, _, _, kind = element
        if name in _LISTED and text[0] in "*+-" and (bullet := self._bullet(text, first)):
            # A list that crawlers set so far in that the parser takes it for code, or for more of the paragraph above.
            text, kind = text[bullet.end() :], "list_item"
        elif kind == "list_item":
            text = self._numbered(text, first)
        kind = "image" if pictured else kind
        self.found.append(_Piece(first, last, text, kind, _HEADINGS.get(name, 0), min(len(text), chars)))
        self.covered.add(first)

    def _bullet(self, text: str, number: int) -> re.Match[str] | None:
        """The bullets that a text begins with, where its source line does so, too: none that a backslash takes for text."""
        return _BULLET.match(text) if self._raw(number).lstrip(" >")[:1] == text[0] else None

    def _numbered(self, text: str, number: int) -> str:
        """A list item with the number that its source line begins with."""
        raw = self._raw(number)
        bare = raw.lstrip("> *+-")
        ordinal = _ORDINAL.match(raw) if bare[:1].isdigit() else None
        return f"{ordinal[1]} {text}" if ordinal else text

    def _row(self, text: str) -> _Row:
        image, chars = "", 0
        if PICTURED in text:
            text, image = unpictured(text)
        if self.linked or LINKED in text:
            text, chars, self.linked = unlinked(text, linked=self.linked)
        text = plain(text)
        return _Row(text or tidy(image), chars, not text)

    def _line(self, text: str, number: int) -> Line:
        known = self.lines.get(number)
        return Line(text, number, known.start, known.end, known.indent, 0) if known else Line(text, number, 0, 0, 0, 0)

    def _raw(self, number: int) -> str:
        return self.lines[number].text if number in self.lines else ""


def _kind(name: str, outer: BlockKind) -> BlockKind:
    """The kind of an element's text in one whose text is of the `outer` kind."""
    if name in _HEADINGS:
        return "heading"
    if name == "li" or outer == "list_item":
        return "list_item"
    return "quote" if name == "blockquote" or outer == "quote" else "paragraph"


def read_markdown(source: str, wordings: Wordings) -> tuple[Block, ...]:
    r"""The blocks of a Markdown text, as plain text without marks; ordered list items keep their number.

    A paragraph that is one image is an `image` block with the alternative text; a rule, an empty bullet or a link definition is a
    `separator`. Lines within one paragraph are blocks of their own, unless they were wrapped or a sentence runs on. A table row is one
    block, its cells parted by `|`. Empty for a text of blanks.

    >>> [(b.kind, b.text) for b in read_markdown("# Ferry *sinks*\n\n1. [Map](https://example.org)", Wordings())]
    [('heading', 'Ferry sinks'), ('list_item', '1. Map')]
    """
    lines = lines_of(source, raw=True)
    reading = _BlockBuilder({line.number: line for line in lines}, wordings, is_wrapped(lines))
    _walk(html_of(source), reading)
    covered = reading.covered
    marks = [_Piece(line.number, line.number, tidy(line.text), "separator") for line in lines if line.number not in covered]
    pieces = sorted([*reading.found, *marks], key=itemgetter(0))
    return tuple([_block(piece, index, reading.lines) for index, piece in enumerate(pieces)])


def _block(piece: _Piece, index: int, lines: Mapping[int, Line]) -> Block:
    first, last, text, kind, level, link_chars = piece
    if not text[0].isalnum():  # such as the rule of a table that has no head
        text, kind = split_list_mark(text, kind)
        level, link_chars = level if kind == "heading" else 0, min(link_chars, len(text))
    if first not in lines:
        return Block(text, index, kind, level, (0, 0), first, link_chars=link_chars)
    _, _, start, end, indent, gap, _ = lines[first]
    if last > first:
        end = lines[last].end if last in lines else 0
    return Block(text, index, kind, level, (start, end), first, None, indent, gap, link_chars)


def _walk(html: str, reading: _BlockBuilder) -> None:
    for closing, name, first, last, text in _TAGS.findall(html):
        said = unescaped(text) if "&" in text else text
        if name == "hr":
            reading.text = ""
        elif name not in _PARTING:  # a tag of the source's own that the parser took for one
            reading.text += said
        elif closing:
            reading.leave()
        else:
            reading.enter(name, first, last)
            reading.text = said if name in _LEAVES else ""
