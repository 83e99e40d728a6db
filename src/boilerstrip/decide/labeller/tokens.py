"""The words of a page, and how many of each sort its texts have."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from boilerstrip.decide.labeller.arrays import Bytes, Floats, Ints, packed, sums, unpacked
from boilerstrip.decide.labeller.characters import BUCKETS, DIGIT, UPPER, Stream
from boilerstrip.decide.labeller.hashing import bucket_table, buckets, edges_of
from boilerstrip.lexicon import Lexicon

# A word's form tells the class of its first letter and its length up to nine.
_LENGTHS, _LONGEST = 10, 9
_LENGTH, _FIRST = np.arange((DIGIT + 1) * _LENGTHS) % _LENGTHS, np.arange((DIGIT + 1) * _LENGTHS) // _LENGTHS
WEIGHTY = (_LENGTH >= 4) & (_FIRST != DIGIT)
NAMES = WEIGHTY & (_FIRST == UPPER)

# The sorts of words that are counted; some are told from the form, some by the lexicon's lists.
SHORT, LONG, CAPITALS, WEIGHTIES, NAMED, STOPWORDS, DATES, JOBS, LETTERS = range(9)
_BY_LIST = {
    "stopwords": 1,
    "date_words": 2,
    "months": 2,
    "weekdays": 2,
    "job_words": 4,
    "org_words": 4,
    "agencies": 4,
}
_LISTED = np.arange(8)[:, None]


class Words(NamedTuple):
    """Every word of a page, text by text: its bucket among hashed words and its form.

    The words of text number i stand from `bounds[i]` up to `bounds[i + 1]`; `totals` has a row for each sort, and one for the letters.
    """

    bucket: NDArray[np.uint16]
    form: Bytes
    bounds: Ints
    totals: Floats

    @property
    def number(self) -> Ints:
        """The number of words in each text."""
        return self.bounds[1:] - self.bounds[:-1]


# How a word counts, by its lists and form and in the order of the sorts.
_SORTS = packed(
    np.stack(
        [
            np.broadcast_to(chosen, (len(_LISTED), len(_LENGTH))).ravel()
            for chosen in (
                _LENGTH <= 3,
                _LENGTH >= _LONGEST,
                _FIRST == UPPER,
                WEIGHTY,
                NAMES,
                _LISTED & 1,
                _LISTED >> 1 & 1,
                _LISTED >> 2,
                _LISTED < 0,
            )
        ],
        axis=1,
    )
)


def read_words(folded: Sequence[str], stream: Stream, lexicon: Lexicon) -> Words:
    """The words of texts whose characters were told; folded texts are as long as they were before.

    >>> from boilerstrip.decide.labeller.characters import read_characters
    >>> from boilerstrip.lexicon import load
    >>> page = read_words(["the end.", "home"], read_characters(["The end.", "Home"])[1], load("en"))
    >>> page.bounds.tolist(), page.totals[STOPWORDS].tolist(), page.totals[LETTERS].tolist()
    ([0, 2, 3], [1.0, 0.0], [6.0, 4.0])
    """
    before, last = edges_of(stream.classes)
    bounds = before.searchsorted(stream.breaks)
    bucket = buckets("\n".join(("", *folded, "")), before, last)
    length = last - before
    form = stream.classes.take(before + 1)
    form *= np.uint8(_LENGTHS)
    form += np.minimum(length, _LONGEST).astype(np.uint8)
    sort = _listed(lexicon).take(bucket)
    sort += form
    counted = _SORTS.take(sort, axis=0)
    counted.view("<i4")[:, LETTERS] = length
    return Words(bucket, form, bounds, unpacked(sums(counted, bounds)))


@lru_cache(maxsize=8)
def _listed(lexicon: Lexicon) -> NDArray[np.uint16]:
    """For each bucket the lists that its words stand on, as the rows of `_SORTS` where these begin."""
    table = np.zeros(BUCKETS, dtype=np.uint16)
    for name, bit in _BY_LIST.items():
        table |= bucket_table(lexicon.list(name), bit)
    return table * np.uint16(len(_LENGTH))
