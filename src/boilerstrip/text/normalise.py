"""How text is normalised: for reading (`tidy`) and for comparing with patterns (`fold`)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from itertools import pairwise

# One character for one, so that places in the folded text are places in the text.
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
# Replacing is ten times faster than translating. Once the marks that most texts have are gone, many a text is plain.
_FREQUENT = [(mark, _FOLDS[mark]) for mark in "\u2019\u2018\u201c\u201d\u2013\u2014\u00a0"]
_RARE = [pair for pair in _FOLDS.items() if pair not in _FREQUENT]
INVISIBLE = "\u00ad\u200b\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff"
_PIECE, _MOST_MARKS = 1000, 30
_INVISIBLE = re.compile(f"[{INVISIBLE}]")


def fold(text: str) -> str:
    """Lower case, straight quotes, plain hyphens and blanks; the result is as long as the text.

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
    r"""Whether the text is in NFC, as far as that can be told in linear time.

    Asking takes time that is quadratic in a run of combining marks, so long texts are asked about piece by piece.

    >>> is_composed("caf\u00e9"), is_composed("cafe\u0301")
    (True, False)
    """
    if len(text) <= _PIECE:
        return unicodedata.is_normalized("NFC", text)
    # Pieces overlap by more marks than any word of any language has in a row.
    return all(unicodedata.is_normalized("NFC", text[i : i + _PIECE]) for i in range(0, len(text), _PIECE - _MOST_MARKS))


def composed(text: str) -> str:
    r"""The text in NFC; runs of combining marks beyond thirty are put in order thirty at a time (Unicode's stream-safe format).

    >>> composed("cafe\u0301") == "caf\u00e9"
    True
    """
    if len(text) <= _PIECE:
        return unicodedata.normalize("NFC", text)
    places = [0, *_overlong(text), len(text)]
    return "".join([unicodedata.normalize("NFC", text[start:end]) for start, end in pairwise(places)])


def _overlong(text: str) -> Iterator[int]:
    """The places behind each thirty combining marks in a row."""
    import regex  # `re` knows no classes of characters; loaded on first use, for few texts are long and not composed

    return (match.end() for match in regex.finditer(rf"\p{{M}}{{{_MOST_MARKS}}}", text))


def tidy(text: str) -> str:
    r"""Text as a reader sees it: NFC, no invisible characters, white space folded to single blanks.

    >>> tidy("  A cafe\u0301\t and\u00a0a\u200b bar ")
    'A café and a bar'
    """
    plain = text.isascii()
    if not plain and not is_composed(text):
        text = composed(text)
    if text.isprintable():  # which white space but blanks is not, nor is anything invisible
        return " ".join(text.split()) if "  " in text else text.strip()
    if not plain:
        text = _INVISIBLE.sub("", text)
    return " ".join(text.replace("\0", " ").split())
