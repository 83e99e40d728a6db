"""Words as numbers of buckets: none is learned here, and none can be read back."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from itertools import chain, repeat
from operator import mul

import numpy as np
from numpy.typing import NDArray

from boilerstrip.decide.labeller.arrays import Bytes, Ints
from boilerstrip.decide.labeller.characters import BUCKETS, DIGIT, LOWER, read_characters

_SPREAD, _TOP_BITS = 2654435761, 17  # Knuth's multiplicative hash: the top fifteen bits of a product modulo 2 to the 32nd
_WORD_FACTOR, _WORD_SHIFT = np.uint32(_SPREAD), np.uint32(_TOP_BITS)
_LONGEST_WORD = 24


@cache
def _factors() -> tuple[int, ...]:
    """Odd numbers, one for each place in a word, made by the steps of a linear congruence (Knuth, TAOCP 2, 3.3.4)."""
    state, found = 12345, []
    for _ in range(_LONGEST_WORD):
        state = (1664525 * state + 1013904223) % (1 << 32)
        found.append(state | 1)
    return tuple(found)


@cache
def _factor_array() -> NDArray[np.uint32]:
    return np.array(_factors(), dtype=np.uint32)


def bucket_of(word: str) -> int:
    """The bucket of a single word, for where there are only a few.

    >>> bucket_of("ferry"), int(bucket_table(["ferry"]).argmax())
    (29697, 29697)
    """
    factors = _factors()
    weighed: int = sum(map(mul, map(ord, word), chain(factors, repeat(factors[-1]))))
    return (weighed * _SPREAD & 0xFFFFFFFF) >> _TOP_BITS


def edges_of(classes: Bytes) -> tuple[Ints, Ints]:
    """Of each word, a run of letters and digits: the place before its first one, and that of its last; breaks stand at both ends."""
    inside = (classes >= LOWER) & (classes <= DIGIT)
    before, last = (inside[1:] != inside[:-1]).nonzero()[0].reshape(-1, 2).T.copy()
    return before, last


def buckets(text: str, before: Ints, last: Ints) -> NDArray[np.uint16]:
    """The bucket of each word of a text: its letters, weighed by place, are summed as a difference of prefix sums (modulo 2 to the 32nd)."""
    if not len(before):
        return np.zeros(0, dtype=np.uint16)
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype="<u4")
    places = np.ones(len(codes), dtype=np.int64)
    places[0] = -1 - before[0]
    places[before[1:] + 1] -= before[1:] - before[:-1]
    np.add.accumulate(places, out=places)
    weighed = _factor_array().take(places, mode="clip")
    weighed *= codes
    np.add.accumulate(weighed, out=weighed)
    hashed = weighed.take(last)
    hashed -= weighed.take(before)
    hashed *= _WORD_FACTOR
    hashed >>= _WORD_SHIFT
    return hashed.astype(np.uint16)


def bucket_table(words: Iterable[str], bit: int = 1) -> Bytes:
    """A table of all buckets that holds `bit` where one of the words falls into it.

    >>> int((bucket_table(["the", "of"]) > 0).sum())
    2
    """
    table = np.zeros(BUCKETS, dtype=np.uint8)
    text = " ".join(words)
    table[buckets(f"\n{text}\n", *edges_of(read_characters([text])[1].classes))] = bit
    return table
