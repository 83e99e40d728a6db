"""Cues of a block among others: what it shares with the rest of the page."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from boilerstrip.decide.labeller.arrays import Bytes, Flags, Floats, packed, sums, unpacked
from boilerstrip.decide.labeller.characters import BUCKETS
from boilerstrip.decide.labeller.hashing import bucket_of
from boilerstrip.decide.labeller.page_arrays import ROW, Page, rows
from boilerstrip.decide.labeller.tokens import NAMED, NAMES, WEIGHTIES, WEIGHTY
from boilerstrip.recognisers.url_slug import find_slug_words

_MOST_REPEATS = 3
_WEIGHTY_AND_NAMES = packed(np.stack((WEIGHTY, NAMES), axis=1)).ravel()
_IN_HEADLINE_AND_ADDRESS = packed(np.array([[0, 0], [1, 0], [0, 1], [1, 1]])).ravel()
_REPEATS = rows("repeats", "repeats_before")


def fill_shared_features(cues: Floats, page: Page) -> None:
    """What each block shares: its text with other blocks, its words with the running text, the headline and the address."""
    _fill_repeats(cues, page.document.folded)
    words = page.words
    bucket, weighty = words.bucket.astype(np.intp), WEIGHTY.take(words.form)
    # One after the other: a page may have millions of words.
    inside = _WEIGHTY_AND_NAMES.take(words.form)
    inside *= _elsewhere(page, bucket, weighty)
    main, names = unpacked(sums(inside[:, np.newaxis], words.bounds))
    del inside
    told = _IN_HEADLINE_AND_ADDRESS.take(_named(page, bucket, weighty).take(bucket))
    told *= weighty
    headline, address = unpacked(sums(told[:, np.newaxis], words.bounds))
    share = 1 / np.maximum(words.totals[WEIGHTIES], np.float32(1))
    np.multiply(main, share, out=cues[ROW["shares_main"]])
    np.divide(names, np.maximum(words.totals[NAMED], np.float32(1)), out=cues[ROW["shares_names"]])
    np.multiply(headline, share, out=cues[ROW["shares_headline"]])
    np.multiply(address, share, out=cues[ROW["shares_slug"]])
    cues[ROW["shared_words"]] = main
    cues[ROW["shared_names"]] = names


def _fill_repeats(cues: Floats, texts: tuple[str, ...]) -> None:
    """How many other blocks have the same text, and how many of them stand before."""
    met: dict[str, int] = {}
    firsts = [met.setdefault(text, place) for place, text in enumerate(texts)]
    if len(met) == len(texts):
        return
    copies = [place for place, first in enumerate(firsts) if place != first]
    originals = [firsts[place] for place in copies]
    times: dict[int, int] = {}
    before: list[int] = []
    for original in originals:
        times[original] = times.get(original, 0) + 1
        before.append(times[original])
    others = [times[original] for original in originals]
    cues[ROW["repeats"], originals + copies] = others + others
    cues[ROW["repeats_before"], copies] = before
    np.minimum(cues[_REPEATS], _MOST_REPEATS, out=cues[_REPEATS])


def _elsewhere(page: Page, bucket: NDArray[np.intp], weighty: Flags) -> Flags:
    """Whether each word stands in the running text, apart from itself."""
    main = page.document.main
    running = np.zeros(page.size, dtype=bool)
    running[main.start : main.end] = page.prose[main.start : main.end] > 0
    inside = running.repeat(page.words.number)
    times = np.minimum(np.bincount(bucket[inside & weighty], minlength=BUCKETS), 2).astype(np.uint8)
    return times.take(bucket) > inside


def _named(page: Page, bucket: NDArray[np.intp], weighty: Flags) -> Bytes:
    """A table of all buckets: 1 for those of the headline's words, 2 for those of the address's, 3 for both."""
    table = np.zeros(BUCKETS, dtype=np.uint8)
    headline = page.fields.headline
    if headline is not None:
        own = slice(*page.words.bounds[headline : headline + 2].tolist())
        table[bucket[own][weighty[own]]] = 1
    slug = [bucket_of(word) for word in find_slug_words(page.document.url)]
    table[slug] |= 2
    return table
