"""The line model: what a text means, from its words alone, without its place on the page.

Each known word has a vector, made from the word's vector in a multilingual encoder (Wang et al., "Multilingual E5 Text Embeddings", 2024), so
that words of one meaning are alike in all languages. A text is the sum and the maximum of its words' vectors (Joulin et al., "Bag of Tricks
for Efficient Text Classification", 2017), the first and the last of them, and a sum of hashed words, pairs of words and beginnings of words.
From these a small net tells which label the text has. Its answers are features of the labeller, which also knows the page.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from boilerstrip.decide.labeller.arrays import Bytes, Floats, Ints, multiply
from boilerstrip.decide.labeller.labels import KEPT_LABELS, LABELS
from boilerstrip.decide.labeller.line_tokens import Hashes, LineTokens, find_word_pairs
from boilerstrip.decide.labeller.page_arrays import row_range

ROW_BITS = 17
WORD_SIZE, ROW_SIZE = 64, 16
# The numbers that describe a text: the sum and the maximum of its words' vectors, the first and the last one, the sum of its hashed words,
# and its length.
TEXT_SIZE = 4 * WORD_SIZE + ROW_SIZE + 1
HIDDEN_SIZE = 96
LINE_ROWS = row_range(f"means_{LABELS[0]}", f"means_{LABELS[-1]}")
LIKENESS_ROWS = row_range("like_article", "liker_article")
# The greatest number in a word's vector; a number of a hashed word's vector is stored with `ROW_ZERO` added.
MOST_STEPS = 31
ROW_ZERO = 31
# A known word is found by the first bits of its hash, which no other known word has.
SLOT_BITS = 18
_SLOT_SHIFT, _ROW_SHIFT = np.uint32(32 - SLOT_BITS), np.uint32(32 - ROW_BITS)
# Eight bytes are added as two times four numbers of sixteen bits, which hold the sum of so many words. Shorter texts are added so many words
# at a time, so that a page of millions of words needs little memory.
_LANES, _LANE = np.uint64(0x00FF00FF00FF00FF), np.uint64(8)
_MOST_WORDS, _WORDS_AT_ONCE = 500, 1 << 15
# Products of so many texts at a time are computed on the calling thread (see `multiply`).
_TEXTS_AT_ONCE = 1500
_SMALL = 1e-6
# Greater log odds make no difference.
_MOST_ODDS = 30.0


@dataclass(frozen=True, slots=True)
class LineModel:
    """The line model's arrays.

    `hashes` are those of the known words, and `slots` has the number of a known word for the first bits of its hash. `words` has their
    vectors in steps of `word_step`, and 0 for unknown words after the last one; `rows` has the vectors of hashed words in steps of
    `row_step`, from `ROW_ZERO`. The others are the layers of the net.
    """

    hashes: Hashes
    slots: NDArray[np.int32]
    words: Bytes
    word_step: float
    rows: Bytes
    row_step: float
    hidden: Floats
    hidden_bias: Floats
    last: Floats
    last_bias: Floats
    skip: Floats

    def describe(self, tokens: LineTokens) -> Floats:
        """The numbers that describe each text, `TEXT_SIZE` in a row."""
        described = np.zeros((len(tokens.bounds) - 1, TEXT_SIZE), dtype=np.float32)
        places = self.slots.take(tokens.words >> _SLOT_SHIFT)
        known = self.hashes.take(places) == tokens.words
        places[~known] = len(self.hashes)
        through = np.zeros(len(known) + 1, dtype=np.int64)
        np.add.accumulate(known, out=through[1:])
        bounds, counts = tokens.bounds, np.diff(tokens.bounds)
        lengths = np.maximum(np.diff(through.take(bounds)), 1).astype(np.float32)
        ends = [WORD_SIZE * number for number in range(1, 5)]
        sums, most, first, last, hashed = np.split(described[:, :-1], ends, axis=1)
        pairs = find_word_pairs(tokens)
        step = _MOST_WORDS if counts.max(initial=0) > _MOST_WORDS else _WORDS_AT_ONCE
        for texts, words, cuts in _cut(bounds, step):
            vectors = self.words.take(places[words], axis=0)
            _add_sums(sums, vectors.view("<u8"), texts, cuts)
            _raise_to_most(most, vectors, texts, cuts)
            _add_sums(hashed, self._take_rows(tokens.words[words]) + self._take_rows(pairs[words]), texts, cuts)
        for texts, words, cuts in _cut(tokens.prefix_bounds, step):
            _add_sums(hashed, self._take_rows(tokens.prefixes[words]), texts, cuts)
        full = np.flatnonzero(counts)
        first[full] = self.words.take(places.take(bounds[full]), axis=0)
        last[full] = self.words.take(places.take(bounds[full + 1] - 1), axis=0)
        counts = 2 * counts + np.diff(tokens.prefix_bounds)
        hashed -= (ROW_ZERO * counts)[:, None]
        hashed *= (np.float32(self.row_step) / np.sqrt(np.maximum(counts, 1), dtype=np.float32))[:, None]
        sums *= (np.float32(self.word_step) / np.sqrt(lengths))[:, None]
        described[:, WORD_SIZE : 4 * WORD_SIZE] *= np.float32(self.word_step)
        np.log(lengths, out=described[:, -1])
        return described

    def _take_rows(self, hashes: Hashes) -> NDArray[np.uint64]:
        rows: NDArray[np.uint64] = self.rows.view("<u8").take(hashes >> _ROW_SHIFT, axis=0)
        return rows

    def compute_logits(self, described: Floats) -> Floats:
        """A logit for each label, a row for each described text; the logits of a text add up to 0."""
        hidden = multiply(described, self.hidden)
        hidden += self.hidden_bias
        np.maximum(hidden, 0.0, out=hidden)
        logits = multiply(hidden, self.last)
        logits += multiply(described, self.skip)
        logits += self.last_bias
        return logits


def _cut(bounds: Ints, step: int) -> Iterator[tuple[Ints, slice, Ints]]:
    """The words of texts, at most `step` at a time: the texts that have some, which words, and where among these each text begins and ends."""
    for start in range(0, int(bounds[-1]), step):
        words = slice(start, start + step)
        first, last = bounds.searchsorted(start, "right") - 1, bounds.searchsorted(start + step)
        cuts = np.clip(bounds[first : last + 1] - start, 0, step)
        full = np.flatnonzero(cuts[1:] > cuts[:-1])
        yield full + first, words, np.append(cuts[full], cuts[-1])


def _add_sums(described: Floats, rows: NDArray[np.uint64], texts: Ints, cuts: Ints) -> None:
    """Add the sum of its rows to each text, eight bytes at a time."""
    described[texts, 1::2] += np.add.reduceat((rows >> _LANE) & _LANES, cuts[:-1], axis=0).view("<u2")
    described[texts, ::2] += np.add.reduceat(rows & _LANES, cuts[:-1], axis=0).view("<u2")


def _raise_to_most(described: Floats, most: Bytes, texts: Ints, cuts: Ints) -> None:
    """Raise each text to the maximum of its rows: that of its first and its last so many rows, so many being a power of two."""
    starts, ends = cuts[:-1], cuts[1:]
    powers = np.frexp(ends - starts)[1] - 1
    for power in range(int(powers.max()) + 1):
        size = 1 << power
        own = np.flatnonzero(powers == power)
        highest = np.maximum(most.take(starts[own], axis=0), most.take(ends[own] - size, axis=0))
        described[texts[own]] = np.maximum(described[texts[own]], highest)
        most = np.maximum(most[:-size], most[size:])


def fill_line_features(features: Floats, tokens: LineTokens, words: Floats, model: LineModel) -> None:
    """Fill in what each block means, and how alike it is to what is likely the article and to the rest of the page.

    `words` has the number of words of each block.
    """
    described = model.describe(tokens)
    logits = model.compute_logits(described)
    features[LINE_ROWS] = logits.T
    features[LIKENESS_ROWS] = _compare(logits, described[:, :WORD_SIZE], words)


def _compare(logits: Floats, vectors: Floats, words: Floats) -> Floats:
    """Each block's cosine to the mean of the likely blocks, without the block itself; to that of the others; and their difference."""
    odds = np.exp(np.clip(logits, -_MOST_ODDS, _MOST_ODDS))
    probability = odds[:, : len(KEPT_LABELS)].sum(axis=1) / odds.sum(axis=1)
    weight = np.sqrt(np.maximum(words, 1.0))
    centred = vectors - vectors.mean(axis=0)
    centred /= np.sqrt((centred**2).sum(axis=1, keepdims=True)) + _SMALL
    shares = np.stack((probability * weight, (1.0 - probability) * weight), axis=1)
    totals = np.zeros((shares.shape[1], WORD_SIZE), dtype=np.float32)
    for start in range(0, len(shares), _TEXTS_AT_ONCE):
        part = slice(start, start + _TEXTS_AT_ONCE)
        totals += shares[part].T @ centred[part]
    # The cosine to a total without the block itself, from products with the whole total.
    products = multiply(centred, np.ascontiguousarray(totals.T))
    squares = (totals**2).sum(axis=1) - 2 * shares * products + shares**2
    cosines = (products - shares) / (np.sqrt(np.maximum(squares, 0.0)) + _SMALL)
    likeness = np.empty((3, len(words)), dtype=np.float32)
    np.clip(cosines.T, -1.0, 1.0, out=likeness[:2])
    np.subtract(likeness[0], likeness[1], out=likeness[2])
    return likeness


def read_line_model(arrays: Mapping[str, NDArray[np.generic]]) -> LineModel:
    """The line model out of the arrays of a weights file, whose shapes were checked."""
    word_step, row_step = arrays["line_steps"].tolist()
    hashes = arrays["line_hashes"].astype(np.uint32, copy=False)
    slots = np.zeros(1 << SLOT_BITS, dtype=np.int32)
    slots[hashes >> _SLOT_SHIFT] = np.arange(len(hashes))
    names = ("line_hidden", "line_hidden_bias", "line_last", "line_last_bias", "line_skip")
    layers = [arrays[name].astype(np.float32) for name in names]
    return LineModel(
        hashes, slots, arrays["line_words"].view(np.uint8), word_step, arrays["line_rows"].view(np.uint8), row_step, *layers
    )
