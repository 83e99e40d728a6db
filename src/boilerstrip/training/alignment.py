"""Finds the blocks of a page that are part of its gold paragraphs."""

from __future__ import annotations

import re
from bisect import bisect
from collections import defaultdict
from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

Floats64 = NDArray[np.float64]
Shingle = tuple[str, str, str]
# The weight of a block that is only partly kept.
UNSURE = 0.3
_TOKEN = re.compile(r"\w+")
# A text still holds a gold paragraph with this share of its three-word shingles.
_PRESENT_SHARE = 0.6
# A block is kept if the gold holds this share of its shingles; nearer to this share than `_MARGIN`, it is unsure.
_KEPT_SHARE, _MARGIN = 0.5, 0.2
# Blocks with fewer words than this are decided by their neighbours within `_NEAR` blocks.
_SHORT_WORDS = 5
_NEAR = 3


def split_tokens(text: str) -> list[str]:
    """The words that F1 counts, in lower case.

    >>> split_tokens("Don't go.")
    ['don', 't', 'go']
    """
    return _TOKEN.findall(text.lower())


def find_present(paragraphs: Iterable[str], tokens: Sequence[str]) -> list[str]:
    """The gold paragraphs that a text still holds; of a paragraph without shingles, it must hold all words in a row."""
    shingles = set(_make_shingles(tokens))
    flat = f" {' '.join(tokens)} "
    present = []
    for paragraph in paragraphs:
        own = split_tokens(paragraph)
        own_shingles = _make_shingles(own)
        held = (
            sum(shingle in shingles for shingle in own_shingles) >= _PRESENT_SHARE * len(own_shingles)
            if own_shingles
            else f" {' '.join(own)} " in flat
        )
        if own and held:
            present.append(paragraph)
    return present


def align_blocks(blocks: Sequence[Sequence[str]], gold: Sequence[str]) -> tuple[Floats64, Floats64]:
    """For each block, whether the gold paragraphs hold it (1.0) or not (0.0), and how sure that is, 0.0 to 1.0.

    `blocks` has the words of each block, as `split_tokens` gives them.

    >>> align_blocks([["home"], split_tokens("The ferry sank at dawn on Tuesday.")], ["The ferry sank at dawn on Tuesday."])[0].tolist()
    [0.0, 1.0]
    """
    paragraphs = [split_tokens(text) for text in gold]
    whole = {" ".join(own) for own in paragraphs}
    flat = "".join(f" {' '.join(own)} \n" for own in paragraphs)
    shingles = {shingle for own in paragraphs for shingle in _make_shingles(own)}
    kept, weight = np.zeros(len(blocks)), np.ones(len(blocks))
    short: list[int] = []
    for index, own in enumerate(blocks):
        text = " ".join(own)
        if not own:
            weight[index] = 0.0
        elif text in whole:
            kept[index] = 1.0
        elif len(own) >= _SHORT_WORDS:
            own_shingles = _make_shingles(own)
            share = sum(shingle in shingles for shingle in own_shingles) / len(own_shingles)
            kept[index] = share >= _KEPT_SHARE
            weight[index] = UNSURE if abs(share - _KEPT_SHARE) < _MARGIN else 1.0
        elif f" {text} " in flat:
            short.append(index)
    _drop_copies(blocks, kept, flat)
    _align_short(blocks, kept, weight, short)
    return kept, weight


def _make_shingles(tokens: Sequence[str]) -> list[Shingle]:
    return list(zip(tokens, tokens[1:], tokens[2:], strict=False))


def _drop_copies(blocks: Sequence[Sequence[str]], kept: Floats64, flat: str) -> None:
    """Keep a block only as often as the gold holds it: those copies that are nearest to the bulk of kept words."""
    copies: dict[str, list[int]] = defaultdict(list)
    for index in np.flatnonzero(kept).tolist():
        copies[" ".join(blocks[index])].append(index)
    start, end = _find_bulk([len(own) if keep else -min(len(own), 20) - 1 for own, keep in zip(blocks, kept, strict=True)])
    for text, indices in copies.items():
        indices.sort(key=lambda index: (max(0, start - index, index - end + 1), index))
        kept[indices[max(1, flat.count(f" {text} ")) :]] = 0.0


def _find_bulk(scores: Sequence[int]) -> tuple[int, int]:
    """The run of blocks with the highest sum of scores."""
    best, run, total, start = 0, (0, 0), 0, 0
    for index, score in enumerate(scores):
        if total <= 0:
            total, start = 0, index
        total += score
        if total > best:
            best, run = total, (start, index + 1)
    return run


def _align_short(blocks: Sequence[Sequence[str]], kept: Floats64, weight: Floats64, short: Sequence[int]) -> None:
    """Keep short blocks that the gold holds somewhere if both of their longer neighbours are kept."""
    undecided = frozenset(short)
    decided = [index for index, own in enumerate(blocks) if own and index not in undecided]
    for index in short:
        place = bisect(decided, index)
        neighbours = decided[max(0, place - 1) : place + 1]
        near = [bool(kept[other]) and abs(other - index) <= _NEAR for other in neighbours]
        kept[index] = len(near) == 2 and all(near)
        weight[index] = 0.5 if any(near) else 1.0
