"""Sentences and words of a text, in any script."""

from __future__ import annotations

import re

from boilerstrip.text.quotation_marks import CLOSING_QUOTES

_SENTENCE_ENDS = frozenset(".!?…:。！？؟।｡．۔\u037e")  # the last one is the Greek question mark
_FULL_STOPS = (".", "。", "।", "｡", "．", "۔")
# Brackets, and the marks of Markdown's emphasis, may stand after a full stop too.
_CLOSERS = f"{CLOSING_QUOTES}«)]*_）］」』】»《》"
_GREEK = re.compile("[\u0370-\u03ff\u1f00-\u1fff]")
# A text whose words have this many characters on average may be written without blanks.
_LONG_WORD_CHARS = 8
_LAST_SPACED = "\u2e7f"  # the scripts after it (Han, Kana, Hangul) write few blanks or none


def ends_sentence(text: str) -> bool:
    """Whether the text ends with a full stop, a question mark or the like; quotation marks and brackets after it are ignored.

    >>> ends_sentence("He left (at last).”"), ends_sentence("Most read"), ends_sentence("「もう帰る。」")
    (True, False, True)
    """
    last = text[-1:]
    if last in _CLOSERS:
        last = text.rstrip(_CLOSERS)[-1:]
    return last in _SENTENCE_ENDS or (last == ";" and _GREEK.match(text.rstrip(_CLOSERS)[-2:-1]) is not None)


def closes_with_stop(text: str) -> bool:
    """Whether the text ends with a full stop and not with "..."; quotation marks and brackets after it are ignored.

    >>> closes_with_stop("He left (at last).”"), closes_with_stop("Who left?"), closes_with_stop("He left...")
    (True, False, False)
    """
    return text.rstrip(_CLOSERS).endswith(_FULL_STOPS) and not text.endswith("..")


def count_words(text: str) -> int:
    """The number of words between blanks; for scripts without blanks, half the number of characters.

    >>> count_words("The ferry sank.")
    3
    >>> count_words("水曜日の朝に船が沈んだ。")
    6
    """
    words = text.count(" ") + 1 if text else 0
    if not text.isascii() and len(text) >= _LONG_WORD_CHARS * words and max(text) > _LAST_SPACED:
        return max(words, len(text) // 2)
    return words
