"""Cues of a block among others: its place, its neighbours' rhythm, and the page itself."""

from __future__ import annotations

import math

import numpy as np

from boilerstrip.decide.labeller.arrays import Flags, Floats, Ints
from boilerstrip.decide.labeller.characters import ASK, CALL, CLASSES, STOP
from boilerstrip.decide.labeller.page_arrays import ROW, Page, pair, rows

_PERIODS = np.arange(1, 7)[:, None]
_REACH = 8
_FARTHEST = 200
_MOST_DOUBLINGS = 6
# Lines of a table end alike if one asks and the next one does not.
_ALIKE = np.where(np.isin(np.arange(CLASSES), (ASK, CALL)), STOP, np.arange(CLASSES))
_OF_PAGE = rows("page_blocks", "page_prose_blocks")
_SINCE, _UNTIL = pair("since_prose", "since_sure"), pair("until_prose", "until_sure")
_BEFORE, _BEHIND = pair("prose_before", "sure_before"), pair("prose_behind", "sure_behind")


def fill_place_features(cues: Floats, page: Page) -> None:
    """Where each block stands: on the page, about the running text, about the headline and the other fields."""
    n, main, fields = page.size, page.document.main, page.fields
    at = np.arange(n, dtype=np.float32)
    back = at[::-1]
    cues[ROW["from_start"]] = at / n
    cues[ROW["from_end"]] = back / n
    cues[ROW["index"]] = at
    cues[ROW["index_back"]] = back
    cues[ROW["in_main"], main.start : main.end] = 1.0
    start = np.subtract(at, main.start, out=cues[ROW["to_main_start"]])
    np.subtract(at, main.end, out=cues[ROW["to_main_end"]])
    np.minimum(np.maximum(start / max(main.end - main.start, 1), -1), 2, out=cues[ROW["through_main"]])
    if fields.standfirst is not None:
        cues[ROW["standfirst"], fields.standfirst] = 1.0
    cues[ROW["byline"], list(fields.byline)] = 1.0
    if fields.headline is not None:
        cues[ROW["headline"], fields.headline] = 1.0
        np.subtract(at, fields.headline, out=cues[ROW["to_headline"]])
        cues[ROW["behind_headline"], fields.headline + 1 :] = 1.0


def fill_rhythm_features(cues: Floats, page: Page) -> None:
    """How a block fits the rhythm of its neighbours: rows of a table come back."""
    same = _recurring(page)
    cues[ROW["like_last"]] = same[0]
    cues[ROW["like_next"], :-1] = same[0, 1:]
    if page.size > len(_PERIODS):
        np.divide(_around(same[1:]).max(axis=0), 2 * _REACH + 1, out=cues[ROW["like_table"]])


def fill_flow_features(cues: Floats, page: Page, sure: Floats) -> None:
    """How far each block stands from running text and from what filters are certain of, and how much of both stands before and behind it."""
    n, at = page.size, np.arange(page.size)
    amounts = np.empty((2, n + 1), dtype=np.float32)
    amounts[0, :n], amounts[1, :n], amounts[:, n] = page.prose, sure, 0
    before, behind = _nearest(amounts[:, :n] > 0)
    cues[_SINCE] = np.minimum(at - before, _FARTHEST)
    cues[_UNTIL] = np.minimum(behind - at, _FARTHEST)
    # Where there is none, these are the place behind the last block.
    cues[ROW["last_prose"]] = amounts[0].take(before[0], mode="wrap")
    cues[ROW["next_prose"]] = amounts[0].take(behind[0])
    through = np.add.accumulate(amounts, axis=1)
    through /= np.maximum(through[:, n:], 1)
    cues[_BEFORE, 1:] = through[:, : n - 1]
    cues[_BEHIND] = 1 - through[:, :n]


def _recurring(page: Page) -> Flags:
    """For each of some periods, whether each block is built like the one so many before it: its first and last character, its size."""
    size = np.minimum(np.frexp(page.counted + 1)[1], _MOST_DOUBLINGS + 1)
    form = (_ALIKE.take(page.seen.first) * CLASSES + _ALIKE.take(page.seen.last[0])) * (_MOST_DOUBLINGS + 2) + size
    farthest = len(_PERIODS)
    padded = np.full(len(form) + farthest, -1)
    padded[farthest:] = form
    found: Flags = padded[np.arange(farthest, len(padded)) - _PERIODS] == form
    return found


def _around(values: Flags) -> Ints:
    """How many are true in each row around each place."""
    width = 2 * _REACH + 1
    padded = np.zeros((len(values), values.shape[1] + width), dtype=np.int64)
    padded[:, _REACH + 1 : -_REACH] = values
    # One sum through all rows: what stands in front of a row is in both of its ends.
    total = np.add.accumulate(padded.ravel()).reshape(padded.shape)
    found: Ints = total[:, width:] - total[:, :-width]
    return found


def _nearest(chosen: Flags) -> tuple[Ints, Ints]:
    """In each row, the last chosen place before each one, or -1; the next one behind it, or the row's length."""
    rows, n = chosen.shape
    at = np.arange(n)
    before = np.full((rows, n), -1)
    np.maximum.accumulate(np.where(chosen, at, -1)[:, :-1], axis=1, out=before[:, 1:])
    behind = np.full((rows, n), n)
    np.minimum.accumulate(np.where(chosen, at, n)[:, :0:-1], axis=1, out=behind[:, -2::-1])
    return before, behind


def fill_page_features(cues: Floats, page: Page, sure: Floats) -> None:
    """What the page is like as a whole; the same for each block."""
    n, document, prose = page.size, page.document, page.prose
    main = document.main
    words = max(float(page.counted.sum()), 1.0)
    running = float(prose.sum())
    row = (
        math.log1p(n) / 4,
        running / words,
        math.log1p(words / n) / 4,
        float(cues[ROW["ends_stop"]].sum()) / n,
        np.count_nonzero(cues[ROW["linked"]] > 0.5) / n,
        float(cues[ROW["heading"]].sum()) / n,
        (main.end - main.start) / n,
        document.kind == "markdown",
        document.kind == "html",
        1 in page.columns["level"],
        float((cues[ROW["stopwords"]] * page.counted).sum()) / words * 2,
        float((cues[ROW["word_length"]] * page.counted).sum()) / words,
        math.log1p(main.start) / 4,
        math.log1p(n - main.end) / 4,
        float(sure.sum()) / n,
        (running - float(prose[main.start : main.end].sum())) / max(running, 1.0),
        math.log1p(np.count_nonzero(prose)) / 4,
    )
    cues[_OF_PAGE] = np.array(row, dtype=np.float32)[:, None]
