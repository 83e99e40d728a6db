"""Puts the sentences together again that a scraper broke at links, bold words and the like."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from boilerstrip.readers.lines import Line, is_glued, opens
from boilerstrip.text.normalise import fold
from boilerstrip.text.sentences import ends_sentence

# A reader's name in a comment thread: one word with a digit or an underscore.
_HANDLE = re.compile(r"[^\W\d_]+[\d_]\w*")
_MOST_FRAGMENT_WORDS, _MOST_NAMES, _MOST_LABEL_WORDS = 12, 6, 3
_LEAST_VERSE_BLANKS = 3
_MOST_VERSE_CHARS = 60
# No word that a sentence cannot end with has one of these at its end.
_CLOSED = frozenset(".!?:;…\"”'’)»0123456789")


class Wordings(NamedTuple):
    """What a language tells of lines, in lower case.

    No line can end with one of its `joiners` (articles, prepositions, conjunctions); with one of its `credits` and names behind it, a
    credit begins; `amid` are the words that names have between them and in them.
    """

    joiners: frozenset[str] = frozenset()
    credits: frozenset[str] = frozenset()
    amid: frozenset[str] = frozenset()


class _Group(NamedTuple):
    """The open paragraph, as far as one needs to know: its first and last line, and whether all are as long as a poem's."""

    first: Line
    last: Line
    verse: bool


def rejoin_fragments(lines: Sequence[Line], wordings: Wordings) -> Iterator[Sequence[Line]]:
    """The lines that a scraper broke out of one sentence together: at links, bold words and the like.

    A line goes on where it cannot end ("… a story by", "the report,"), or where the next one cannot begin (", which had", "."); a
    short piece between an unfinished line and one that goes on in lower case belongs to both.
    """
    joiners = wordings.joiners
    soft = [line.text[0].islower() or is_glued(line.text) for line in lines]
    soft.append(False)
    start, verse = 0, True
    for index in range(1, len(lines)):
        # What most lines fail is asked first.
        before = lines[index - 1].text
        if soft[index] or soft[index + 1] or (before[-1] not in _CLOSED and _is_open(before, joiners)):
            verse = verse and _is_verse(lines[index - 1])
            following = lines[index + 1] if soft[index + 1] else None
            credit = following is None and _is_credit(lines[index].text, wordings)
            if not credit and _continues(_Group(lines[start], lines[index - 1], verse), lines[index], following, joiners):
                continue
        yield lines[start:index]
        start, verse = index, True
    if lines:
        yield lines[start:]


def _is_credit(text: str, wordings: Wordings) -> bool:
    """Whether it is a lower-case "by" with a name, or more of them, and nothing else."""
    first, *names = text.split(" ")
    if first.rstrip(":") not in wordings.credits or not 0 < len(names) <= _MOST_NAMES:
        return False
    return names[0][0].isupper() and all(name[0].isupper() or name in wordings.amid for name in names)


def _is_open(text: str, joiners: frozenset[str]) -> bool:
    """Whether a line cannot end so: with an opening mark, a comma, or a word that others follow."""
    last = text[-1]
    if last in _CLOSED:
        return False
    if last.isalpha():
        word = text[text.rfind(" ") + 1 :]
        return (word.lower() if word.isascii() else fold(word)) in joiners
    return last == "," or opens(text) or fold(text[text.rfind(" ") + 1 :]) in joiners


def _continues(group: _Group, line: Line, following: Line | None, joiners: frozenset[str]) -> bool:
    """Whether a line goes on with the open paragraph; `following` is the next line, where it may go on with this one."""
    last = group.last
    if line.gap or line.kind != "paragraph" or last.kind == "separator":
        return False
    if _cannot_begin(line.text):
        return _is_sentence_like(group) or len(line.text) <= 2
    open_end = _is_open(last.text, joiners)
    small = line.text[0].islower() and (open_end or following is not None or not _is_label(line.text))
    if not (open_end or small or _goes_on_behind(line, following)):
        return False
    if ends_sentence(last.text) or not _is_sentence_like(group) or _HANDLE.fullmatch(line.text):
        return False
    if group.verse and _is_verse(line):
        return open_end and small and not last.text.endswith(",")
    closes = ends_sentence(line.text) and line.text.count(" ") < _MOST_FRAGMENT_WORDS
    return small or opens(last.text) or (open_end and closes) or _goes_on_behind(line, following)


def _is_label(text: str) -> bool:
    """Whether it is a few words that end no sentence, such as a button, an agency or a time: "share", "dpa", "3 hours ago"."""
    return text.count(" ") < _MOST_LABEL_WORDS and not ends_sentence(text)


def _is_verse(line: Line) -> bool:
    """Whether a line is as long as a poem's: a scraper's fragments have a long piece, or one of two or three words."""
    return len(line.text) <= _MOST_VERSE_CHARS and line.text.count(" ") >= _LEAST_VERSE_BLANKS


def _goes_on_behind(line: Line, following: Line | None) -> bool:
    """Whether the line is a short piece of a sentence that the next line carries on."""
    if following is None or following.gap or following.kind != "paragraph" or ends_sentence(line.text):
        return False
    if line.text.count(" ") >= _MOST_FRAGMENT_WORDS:
        return False
    return _cannot_begin(following.text) or (following.text[0].islower() and following.text.count(" ") >= _LEAST_VERSE_BLANKS)


def _cannot_begin(text: str) -> bool:
    if not is_glued(text):
        return False
    return text[0] not in "'’.…" or len(text) < 3 or not text[1].isalnum() or text[1:3] in ("s ", "t ")


def _is_sentence_like(group: _Group) -> bool:
    """Whether the open paragraph reads like a sentence and not like a menu: several words, some of them in lower case."""
    if group.first is not group.last:
        return True
    words = group.first.text.split()
    small = sum(word[0].islower() for word in words)
    short = len(words) >= 2 and words[0][0].isupper() and words[-1][0].islower()
    return (small >= 2 and small * 3 >= len(words)) or short
