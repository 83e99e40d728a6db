"""Features of what a block shares with the rest of the page."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from boilerstrip.decide.labeller.arrays import Bytes, Flags, Floats, pack_pairs, sum_segments, unpack_pairs
from boilerstrip.decide.labeller.page_arrays import ROW, Page, row_range
from boilerstrip.decide.labeller.tokens import BUCKETS, CONTENT_WORDS, IS_CONTENT, IS_NAME, NAME_WORDS, PageWords, hash_word
from boilerstrip.recognisers.url_slug import find_slug_words

_MOST_REPEATS = 3
_REPEAT_ROWS = row_range("repeats", "repeats_before")
_COPY_ROWS = row_range("copied", "copied_before")
# So many words in a row are compared with those of other blocks. The factors spread them over 64 bits.
_SHINGLE = 4
_MOST_QUOTE_WORDS = 30
_SHINGLE_FACTORS = (0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9, 0x27D4EB2F165667C5)
# What a word adds, as packed pairs: by its form, to the content words and to the names; by its mark in `_mark_headline_and_address`, to
# the words of the headline and to those of the address.
_CONTENT_AND_NAMES = pack_pairs(np.stack((IS_CONTENT, IS_NAME), axis=1)).ravel()
_HEADLINE_AND_ADDRESS = pack_pairs(np.array([[0, 0], [1, 0], [0, 1], [1, 1]])).ravel()


def fill_shared_features(features: Floats, page: Page) -> None:
    """How often each block's text occurs, and which of its words also occur in the running text, the headline and the address."""
    _fill_repeats(features, page.document.folded)
    words = page.words
    buckets, is_content = words.buckets.astype(np.intp), IS_CONTENT.take(words.forms)
    # Array after array, and in place: a page may have millions of words.
    in_main = _CONTENT_AND_NAMES.take(words.forms)
    in_main *= _flag_words_of_main(page, buckets, is_content)
    main, names = unpack_pairs(sum_segments(in_main[:, np.newaxis], words.bounds))
    del in_main
    marked = _HEADLINE_AND_ADDRESS.take(_mark_headline_and_address(page, buckets, is_content).take(buckets))
    marked *= is_content
    headline, address = unpack_pairs(sum_segments(marked[:, np.newaxis], words.bounds))
    share = 1 / np.maximum(words.totals[CONTENT_WORDS], np.float32(1))
    np.multiply(main, share, out=features[ROW["shares_main"]])
    np.divide(names, np.maximum(words.totals[NAME_WORDS], np.float32(1)), out=features[ROW["shares_names"]])
    np.multiply(headline, share, out=features[ROW["shares_headline"]])
    np.multiply(address, share, out=features[ROW["shares_slug"]])
    features[_COPY_ROWS] = _find_copied(words)
    features[ROW["shared_words"]] = main
    features[ROW["shared_names"]] = names


def _fill_repeats(features: Floats, texts: tuple[str, ...]) -> None:
    """How many other blocks have the same text, and how many of them come before."""
    first_of_text: dict[str, int] = {}
    firsts = [first_of_text.setdefault(text, index) for index, text in enumerate(texts)]
    if len(first_of_text) == len(texts):
        return
    copies = [index for index, first in enumerate(firsts) if index != first]
    originals = [firsts[index] for index in copies]
    times: dict[int, int] = {}
    before: list[int] = []
    for original in originals:
        times[original] = times.get(original, 0) + 1
        before.append(times[original])
    others = [times[original] for original in originals]
    features[ROW["repeats"], originals + copies] = others + others
    features[ROW["repeats_before"], copies] = before
    np.minimum(features[_REPEAT_ROWS], _MOST_REPEATS, out=features[_REPEAT_ROWS])


def _flag_words_of_main(page: Page, buckets: NDArray[np.intp], is_content: Flags) -> Flags:
    """Whether each word also occurs in the running text; for a word of the running text, whether it occurs there twice."""
    main = page.document.main
    is_running = np.zeros(page.size, dtype=bool)
    is_running[main.start : main.end] = page.prose[main.start : main.end] > 0
    inside = is_running.repeat(page.words.counts)
    times = np.minimum(np.bincount(buckets[inside & is_content], minlength=BUCKETS), 2).astype(np.uint8)
    return times.take(buckets) > inside


def _mark_headline_and_address(page: Page, buckets: NDArray[np.intp], is_content: Flags) -> Bytes:
    """A table of all buckets: 1 for words of the headline, 2 for words of the address, 3 for words of both."""
    table = np.zeros(BUCKETS, dtype=np.uint8)
    headline = page.fields.headline
    if headline is not None:
        own = slice(*page.words.bounds[headline : headline + 2].tolist())
        table[buckets[own][is_content[own]]] = 1
    slug = [hash_word(word) for word in find_slug_words(page.document.url)]
    table[slug] |= 2
    return table


def _find_copied(words: PageWords) -> Floats:
    """For each block, the share of its four-word shingles that also stand in another block; and in an earlier one.

    A pull quote stands whole in a paragraph, and a promotion that is said twice in almost the same words shares most of them.
    """
    shares = np.zeros((2, len(words.counts)), dtype=np.float32)
    counts = np.maximum(words.counts - (_SHINGLE - 1), 0)
    total = int(counts.sum())
    if not total:
        return shares
    block_of = np.arange(len(counts)).repeat(counts)
    starts = np.arange(total) + (words.bounds[:-1] - np.cumsum(counts) + counts).repeat(counts)
    shingles = np.zeros(total, dtype=np.uint64)
    for place, factor in enumerate(_SHINGLE_FACTORS):
        shingles += words.buckets.take(starts + place) * np.uint64(factor)
    order = np.argsort(shingles, kind="stable")
    shingles, block_of = shingles[order], block_of[order]
    is_first = np.append(True, shingles[1:] != shingles[:-1])
    group = np.cumsum(is_first) - 1
    first, last = block_of[is_first], block_of[np.append(is_first[1:], True)]
    shares[0] = np.bincount(block_of, first[group] != last[group], len(counts))
    shares[1] = np.bincount(block_of, first[group] != block_of, len(counts))
    shares /= np.maximum(counts, 1)
    # A long paragraph is no pull quote: it may share its phrases with many others.
    shares[:, words.counts > _MOST_QUOTE_WORDS] = 0.0
    return shares
