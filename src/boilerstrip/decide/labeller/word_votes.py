"""What the words of other sites tell: whether blocks with a word, or with two in a row, were part of the articles there.

Each site has one vote on each word, however many pages it has, so that no site's own words are learned by heart (target encoding,
Micci-Barreca, 2001). A table holds what the votes say, in steps of 1/16: by how much such a word moves the log odds of being part of
an article. Words are told apart by buckets, and none can be read back.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from boilerstrip.decide.labeller.arrays import Floats, Ints
from boilerstrip.decide.labeller.characters import BUCKETS
from boilerstrip.decide.labeller.page_arrays import Page, rows
from boilerstrip.decide.labeller.tokens import Words

Steps = NDArray[np.int8]
Places = NDArray[np.integer[Any]]
STEP = 1 / 16

# A word in a menu says other things than in a sentence: blocks of some words at most, longer ones, and running text have a table each.
_UP_TO = np.array([3, 9])
_RUNNING = len(_UP_TO) + 1
PAIRS = 1 << 18
# Where each table begins in the one array: words by sort of block; pairs of words, then of running text; whole blocks.
SECTIONS = (*(sort * BUCKETS for sort in range(_RUNNING + 1)), *((_RUNNING + 1) * BUCKETS + part * PAIRS for part in range(3)))
SIZE = SECTIONS[-1] + PAIRS
_OF_PAIRS, _OF_WHOLE = SECTIONS[-3], SECTIONS[-1]
_LONGEST_WHOLE = 8
# Odd numbers that spread pairs over their table; in front of a block's first word stands a bucket that no word has.
_SPREAD_FIRST, _SPREAD_SECOND, _SHIFT, _NOTHING = 2654435761, 40503, 7, 40000
CUES = rows("said_mean", "said_whole")


class VotePlaces(NamedTuple):
    """Where the words of a page's blocks stand in the table: each word, each with the one before it, and short blocks as a whole.

    The words of block number i are those from `bounds[i]` up to `bounds[i + 1]`; `whole` has the blocks that `short` names.
    """

    words: Places
    pairs: Places
    whole: Places
    short: Places
    bounds: Places


def find_vote_places(words: Words, prose: Floats) -> VotePlaces:
    """The places of a page's words; `prose` tells which blocks are running text.

    >>> from boilerstrip.decide.labeller.tokens import Words
    >>> page = Words(np.array([7, 9], np.uint16), np.zeros(2, np.uint8), np.array([0, 2]), np.zeros((9, 1), np.float32))
    >>> find_vote_places(page, np.zeros(1, np.float32)).words.tolist(), find_vote_places(page, np.ones(1, np.float32)).words.tolist()
    ([7, 9], [98311, 98313])
    """
    number, starts = words.number, words.bounds[:-1]
    running = prose > 0
    sort = np.where(running, _RUNNING, _UP_TO.searchsorted(number))
    bucket = words.bucket.astype(np.int64)
    some = number > 0
    # In place: a page may have millions of words.
    pairs = np.empty_like(bucket)
    pairs[1:] = bucket[:-1]
    pairs[starts[some]] = _NOTHING
    pairs *= _SPREAD_FIRST
    pairs += bucket * _SPREAD_SECOND
    pairs >>= _SHIFT
    pairs %= PAIRS
    pairs += (running * PAIRS + _OF_PAIRS).repeat(number)
    short = np.flatnonzero(some & (number <= _LONGEST_WHOLE))
    whole = _whole(bucket, words.bounds, short) + _OF_WHOLE
    bucket += (sort * BUCKETS).repeat(number)
    return VotePlaces(bucket, pairs, whole, short, words.bounds)


def _whole(bucket: Ints, bounds: Ints, short: Ints) -> Ints:
    """The places of some blocks as a whole: their words, weighed by place."""
    found = np.zeros(len(short), dtype=np.int64)
    starts, number = bounds[short], bounds[short + 1] - bounds[short]
    for place in range(_LONGEST_WHOLE):
        has = number > place
        found[has] += bucket[starts[has] + place] * (2 * place + 12345)
    return (found * _SPREAD_FIRST >> _SHIFT) % PAIRS


def fill_votes_features(cues: Floats, page: Page, table: Steps) -> None:
    """What other sites' votes say of each block."""
    found = find_vote_places(page.words, page.prose)
    write_vote_features(cues[CUES], found, table.take(found.words), table.take(found.pairs), table.take(found.whole))


def write_vote_features(cues: Floats, found: VotePlaces, words: Steps, pairs: Steps, whole: Steps) -> None:
    """Write the cues of blocks, a row each: mean, least and most of their words' votes, and of their pairs'; first words; whole blocks."""
    some = np.flatnonzero(found.bounds[1:] > found.bounds[:-1])
    if not len(some):
        return
    starts = found.bounds[some]
    number = found.bounds[some + 1] - starts
    for row, votes in ((0, words), (3, pairs)):
        cues[row, some] = np.add.reduceat(votes, starts, dtype=np.int64) / number
        cues[row + 1, some] = np.minimum.reduceat(votes, starts)
        cues[row + 2, some] = np.maximum.reduceat(votes, starts)
    cues[6, some] = words[starts]
    cues[7, found.short] = whole
    cues *= np.float32(STEP)
