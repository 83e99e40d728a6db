"""Counts characters by class, for all blocks of a page at once."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from boilerstrip.decide.labeller.arrays import Bytes, Floats, Ints, pack_pairs, unpack_pairs
from boilerstrip.text.quotation_marks import ALL_QUOTES

# The classes. Words consist of those from `LOWER` to `DIGIT`. Most characters are of the first two, which need no counting.
(
    SPACE, LOWER, OTHER, UPPER, DIGIT, STOP, ASK, CALL, DOTS, COMMA, COLON, QUOTE, BAR, BRACKET, DASH, AT, SYMBOL, BREAK,
) = range(18)  # fmt: skip
CLASSES = 18
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
_UNICODE_CATEGORIES = {"Ll": LOWER, "Lu": UPPER, "Lt": UPPER, "Nd": DIGIT, "Lo": OTHER, "Lm": OTHER, "Mn": OTHER, "Mc": OTHER}
_FIRST_PLANE = 0x10000
_LAST_THREE = np.arange(3)[:, None]

# The rows of `Characters.counts`. `COMMAS` to `COLONS` are in the order of the features that are computed from them.
(
    CAPITALS, LETTERS_OTHER, SENTENCES, COMMAS, QUOTES, BARS, BRACKETS, DASHES, ATS, SYMBOLS, COLONS, DIGITS, MARKS,
) = range(13)  # fmt: skip


def _make_count_table() -> Ints:
    """What a character of each class adds to the counts: first if a sentence cannot end with it, then if the next character allows that."""
    table = np.zeros((2, CLASSES, 14), dtype=np.int64)
    for row, number in (
        (CAPITALS, UPPER), (LETTERS_OTHER, OTHER), (COMMAS, COMMA), (QUOTES, QUOTE), (BARS, BAR), (BRACKETS, BRACKET),
        (DASHES, DASH), (ATS, AT), (SYMBOLS, SYMBOL), (COLONS, COLON), (DIGITS, DIGIT),
    ):  # fmt: skip
        table[:, number, row] = 1
    table[:, STOP:, MARKS] = 1
    table[1, STOP : DOTS + 1, SENTENCES] = 1
    return pack_pairs(table.reshape(2 * CLASSES, 14))


_COUNT_TABLE = _make_count_table()
# Added to the class of a character if the next one is of a class that can follow a sentence: chooses the second half of the table.
_SENTENCE_OFFSET = CLASSES * np.isin(np.arange(CLASSES), (SPACE, BREAK, QUOTE, BRACKET)).astype(np.uint8)


class Characters(NamedTuple):
    """The characters of each text of a page, one column a text.

    `counts` has the rows named above; `first` has the class of the first character, `last` those of the last three, from the end.
    """

    sizes: Ints
    counts: Floats
    addresses: Floats
    first: Bytes
    last: Bytes


class Stream(NamedTuple):
    """The classes of all characters of a page, with a break before each text and after the last one; `breaks` has their places."""

    classes: Bytes
    breaks: Ints


@cache
def _make_class_table() -> Bytes:
    """The class of every character of the first plane. Characters beyond it count as the last one of the plane, a symbol."""
    classes = defaultdict(lambda: SYMBOL, _UNICODE_CATEGORIES)
    categories = map(unicodedata.category, map(chr, range(_FIRST_PLANE)))
    table = np.frombuffer(bytearray(map(classes.__getitem__, categories)), dtype=np.uint8)
    for number, marks in _MARKS.items():
        table[[ord(mark) for mark in marks]] = number
    return table


def read_characters(texts: Sequence[str]) -> tuple[Characters, Stream]:
    """Count the characters of all texts.

    >>> page, _ = read_characters(["He left!", "Home"])
    >>> page.counts[CAPITALS].tolist(), page.counts[SENTENCES].tolist(), page.last[0].tolist() == [CALL, LOWER]
    ([1.0, 1.0], [1.0, 0.0], True)
    """
    whole = "\n".join(("", *texts, ""))
    sizes = np.fromiter(map(len, texts), np.int64, len(texts))
    breaks = np.zeros(len(texts) + 1, dtype=np.int64)
    np.add.accumulate(sizes + 1, out=breaks[1:])
    classes = _make_class_table().take(_get_code_points(whole), mode="clip")
    classes[breaks] = BREAK
    addresses = np.zeros(len(texts), dtype=np.float32)
    if "://" in whole:
        addresses[:] = [text.count("://") for text in texts]
    starts, ends = breaks[:-1] + 1, breaks[1:] - 1
    last = classes.take(np.maximum(ends - _LAST_THREE, starts))
    stream = Stream(classes, breaks)
    return Characters(sizes, _count_classes(stream), addresses, classes.take(starts), last), stream


def _get_code_points(text: str) -> NDArray[np.uint16] | NDArray[np.uint32]:
    short = np.frombuffer(text.encode("utf-16-le", "surrogatepass"), dtype="<u2")
    if len(short) == len(text):
        return short
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype="<u4")


def _count_classes(stream: Stream) -> Floats:
    classes = stream.classes
    places = (classes > LOWER).nonzero()[0]
    counted = classes.take(places)
    # Each text is counted with the break before it; the break after the last text belongs to none.
    starts = (counted == BREAK).nonzero()[0][:-1]
    counted[:-1] += _SENTENCE_OFFSET.take(classes.take(places[:-1] + 1))
    return unpack_pairs(np.add.reduceat(_COUNT_TABLE.take(counted[:-1], axis=0), starts, axis=0))
