"""Says in words what a block is that the labeller removed, and which cues weighed most."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, lru_cache

import numpy as np
from numpy.typing import NDArray

from boilerstrip.decide.labeller.feature_names import NAMES
from boilerstrip.decide.labeller.feature_wording import feature_phrase
from boilerstrip.decide.labeller.model import Judgement, Labeller
from boilerstrip.document import Document
from boilerstrip.text.sentences import ends_sentence

_MOST = 3
# Blocks whose cues are weighed at the same time: each takes 2 kB for as long.
_AT_ONCE = 2_000
_LOOKED_AT = 5
_FEW_WORDS, _NEAR, _LINKED, _MOSTLY = 6, 3, 0.6, 0.7


def explain_cuts(labeller: Labeller, judgement: Judgement, document: Document, blocks: Sequence[int]) -> list[str]:
    """For each of the blocks that the labeller removed: what it is, and the cues that weighed most, in a reader's words.

    Cues without wording of their own, such as the page's length, are passed over; where none is left, it is the neighbours' doing.
    Such as "a short line among links: far from the running text, repeated on the page".
    """
    if not blocks:
        return []
    parts = (blocks[start : start + _AT_ONCE] for start in range(0, len(blocks), _AT_ONCE))
    rows = [tuple(row) for part in parts for row in _heaviest(labeller, judgement, part)]
    among = _among(document)
    return [f"{_kind(document, block)}{among[block]}: {_told(row)}" for block, row in zip(blocks, rows, strict=True)]


def _heaviest(labeller: Labeller, judgement: Judgement, blocks: Sequence[int]) -> list[list[int]]:
    """The numbers of the phrases for what weighed most, a row a block."""
    amounts = labeller.against(judgement, blocks)
    phrase_of_high, phrase_of_low = _phrase_of_cue()
    high = judgement.seen.take(blocks, axis=0) > 0
    amounts *= (high & (phrase_of_high > 0)) | (~high & (phrase_of_low > 0))
    rows = np.arange(len(blocks))
    heaviest = np.zeros((len(blocks), _LOOKED_AT), dtype=np.int64)
    for place in range(_LOOKED_AT):
        columns = amounts.argmax(axis=1)
        phrases = np.where(high[rows, columns], phrase_of_high[columns], phrase_of_low[columns])
        heaviest[:, place] = phrases * (amounts[rows, columns] > 0)
        amounts[rows, columns] = 0.0
    found: list[list[int]] = heaviest.tolist()
    return found


def _kind(document: Document, index: int) -> str:
    """What a block is at first sight."""
    block = document.blocks[index]
    words = document.words[index]
    if block.kind == "heading":
        return "a heading"
    if block.link_density > _LINKED:
        return "a link" if words <= 2 * _FEW_WORDS else "a line of links"
    if block.kind == "list_item":
        return "a list item"
    if document.prose[index]:
        return "a sentence" if words <= 4 * _FEW_WORDS else "a paragraph"
    if words <= _FEW_WORDS:
        return "a short line"
    return "a sentence" if ends_sentence(block.text) else "a line"


def _among(document: Document) -> list[str]:
    """What most of the blocks around each one are, if they are alike."""
    links = _share_around([block.link_density > _LINKED for block in document.blocks])
    short = _share_around([words <= _FEW_WORDS for words in document.words])
    return [
        " among links" if linked >= _MOSTLY else " among short lines" if few >= _MOSTLY else ""
        for linked, few in zip(links, short, strict=True)
    ]


def _share_around(flags: Sequence[bool]) -> list[float]:
    """The share of true ones among those near each one, itself left out."""
    size = len(flags)
    through = np.zeros(size + 1, dtype=np.int64)
    np.add.accumulate(flags, out=through[1:])
    at = np.arange(size)
    first, end = np.maximum(at - _NEAR, 0), np.minimum(at + _NEAR + 1, size)
    found: list[float] = ((through[end] - through[first] - flags) / np.maximum(end - first - 1, 1)).tolist()
    return found


@lru_cache(maxsize=512)
def _told(phrases: tuple[int, ...]) -> str:
    said = [_phrases()[number] for number in dict.fromkeys(phrases) if number]
    return ", ".join(said[:_MOST]) or "the lines around it are no part of the article"


@cache
def _phrases() -> tuple[str, ...]:
    """Everything that can be said of a cue, once; first, nothing."""
    said = (feature_phrase(name, high=high) for high in (True, False) for name in NAMES)
    return tuple(dict.fromkeys(("", *said)))


@cache
def _phrase_of_cue() -> NDArray[np.int64]:
    """The number of the phrase for each cue: a row for cues above their means, one for those below."""
    return np.array([[_phrases().index(feature_phrase(name, high=high)) for name in NAMES] for high in (True, False)])
