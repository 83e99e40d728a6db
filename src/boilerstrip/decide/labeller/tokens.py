"""Finds the words of a page, hashes them, and counts how many of each sort its texts have.

Words are known by the bucket that they hash to. No words are stored, and a word cannot be read back from its bucket.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache, lru_cache
from itertools import chain, repeat
from operator import mul
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from boilerstrip.decide.labeller.arrays import Bytes, Flags, Floats, Ints, pack_pairs, sum_segments, unpack_pairs
from boilerstrip.decide.labeller.characters import DIGIT, LOWER, UPPER, Stream, read_characters
from boilerstrip.lexicon import Lexicon

BUCKETS = 1 << 15
SPREAD, _TOP_BITS = 2654435761, 17  # Knuth's multiplicative hash: the top fifteen bits of a product modulo 2 to the 32nd
_WORD_FACTOR, _WORD_SHIFT = np.uint32(SPREAD), np.uint32(_TOP_BITS)
_HASHED_LETTERS = 24
_ZERO = ord("0")

# A word's form combines the class of its first letter and its length, up to nine.
_LENGTHS, _LONG_LENGTH = 10, 9
_LENGTH, _FIRST = np.arange((DIGIT + 1) * _LENGTHS) % _LENGTHS, np.arange((DIGIT + 1) * _LENGTHS) // _LENGTHS
# By form: words that carry meaning, and those among them that look like names.
IS_CONTENT = (_LENGTH >= 4) & (_FIRST != DIGIT)
IS_NAME = IS_CONTENT & (_FIRST == UPPER)

# The rows of `PageWords.totals`: sorts of words by form, then those on the lexicon's lists, and the letters of all words.
SHORT, LONG, CAPITALISED, CONTENT_WORDS, NAME_WORDS, STOPWORDS, DATES, JOBS, LETTERS = range(9)
_LIST_BITS = {
    "stopwords": 1,
    "date_words": 2,
    "months": 2,
    "weekdays": 2,
    "job_words": 4,
    "org_words": 4,
    "agencies": 4,
}
_LIST_SETS = np.arange(8)[:, None]
# What a word adds to the totals, by the lists that hold it and by its form.
_COUNT_TABLE = pack_pairs(
    np.stack(
        [
            np.broadcast_to(counts, (len(_LIST_SETS), len(_LENGTH))).ravel()
            for counts in (
                _LENGTH <= 3,
                _LENGTH >= _LONG_LENGTH,
                _FIRST == UPPER,
                IS_CONTENT,
                IS_NAME,
                _LIST_SETS & 1,
                _LIST_SETS >> 1 & 1,
                _LIST_SETS >> 2,
                _LIST_SETS < 0,  # letters are filled in for each word
            )
        ],
        axis=1,
    )
)


class PageWords(NamedTuple):
    """Every word of a page, text by text: its bucket and its form.

    The words of text number i are those from `bounds[i]` up to `bounds[i + 1]`; `totals` has the rows named above, one column a text.
    """

    buckets: NDArray[np.uint16]
    forms: Bytes
    bounds: Ints
    totals: Floats

    @property
    def counts(self) -> Ints:
        """The number of words in each text."""
        return self.bounds[1:] - self.bounds[:-1]


class Letters(NamedTuple):
    """The letters of a page's texts, with a break before each text and after the last one, and the words among them.

    `before` has the place before each word's first letter, `last` that of its last letter. `sums` are prefix sums of the letters, weighted
    by their place in their word; the hash of a word is the difference of two of them (modulo 2 to the 32nd). All digits count as 0.
    """

    codes: NDArray[np.uint32]
    before: Ints
    last: Ints
    sums: NDArray[np.uint32]

    def hash_parts(self, before: Ints, last: Ints) -> NDArray[np.uint32]:
        """The hashes of words, or of their beginnings."""
        hashes = self.sums.take(last)
        hashes -= self.sums.take(before)
        hashes *= _WORD_FACTOR
        return hashes


def read_letters(folded: Sequence[str], stream: Stream) -> Letters:
    """The letters of texts whose characters `stream` holds; a folded text has the length of the original one."""
    text = "\n".join(("", *folded, ""))
    codes = np.frombuffer(bytearray(text.encode("utf-32-le", "surrogatepass")), dtype="<u4")
    codes[stream.classes == DIGIT] = _ZERO
    return sum_letters(codes, (stream.classes >= LOWER) & (stream.classes <= DIGIT))


def sum_letters(codes: NDArray[np.uint32], inside: Flags) -> Letters:
    """The letters with these code points; the first and the last of them must not be `inside` a word."""
    before, last = (inside[1:] != inside[:-1]).nonzero()[0].reshape(-1, 2).T.copy()
    if not len(before):
        return Letters(codes, before, last, np.zeros(len(codes), dtype=np.uint32))
    places = np.ones(len(codes), dtype=np.int64)
    places[0] = -1 - before[0]
    places[before[1:] + 1] -= before[1:] - before[:-1]
    np.add.accumulate(places, out=places)
    sums = _make_factor_array().take(places, mode="clip")
    sums *= codes
    np.add.accumulate(sums, out=sums)
    return Letters(codes, before, last, sums)


def read_words(letters: Letters, stream: Stream, lexicon: Lexicon) -> PageWords:
    """The words of texts whose characters `stream` holds.

    >>> from boilerstrip.lexicon import load
    >>> _, stream = read_characters(["The end.", "Home"])
    >>> page = read_words(read_letters(["the end.", "home"], stream), stream, load("en"))
    >>> page.bounds.tolist(), page.totals[STOPWORDS].tolist(), page.totals[LETTERS].tolist()
    ([0, 2, 3], [1.0, 0.0], [6.0, 4.0])
    """
    before, last = letters.before, letters.last
    bounds = before.searchsorted(stream.breaks)
    buckets = _find_buckets(letters)
    lengths = last - before
    forms = stream.classes.take(before + 1)
    forms *= np.uint8(_LENGTHS)
    forms += np.minimum(lengths, _LONG_LENGTH).astype(np.uint8)
    table_rows = _mark_listed_words(lexicon).take(buckets)
    table_rows += forms
    counted = _COUNT_TABLE.take(table_rows, axis=0)
    counted.view("<i4")[:, LETTERS] = lengths
    return PageWords(buckets, forms, bounds, unpack_pairs(sum_segments(counted, bounds)))


def _find_buckets(letters: Letters) -> NDArray[np.uint16]:
    return (letters.hash_parts(letters.before, letters.last) >> _WORD_SHIFT).astype(np.uint16)


@lru_cache(maxsize=8)
def _mark_listed_words(lexicon: Lexicon) -> NDArray[np.uint16]:
    """For each bucket, the row of `_COUNT_TABLE` where the forms begin for the lists that hold its words."""
    table = np.zeros(BUCKETS, dtype=np.uint16)
    for name, bit in _LIST_BITS.items():
        table |= mark_buckets(lexicon.list(name), bit)
    return table * np.uint16(len(_LENGTH))


def mark_buckets(words: Iterable[str], bit: int = 1) -> Bytes:
    """A table of all buckets that holds `bit` for the buckets of these words, 0 for all others.

    >>> int((mark_buckets(["the", "of"]) > 0).sum())
    2
    """
    table = np.zeros(BUCKETS, dtype=np.uint8)
    text = " ".join(words)
    table[_find_buckets(read_letters([text], read_characters([text])[1]))] = bit
    return table


def hash_word(word: str) -> int:
    """The bucket of a single word; faster than `mark_buckets` for a few words.

    >>> hash_word("ferry"), int(mark_buckets(["ferry"]).argmax())
    (29697, 29697)
    """
    factors = _make_factors()
    codes = [_ZERO if letter.isdecimal() else ord(letter) for letter in word]
    weighted: int = sum(map(mul, codes, chain(factors, repeat(factors[-1]))))
    return (weighted * SPREAD & 0xFFFFFFFF) >> _TOP_BITS


@cache
def _make_factors() -> tuple[int, ...]:
    """Odd factors, one for each place in a word, made by a linear congruential generator (Knuth, TAOCP 2, 3.3.4)."""
    state, factors = 12345, []
    for _ in range(_HASHED_LETTERS):
        state = (1664525 * state + 1013904223) % (1 << 32)
        factors.append(state | 1)
    return tuple(factors)


@cache
def _make_factor_array() -> NDArray[np.uint32]:
    return np.array(_make_factors(), dtype=np.uint32)
