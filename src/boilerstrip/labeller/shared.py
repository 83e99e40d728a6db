"""Cues of a block among others: what it shares with the rest of the page."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from boilerstrip.labeller.arrays import Bytes, Flags, Floats, packed, sums, unpacked
from boilerstrip.labeller.characters import BUCKETS
from boilerstrip.labeller.hashing import bucket_of
from boilerstrip.labeller.page import ROW, Page
from boilerstrip.labeller.words import NAMED, NAMES, WEIGHTIES, WEIGHTY
from boilerstrip.roles.headline import slug_words

_MOST_REPEATS = 3
_WEIGHTY_AND_NAMES = packed(WEIGHTY, NAMES)
_IN_HEADLINE_AND_ADDRESS = packed(np.array([0, 1, 0, 1]), np.array([0, 0, 1, 1]))


def tell_shared(cues: Floats, page: Page) -> None:
    """What each block shares: its text with other blocks, its words with the running text, the headline and the address."""
    _tell_repeats(cues, page.document.folded)
    words = page.words
    bucket, weighty = words.bucket.astype(np.intp), WEIGHTY.take(words.form)
    chosen = np.empty((len(bucket), 2), dtype=np.int64)
    np.multiply(_WEIGHTY_AND_NAMES.take(words.form), _elsewhere(page, bucket, weighty), out=chosen[:, 0])
    np.multiply(_IN_HEADLINE_AND_ADDRESS.take(_named(page, bucket, weighty).take(bucket)), weighty, out=chosen[:, 1])
    main, headline, names, address = unpacked(sums(chosen, words.bounds))
    share = 1 / np.maximum(words.totals[WEIGHTIES], np.float32(1))
    np.multiply(main, share, out=cues[ROW["shares_main"]])
    np.divide(names, np.maximum(words.totals[NAMED], np.float32(1)), out=cues[ROW["shares_names"]])
    np.multiply(headline, share, out=cues[ROW["shares_headline"]])
    np.multiply(address, share, out=cues[ROW["shares_slug"]])
    cues[ROW["shared_words"]] = main
    cues[ROW["shared_names"]] = names


def _tell_repeats(cues: Floats, texts: tuple[str, ...]) -> None:
    """How many other blocks have the same text, and how many of them stand before."""
    met: dict[str, int] = {}
    copies = [(first, place) for place, text in enumerate(texts) if (first := met.setdefault(text, place)) != place]
    if not copies:
        return
    times: dict[int, int] = {}
    before: list[int] = []
    for first, _ in copies:
        times[first] = times.get(first, 0) + 1
        before.append(min(times[first], _MOST_REPEATS))
    originals, places = (list(numbers) for numbers in zip(*copies, strict=True))
    others = [min(times[first], _MOST_REPEATS) for first in originals]
    cues[ROW["repeats"], originals] = others
    cues[ROW["repeats"], places] = others
    cues[ROW["repeats_before"], places] = before


def _elsewhere(page: Page, bucket: NDArray[np.intp], weighty: Flags) -> Flags:
    """Whether each word stands in the running text, apart from itself."""
    main = page.document.main
    running = np.zeros(page.size, dtype=bool)
    running[main.start : main.end] = page.prose[main.start : main.end] > 0
    inside = running.repeat(page.words.number)
    return np.bincount(bucket[inside & weighty], minlength=BUCKETS).take(bucket) > inside


def _named(page: Page, bucket: NDArray[np.intp], weighty: Flags) -> Bytes:
    """A table of all buckets: 1 for those of the headline's words, 2 for those of the address's, 3 for both."""
    table = np.zeros(BUCKETS, dtype=np.uint8)
    headline = page.roles.headline
    if headline is not None:
        own = slice(*page.words.bounds[headline : headline + 2].tolist())
        table[bucket[own][weighty[own]]] = 1
    slug = [bucket_of(word) for word in slug_words(page.document.url)]
    table[slug] |= 2
    return table
