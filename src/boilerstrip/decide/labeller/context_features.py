"""Features of a block among others: its place, the rhythm of its neighbours, and the page as a whole."""

from __future__ import annotations

import math

import numpy as np

from boilerstrip.decide.labeller.arrays import Flags, Floats, Ints
from boilerstrip.decide.labeller.characters import ASK, CALL, CLASSES, STOP
from boilerstrip.decide.labeller.page_arrays import ROW, Page, row_pair, row_range

# The numbers of columns that a table may have.
_PERIODS = np.arange(1, 7)[:, None]
# How many blocks to each side are counted for `like_table`.
_REACH = 8
_MOST_DISTANCE = 200
_MOST_DOUBLINGS = 6
# A line that asks or calls counts as one that ends in a full stop: rows of a table may end in either.
_ALIKE = np.where(np.isin(np.arange(CLASSES), (ASK, CALL)), STOP, np.arange(CLASSES))
_PAGE_ROWS = row_range("page_blocks", "page_prose_blocks")
_SINCE_ROWS, _UNTIL_ROWS = row_pair("since_prose", "since_sure"), row_pair("until_prose", "until_sure")
_BEFORE_ROWS, _AFTER_ROWS = row_pair("prose_before", "sure_before"), row_pair("prose_behind", "sure_behind")


def fill_place_features(features: Floats, page: Page) -> None:
    """Where each block is on the page, and relative to the running text, the headline and the other fields."""
    n, main, fields = page.size, page.document.main, page.fields
    index = np.arange(n, dtype=np.float32)
    index_back = index[::-1]
    features[ROW["from_start"]] = index / n
    features[ROW["from_end"]] = index_back / n
    features[ROW["index"]] = index
    features[ROW["index_back"]] = index_back
    features[ROW["in_main"], main.start : main.end] = 1.0
    to_start = np.subtract(index, main.start, out=features[ROW["to_main_start"]])
    np.subtract(index, main.end, out=features[ROW["to_main_end"]])
    np.minimum(np.maximum(to_start / max(main.end - main.start, 1), -1), 2, out=features[ROW["through_main"]])
    if fields.standfirst is not None:
        features[ROW["standfirst"], fields.standfirst] = 1.0
    features[ROW["byline"], list(fields.byline)] = 1.0
    if fields.headline is not None:
        features[ROW["headline"], fields.headline] = 1.0
        np.subtract(index, fields.headline, out=features[ROW["to_headline"]])
        features[ROW["behind_headline"], fields.headline + 1 :] = 1.0


def fill_rhythm_features(features: Floats, page: Page) -> None:
    """Whether each block is built like its neighbours, or like the blocks one row of a table away."""
    same = _find_recurring(page)
    features[ROW["like_last"]] = same[0]
    features[ROW["like_next"], :-1] = same[0, 1:]
    if page.size > len(_PERIODS):
        np.divide(_count_around(same[1:]).max(axis=0), 2 * _REACH + 1, out=features[ROW["like_table"]])


def fill_flow_features(features: Floats, page: Page, certain: Floats) -> None:
    """How far each block is from running text and from certain findings, and which share of both is before and after it."""
    n, index = page.size, np.arange(page.size)
    amounts = np.empty((2, n + 1), dtype=np.float32)
    amounts[0, :n], amounts[1, :n], amounts[:, n] = page.prose, certain, 0
    before, after = _find_nearest(amounts[:, :n] > 0)
    features[_SINCE_ROWS] = np.minimum(index - before, _MOST_DISTANCE)
    features[_UNTIL_ROWS] = np.minimum(after - index, _MOST_DISTANCE)
    # If there is none, both are the place after the last block (-1 wraps), where the amount is 0.
    features[ROW["last_prose"]] = amounts[0].take(before[0], mode="wrap")
    features[ROW["next_prose"]] = amounts[0].take(after[0])
    through = np.add.accumulate(amounts, axis=1)
    through /= np.maximum(through[:, n:], 1)
    features[_BEFORE_ROWS, 1:] = through[:, : n - 1]
    features[_AFTER_ROWS] = 1 - through[:, :n]


def _find_recurring(page: Page) -> Flags:
    """For each period p, a row a period: whether each block is built like the one p blocks before it.

    Two blocks are built alike if their first and last characters are of one class and their numbers of words of one magnitude.
    """
    size = np.minimum(np.frexp(page.word_counts + 1)[1], _MOST_DOUBLINGS + 1)
    first, last = _ALIKE.take(page.characters.first), _ALIKE.take(page.characters.last[0])
    form = (first * CLASSES + last) * (_MOST_DOUBLINGS + 2) + size
    longest = len(_PERIODS)
    padded = np.full(len(form) + longest, -1)
    padded[longest:] = form
    recurring: Flags = padded[np.arange(longest, len(padded)) - _PERIODS] == form
    return recurring


def _count_around(flags: Flags) -> Ints:
    """How many flags of a row are true around each place."""
    width = 2 * _REACH + 1
    padded = np.zeros((len(flags), flags.shape[1] + width), dtype=np.int64)
    padded[:, _REACH + 1 : -_REACH] = flags
    # One sum through all rows: the sum of earlier rows is part of both ends, and drops out of the difference.
    total = np.add.accumulate(padded.ravel()).reshape(padded.shape)
    counts: Ints = total[:, width:] - total[:, :-width]
    return counts


def _find_nearest(flags: Flags) -> tuple[Ints, Ints]:
    """For each place of each row: the nearest true flag before it, or -1; and the nearest one after it, or the row's length."""
    rows, n = flags.shape
    index = np.arange(n)
    before = np.full((rows, n), -1)
    np.maximum.accumulate(np.where(flags, index, -1)[:, :-1], axis=1, out=before[:, 1:])
    after = np.full((rows, n), n)
    np.minimum.accumulate(np.where(flags, index, n)[:, :0:-1], axis=1, out=after[:, -2::-1])
    return before, after


def fill_page_features(features: Floats, page: Page, certain: Floats) -> None:
    """What the page is like as a whole; the same for each block."""
    n, document, prose = page.size, page.document, page.prose
    main = document.main
    words = max(float(page.word_counts.sum()), 1.0)
    prose_words = float(prose.sum())
    values = (
        math.log1p(n) / 4,
        prose_words / words,
        math.log1p(words / n) / 4,
        float(features[ROW["ends_stop"]].sum()) / n,
        np.count_nonzero(features[ROW["linked"]] > 0.5) / n,
        float(features[ROW["heading"]].sum()) / n,
        (main.end - main.start) / n,
        document.kind == "markdown",
        document.kind == "html",
        1 in page.block_fields["level"],
        float((features[ROW["stopwords"]] * page.word_counts).sum()) / words * 2,
        float((features[ROW["word_length"]] * page.word_counts).sum()) / words,
        math.log1p(main.start) / 4,
        math.log1p(n - main.end) / 4,
        float(certain.sum()) / n,
        (prose_words - float(prose[main.start : main.end].sum())) / max(prose_words, 1.0),
        math.log1p(np.count_nonzero(prose)) / 4,
    )
    features[_PAGE_ROWS] = np.array(values, dtype=np.float32)[:, None]
