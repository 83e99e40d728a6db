"""Finds the standfirst."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from boilerstrip.document import Document
from boilerstrip.fields.reconcile import ClaimedBlocks
from boilerstrip.fields.standfirst_features import StandfirstFeatures

_REACH = 25
_BEHIND_MAIN = 4
_LEAST_REACH, _SAID_REACH = 10, 15
_MOST_POINTS = 7
_FEWEST_WORDS, _LEAST_WORDS, _MOST_WORDS = 3, 5, 90
# A short line that stands again is a section's heading or a label.
_SHORT_WORDS = 12
_SHORTLIST = 4
_LEAST_SCORE = 0.6
_LEAST_LEFT = 0.5


def find_standfirst(document: Document, claimed: ClaimedBlocks, headline: int | None, byline: Sequence[int]) -> tuple[int, ...]:
    """The block that sums the article up under its headline, and the points that go on with it; none where none is likely enough."""
    if headline is None:
        return ()
    cues = StandfirstFeatures.of(document, claimed, headline, byline)
    best, best_score = None, _LEAST_SCORE
    for place, index in enumerate(_candidates(cues)):
        if place >= _SHORTLIST and not cues.is_description(index):
            continue
        score = cues.score(index, place)
        if score > best_score:
            best, best_score = index, score
    if best is None:
        return ()
    found = (best, *_points(cues, best))
    return found if _leaves_an_article(document, found) else ()


def _leaves_an_article(document: Document, found: Sequence[int]) -> bool:
    """Whether there is more to the article: of a short notice, pages say all of it in their head."""
    prose = document.prose
    own = sum([prose[index] for index in found])
    inside = [index for index in found if index in document.main]
    return sum(prose[document.main.start : document.main.end]) - sum([prose[i] for i in inside]) >= _LEAST_LEFT * own


def _points(cues: StandfirstFeatures, first: int) -> tuple[int, ...]:
    """What goes on with a standfirst that begins a list, or that the page's description begins with and wholly consists of."""
    document = cues.document
    blocks = document.blocks
    last = min(len(blocks), first + _MOST_POINTS)
    if blocks[first].kind == "list_item" and cues.is_marked(first):
        same = (i for i in range(first + 1, last) if blocks[i].kind != "list_item" or blocks[i].tokens != blocks[first].tokens)
        return tuple(range(first + 1, next(same, last)))
    whole = document.folded[first]
    for index in range(first + 1, last):
        whole = f"{whole} {document.folded[index]}"
        if cues.describes(whole):
            return tuple(range(first + 1, index + 1))
    return ()


def _candidates(cues: StandfirstFeatures) -> Iterator[int]:
    """The blocks of a sentence's length behind the headline that nothing else claims; farther down, what the page's head says."""
    document, start = cues.document, cues.headline + 1
    end = max(start + _LEAST_REACH, min(document.main.start + _BEHIND_MAIN, start + _REACH))
    farthest = max(end, document.main.start + _SAID_REACH) if cues.descriptions else end
    taken = cues.claimed.certain | cues.claimed.crumbs
    for index in range(start, min(farthest, len(document.blocks))):
        words = document.words[index]
        if not _FEWEST_WORDS <= words <= _MOST_WORDS or index in cues.byline:
            continue
        block = document.blocks[index]
        if index in taken or (words < _SHORT_WORDS and index in cues.claimed.has_later_copy):
            continue
        said = (words < _LEAST_WORDS or index >= end) and cues.is_description(index)
        likely = said or (words >= _LEAST_WORDS and index < end)
        if likely and block.has_words and not block.hidden and not cues.is_title(index):
            yield index
