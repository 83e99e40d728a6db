"""Cues of a block among others: its place, what it shares with the rest of the page, its neighbours' rhythm, and the page itself."""

from __future__ import annotations

from collections import Counter

import numpy as np
from numpy.typing import NDArray

from boilerstrip.document import Document
from boilerstrip.labeller import characters as ch
from boilerstrip.labeller.characters import Characters, Floats, bucket_counts, bucket_table
from boilerstrip.labeller.columns import SHAPE
from boilerstrip.labeller.shape import document_words, linked, log
from boilerstrip.roles import Roles
from boilerstrip.roles.headline import slug_words


def place_cues(document: Document, prose: Floats, roles: Roles) -> Floats:
    """Where each block stands: on the page, about the running text, about the headline and the other fields."""
    n = len(prose)
    at = np.arange(n, dtype=np.float32)
    main = document.main
    total = max(float(prose.sum()), 1.0)
    before = (np.cumsum(prose) - prose) / total
    width = max(main.end - main.start, 1)
    headline = -1 if roles.headline is None else roles.headline
    one = np.zeros((3, n), dtype=np.float32)
    for row, places in enumerate(((roles.headline,), (roles.standfirst,), roles.byline)):
        one[row, [place for place in places if place is not None]] = 1.0
    to_headline = _signed(at - headline) if headline >= 0 else np.zeros(n)
    columns = [
        at / n,
        (n - 1 - at) / n,
        log(at),
        log(n - 1 - at),
        (at >= main.start) & (at < main.end),
        _signed(at - main.start),
        _signed(at - main.end),
        np.clip((at - main.start) / width, -1, 2),
        before,
        1 - before - prose / total,
        *one,
        to_headline,
        (at > headline) * (headline >= 0),
    ]
    return np.stack(columns, axis=1).astype(np.float32)


def _signed(distance: NDArray[np.generic]) -> Floats:
    signed: Floats = (np.sign(distance) * np.log1p(np.abs(distance)) * 0.25).astype(np.float32)
    return signed


def shared_words(document: Document, seen: Characters, prose: Floats, roles: Roles) -> Floats:
    """What each block shares: its text with other blocks, its words with the running text, the headline and the address."""
    n, words = len(prose), seen.words
    times = Counter(document.folded)
    met: Counter[str] = Counter()
    earlier = []
    for text in document.folded:
        earlier.append(met[text])
        met[text] += 1
    main = document.main
    running = np.zeros(n, dtype=bool)
    running[main.start : main.end] = prose[main.start : main.end] > 0
    long = (words.length >= 4) & (words.first != ch.DIGIT)
    block = words.block
    used = bucket_counts(words, running[block] & long)
    shared = (used[words.bucket] - running[block]) > 0
    many = np.maximum(np.bincount(block[long], minlength=n), 1)
    named = long & (words.first == ch.UPPER)
    names = np.maximum(np.bincount(block[named], minlength=n), 1)
    headline = np.zeros(len(used), dtype=bool)
    headline[words.bucket[long & (block == roles.headline)]] = True
    slug = bucket_table(slug_words(document.url))
    columns = [
        np.minimum([times[text] - 1 for text in document.folded], 3),
        np.minimum(earlier, 3),
        np.bincount(block[long & shared], minlength=n) / many,
        np.bincount(block[named & shared], minlength=n) / names,
        np.bincount(block[long & headline[words.bucket]], minlength=n) / many,
        np.bincount(block[long & (slug[words.bucket] > 0)], minlength=n) / many,
        log(np.bincount(block[long & shared], minlength=n)),
        log(np.bincount(block[named & shared], minlength=n)),
    ]
    return np.stack(columns, axis=1).astype(np.float32)


def rhythm(document: Document, seen: Characters, prose: Floats, sure: Floats) -> Floats:
    """How a block fits the rhythm of its neighbours: rows of a table come back, and so do prose and promotion."""
    n = len(prose)
    size = np.minimum(np.log2(document_words(document) + 1), 6).astype(np.int64)
    form = (seen.first.astype(np.int64) * 16 + seen.last[:, 0]) * 8 + size
    same = {
        period: np.concatenate((np.zeros(min(period, n)), form[period:] == form[:-period])) for period in (1, 2, 3, 4, 5, 6)
    }
    last = same[1]
    table = np.max([_smooth(same[period]) for period in (2, 3, 4, 5, 6)], axis=0) if n > 6 else np.zeros(n)
    at = np.arange(n)
    total = max(float(sure.sum()), 1.0)
    ahead = (np.cumsum(sure) - sure) / total
    before, behind = _nearest(prose > 0)
    sure_before, sure_behind = _nearest(sure > 0)
    padded = np.concatenate((prose, np.zeros(1, dtype=np.float32)))
    columns = [
        last,
        np.append(last[1:], 0),
        table,
        log(np.minimum(at - before, 200)),
        log(np.minimum(behind - at, 200)),
        log(padded[before]),
        log(padded[np.minimum(behind, n)]),
        ahead,
        1 - ahead - sure / total,
        log(np.minimum(at - sure_before, 200)),
        log(np.minimum(sure_behind - at, 200)),
    ]
    return np.stack(columns, axis=1).astype(np.float32)


def _smooth(values: NDArray[np.generic], reach: int = 8) -> NDArray[np.float64]:
    sums = np.concatenate((np.zeros(reach + 1), np.cumsum(values), np.full(reach, values.sum())))
    mean: NDArray[np.float64] = (sums[2 * reach + 1 :] - sums[: -2 * reach - 1]) / (2 * reach + 1)
    return mean


def _nearest(chosen: NDArray[np.bool_]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The last chosen block before each one, or far in front of the page; the next one behind it, or far behind its end."""
    n = len(chosen)
    at = np.arange(n)
    before = np.maximum.accumulate(np.where(chosen, at, -1))
    before = np.concatenate(([-1], before[:-1]))
    behind = np.minimum.accumulate(np.where(chosen, at, n)[::-1])[::-1]
    behind = np.concatenate((behind[1:], [n]))
    return before, behind


def page_cues(document: Document, shape: Floats, prose: Floats, sure: Floats) -> Floats:
    """What the page is like as a whole; the same row for each block."""
    n, main = len(prose), document.main
    words = document_words(document)
    total = max(float(words.sum()), 1.0)
    row = [
        np.log1p(n) / 4,
        float(prose.sum()) / total,
        np.log1p(total / n) / 4,
        float(shape[:, SHAPE.index("ends_stop")].mean()),
        float((linked(document) > 0.5).mean()),
        sum(b.kind == "heading" for b in document.blocks) / n,
        (main.end - main.start) / n,
        document.kind == "markdown",
        document.kind == "html",
        any(b.level == 1 for b in document.blocks),
        float(shape[:, SHAPE.index("stopwords")] @ words) / total * 2,
        float(shape[:, SHAPE.index("word_length")] @ words) / total,
        np.log1p(main.start) / 4,
        np.log1p(n - main.end) / 4,
        float(sure.mean()),
        float(prose.sum() - prose[main.start : main.end].sum()) / max(float(prose.sum()), 1.0),
        np.log1p(float((prose > 0).sum())) / 4,
    ]
    return np.tile(np.array(row, dtype=np.float32), (n, 1))
