"""The votes of other sites on words: whether blocks with a word, or with two words in a row, were part of their articles.

Each site has one vote on each word, however many pages it has, so that no site's own words are learned by heart (target encoding,
Micci-Barreca, 2001). A table holds the result in steps of 1/16: by how much the word changes the log odds that its block is part of an
article. The table is indexed by the buckets of words, which cannot be read back.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from boilerstrip.decide.labeller.arrays import Floats, Ints
from boilerstrip.decide.labeller.page_arrays import Page, row_range
from boilerstrip.decide.labeller.tokens import BUCKETS, PageWords

Steps = NDArray[np.int8]
Places = NDArray[np.integer[Any]]
STEP = 1 / 16

# A word means different things in a menu and in a sentence. So there are four tables of words: for blocks of up to 3 words, of up to 9,
# for longer ones, and for running text.
_MOST_WORDS = np.array([3, 9])
_RUNNING_TEXT = len(_MOST_WORDS) + 1
PAIRS = 1 << 18
# Where each table begins in the one array: the four tables of words, then pairs of words, pairs in running text, and whole blocks.
SECTIONS = (
    *(sort * BUCKETS for sort in range(_RUNNING_TEXT + 1)),
    *((_RUNNING_TEXT + 1) * BUCKETS + part * PAIRS for part in range(3)),
)
SIZE = SECTIONS[-1] + PAIRS
_PAIRS_START, _WHOLE_START = SECTIONS[-3], SECTIONS[-1]
# Longer blocks have no vote as a whole.
_WHOLE_WORDS = 8
# Odd factors that spread pairs over their table. The word before a block's first one counts as a bucket that no word has.
_SPREAD_FIRST, _SPREAD_SECOND, _SHIFT, _NO_WORD = 2654435761, 40503, 7, 40000
VOTE_ROWS = row_range("said_mean", "said_whole")


class VotePlaces(NamedTuple):
    """Where the words of a page's blocks are in the table: each word, each pair of it and the word before, and short blocks as a whole.

    The words of block number i are those from `bounds[i]` up to `bounds[i + 1]`; `whole` has a place for each block in `short`.
    """

    words: Places
    pairs: Places
    whole: Places
    short: Places
    bounds: Places


def find_vote_places(words: PageWords, prose: Floats) -> VotePlaces:
    """The places of a page's words; blocks with `prose` are running text.

    >>> page = PageWords(np.array([7, 9], np.uint16), np.zeros(2, np.uint8), np.array([0, 2]), np.zeros((9, 1), np.float32))
    >>> find_vote_places(page, np.zeros(1, np.float32)).words.tolist(), find_vote_places(page, np.ones(1, np.float32)).words.tolist()
    ([7, 9], [98311, 98313])
    """
    counts, starts = words.counts, words.bounds[:-1]
    running = prose > 0
    sort = np.where(running, _RUNNING_TEXT, _MOST_WORDS.searchsorted(counts))
    places = words.buckets.astype(np.int64)
    has_words = counts > 0
    # In place: a page may have millions of words.
    pairs = np.empty_like(places)
    pairs[1:] = places[:-1]
    pairs[starts[has_words]] = _NO_WORD
    pairs *= _SPREAD_FIRST
    pairs += places * _SPREAD_SECOND
    pairs >>= _SHIFT
    pairs %= PAIRS
    pairs += (running * PAIRS + _PAIRS_START).repeat(counts)
    short = np.flatnonzero(has_words & (counts <= _WHOLE_WORDS))
    whole = _hash_blocks(places, words.bounds, short) + _WHOLE_START
    places += (sort * BUCKETS).repeat(counts)
    return VotePlaces(places, pairs, whole, short, words.bounds)


def _hash_blocks(buckets: Ints, bounds: Ints, short: Ints) -> Ints:
    """The hashes of short blocks: sums of their words' buckets, weighted by place."""
    sums = np.zeros(len(short), dtype=np.int64)
    starts, counts = bounds[short], bounds[short + 1] - bounds[short]
    for place in range(_WHOLE_WORDS):
        has_place = counts > place
        sums[has_place] += buckets[starts[has_place] + place] * (2 * place + 12345)
    return (sums * _SPREAD_FIRST >> _SHIFT) % PAIRS


def fill_vote_features(features: Floats, page: Page, table: Steps) -> None:
    """The votes of other sites on each block's words."""
    places = find_vote_places(page.words, page.prose)
    fill_vote_rows(features[VOTE_ROWS], places, table)


def fill_vote_rows(rows: Floats, places: VotePlaces, table: Steps) -> None:
    """Fill the rows in `VOTE_ROWS`: mean, lowest and highest vote of each block's words, the same of its pairs, first word, whole block."""
    words, pairs, whole = table.take(places.words), table.take(places.pairs), table.take(places.whole)
    has_words = np.flatnonzero(places.bounds[1:] > places.bounds[:-1])
    if not len(has_words):
        return
    starts = places.bounds[has_words]
    counts = places.bounds[has_words + 1] - starts
    for row, votes in ((0, words), (3, pairs)):
        rows[row, has_words] = np.add.reduceat(votes, starts, dtype=np.int64) / counts
        rows[row + 1, has_words] = np.minimum.reduceat(votes, starts)
        rows[row + 2, has_words] = np.maximum.reduceat(votes, starts)
    rows[6, has_words] = words[starts]
    rows[7, places.short] = whole
    rows *= np.float32(STEP)
