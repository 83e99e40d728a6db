"""Joins the fragments of sentences that a scraper broke at links, bold words and the like."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from boilerstrip.readers.lines import Line, has_opener_at_end, is_glued
from boilerstrip.text.normalise import fold
from boilerstrip.text.quotation_marks import STRAIGHT_QUOTES, TWO_WAY_QUOTES
from boilerstrip.text.sentences import ends_sentence

# A user name in a comment thread: one word with a digit or an underscore.
_USER_NAME = re.compile(r"[^\W\d_]+[\d_]\w*")
# In blanks, which are one fewer than the words.
_MOST_FRAGMENT_BLANKS, _MOST_LABEL_BLANKS = 12, 3
_MOST_NAMES = 6
# A line of a poem has at least this many blanks and at most this many characters.
_LEAST_VERSE_BLANKS, _MOST_VERSE_CHARS = 3, 60
# A line that ends with one of these can be complete. A word that needs another after it ends with none of them.
_CLOSING = frozenset(f".!?:;…){STRAIGHT_QUOTES}{TWO_WAY_QUOTES}0123456789")


class JoiningWords(NamedTuple):
    """Words of a language, in lower case, that decide whether two lines belong together.

    No line ends with a joiner (articles, prepositions, conjunctions). A credit is one of `credit_words` with names after it. `name_links`
    stand between names and inside them.
    """

    joiners: frozenset[str] = frozenset()
    credit_words: frozenset[str] = frozenset()
    name_links: frozenset[str] = frozenset()


class _OpenParagraph(NamedTuple):
    """The first and the last line so far, and whether all lines are as long as lines of a poem."""

    first: Line
    last: Line
    is_verse: bool


def rejoin_fragments(lines: Sequence[Line], words: JoiningWords) -> Iterator[Sequence[Line]]:
    """The lines of each sentence that a scraper broke at links, bold words and the like.

    A line is continued if it cannot end there ("… a story by", "the report,"), or if the next line cannot begin there (", which had",
    "."). A short fragment between an unfinished line and a line that begins in lower case belongs to both.
    """
    joiners = words.joiners
    starts_soft = [line.text[0].islower() or is_glued(line.text) for line in lines]
    starts_soft.append(False)
    start, is_verse = 0, True
    for index in range(1, len(lines)):
        # The cheap conditions stand first; most lines fail them.
        before = lines[index - 1].text
        if starts_soft[index] or starts_soft[index + 1] or (before[-1] not in _CLOSING and _is_unfinished(before, joiners)):
            is_verse = is_verse and _is_verse(lines[index - 1])
            following = lines[index + 1] if starts_soft[index + 1] else None
            credit = following is None and _is_credit(lines[index].text, words)
            paragraph = _OpenParagraph(lines[start], lines[index - 1], is_verse)
            if not credit and _is_continuation(paragraph, lines[index], following, joiners):
                continue
        yield lines[start:index]
        start, is_verse = index, True
    if lines:
        yield lines[start:]


def _is_credit(text: str, words: JoiningWords) -> bool:
    """Whether the text is "by" in lower case with one or more names, and nothing else."""
    first, *names = text.split(" ")
    if first.rstrip(":") not in words.credit_words or not 0 < len(names) <= _MOST_NAMES:
        return False
    return names[0][0].isupper() and all(name[0].isupper() or name in words.name_links for name in names)


def _is_unfinished(text: str, joiners: frozenset[str]) -> bool:
    """Whether a line ends with an opening mark, a comma, or a word that needs another after it."""
    last = text[-1]
    if last in _CLOSING:
        return False
    if last.isalpha():
        word = text[text.rfind(" ") + 1 :]
        return (word.lower() if word.isascii() else fold(word)) in joiners
    return last == "," or has_opener_at_end(text) or fold(text[text.rfind(" ") + 1 :]) in joiners


def _is_continuation(paragraph: _OpenParagraph, line: Line, following: Line | None, joiners: frozenset[str]) -> bool:
    """Whether a line continues the open paragraph. `following` is the next line, if that line may continue this one."""
    last = paragraph.last
    if line.gap or line.kind != "paragraph" or last.kind == "separator":
        return False
    if _is_glued_fragment(line.text):
        return _is_sentence_like(paragraph) or len(line.text) <= 2
    unfinished = _is_unfinished(last.text, joiners)
    lower = line.text[0].islower() and (unfinished or following is not None or not _is_label(line.text))
    if not (unfinished or lower or _is_middle_fragment(line, following)):
        return False
    if ends_sentence(last.text) or not _is_sentence_like(paragraph) or _USER_NAME.fullmatch(line.text):
        return False
    if paragraph.is_verse and _is_verse(line):
        return unfinished and lower and not last.text.endswith(",")
    closes = ends_sentence(line.text) and line.text.count(" ") < _MOST_FRAGMENT_BLANKS
    return lower or has_opener_at_end(last.text) or (unfinished and closes) or _is_middle_fragment(line, following)


def _is_label(text: str) -> bool:
    """Whether the text is a few words that end no sentence, such as a button, an agency or a time: "share", "dpa", "3 hours ago"."""
    return text.count(" ") < _MOST_LABEL_BLANKS and not ends_sentence(text)


def _is_verse(line: Line) -> bool:
    """Whether a line is as long as a line of a poem. Among a scraper's fragments is one that is longer, or has two or three words."""
    return len(line.text) <= _MOST_VERSE_CHARS and line.text.count(" ") >= _LEAST_VERSE_BLANKS


def _is_middle_fragment(line: Line, following: Line | None) -> bool:
    """Whether the line is a short fragment of a sentence that the next line continues."""
    if following is None or following.gap or following.kind != "paragraph" or ends_sentence(line.text):
        return False
    if line.text.count(" ") >= _MOST_FRAGMENT_BLANKS:
        return False
    return _is_glued_fragment(following.text) or (
        following.text[0].islower() and following.text.count(" ") >= _LEAST_VERSE_BLANKS
    )


def _is_glued_fragment(text: str) -> bool:
    if not is_glued(text):
        return False
    return text[0] not in "'’.…" or len(text) < 3 or not text[1].isalnum() or text[1:3] in ("s ", "t ")


def _is_sentence_like(paragraph: _OpenParagraph) -> bool:
    """Whether the open paragraph reads like a sentence and not like a menu: several words, some of them in lower case."""
    if paragraph.first is not paragraph.last:
        return True
    words = paragraph.first.text.split()
    lower = sum(word[0].islower() for word in words)
    short = len(words) >= 2 and words[0][0].isupper() and words[-1][0].islower()
    return (lower >= 2 and lower * 3 >= len(words)) or short
