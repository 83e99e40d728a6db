"""Lines of a source, and how scraped lines are put together again into the paragraphs they came from."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from boilerstrip.document import Block, BlockKind
from boilerstrip.folding import fold, tidy
from boilerstrip.running_text import ends_sentence

_BULLET = re.compile(r"(?:[*+•‣▪◦●–—-]|o(?= {1,3}[A-Z]))\s+(?=\S)")
_NUMBER = re.compile(r"\d{1,3}[.)]\s+(?=\S)")
_SEPARATOR = re.compile(r"[\s*+•‣▪◦●·|/_=~#<>«»‹›←→–—-]+")
# A reader's name in a comment thread: one word with a digit or an underscore.
_HANDLE = re.compile(r"[^\W\d_]+[\d_]\w*")
_WRAP_WIDTHS = range(50, 92)
_WRAP_SLACK = 18
_OPENERS = ("(", "[", " “", " ‘", " „", " «", "$", "£", "€")
_PLAIN: BlockKind = "paragraph"
_GLUED = frozenset(",.;:!?)]”’%»…'")
_MOST_FRAGMENT_WORDS = 12
_LEAST_VERSE_BLANKS = 3
_MOST_VERSE_CHARS = 60


class Line(NamedTuple):
    """One line with words or marks on it: where it stands, what it says, how far in, and how many blank lines came before."""

    text: str
    number: int
    start: int
    end: int
    indent: int
    gap: int
    kind: BlockKind = "paragraph"


def lines_of(source: str, *, raw: bool = False) -> list[Line]:
    r"""Every line that is not blank, in order; all kinds of line ends count, CRLF as one.

    Bullets are taken off and gaps evened out, unless the lines are wanted `raw`.

    >>> [(x.text, x.number, x.gap) for x in lines_of("A\r\n\r\n  - B ")]
    [('A', 0, 0), ('B', 2, 0)]
    >>> [(x.text, x.number, x.gap) for x in lines_of("A\r\n\r\n  - B ", raw=True)]
    [('A', 0, 0), ('- B', 2, 1)]
    """
    lines: list[Line] = []
    position, before = 0, -1
    for number, row in enumerate(source.splitlines(keepends=True)):
        if text := tidy(row):
            bare = row.lstrip()
            indent = len(row) - len(bare)
            start = position + indent
            kind, words = (_PLAIN, text) if raw else _marked(text)
            lines.append(Line(words, number, start, start + len(bare.rstrip()), indent, number - before - 1, kind))
            before = number
        position += len(row)
    return lines if raw else _even(lines)


def _marked(text: str) -> tuple[BlockKind, str]:
    """The kind that a line's marks tell, and its text without a bullet."""
    first = text[0]
    if first.isalpha() and first != "o":
        return "paragraph", text
    if _SEPARATOR.fullmatch(text):
        return "separator", text
    if bullet := _BULLET.match(text):
        return "list_item", text[bullet.end() :]
    return "list_item" if _NUMBER.match(text) else "paragraph", text


def _even(lines: list[Line]) -> list[Line]:
    """Gaps without what stands between all lines alike: a text set with double spacing reads as one with single spacing."""
    common = min((line.gap for line in lines[1:]), default=0)
    return [line._replace(gap=max(0, line.gap - common)) for line in lines] if common else lines


def is_wrapped(lines: Sequence[Line]) -> bool:
    r"""Whether a text was broken at a fixed width: paragraphs of several lines, all but their last about equally long.

    Where most of these lines end like sentences, they are paragraphs that happen to be alike.

    >>> rows = "\n".join(["word " * 14 + "end"] * 4 + ["done."])
    >>> is_wrapped(lines_of(rows)), is_wrapped(lines_of("One line.\nAnother line."))
    (True, False)
    """
    inner = [a for a, b in itertools.pairwise(lines) if b.gap == 0 and b.kind == "paragraph"]
    widest = max((len(line.text) + line.indent for line in lines), default=0)
    if len(inner) < 3 or widest not in _WRAP_WIDTHS:
        return False
    full = sum(len(line.text) + line.indent >= widest - _WRAP_SLACK for line in inner)
    ended = sum(ends_sentence(line.text) for line in inner)
    return full >= 0.8 * len(inner) >= 0.32 * len(lines) and ended <= 0.5 * len(inner)


def unwrapped(lines: Sequence[Line]) -> Iterator[list[Line]]:
    """The lines of each hard-wrapped paragraph together."""
    group: list[Line] = []
    for line in lines:
        short = bool(group) and len(group[-1].text) + group[-1].indent < min(_WRAP_WIDTHS) and ends_sentence(group[-1].text)
        if group and (line.gap or line.kind != "paragraph" or short):
            yield group
            group = []
        group.append(line)
    if group:
        yield group


def rejoined(lines: Sequence[Line], joiners: frozenset[str]) -> Iterator[list[Line]]:
    """The lines that a scraper broke out of one sentence together: at links, bold words and the like.

    A line goes on where it cannot end ("… a story by", "the report,"), or where the next one cannot begin (", which had", "."); a
    short piece between an unfinished line and one that goes on in lower case belongs to both.
    """
    group: list[Line] = []
    for index, line in enumerate(lines):
        following = lines[index + 1] if index + 1 < len(lines) else None
        if group and not _continues(group, line, following, joiners):
            yield group
            group = []
        group.append(line)
    if group:
        yield group


def _continues(group: list[Line], line: Line, following: Line | None, joiners: frozenset[str]) -> bool:
    """Whether a line goes on with the open paragraph; what most lines fail is asked first."""
    last = group[-1]
    if line.gap or line.kind != "paragraph" or last.kind == "separator":
        return False
    if _cannot_begin(line.text):
        return _is_sentence_like(group) or len(line.text) <= 2
    joined_on = last.text.endswith(_OPENERS) or fold(last.text.rpartition(" ")[2]) in joiners
    small = line.text[0].islower()
    if not (joined_on or small or last.text.endswith(",") or _goes_on_behind(line, following)):
        return False
    if ends_sentence(last.text) or not _is_sentence_like(group) or _HANDLE.fullmatch(line.text):
        return False
    if _is_verse([*group, line]):
        return joined_on and small
    closes = ends_sentence(line.text) and line.text.count(" ") < _MOST_FRAGMENT_WORDS
    unfinished = joined_on or last.text.endswith(",")
    return small or last.text.endswith(_OPENERS) or (unfinished and closes) or _goes_on_behind(line, following)


def _is_verse(lines: Sequence[Line]) -> bool:
    """Whether all lines are as long as a poem's: a scraper's fragments have a long piece, or one of two or three words."""
    return all(line.text.count(" ") >= _LEAST_VERSE_BLANKS and len(line.text) <= _MOST_VERSE_CHARS for line in lines)


def _goes_on_behind(line: Line, following: Line | None) -> bool:
    """Whether the line is a short piece of a sentence that the next line carries on."""
    if following is None or following.gap or following.kind != "paragraph" or ends_sentence(line.text):
        return False
    if line.text.count(" ") >= _MOST_FRAGMENT_WORDS:
        return False
    return _cannot_begin(following.text) or (following.text[0].islower() and following.text.count(" ") >= _LEAST_VERSE_BLANKS)


def _cannot_begin(text: str) -> bool:
    if text[0] not in _GLUED:
        return False
    return text[0] not in "'’.…" or len(text) < 3 or not text[1].isalnum() or text[1:3] in ("s ", "t ")


def _is_sentence_like(group: list[Line]) -> bool:
    """Whether the open paragraph reads like a sentence and not like a menu: several words, some of them in lower case."""
    if len(group) > 1:
        return True
    words = group[0].text.split()
    small = sum(word[0].islower() for word in words)
    short = len(words) >= 2 and words[0][0].isupper() and words[-1][0].islower()
    return (small >= 2 and small * 3 >= len(words)) or short


def joined(texts: Iterable[str]) -> str:
    """Pieces of a sentence as one text: a blank between them, except before closing and behind opening marks.

    >>> joined(["He told", "the Courier", ", which had asked", "."])
    'He told the Courier, which had asked.'
    """
    text = ""
    for piece in texts:
        glue = "" if not text or piece[0] in _GLUED or text.endswith(_OPENERS) else " "
        text += glue + piece
    return text


def joined_lines(group: Sequence[Line], *, glued: bool) -> str:
    """The text of a paragraph's lines; `glued` pieces are joined at punctuation without a blank."""
    texts = [line.text for line in group]
    return joined(texts) if glued else " ".join(texts)


def block_of(group: Sequence[Line], index: int, *, glued: bool) -> Block:
    """One block out of the lines of a paragraph."""
    first = group[0]
    return Block(
        text=first.text if len(group) == 1 else joined_lines(group, glued=glued),
        index=index,
        kind=first.kind,
        span=(first.start, group[-1].end),
        line=first.number,
        indent=first.indent,
        gap=first.gap,
    )
