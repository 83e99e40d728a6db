"""Counts of characters and words, for all blocks of a page at once.

Nothing here looks at what a text says, only at how it is built; words are compared by hash, never learned.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]

OTHER, LOWER, UPPER, DIGIT, SPACE, STOP, DOTS, COMMA, COLON, QUOTE, BAR, BRACKET, DASH, AT, SYMBOL, BREAK = range(16)
CLASSES = 16
_MARKS = {
    STOP: ".!?。！？؟।",
    DOTS: "…",
    COMMA: ",;、，\uff1b",
    COLON: ":：",
    QUOTE: "\"“”„‟«»‹›‘’'",
    BAR: "|/\\•·∙●►▶→←>",
    BRACKET: "()[]{}<\uff08\uff09【】「」",
    DASH: "-–—‐‑−_",
    AT: "@#",
    SPACE: " \u00a0\u3000",
    BREAK: "\n",
}
_CASES = {"Ll": LOWER, "Lu": UPPER, "Lt": UPPER, "Nd": DIGIT, "Lo": OTHER, "Lm": OTHER, "Mn": OTHER, "Mc": OTHER}
_PLANE = 0x10000
_BUCKETS = 1 << 15
WORDINGS = 1 << 20
_END, _PAIR_FACTOR, _NEXT_FACTOR = 32771, 2654435761, 40503 * 65537
_LONGEST_WORD = 24


@cache
def _classes() -> NDArray[np.uint8]:
    """The class of every character of the first plane; all beyond it count as its last one, a symbol."""
    table = np.array([_CASES.get(unicodedata.category(chr(code)), SYMBOL) for code in range(_PLANE)], dtype=np.uint8)
    for number, marks in _MARKS.items():
        table[[ord(mark) for mark in marks]] = number
    return table


@cache
def _multipliers() -> NDArray[np.uint32]:
    """Odd numbers, one for each place in a word, made by the steps of a linear congruence (Knuth, TAOCP 2, 3.3.4)."""
    state, found = 12345, []
    for _ in range(_LONGEST_WORD):
        state = (1664525 * state + 1013904223) % (1 << 32)
        found.append(state | 1)
    return np.array(found, dtype=np.uint32)


@dataclass(frozen=True, slots=True)
class Words:
    """Every word of a page: its block, its length, the class of its first letter, and its bucket among hashed words."""

    block: Ints
    length: Ints
    first: NDArray[np.uint8]
    bucket: Ints


@dataclass(frozen=True, slots=True)
class Characters:
    """The characters of a page by block: `counts` by class, and the classes of each block's first and last three."""

    counts: Floats
    first: NDArray[np.uint8]
    last: NDArray[np.uint8]
    sentences: Floats
    addresses: Floats
    words: Words


def read_characters(folded: Sequence[str], texts: Sequence[str]) -> Characters:
    """Count the characters of all texts; `folded` has the same lengths and serves for the words.

    >>> page = read_characters(["he left.", "home"], ["He left.", "Home"])
    >>> page.counts[:, LOWER].tolist(), page.sentences.tolist(), page.words.block.tolist()
    ([5.0, 3.0], [1.0, 0.0], [0, 0, 1])
    """
    codes = _codes(texts)
    classes = _classes()[codes]
    sizes = np.array([len(text) + 1 for text in texts], dtype=np.int64)
    ends = np.cumsum(sizes)
    starts = ends - sizes
    block = np.repeat(np.arange(len(texts)), sizes)
    counts = np.bincount(block * CLASSES + classes, minlength=len(texts) * CLASSES).reshape(-1, CLASSES)
    behind = np.append(classes[1:], BREAK)
    stops = ((classes == STOP) | (classes == DOTS)) & (
        (behind == SPACE) | (behind == BREAK) | (behind == QUOTE) | (behind == BRACKET)
    )
    schemes = (
        np.flatnonzero((codes[:-2] == 58) & (codes[1:-1] == 47) & (codes[2:] == 47))
        if len(codes) > 2
        else np.zeros(0, np.int64)
    )
    last = np.stack([classes[np.maximum(starts, ends - 2 - back)] for back in range(3)], axis=1)
    return Characters(
        counts.astype(np.float32),
        classes[starts],
        last,
        np.bincount(block[stops], minlength=len(texts)).astype(np.float32),
        np.bincount(block[schemes], minlength=len(texts)).astype(np.float32),
        _words(_codes(folded), classes, block),
    )


def bucket_table(words: Iterable[str], bit: int = 1) -> NDArray[np.uint8]:
    """A table of all buckets that holds `bit` where one of the words falls into it.

    >>> int((bucket_table(["the", "of"]) > 0).sum())
    2
    """
    table = np.zeros(_BUCKETS, dtype=np.uint8)
    text = " ".join(words)
    if text:
        codes = _codes([text])
        table[_words(codes, _classes()[codes], np.zeros(len(codes), dtype=np.int64)).bucket] = bit
    return table


def bucket_counts(words: Words, chosen: NDArray[np.bool_]) -> Ints:
    """How often each bucket is hit by the chosen words."""
    return np.bincount(words.bucket[chosen], minlength=_BUCKETS)


def wording(words: Words, blocks: int) -> tuple[Ints, Ints]:
    """The buckets of all words and pairs of neighbours, block by block, and how many each block has; numbers are left out.

    Each word is followed by its pair with the next one, or with the block's end.
    """
    learned = (words.length > 1) & (words.first != DIGIT)
    block, bucket = words.block[learned], words.bucket[learned]
    following = np.append(bucket[1:], 0)
    last = np.append(block[1:] != block[:-1], True)
    following[last[: len(following)]] = _END
    pairs = ((bucket * _PAIR_FACTOR + following * _NEXT_FACTOR) & 0xFFFFFFFF) >> 12
    both = np.stack((bucket, _BUCKETS + pairs % (WORDINGS - _BUCKETS)), axis=1).ravel()
    return both, 2 * np.bincount(block, minlength=blocks)


def _codes(texts: Sequence[str]) -> NDArray[np.uint32]:
    joined = "\n".join(texts) + "\n"
    codes = np.frombuffer(joined.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    return np.minimum(codes, _PLANE - 1)


def _words(folded: NDArray[np.uint32], classes: NDArray[np.uint8], block: Ints) -> Words:
    """Words are runs of letters and digits."""
    inside = classes <= DIGIT
    before = np.concatenate(([False], inside[:-1]))
    starts = np.flatnonzero(inside & ~before)
    ends = np.flatnonzero(before & ~inside)
    if len(ends) < len(starts):
        ends = np.append(ends, len(classes))
    lengths = ends - starts
    # Each word's letters weigh by place: a prefix sum gives each word's own sum (all modulo 2 to the 32nd).
    numbers = np.cumsum(inside & ~before) - 1
    places = (
        np.clip(np.arange(len(classes)) - starts[np.maximum(numbers, 0)], 0, _LONGEST_WORD - 1)
        if len(starts)
        else np.zeros(len(classes), np.int64)
    )
    weighed = np.where(inside, folded * _multipliers()[places], np.uint32(0)).astype(np.uint32)
    sums = np.concatenate((np.zeros(1, np.uint32), np.cumsum(weighed, dtype=np.uint32)))
    hashed = sums[ends] - sums[starts]
    bucket = ((hashed * np.uint32(2654435761)) >> np.uint32(17)).astype(np.int64)
    return Words(block[starts], lengths, classes[starts], bucket)
