"""What the line model reads of a text: its words, and the beginnings of its long words, as hashes.

A word's beginning stands for its forms in languages that inflect. Where words have no blanks between them (Chinese, Japanese), each two
letters in a row are a word.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from boilerstrip.decide.labeller.arrays import Flags, Ints
from boilerstrip.decide.labeller.characters import DIGIT, LOWER, Stream
from boilerstrip.decide.labeller.tokens import SPREAD, Letters, sum_letters

Hashes = NDArray[np.uint32]
# Longer words are also known by their first letters.
_PREFIX = 5
# Added to the hash of a beginning: it is no word.
_PREFIX_MARK = np.uint32(77)
# The letters of Chinese and Japanese: radicals to unified ideographs, and compatibility ideographs.
_FIRST_CJK, _HANGUL, _COMPATIBLE, _AFTER_COMPATIBLE = 0x2E80, 0xA000, 0xF900, 0xFB00


class LineTokens(NamedTuple):
    """The words of a page's texts: those of text number i are from `bounds[i]` up to `bounds[i + 1]`, and `prefixes` likewise."""

    words: Hashes
    bounds: Ints
    prefixes: Hashes
    prefix_bounds: Ints


def read_line_tokens(letters: Letters, stream: Stream) -> LineTokens:
    """The words of texts whose letters are known.

    >>> from boilerstrip.decide.labeller.characters import read_characters
    >>> from boilerstrip.decide.labeller.tokens import read_letters
    >>> _, stream = read_characters(["The ferries", "水曜日"])
    >>> tokens = read_line_tokens(read_letters(["the ferries", "水曜日"], stream), stream)
    >>> tokens.bounds.tolist(), tokens.prefix_bounds.tolist()
    ([0, 2, 4], [0, 1, 1])
    """
    if letters.codes.max(initial=0) < _FIRST_CJK:
        return _read_spaced(letters, stream)
    cjk = (stream.classes >= LOWER) & (stream.classes <= DIGIT) & _is_cjk(letters.codes)
    if not cjk.any():
        return _read_spaced(letters, stream)
    inside = (stream.classes >= LOWER) & (stream.classes <= DIGIT) & ~cjk
    spaced = _read_spaced(sum_letters(letters.codes, inside), stream)
    pairs, places = _read_pairs(letters.codes, cjk)
    before = places.searchsorted(stream.breaks)
    order = np.argsort(np.concatenate((_find_texts(spaced.bounds), _find_texts(before))), kind="stable")
    words: Hashes = np.concatenate((spaced.words, pairs))[order]
    return spaced._replace(words=words, bounds=spaced.bounds + before)


def _read_spaced(letters: Letters, stream: Stream) -> LineTokens:
    before, last = letters.before, letters.last
    long = before[last - before > _PREFIX]
    prefixes = letters.hash_parts(long, long + _PREFIX)
    prefixes += _PREFIX_MARK
    return LineTokens(
        letters.hash_parts(before, last), before.searchsorted(stream.breaks), prefixes, long.searchsorted(stream.breaks)
    )


def _is_cjk(codes: NDArray[np.uint32]) -> Flags:
    flags: Flags = ((codes >= _FIRST_CJK) & (codes < _HANGUL)) | ((codes >= _COMPATIBLE) & (codes < _AFTER_COMPATIBLE))
    return flags


def _read_pairs(codes: NDArray[np.uint32], cjk: Flags) -> tuple[Hashes, Ints]:
    """The hash of each two letters in a row, and of each letter that stands alone; and their places."""
    pair = cjk[:-1] & cjk[1:]
    alone = cjk.copy()
    alone[:-1] &= ~pair
    alone[1:] &= ~pair
    places = np.flatnonzero(alone | np.append(pair, False))
    # A letter alone is hashed with the break after the last text, a line break.
    second = np.where(alone[places], codes[-1], codes[np.minimum(places + 1, len(codes) - 1)])
    return hash_pairs(codes[places], second), places


def hash_pairs(first: NDArray[np.uint32], second: NDArray[np.uint32]) -> Hashes:
    """The hashes of pairs of letters, or of words."""
    hashes = first * np.uint32(31) + second
    hashes *= np.uint32(SPREAD)
    return hashes


def find_word_pairs(tokens: LineTokens) -> Hashes:
    """The hash of each word and the one before it in its text; a text's first word is paired with 0."""
    before = np.zeros_like(tokens.words)
    before[1:] = tokens.words[:-1]
    starts = tokens.bounds[:-1]
    before[starts[starts < len(before)]] = 0
    return hash_pairs(before, tokens.words)


def _find_texts(bounds: Ints) -> Ints:
    """The number of the text that each word is in."""
    return np.arange(len(bounds) - 1).repeat(np.diff(bounds))


def join_tokens(parts: Sequence[LineTokens], firsts: Ints) -> LineTokens:
    """The words of whole texts; text number i consists of the parts from `firsts[i]` up to `firsts[i + 1]`."""
    words, prefixes = np.concatenate([part.words for part in parts]), np.concatenate([part.prefixes for part in parts])
    bounds, prefix_bounds = (
        np.cumsum(np.concatenate(([0], *(np.diff(getattr(part, name)) for part in parts))))[firsts]
        for name in ("bounds", "prefix_bounds")
    )
    return LineTokens(words, bounds, prefixes, prefix_bounds)
