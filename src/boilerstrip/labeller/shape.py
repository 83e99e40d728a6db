"""Cues of a block by itself: its shape and its marks."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from boilerstrip.document import Document
from boilerstrip.labeller import characters as ch
from boilerstrip.labeller.characters import Characters, Floats, bucket_table
from boilerstrip.lexicon import Lexicon

_KINDS = {"heading": 1, "list_item": 2, "quote": 3, "separator": 4, "image": 5}
_BITS = {"stopwords": 1, "date_words": 2, "months": 2, "weekdays": 2, "job_words": 4, "org_words": 4, "agencies": 4}


def log(values: NDArray[np.generic]) -> Floats:
    """Counts on a scale where a hundred is not a hundred times one; 0 for 0."""
    return np.log1p(values.astype(np.float32)) * np.float32(0.25)


def shape_cues(document: Document, seen: Characters, prose: Floats) -> Floats:
    """How each block is built: its length, its words and marks, how it begins and ends."""
    n, words = len(document.blocks), seen.words
    counts = seen.counts
    chars = counts.sum(axis=1) - 1
    size = np.maximum(chars, 1)

    def of_words(chosen: NDArray[np.bool_]) -> Floats:
        return np.bincount(words.block[chosen], minlength=n).astype(np.float32)

    number = np.bincount(words.block, minlength=n).astype(np.float32)
    many = np.maximum(number, 1)
    bits = _listed(document.lexicon)[words.bucket]
    letters = np.bincount(words.block, weights=words.length, minlength=n).astype(np.float32)
    last, before_last = seen.last[:, 0], seen.last[:, 1]
    closed = (last == ch.QUOTE) | (last == ch.BRACKET)
    ending = np.where(closed, before_last, last)
    dots = (last == ch.DOTS) | ((seen.last == ch.STOP).all(axis=1))
    marks = [text[-2:] for text in document.folded]
    question = np.array(["?" in mark for mark in marks])
    call = np.array(["!" in mark for mark in marks])
    upper, lower = counts[:, ch.UPPER], counts[:, ch.LOWER]
    rates = [counts[:, k] / size * 4 for k in (ch.COMMA, ch.QUOTE, ch.BAR, ch.BRACKET, ch.DASH, ch.AT, ch.SYMBOL, ch.COLON)]
    first = seen.first
    columns = [
        log(chars),
        log(document_words(document)),
        log(seen.sentences),
        log(number / np.maximum(seen.sentences, 1)),
        letters / many / 10,
        of_words(words.length <= 3) / many,
        of_words(words.length >= 9) / many,
        of_words(words.first == ch.UPPER) / many,
        (upper > 3) & (lower == 0),
        counts[:, ch.DIGIT] / size,
        counts[:, ch.STOP :].sum(axis=1) / size,
        *rates,
        np.minimum(seen.addresses, 2),
        of_words((bits & 1) > 0) / many,
        of_words((bits & 2) > 0) / many,
        of_words((bits & 4) > 0) / many,
        (ending == ch.STOP) & ~dots,
        dots,
        ending == ch.COMMA,
        ending == ch.COLON,
        closed & (last == ch.QUOTE),
        last == ch.DIGIT,
        question,
        call,
        first == ch.LOWER,
        first == ch.UPPER,
        first == ch.DIGIT,
        first == ch.QUOTE,
        first >= ch.BAR,
        log(prose),
    ]
    return np.stack(columns, axis=1).astype(np.float32)


def document_words(document: Document) -> Floats:
    """The words of each block as numbers."""
    return np.array(document.words, dtype=np.float32)


def mark_cues(document: Document) -> Floats:
    """What the source marks each block as: its kind, rank and place, and how much of it is links."""
    blocks = document.blocks
    kinds = np.array([_KINDS.get(block.kind, 0) for block in blocks])
    rows = [(block.level / 3, min(block.indent, 16) / 8, min(block.gap, 4) / 2, block.hidden) for block in blocks]
    level, indent, gap, hidden = np.array(rows, dtype=np.float32).T
    of_kind = [kinds == number for number in _KINDS.values()]
    return np.stack([*of_kind, level, indent, gap, linked(document), hidden], axis=1).astype(np.float32)


def linked(document: Document) -> Floats:
    """The share of each block that stands inside links."""
    chars = np.array([block.link_chars for block in document.blocks], dtype=np.float32)
    sizes = np.array([len(block.text) for block in document.blocks], dtype=np.float32)
    share: Floats = np.minimum(chars / np.maximum(sizes, 1), 1)
    return share


@lru_cache(maxsize=8)
def _listed(lexicon: Lexicon) -> NDArray[np.uint8]:
    table = bucket_table(())
    for name, bit in _BITS.items():
        table |= bucket_table(lexicon.list(name), bit)
    return table
