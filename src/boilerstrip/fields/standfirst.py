"""Finds the standfirst."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from boilerstrip.document import Document
from boilerstrip.fields.claimed_blocks import ClaimedBlocks
from boilerstrip.fields.standfirst_features import StandfirstFeatures

# Where candidates stand: up to this many blocks after the start of the running text, but between the least and the most after the headline.
_REACH_AFTER_MAIN_START = 4
_LEAST_REACH = 10
_MOST_REACH = 25
# A block that is the page's description may stand farther down: this many blocks after the start of the running text.
_DESCRIPTION_REACH = 15
# Words of a candidate; a block that is the page's description may have fewer.
_LEAST_WORDS = 5
_LEAST_DESCRIPTION_WORDS = 3
_MOST_WORDS = 90
# A shorter line that has a later copy is a section's heading or a label.
_LEAST_UNIQUE_WORDS = 12
# Only so many candidates are scored, except those that are the page's description.
_SHORTLIST = 4
_LEAST_SCORE = 0.6  # a page whose best candidate scores less has no standfirst
_MOST_POINTS = 7
# The article needs this many words of running text for each word of running text in its standfirst.
_LEAST_REMAINING_SHARE = 0.5


def find_standfirst(document: Document, claimed: ClaimedBlocks, headline: int | None, byline: Sequence[int]) -> tuple[int, ...]:
    """The block that sums up the article after its headline, and the points that continue it; empty where no block is likely enough."""
    if headline is None:
        return ()
    features = StandfirstFeatures.from_document(document, claimed, headline, byline)
    best, best_score = None, _LEAST_SCORE
    for place, index in enumerate(_find_candidates(features)):
        if place >= _SHORTLIST and not features.is_description(index):
            continue
        score = features.score(index, place)
        if score > best_score:
            best, best_score = index, score
    if best is None or not features.has_evidence(best):
        return ()
    standfirst = (best, *_find_points(features, best))
    return standfirst if _has_article_besides(document, standfirst) else ()


def _has_article_besides(document: Document, standfirst: Sequence[int]) -> bool:
    """Whether there is more to the article than the standfirst: the description of a short notice can be the whole notice."""
    prose = document.prose
    own = sum([prose[index] for index in standfirst])
    inside = sum([prose[index] for index in standfirst if index in document.main])
    return sum(prose[document.main.start : document.main.end]) - inside >= _LEAST_REMAINING_SHARE * own


def _find_points(features: StandfirstFeatures, first: int) -> tuple[int, ...]:
    """The rest of a standfirst of several blocks: the items of a list, or the blocks that together are the page's description."""
    document = features.document
    blocks = document.blocks
    last = min(len(blocks), first + _MOST_POINTS)
    if blocks[first].kind == "list_item" and features.is_marked(first):
        list_ends = (
            i for i in range(first + 1, last) if blocks[i].kind != "list_item" or blocks[i].tokens != blocks[first].tokens
        )
        return tuple(range(first + 1, next(list_ends, last)))
    together = document.folded[first]
    for index in range(first + 1, last):
        together = f"{together} {document.folded[index]}"
        if features.is_description_text(together):
            return tuple(range(first + 1, index + 1))
    return ()


def _find_candidates(features: StandfirstFeatures) -> Iterator[int]:
    """The unclaimed blocks of a sentence's length after the headline; farther down, only those that are the page's description."""
    document, start = features.document, features.headline + 1
    end = max(start + _LEAST_REACH, min(document.main.start + _REACH_AFTER_MAIN_START, start + _MOST_REACH))
    farthest = max(end, document.main.start + _DESCRIPTION_REACH) if features.descriptions else end
    excluded = features.claimed.certain | features.claimed.breadcrumbs
    for index in range(start, min(farthest, len(document.blocks))):
        words = document.words[index]
        if not _LEAST_DESCRIPTION_WORDS <= words <= _MOST_WORDS or index in features.byline:
            continue
        block = document.blocks[index]
        if index in excluded or (words < _LEAST_UNIQUE_WORDS and index in features.claimed.has_later_copy):
            continue
        is_ordinary = words >= _LEAST_WORDS and index < end
        if (
            (is_ordinary or features.is_description(index))
            and block.has_words
            and not block.hidden
            and not features.is_title(index)
        ):
            yield index
