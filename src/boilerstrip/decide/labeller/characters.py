"""Counts of characters, for all blocks of a page at once.

Nothing here looks at what a text says, only at how it is built.
"""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from boilerstrip.decide.labeller.arrays import Bytes, Ints, packed, unpacked
from boilerstrip.decide.labeller.arrays import Floats as Floats  # the nets take it from here
from boilerstrip.text.quotation_marks import ALL_QUOTES

# Words are made of the classes from `LOWER` to `DIGIT`. The two that most characters are of come first: they need no counting.
(
    SPACE, LOWER, OTHER, UPPER, DIGIT, STOP, ASK, CALL, DOTS, COMMA, COLON, QUOTE, BAR, BRACKET, DASH, AT, SYMBOL, BREAK,
) = range(18)  # fmt: skip
CLASSES = 18
# Words fall into so many buckets.
BUCKETS = 1 << 15
_MARKS = {
    STOP: ".。！？؟।",
    ASK: "?",
    CALL: "!",
    DOTS: "…",
    COMMA: ",;、，\uff1b",
    COLON: ":：",
    QUOTE: ALL_QUOTES,
    BAR: "|/\\•·∙●►▶→←>",
    BRACKET: "()[]{}<\uff08\uff09【】「」",
    DASH: "-–—‐‑−_",
    AT: "@#",
    SPACE: " \n\u00a0\u3000",
}
_CASES = {"Ll": LOWER, "Lu": UPPER, "Lt": UPPER, "Nd": DIGIT, "Lo": OTHER, "Lm": OTHER, "Mn": OTHER, "Mc": OTHER}
_PLANE = 0x10000
_LAST = np.arange(3)[:, None]

# The rows of counts, by class but for a few: the commas up to the colons stand in the order of the cues.
(
    CAPITALS, LETTERS_OTHER, SENTENCES, COMMAS, QUOTES, BARS, BRACKETS, DASHES, ATS, SYMBOLS, COLONS, DIGITS, MARKS,
) = range(13)  # fmt: skip


def _sorts() -> Ints:
    """How each class counts, a row each: first where the next character goes on with a sentence, then where it lets one end."""
    found = np.zeros((2, CLASSES, 14), dtype=np.int64)
    for row, number in (
        (CAPITALS, UPPER), (LETTERS_OTHER, OTHER), (COMMAS, COMMA), (QUOTES, QUOTE), (BARS, BAR), (BRACKETS, BRACKET),
        (DASHES, DASH), (ATS, AT), (SYMBOLS, SYMBOL), (COLONS, COLON), (DIGITS, DIGIT),
    ):  # fmt: skip
        found[:, number, row] = 1
    found[:, STOP:, MARKS] = 1
    found[1, STOP : DOTS + 1, SENTENCES] = 1
    return packed(found.reshape(2 * CLASSES, 14))


_SORTS = _sorts()
_BEHIND_A_SENTENCE = CLASSES * np.isin(np.arange(CLASSES), (SPACE, BREAK, QUOTE, BRACKET)).astype(np.uint8)


class Characters(NamedTuple):
    """The characters of each text of a page, one column a text.

    `counts` has the rows named above; `first` and `last` are the classes of the first character and, from the end, of the last three.
    """

    sizes: Ints
    counts: Floats
    addresses: Floats
    first: Bytes
    last: Bytes


class Stream(NamedTuple):
    """The classes of all characters of a page, a break before each text and behind the last; `breaks` are the places of these."""

    classes: Bytes
    breaks: Ints


@cache
def _classes() -> Bytes:
    """The class of every character of the first plane; all beyond it count as its last one, a symbol."""
    cases = defaultdict(lambda: SYMBOL, _CASES)
    table = np.frombuffer(bytearray(map(cases.__getitem__, map(unicodedata.category, map(chr, range(_PLANE))))), dtype=np.uint8)
    for number, marks in _MARKS.items():
        table[[ord(mark) for mark in marks]] = number
    return table


def read_characters(texts: Sequence[str]) -> tuple[Characters, Stream]:
    """Count the characters of all texts.

    >>> page, _ = read_characters(["He left!", "Home"])
    >>> page.counts[CAPITALS].tolist(), page.counts[SENTENCES].tolist(), page.last[0].tolist() == [CALL, LOWER]
    ([1.0, 1.0], [1.0, 0.0], True)
    """
    joined = "\n".join(("", *texts, ""))
    sizes = np.fromiter(map(len, texts), np.int64, len(texts))
    breaks = np.zeros(len(texts) + 1, dtype=np.int64)
    np.add.accumulate(sizes + 1, out=breaks[1:])
    classes = _classes().take(_codes(joined), mode="clip")
    classes[breaks] = BREAK
    addresses = np.zeros(len(texts), dtype=np.float32)
    if "://" in joined:
        addresses[:] = [text.count("://") for text in texts]
    starts, ends = breaks[:-1] + 1, breaks[1:] - 1
    last = classes.take(np.maximum(ends - _LAST, starts))
    stream = Stream(classes, breaks)
    return Characters(sizes, _counts(stream), addresses, classes.take(starts), last), stream


def _codes(text: str) -> NDArray[np.uint16] | NDArray[np.uint32]:
    short = np.frombuffer(text.encode("utf-16-le", "surrogatepass"), dtype="<u2")
    if len(short) == len(text):
        return short
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype="<u4")


def _counts(stream: Stream) -> Floats:
    classes = stream.classes
    places = (classes > LOWER).nonzero()[0]
    found = classes.take(places)
    # Each text is counted with the break before it; the one behind the last text belongs to none.
    starts = (found == BREAK).nonzero()[0][:-1]
    found[:-1] += _BEHIND_A_SENTENCE.take(classes.take(places[:-1] + 1))
    return unpacked(np.add.reduceat(_SORTS.take(found[:-1], axis=0), starts, axis=0))
