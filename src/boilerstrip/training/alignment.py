"""Which blocks of a page its gold paragraphs hold."""

from __future__ import annotations

import re
from bisect import bisect
from collections import defaultdict
from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

Floats64 = NDArray[np.float64]
UNSURE = 0.3
_TOKEN = re.compile(r"\w+")
_LEAST_SHINGLES, _DOUBT = 0.5, 0.2
_SHORT_WORDS = 5
_NEAR = 3


def tokens(text: str) -> list[str]:
    """The words that figures count.

    >>> tokens("Don't go.")
    ['don', 't', 'go']
    """
    return _TOKEN.findall(text.lower())


def present(paragraphs: Iterable[str], words: Sequence[str]) -> list[str]:
    """The gold paragraphs that the words still hold: 60 % of their three-word shingles, or all of a shorter one."""
    shingles = set(zip(words, words[1:], words[2:], strict=False))
    flat = f" {' '.join(words)} "
    kept = []
    for paragraph in paragraphs:
        own = tokens(paragraph)
        rows = list(zip(own, own[1:], own[2:], strict=False))
        held = sum(row in shingles for row in rows) >= 0.6 * len(rows) if rows else f" {' '.join(own)} " in flat
        if own and held:
            kept.append(paragraph)
    return kept


def judged(words: Sequence[Sequence[str]], gold: Sequence[str]) -> tuple[Floats64, Floats64]:
    """Which blocks the gold paragraphs hold, and how sure that is, 0.0 to 1.0; `words` are each block's, as `tokens` gives them.

    >>> judged([["home"], tokens("The ferry sank at dawn on Tuesday.")], ["The ferry sank at dawn on Tuesday."])[0].tolist()
    [0.0, 1.0]
    """
    paragraphs = [tokens(text) for text in gold]
    whole = {" ".join(own) for own in paragraphs}
    flat = "".join(f" {' '.join(own)} \n" for own in paragraphs)
    shingles = {row for own in paragraphs for row in zip(own, own[1:], own[2:], strict=False)}
    kept, weight = np.zeros(len(words)), np.ones(len(words))
    short: list[int] = []
    for index, own in enumerate(words):
        text = " ".join(own)
        if not own:
            weight[index] = 0.0
        elif text in whole:
            kept[index] = 1.0
        elif len(own) >= _SHORT_WORDS:
            rows = list(zip(own, own[1:], own[2:], strict=False))
            share = sum(row in shingles for row in rows) / len(rows)
            kept[index] = share >= _LEAST_SHINGLES
            weight[index] = UNSURE if abs(share - _LEAST_SHINGLES) < _DOUBT else 1.0
        elif f" {text} " in flat:
            short.append(index)
    _drop_copies(words, kept, flat)
    _judge_short(words, kept, weight, short)
    return kept, weight


def _drop_copies(words: Sequence[Sequence[str]], kept: Floats64, flat: str) -> None:
    """Of a kept block that stands more often than in the gold, those nearest to the bulk of kept words stay."""
    copies: dict[str, list[int]] = defaultdict(list)
    for index in np.flatnonzero(kept).tolist():
        copies[" ".join(words[index])].append(index)
    start, end = _bulk([len(own) if keep else -min(len(own), 20) - 1 for own, keep in zip(words, kept, strict=True)])
    for text, places in copies.items():
        places.sort(key=lambda place: (max(0, start - place, place - end + 1), place))
        kept[places[max(1, flat.count(f" {text} ")) :]] = 0.0


def _bulk(scores: Sequence[int]) -> tuple[int, int]:
    best, run, total, start = 0, (0, 0), 0, 0
    for index, score in enumerate(scores):
        if total <= 0:
            total, start = 0, index
        total += score
        if total > best:
            best, run = total, (start, index + 1)
    return run


def _judge_short(words: Sequence[Sequence[str]], kept: Floats64, weight: Floats64, short: Sequence[int]) -> None:
    """A few words that stand somewhere in the gold are kept where both their neighbours are."""
    waiting = frozenset(short)
    known = [index for index, own in enumerate(words) if own and index not in waiting]
    for index in short:
        place = bisect(known, index)
        around = known[max(0, place - 1) : place + 1]
        near = [bool(kept[other]) and abs(other - index) <= _NEAR for other in around]
        kept[index] = len(near) == 2 and all(near)
        weight[index] = 0.5 if any(near) else 1.0
