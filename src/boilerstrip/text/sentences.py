"""Sentences and words of a text, in any script."""

from __future__ import annotations

_SENTENCE_ENDS = frozenset(".!?…:。！？؟।")
_STOPS = (".", "。", "।")
_CLOSERS = "\"'”’»)]*_›“"
_LONG_WORDS = 8
_LAST_SPACED = "\u2e7f"  # the scripts after it (Han, Kana, Hangul) write few blanks or none


def ends_sentence(text: str) -> bool:
    """Whether the text closes like a sentence: with a full stop, question mark or the like, quotes and brackets aside.

    >>> ends_sentence("He left (at last).”"), ends_sentence("Most read")
    (True, False)
    """
    last = text[-1:]
    if last in _CLOSERS:
        last = text.rstrip(_CLOSERS)[-1:]
    return last in _SENTENCE_ENDS


def closes_with_stop(text: str) -> bool:
    """Whether the text closes with a full stop, quotes and brackets aside, and is not cut off.

    >>> closes_with_stop("He left (at last).”"), closes_with_stop("Who left?"), closes_with_stop("He left...")
    (True, False, False)
    """
    return text.rstrip(_CLOSERS).endswith(_STOPS) and not text.endswith("..")


def count_words(text: str) -> int:
    """Blank-separated words; for scripts written without blanks, half the characters.

    >>> count_words("The ferry sank.")
    3
    >>> count_words("水曜日の朝に船が沈んだ。")
    6
    """
    words = text.count(" ") + 1 if text else 0
    if not text.isascii() and len(text) >= _LONG_WORDS * words and max(text) > _LAST_SPACED:
        return max(words, len(text) // 2)
    return words
