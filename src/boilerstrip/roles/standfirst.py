"""Finds the standfirst."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice

from boilerstrip.document import Document
from boilerstrip.roles.claimed import Claimed
from boilerstrip.roles.standfirst_cues import Cues

_REACH = 25
_BEHIND_MAIN = 4
_LEAST_REACH = 10
_LEAST_WORDS, _MOST_WORDS = 5, 90
_SHORTLIST = 4
_LEAST_SCORE = 0.6


def find_standfirst(document: Document, claimed: Claimed, headline: int | None, byline: Sequence[int]) -> int | None:
    """The block that sums the article up under its headline, or `None` where none is likely enough."""
    if headline is None:
        return None
    cues = Cues(document, claimed, headline, tuple(byline))
    best, best_score = None, _LEAST_SCORE
    for place, index in enumerate(islice(_candidates(document, claimed, headline, byline), _SHORTLIST)):
        score = cues.score(index, place)
        if score > best_score:
            best, best_score = index, score
    return best


def _candidates(document: Document, claimed: Claimed, headline: int, byline: Sequence[int]) -> Iterator[int]:
    """The blocks of a sentence's length behind the headline that nothing else claims."""
    start = headline + 1
    end = max(start + _LEAST_REACH, min(document.main.start + _BEHIND_MAIN, start + _REACH))
    for index in range(start, min(end, len(document.blocks))):
        if not _LEAST_WORDS <= document.words[index] <= _MOST_WORDS or index in claimed.certain or index in byline:
            continue
        block = document.blocks[index]
        if block.has_words and not block.hidden:
            yield index
