"""Splits a source into lines, and groups the lines of hard-wrapped paragraphs."""

from __future__ import annotations

import itertools
import re
from collections.abc import Collection, Iterator, Sequence
from functools import partial
from typing import NamedTuple

from boilerstrip.document import Block, BlockKind
from boilerstrip.text.normalise import INVISIBLE, is_composed, tidy
from boilerstrip.text.quotation_marks import COMMON_OPENING_QUOTES, TWO_WAY_QUOTES
from boilerstrip.text.sentences import ends_sentence

# A longer dash is no bullet, because it may open what somebody says.
_BULLET = re.compile(r"(?:[*+•‣▪◦●-]|o(?= {1,3}[A-Z]))\s+(?=\S)")
# Bullets that nobody uses for anything else.
_CLEAR_BULLETS = "•‣▪◦●"
_NUMBER = re.compile(r"\d{1,3}[.)]\s+(?=\S)")
_SEPARATOR = re.compile(r"[\s*+•‣▪◦●·|/_=~#<>«»‹›←→–—-]+")
# The width at which text is wrapped, in characters, and how much shorter than the widest line a full line can be.
_WRAP_WIDTHS = range(50, 92)
_WRAP_SLACK = 18
_PARAGRAPH: BlockKind = "paragraph"
# In soft-wrapped Markdown: the least number of line breaks inside paragraphs, the share of them that a line in lower case follows, and the
# share at which a sentence ends. A line of at least this share of the width is full.
_LEAST_BREAKS = 3
_LEAST_SOFT, _MOST_ENDED = 0.5, 0.2
_FULL_SHARE = 0.8
_BLOCK_MARKS = frozenset("#>|*+-<![`~=:•‣▪◦●")
# A quotation mark opens only after a blank; a bracket and a currency's sign open anywhere.
_OPENERS = ("(", "[", *(f" {mark}" for mark in COMMON_OPENING_QUOTES), "$", "£", "€")
_PRICE = re.compile(r"\d\s?[$£€]$")
# Characters before which no blank stands.
_GLUED = frozenset(f",.;:!?)]%…'{TWO_WAY_QUOTES}")
# White space that ends no line, and the NUL that stands for white space on some pages: each is one character, as a blank is.
_BLANKS = "\t\x1f\0\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
_NONE = frozenset[str]()


class Line(NamedTuple):
    """A line with words or marks. `indent` counts the blanks before its text, `gap` the blank lines before it."""

    text: str
    number: int
    start: int
    end: int
    indent: int
    gap: int
    kind: BlockKind = "paragraph"


# A page has hundreds of lines and blocks, and a call of their own constructors takes twice as long.
_new_line = partial(tuple.__new__, Line)
_new_block = partial(tuple.__new__, Block)


def split_lines(source: str, *, raw: bool = False) -> list[Line]:
    r"""All lines that are not blank, in order. All kinds of line ends count; CRLF counts as one.

    Bullets are taken off and white space is folded, except with `raw`.

    >>> [(x.text, x.number, x.gap) for x in split_lines("A\r\n\r\n  - B ")]
    [('A', 0, 0), ('B', 2, 1)]
    >>> [(x.text, x.number, x.gap) for x in split_lines("A\r\n\r\n  - B ", raw=True)]
    [('A', 0, 0), ('- B', 2, 1)]
    """
    unified = _unify_blanks(source)
    untidy = _has_untidy_characters(source)
    lines: list[Line] = []
    position, before = 0, -1
    source_lines = unified.splitlines(keepends=True)
    for number, (whole, bare) in enumerate(zip(source_lines, map(str.strip, source_lines), strict=True)):
        text = tidy(bare) if untidy or (not raw and "  " in bare) else bare
        if text:
            indent = 0 if whole[0] == bare[0] else len(whole) - len(whole.lstrip())
            start = position + indent
            end = start + len(bare)
            kind = _PARAGRAPH
            if raw:
                text = bare
            elif not text[0].isalpha() or text[0] == "o":
                kind, text = _read_list_mark(text)
            lines.append(_new_line((text, number, start, end, indent, number - before - 1, kind)))
            before = number
        position += len(whole)
    return lines


def _unify_blanks(source: str) -> str:
    """The source with plain blanks for all other blanks; as long as before."""
    for blank in _BLANKS[:3] if source.isascii() else _BLANKS:
        if blank in source:
            source = source.replace(blank, " ")
    return source


def _has_untidy_characters(source: str) -> bool:
    """Whether there are invisible characters, or letters with separate accents."""
    if source.isascii():
        return False
    return any(map(source.__contains__, INVISIBLE)) or not is_composed(source)


def _read_list_mark(text: str) -> tuple[BlockKind, str]:
    """The kind that a line's marks give it, and its text without a bullet."""
    if _SEPARATOR.fullmatch(text):
        return "separator", text
    if bullet := _BULLET.match(text):
        return "list_item", text[bullet.end() :]
    return "list_item" if _NUMBER.match(text) else _PARAGRAPH, text


def split_list_mark(text: str, kind: BlockKind) -> tuple[str, BlockKind]:
    """A block's text without a bullet that an author typed, and the block's kind. The text does not begin with a letter.

    >>> split_list_mark("* * *", "heading"), split_list_mark("• Map", "paragraph"), split_list_mark("– Who goes there?", "paragraph")
    (('* * *', 'separator'), ('Map', 'list_item'), ('– Who goes there?', 'paragraph'))
    """
    if _SEPARATOR.fullmatch(text):
        return text, "separator"
    if text[0] in _CLEAR_BULLETS and text[1:2] == " ":
        return text[2:], "list_item" if kind == _PARAGRAPH else kind
    return text, kind


def find_common_gap(lines: Sequence[Line]) -> int:
    r"""The least number of blank lines between two lines. In a text with double spacing, one blank line means nothing.

    >>> find_common_gap(split_lines("A\n\nB\n\n\nC"))
    1
    """
    return min((line.gap for line in lines[1:]), default=0)


def is_wrapped(lines: Sequence[Line]) -> bool:
    r"""Whether a text was broken at a fixed width: its paragraphs have several lines, all of about the same length except the last.

    If most of these lines end like sentences, each is a paragraph, and their lengths are alike by chance.

    >>> text = "\n".join(["word " * 14 + "end"] * 4 + ["done."])
    >>> is_wrapped(split_lines(text)), is_wrapped(split_lines("One line.\nAnother line."))
    (True, False)
    """
    widest = max([len(line.text) + line.indent for line in lines], default=0)
    if widest not in _WRAP_WIDTHS:
        return False
    inner = [a for a, b in itertools.pairwise(lines) if b.gap == 0 and b.kind == _PARAGRAPH]
    if len(inner) < 3:
        return False
    full = sum(len(line.text) + line.indent >= widest - _WRAP_SLACK for line in inner)
    ended = sum(ends_sentence(line.text) for line in inner)
    return full >= 0.8 * len(inner) >= 0.32 * len(lines) and ended <= 0.5 * len(inner)


def find_soft_width(lines: Sequence[Line], hard: Collection[int] = ()) -> int:
    r"""The longest line of a Markdown text whose paragraphs have line breaks inside their sentences, at whatever width; 0 for other texts.

    Half of the lines that directly follow another one must begin in lower case, and nearly none may follow the end of a sentence: lists of
    labels and most poems are not like that. `hard` are the numbers of lines that end with a hard line break, which is meant. In scripts without
    case, no text is taken for soft-wrapped.

    >>> find_soft_width(split_lines("The ferry sank\nat dawn, and\nnobody saw it\ngo.\n\nIt was\nold.", raw=True))
    14
    >>> find_soft_width(split_lines("Home\nNews\nSport\nCulture\nWeather", raw=True))
    0
    """
    pairs = [(a, b) for a, b in itertools.pairwise(lines) if b.gap == 0 and a.number not in hard]
    breaks = [(a.text, b.text) for a, b in pairs if _is_plain(a) and _is_plain(b)]
    if len(breaks) < _LEAST_BREAKS:
        return 0
    soft = sum(after[0].islower() for _, after in breaks)
    ended = sum(ends_sentence(before) for before, _ in breaks)
    is_soft = soft >= _LEAST_SOFT * len(breaks) and ended <= _MOST_ENDED * len(breaks)
    return max(len(before) for before, _ in breaks) if is_soft else 0


def find_hard_breaks(lines: Sequence[Line], source: str) -> frozenset[int]:
    r"""The numbers of the lines of a Markdown text that end with a hard line break: two blanks or a backslash.

    >>> find_hard_breaks(split_lines("A  \nB\\\nC", raw=True), "A  \nB\\\nC") == {0, 1}
    True
    """
    return frozenset([line.number for line in lines if source.startswith("  ", line.end) or line.text.endswith("\\")])


def _is_plain(line: Line) -> bool:
    """Whether a line of Markdown has no mark of a block at its beginning."""
    return line.text[0] not in _BLOCK_MARKS and not _NUMBER.match(line.text)


def is_soft_break(before: str, line: str, widest: int) -> bool:
    """Whether a line break inside a paragraph of a soft-wrapped text is only due to the width.

    >>> is_soft_break("The ferry sank at dawn,", "and nobody saw it", 24), is_soft_break("By Ada Wren", "3 May 2031", 24)
    (True, False)
    """
    if line[0].islower():
        return not ends_sentence(before) or len(before) >= _FULL_SHARE * widest
    return len(before) + 1 + len(line.split(" ", 1)[0]) >= _FULL_SHARE * widest


def group_wrapped_lines(lines: Sequence[Line]) -> Iterator[list[Line]]:
    """The lines of each hard-wrapped paragraph."""
    group: list[Line] = []
    for line in lines:
        short = bool(group) and len(group[-1].text) + group[-1].indent < min(_WRAP_WIDTHS) and ends_sentence(group[-1].text)
        if group and (line.gap or line.kind != _PARAGRAPH or short):
            yield group
            group = []
        group.append(line)
    if group:
        yield group


def is_glued(text: str) -> bool:
    """Whether a fragment of a sentence follows the text before it without a blank: ", which had".

    A quotation mark that closes in one language opens in another; an opening mark stands before a letter.

    >>> is_glued("» sagte sie"), is_glued("»Wer da?«, rief sie")
    (True, False)
    """
    return text[0] in _GLUED and (text[0] not in TWO_WAY_QUOTES or not text[1:2].isalnum())


def has_opener_at_end(text: str) -> bool:
    """Whether a fragment ends with an opening mark, after which no blank stands. A currency's sign after a number is none.

    >>> has_opener_at_end("It cost $"), has_opener_at_end("It cost 5 €"), has_opener_at_end("She said “")
    (True, False, True)
    """
    return text.endswith(_OPENERS) and not _PRICE.search(text[-3:])


def join_lines(group: Sequence[Line], *, glued: bool) -> str:
    r"""The text of a paragraph's lines. With `glued`, no blank is put between lines at punctuation.

    >>> lines = split_lines("He asked\nthe Courier\n, which had asked\n.")
    >>> join_lines(lines, glued=True)
    'He asked the Courier, which had asked.'
    """
    if not glued:
        return " ".join(line.text for line in group)
    parts = [group[0].text]
    for before, line in itertools.pairwise(group):
        parts.append(line.text if is_glued(line.text) or has_opener_at_end(before.text) else f" {line.text}")
    return "".join(parts)


def make_block(group: Sequence[Line], index: int, *, glued: bool, spacing: int = 0) -> Block:
    """One block from the lines of a paragraph. `spacing` is the text's common gap."""
    text, number, start, end, indent, gap, kind = group[0]
    if len(group) > 1:
        text, end = join_lines(group, glued=glued), group[-1].end
    return _new_block((text, index, kind, 0, (start, end), number, None, indent, max(0, gap - spacing), 0, _NONE, _NONE, False))
