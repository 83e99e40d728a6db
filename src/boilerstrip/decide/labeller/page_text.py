"""Reads a page's characters and words; a large one piece by piece, so that what is held in between stays small."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np

from boilerstrip.decide.labeller.arrays import Ints
from boilerstrip.decide.labeller.characters import Characters, read_characters
from boilerstrip.decide.labeller.tokens import Words, read_words
from boilerstrip.lexicon import Lexicon

LARGE = 1 << 16


class Read(NamedTuple):
    """The characters and words of some texts."""

    characters: Characters
    words: Words


def read_page(texts: Sequence[str], folded: Sequence[str], lexicon: Lexicon) -> Read:
    """The characters and words of a page's texts; `folded` are the same texts, each as long as before.

    >>> from boilerstrip.lexicon import load
    >>> read_page(["He left.", "Home"], ["he left.", "home"], load()).words.number.tolist()
    [2, 1]
    """
    if sum(map(len, texts)) <= LARGE:
        return _read(texts, folded, lexicon)
    cuts = [_cuts(text) for text in texts]
    firsts = np.cumsum([0, *map(len, cuts)])
    pieces = _pieces(texts, cuts), _pieces(folded, cuts)
    parts = [_read(some, alike, lexicon) for some, alike in zip(*map(_batches, pieces), strict=True)]
    return _joined(parts, firsts)


def _read(texts: Sequence[str], folded: Sequence[str], lexicon: Lexicon) -> Read:
    characters, stream = read_characters(texts)
    return Read(characters, read_words(folded, stream, lexicon))


def _cuts(text: str) -> list[slice]:
    """A text's pieces: all of it, or a large one's parts, each up to a blank, or where there is none, cut through."""
    found: list[slice] = []
    start = 0
    while len(text) - start > LARGE:
        end = text.rfind(" ", start, start + LARGE) + 1 or start + LARGE
        found.append(slice(start, end))
        start = end
    return [*found, slice(start, len(text))]


def _pieces(texts: Sequence[str], cuts: Sequence[Sequence[slice]]) -> Iterator[str]:
    for text, parts in zip(texts, cuts, strict=True):
        for part in parts:
            yield text[part]


def _batches(pieces: Iterator[str]) -> Iterator[list[str]]:
    """As many pieces at a time as are about as long as a large text."""
    batch: list[str] = []
    size = 0
    for piece in pieces:
        batch.append(piece)
        size += len(piece)
        if size > LARGE:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _joined(parts: Sequence[Read], firsts: Ints) -> Read:
    """What was read of the pieces, as that of whole texts: number i has the pieces from `firsts[i]` up to `firsts[i + 1]`."""
    starts, lasts = firsts[:-1], firsts[1:] - 1
    characters = [np.concatenate(arrays, axis=-1) for arrays in zip(*(part.characters for part in parts), strict=True)]
    sizes, counts, addresses, first, last = characters
    bucket, form, totals = (
        np.concatenate([getattr(part.words, name) for part in parts], axis=-1) for name in ("bucket", "form", "totals")
    )
    numbers = np.concatenate([part.words.number for part in parts])
    bounds = np.cumsum(np.concatenate(([0], numbers)))
    return Read(
        Characters(
            np.add.reduceat(sizes, starts),
            np.add.reduceat(counts, starts, axis=1),
            np.add.reduceat(addresses, starts),
            first[starts],
            last[:, lasts],
        ),
        Words(bucket, form, bounds[firsts], np.add.reduceat(totals, starts, axis=1)),
    )
