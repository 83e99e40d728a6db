"""Normalises text: for readers (`tidy`) and for comparison with patterns (`fold`)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from itertools import pairwise

# Each replacement is one character long, so that a place in the folded text is the same place in the text.
_FOLDS = {
    "\u2018": "'",
    "\u2019": "'",
    "\u201b": "'",
    "\u02bc": "'",
    "`": "'",
    "\u00b4": "'",
    "\u201c": '"',
    "\u201d": '"',
    "\u201e": '"',
    "\u201f": '"',
    "\u00ab": '"',
    "\u00bb": '"',
    "\u2010": "-",
    "\u2011": "-",
    "\u2012": "-",
    "\u2013": "-",
    "\u2014": "-",
    "\u2015": "-",
    "\u2212": "-",
    "\u00a0": " ",
    "\u0130": "i",  # its lower case is two characters long
}
# `str.replace` is ten times faster than `str.translate`. After the frequent marks are replaced, most texts are ASCII.
_FREQUENT = [(mark, _FOLDS[mark]) for mark in "\u2019\u2018\u201c\u201d\u2013\u2014\u00a0"]
_RARE = [pair for pair in _FOLDS.items() if pair not in _FREQUENT]
INVISIBLE = "\u00ad\u061c\u200b\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff"
_INVISIBLE = re.compile(f"[{INVISIBLE}]")
# Characters that are checked in one step, and the longest run of combining marks that stays together.
_CHUNK, _MOST_MARKS = 1000, 30


def fold(text: str) -> str:
    """The text in lower case, with straight quotes, plain hyphens and plain blanks; as long as before.

    >>> fold("Don\u2019t miss\u00a0out \u2014 SIGN UP")
    "don't miss out - sign up"
    """
    if text.isascii():
        return text.lower().replace("`", "'")
    for mark, plain in _FREQUENT:
        text = text.replace(mark, plain)
    if not text.isascii():
        for mark, plain in _RARE:
            text = text.replace(mark, plain)
    lowered = text.lower()
    return lowered if len(lowered) == len(text) else "".join(c if len(c.lower()) != 1 else c.lower() for c in text)


def is_composed(text: str) -> bool:
    r"""Whether the text is in NFC.

    Python's own check takes quadratic time for a run of combining marks, so a long text is checked in chunks.

    >>> is_composed("caf\u00e9"), is_composed("cafe\u0301")
    (True, False)
    """
    if len(text) <= _CHUNK:
        return unicodedata.is_normalized("NFC", text)
    # The chunks overlap by more marks than a word of any language has in a row.
    return all(unicodedata.is_normalized("NFC", text[i : i + _CHUNK]) for i in range(0, len(text), _CHUNK - _MOST_MARKS))


def compose(text: str) -> str:
    r"""The text in NFC. A run of more than 30 combining marks is put in order 30 marks at a time (Unicode's stream-safe format).

    >>> compose("cafe\u0301") == "caf\u00e9"
    True
    """
    if len(text) <= _CHUNK:
        return unicodedata.normalize("NFC", text)
    places = [0, *_split_mark_runs(text), len(text)]
    return "".join([unicodedata.normalize("NFC", text[start:end]) for start, end in pairwise(places)])


def _split_mark_runs(text: str) -> Iterator[int]:
    """The places after every 30 combining marks in a row."""
    import regex  # `re` has no classes for combining marks; loaded on first use, as few texts are long and not composed

    return (match.end() for match in regex.finditer(rf"\p{{M}}{{{_MOST_MARKS}}}", text))


def tidy(text: str) -> str:
    r"""The text as a reader sees it: in NFC, without invisible characters, with single blanks for all white space.

    >>> tidy("  A cafe\u0301\t and\u00a0a\u200b bar ")
    'A café and a bar'
    """
    plain = text.isascii()
    if not plain and not is_composed(text):
        text = compose(text)
    if text.isprintable():  # then it has no white space but blanks, and nothing invisible
        return " ".join(text.split()) if "  " in text else text.strip()
    if not plain:
        text = _INVISIBLE.sub("", text)
    return " ".join(text.replace("\0", " ").split())
