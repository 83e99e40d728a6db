"""Lines of a source, and the hard-wrapped paragraphs that some of them make."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from functools import partial
from typing import NamedTuple

from boilerstrip.document import Block, BlockKind
from boilerstrip.text.normalise import INVISIBLE, is_composed, tidy
from boilerstrip.text.sentences import ends_sentence

# A longer dash may open what somebody says, and is no bullet.
_BULLET = re.compile(r"(?:[*+•‣▪◦●-]|o(?= {1,3}[A-Z]))\s+(?=\S)")
_TYPED = "•‣▪◦●"
_NUMBER = re.compile(r"\d{1,3}[.)]\s+(?=\S)")
_SEPARATOR = re.compile(r"[\s*+•‣▪◦●·|/_=~#<>«»‹›←→–—-]+")
_WRAP_WIDTHS = range(50, 92)
_WRAP_SLACK = 18
_PLAIN: BlockKind = "paragraph"
_OPENERS = ("(", "[", " “", " ‘", " „", " «", "$", "£", "€")
_PRICE = re.compile(r"\d\s?[$£€]$")
_OPENING_TOO = "»”’"
_GLUED = frozenset(",.;:!?)]”’%»…'")
# White space that ends no line, and the NUL that stands for some: all as wide as a blank.
_BLANKS = "\t\x1f\0\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"


_NONE = frozenset[str]()


class Line(NamedTuple):
    """One line with words or marks on it: where it stands, what it says, how far in, and how many blank lines came before."""

    text: str
    number: int
    start: int
    end: int
    indent: int
    gap: int
    kind: BlockKind = "paragraph"


# There are hundreds of both on a page, and their own constructors take twice as long.
_line = partial(tuple.__new__, Line)
_block = partial(tuple.__new__, Block)


def lines_of(source: str, *, raw: bool = False) -> list[Line]:
    r"""Every line that is not blank, in order; all kinds of line ends count, CRLF as one.

    Bullets are taken off and white space is folded, unless the lines are wanted `raw`.

    >>> [(x.text, x.number, x.gap) for x in lines_of("A\r\n\r\n  - B ")]
    [('A', 0, 0), ('B', 2, 1)]
    >>> [(x.text, x.number, x.gap) for x in lines_of("A\r\n\r\n  - B ", raw=True)]
    [('A', 0, 0), ('- B', 2, 1)]
    """
    even = _blanks_alike(source)
    strange = _is_strange(source)
    lines: list[Line] = []
    position, before = 0, -1
    rows = even.splitlines(keepends=True)
    for number, (row, bare) in enumerate(zip(rows, map(str.strip, rows), strict=True)):
        text = tidy(bare) if strange or (not raw and "  " in bare) else bare
        if text:
            indent = 0 if row[0] == bare[0] else len(row) - len(row.lstrip())
            start = position + indent
            end = start + len(bare)
            kind = _PLAIN
            if raw:
                text = bare
            elif not text[0].isalpha() or text[0] == "o":
                kind, text = _marked(text)
            lines.append(_line((text, number, start, end, indent, number - before - 1, kind)))
            before = number
        position += len(row)
    return lines


def _blanks_alike(source: str) -> str:
    """The source with plain blanks for all other ones; as long as before."""
    for blank in _BLANKS[:3] if source.isascii() else _BLANKS:
        if blank in source:
            source = source.replace(blank, " ")
    return source


def _is_strange(source: str) -> bool:
    """Whether there are characters that nobody sees, or letters and their accents apart."""
    if source.isascii():
        return False
    return any(map(source.__contains__, INVISIBLE)) or not is_composed(source)


def _marked(text: str) -> tuple[BlockKind, str]:
    """The kind that a line's marks tell, and its text without a bullet."""
    if _SEPARATOR.fullmatch(text):
        return "separator", text
    if bullet := _BULLET.match(text):
        return "list_item", text[bullet.end() :]
    return "list_item" if _NUMBER.match(text) else _PLAIN, text


def split_list_mark(text: str, kind: BlockKind) -> tuple[str, BlockKind]:
    """A text that begins with no letter, and its kind, as its marks tell: nothing but marks, or a bullet that somebody typed.

    >>> split_list_mark("* * *", "heading"), split_list_mark("• Map", "paragraph"), split_list_mark("– Who goes there?", "paragraph")
    (('* * *', 'separator'), ('Map', 'list_item'), ('– Who goes there?', 'paragraph'))
    """
    if _SEPARATOR.fullmatch(text):
        return text, "separator"
    if text[0] in _TYPED and text[1:2] == " ":
        return text[2:], "list_item" if kind == _PLAIN else kind
    return text, kind


def common_gap(lines: Sequence[Line]) -> int:
    r"""How many blank lines stand between all lines alike: a text set with double spacing says no more by them than one without.

    >>> common_gap(lines_of("A\n\nB\n\n\nC"))
    1
    """
    return min((line.gap for line in lines[1:]), default=0)


def is_wrapped(lines: Sequence[Line]) -> bool:
    r"""Whether a text was broken at a fixed width: paragraphs of several lines, all but their last about equally long.

    Where most of these lines end like sentences, they are paragraphs that happen to be alike.

    >>> rows = "\n".join(["word " * 14 + "end"] * 4 + ["done."])
    >>> is_wrapped(lines_of(rows)), is_wrapped(lines_of("One line.\nAnother line."))
    (True, False)
    """
    widest = max([len(line.text) + line.indent for line in lines], default=0)
    if widest not in _WRAP_WIDTHS:
        return False
    inner = [a for a, b in itertools.pairwise(lines) if b.gap == 0 and b.kind == _PLAIN]
    if len(inner) < 3:
        return False
    full = sum(len(line.text) + line.indent >= widest - _WRAP_SLACK for line in inner)
    ended = sum(ends_sentence(line.text) for line in inner)
    return full >= 0.8 * len(inner) >= 0.32 * len(lines) and ended <= 0.5 * len(inner)


def unwrapped(lines: Sequence[Line]) -> Iterator[list[Line]]:
    """The lines of each hard-wrapped paragraph together."""
    group: list[Line] = []
    for line in lines:
        short = bool(group) and len(group[-1].text) + group[-1].indent < min(_WRAP_WIDTHS) and ends_sentence(group[-1].text)
        if group and (line.gap or line.kind != _PLAIN or short):
            yield group
            group = []
        group.append(line)
    if group:
        yield group


def is_glued(text: str) -> bool:
    """Whether a piece of a sentence stands without a blank behind what comes before: ", which had".

    A quotation mark that closes in one language opens in another; what opens stands before a letter.

    >>> is_glued("» sagte sie"), is_glued("»Wer da?«, rief sie")
    (True, False)
    """
    return text[0] in _GLUED and (text[0] not in _OPENING_TOO or not text[1:2].isalnum())


def opens(text: str) -> bool:
    """Whether a piece ends with an opening mark, behind which no blank stands; a currency's sign behind a number is none.

    >>> opens("It cost $"), opens("It cost 5 €"), opens("She said “")
    (True, False, True)
    """
    return text.endswith(_OPENERS) and not _PRICE.search(text[-3:])


def join_lines(group: Sequence[Line], *, glued: bool) -> str:
    r"""The text of a paragraph's lines; `glued` pieces are joined at punctuation without a blank.

    >>> lines = lines_of("He told\nthe Courier\n, which had asked\n.")
    >>> join_lines(lines, glued=True)
    'He told the Courier, which had asked.'
    """
    if not glued:
        return " ".join(line.text for line in group)
    pieces = [group[0].text]
    for before, line in itertools.pairwise(group):
        pieces.append(line.text if is_glued(line.text) or opens(before.text) else f" {line.text}")
    return "".join(pieces)


def block_of(group: Sequence[Line], index: int, *, glued: bool, spacing: int = 0) -> Block:
    """One block out of the lines of a paragraph; `spacing` is the text's common gap."""
    text, number, start, end, indent, gap, kind = group[0]
    if len(group) > 1:
        text, end = join_lines(group, glued=glued), group[-1].end
    return _block((text, index, kind, 0, (start, end), number, None, indent, max(0, gap - spacing), 0, _NONE, _NONE, False))
