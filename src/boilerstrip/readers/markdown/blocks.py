"""Reads Markdown, as crawlers write it.

comrak parses it (CommonMark with tables) and gives the source lines of each block. Its output is HTML with a few known tags, so it is
read tag by tag without another parser. Measured on 176 crawled pages of 31 kB: 0.5 ms a page for comrak, 0.6 for cmark-gfm, whose
Python bindings never free a page's tree (280 kB a page), and 10.7 for markdown-it-py's tokens alone.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from operator import itemgetter
from typing import NamedTuple

from boilerstrip.document import Block, BlockKind
from boilerstrip.readers.lines import (
    Line,
    find_hard_breaks,
    find_soft_width,
    is_soft_break,
    is_wrapped,
    join_lines,
    split_lines,
    split_list_mark,
)
from boilerstrip.readers.markdown.html_blocks import HtmlBlocks, read_html_blocks
from boilerstrip.readers.markdown.inline import (
    IMAGE_START,
    LINK_START,
    render_html,
    restore_hidden_marks,
    strip_image_markers,
    strip_link_markers,
    strip_marks,
    unescape_entities,
)
from boilerstrip.readers.rejoin import JoiningWords, rejoin_fragments
from boilerstrip.text.normalise import tidy

_ORDINAL = re.compile(r"[\s>*+-]*(\d{1,9}[.)])\s")
_BULLET = re.compile(r"(?:[*+-] {1,9}){1,9}(?=\S)")
_MARK_ALONE = re.compile(r"[\s>*+-]*(?:\d{1,9}[.)])?")
# Every character but those that end lines.
_NO_LINE_END = re.compile(r"[^\n\v\f\r\x1c-\x1e\x85\u2028\u2029]")
_FENCE_ALONE = re.compile(r"[\s>*+\d.)-]*(?:`+|~+)")
# A tag: whether it closes, its name, the first and the last line of its element, and the text after it.
_TAG = re.compile(r'<(/?)([a-z][a-z0-9]{0,9})(?: data-sourcepos="(\d+):\d+-(\d+):\d+")?[^<>]*>([^<]*)')
# The names of elements in comrak's output. `readers.html.elements` is not used, because it loads lxml.
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_MAY_HAVE_BULLET = frozenset(["p", "pre", "li"])
_CODE = frozenset(["pre", "code"])
_LEAVES = frozenset(["p", "li", "tr", "pre", *_HEADINGS])
_CONTAINERS = frozenset(["ul", "ol", "blockquote", "table"])
_OWN_TAGS = _CONTAINERS | _LEAVES


class _Element(NamedTuple):
    """An open element: its name, its first and last source line, and the kind of the blocks that its text becomes."""

    name: str
    first: int
    last: int
    kind: BlockKind


class _Draft(NamedTuple):
    """A block without its number. `first` and `last` are source lines; `span` is given where the block is only a part of its lines."""

    first: int
    last: int
    text: str
    kind: BlockKind
    level: int = 0
    link_chars: int = 0
    span: tuple[int, int] | None = None


class _TextLine(NamedTuple):
    """One line of a paragraph as a reader sees it. A line that is only an image has the image's alternative text."""

    text: str
    link_chars: int
    is_image: bool


@dataclass(slots=True)
class _MarkdownBuilder:
    """Builds the blocks of one source.

    `soft_width` is the longest line of a soft-wrapped text, 0 for other texts; `hard` are the lines with a hard line break. `covered` are the
    source lines that a block accounts for; `text` is the text of the open leaf.
    """

    lines: Mapping[int, Line]
    words: JoiningWords
    wrapped: bool
    soft_width: int = 0
    hard: frozenset[int] = frozenset()
    drafts: list[_Draft] = field(default_factory=list)
    covered: set[int] = field(default_factory=set)
    text: str = ""
    outer: list[_Element] = field(default_factory=list)
    in_link: bool = False

    def enter(self, name: str, first: str, last: str) -> None:
        """Begin an element."""
        parent = self.outer[-1] if self.outer else None
        if self.text and parent and parent.name == "li":
            self._close(parent)
        kind = _choose_kind(name, parent.kind if parent else "paragraph")
        self.outer.append(_Element(name, int(first) - 1, int(last) - 1, kind) if first else _Element(name, 0, -1, kind))

    def leave(self) -> None:
        """End the innermost element."""
        element = self.outer.pop()
        if self.text:
            self._close(element)

    def _close(self, element: _Element) -> None:
        """Make blocks of the open text. Its first line stands on the element's first line."""
        text, self.text = self.text.rstrip("\n"), ""
        name, first, last, _ = element
        if not text or last < first:
            return
        if name == "li" and not (item_line := text.split("\n", 1)[0]).isspace():
            first = self._find_item_start(first, last, tidy(strip_marks(item_line)))
        elif name == "pre":
            text, code_start = self._locate_code(text, first, last)
            if code_start > first:
                first, element = code_start, element._replace(name="code")
        text, before = text.lstrip("\n"), len(self.drafts)
        extra = last - first - text.count("\n")
        if (name == "p" and extra) or (name in _HEADINGS and extra > 1):  # one extra line may underline a heading
            # Code or a link target extends over several lines, or a definition stands before: the lines cannot be matched with source lines.
            self._add_whole(text.replace("\n", " "), range(first, last + 1), element)
        elif "\n" in text:
            self._add_lines([self._read_line(line) for line in text.split("\n")], first, element)
        else:  # most paragraphs have one line
            self._add(self._read_line(text), first, first, element)
        if name in _HEADINGS and extra and len(self.drafts) > before:  # the underline
            self.covered.add(last)

    def _find_item_start(self, first: int, last: int, text: str) -> int:
        """The line on which an item's text begins, if its mark stands on a line of its own. The text may consist of marks, too."""
        start = first
        while start < last and _MARK_ALONE.fullmatch(raw := self._get_raw(start)):
            if text and raw.endswith(text) and (raw != text or start > first):
                break
            self.covered.add(start)
            start += 1
        return start

    def _locate_code(self, text: str, first: int, last: int) -> tuple[str, int]:
        """Code without the blank lines at its beginning, and the source line on which it begins: after its fence, if it has one."""
        code = text.lstrip("\n")
        code_lines = text.split("\n")
        while not tidy(restore_hidden_marks(code_lines[-1])) and len(code_lines) > 1:
            code_lines.pop()
        end = next((number for number in range(last, first, -1) if number in self.lines), first)
        if len(code_lines) > end - first:  # no line is left for a fence
            return code, first
        # A fence with other text, such as a language, stays a line of its own.
        self.covered.update(number for number in (first, last) if _FENCE_ALONE.fullmatch(self._get_raw(number)))
        return code, first + 1 + len(text) - len(code)

    def _add_whole(self, text: str, numbers: range, element: _Element) -> None:
        """One block for all lines of a paragraph."""
        known = [number for number in numbers if number in self.lines]
        line = self._read_line(text)
        if known and line.text:
            self.covered.update(numbers)
            self._add(line, known[0], known[-1], element)

    def _add_lines(self, text_lines: Sequence[_TextLine], first: int, element: _Element) -> None:
        lines = [self._make_line(line.text, number) for number, line in enumerate(text_lines, first) if line.text]
        for group in self._group_lines(lines, element):
            text = join_lines(group, glued=not self.wrapped)
            joined = [text_lines[line.number - first] for line in group]
            whole = _TextLine(text, sum(line.link_chars for line in joined), all(line.is_image for line in joined))
            # Lines in between have only marks, and belong to the paragraph.
            self.covered.update(range(group[0].number, group[-1].number + 1))
            self._add(whole, group[0].number, group[-1].number, element)

    def _group_lines(self, lines: Sequence[Line], element: _Element) -> Iterable[Sequence[Line]]:
        """The lines of each block inside an element."""
        if len(lines) == 1 or (self.wrapped and element.name not in _CODE and lines):
            return [lines]
        if not self.soft_width or element.name in _CODE:
            return rejoin_fragments(lines, self.words)
        groups: list[list[Line]] = []
        for line in lines:
            last = groups[-1][-1] if groups else None
            if last and last.number not in self.hard and is_soft_break(last.text, line.text, self.soft_width):
                groups[-1].append(line)
            else:
                groups.append([line])
        return groups

    def _add(self, line: _TextLine, first: int, last: int, element: _Element) -> None:
        text, chars, is_image = line
        if not text:
            return
        name, _, _, kind = element
        if name in _MAY_HAVE_BULLET and text[0] in "*+-" and (bullet := self._match_bullet(text, first)):
            # Some crawlers indent a list so far that the parser takes it for code, or for a part of the paragraph above.
            text, kind = text[bullet.end() :], "list_item"
        elif kind == "list_item":
            text = self._restore_number(text, first)
        kind = "image" if is_image else kind
        self.drafts.append(_Draft(first, last, text, kind, _HEADINGS.get(name, 0), min(len(text), chars)))
        self.covered.add(first)

    def _match_bullet(self, text: str, number: int) -> re.Match[str] | None:
        """The bullets at the beginning of a text, if its source line begins with one, too. A bullet after a backslash is text."""
        return _BULLET.match(text) if self._get_raw(number).lstrip(" >")[:1] == text[0] else None

    def _restore_number(self, text: str, number: int) -> str:
        """The text of a list item with the number of its source line."""
        raw = self._get_raw(number)
        bare = raw.lstrip("> *+-")
        ordinal = _ORDINAL.match(raw) if bare[:1].isdigit() else None
        return f"{ordinal[1]} {text}" if ordinal else text

    def _read_line(self, text: str) -> _TextLine:
        image, chars = "", 0
        if IMAGE_START in text:
            text, image = strip_image_markers(text)
        if self.in_link or LINK_START in text:
            text, chars, self.in_link = strip_link_markers(text, in_link=self.in_link)
        text = strip_marks(text)
        return _TextLine(text or tidy(image), chars, not text)

    def _make_line(self, text: str, number: int) -> Line:
        known = self.lines.get(number)
        return Line(text, number, known.start, known.end, known.indent, 0) if known else Line(text, number, 0, 0, 0, 0)

    def _get_raw(self, number: int) -> str:
        return self.lines[number].text if number in self.lines else ""


def _choose_kind(name: str, outer: BlockKind) -> BlockKind:
    """The kind of an element's text. The element around it has text of the `outer` kind."""
    if name in _HEADINGS:
        return "heading"
    if name == "li" or outer == "list_item":
        return "list_item"
    return "quote" if name == "blockquote" or outer == "quote" else "paragraph"


def read_markdown(source: str, words: JoiningWords) -> tuple[Block, ...]:
    r"""The blocks of a Markdown text, without marks. Items of ordered lists keep their number.

    A paragraph that is one image is an `image` block with the alternative text; a rule, an empty bullet or a link definition is a
    `separator`. Each line of a paragraph is a block, unless the text is hard-wrapped or a sentence continues on the next line. A table
    row is one block, with `|` between its cells. Empty for a text of blanks.

    >>> [(b.kind, b.text) for b in read_markdown("# Ferry *sinks*\n\n1. [Map](https://example.org)", JoiningWords())]
    [('heading', 'Ferry sinks'), ('list_item', '1. Map')]
    """
    lines = split_lines(source, raw=True)
    html = read_html_blocks(source)
    hard = find_hard_breaks(lines, source)
    by_number = {line.number: line for line in lines}
    builder = _MarkdownBuilder(by_number, words, is_wrapped(lines), find_soft_width(lines, hard), hard)
    if html.elements:
        _add_html_blocks(html, lines, builder)
        source = _blank_out(source, html.elements)
    _feed_tags(render_html(source), builder)
    covered = builder.covered
    marks = [_Draft(line.number, line.number, tidy(line.text), "separator") for line in lines if line.number not in covered]
    drafts = sorted([*builder.drafts, *marks], key=itemgetter(0))
    return tuple([_make_block(draft, index, builder.lines) for index, draft in enumerate(drafts)])


def _add_html_blocks(html: HtmlBlocks, lines: Sequence[Line], builder: _MarkdownBuilder) -> None:
    """Add the blocks inside HTML elements, and cover the lines of the elements."""
    starts = [line.start for line in lines]
    for start, end in html.elements:
        first, last = bisect_right(starts, start) - 1, bisect_left(starts, end)
        builder.covered.update(line.number for line in lines[max(0, first) : last])
    for text, span, kind, level, link_chars in html.blocks:
        line = lines[max(0, bisect_right(starts, span[0]) - 1)]
        builder.drafts.append(_Draft(line.number, line.number, text, kind, level, link_chars, span))


def _blank_out(source: str, spans: Sequence[tuple[int, int]]) -> str:
    """The source with blanks for these parts; line ends stay."""
    parts, place = [], 0
    for start, end in spans:
        parts += [source[place:start], _NO_LINE_END.sub(" ", source[start:end])]
        place = end
    return "".join([*parts, source[place:]])


def _make_block(draft: _Draft, index: int, lines: Mapping[int, Line]) -> Block:
    first, last, text, kind, level, link_chars, span = draft
    if not text[0].isalnum():  # such as the rule of a table without a header
        text, kind = split_list_mark(text, kind)
        level, link_chars = level if kind == "heading" else 0, min(link_chars, len(text))
    if first not in lines:
        return Block(text, index, kind, level, (0, 0), first, link_chars=link_chars)
    _, _, start, end, indent, gap, _ = lines[first]
    if span:
        start, end = span
    elif last > first:
        end = lines[last].end if last in lines else 0
    return Block(text, index, kind, level, (start, end), first, None, indent, gap, link_chars)


def _feed_tags(html: str, builder: _MarkdownBuilder) -> None:
    for closing, name, first, last, text in _TAG.findall(html):
        unescaped = unescape_entities(text) if "&" in text else text
        if name == "hr":
            builder.text = ""
        elif name not in _OWN_TAGS:  # a raw tag of the source that the parser passed through
            builder.text += unescaped
        elif closing:
            builder.leave()
        else:
            builder.enter(name, first, last)
            builder.text = unescaped if name in _LEAVES else ""
