"""When the article was published: as the page's head declares it, or else as a line near the headline says."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from boilerstrip.document import Document
from boilerstrip.fields.reconcile import ClaimedBlocks
from boilerstrip.recognisers.dates import mentions_update, parse_date

_BEFORE, _BEHIND = 4, 12
_MOST_WORDS, _LABEL_WORDS = 25, 3


def find_published(document: Document, claimed: ClaimedBlocks, headline: int | None, byline: Sequence[int]) -> datetime | None:
    r"""The moment of publication; `None` where the page tells none, tells only when it was changed, or can be read in two ways.

    >>> from boilerstrip.readers import read
    >>> page = read("Ferry sinks\nBy Ada Wren | 3 May 2031\nThe ferry sank at dawn, and nobody saw it go under.")
    >>> find_published(page, ClaimedBlocks(), 0, (1,)).isoformat()
    '2031-05-03T00:00:00'
    """
    if document.declared.published:
        return parse_date(document.declared.published, document.lexicon, document.language)
    places = _places(document, claimed, headline, byline)
    lines = (document.blocks[index].text for index in places if not _is_changed(document, index))
    found = (
        parse_date(text, document.lexicon, document.language) for text in lines if any(letter.isdigit() for letter in text)
    )
    return next((date for date in found if date is not None), None)


def _is_changed(document: Document, index: int) -> bool:
    """Whether the line before it says that what follows is the date of a change."""
    before = index - 1
    return before >= 0 and document.words[before] <= _LABEL_WORDS and mentions_update(document.folded[before], document.lexicon)


def _places(document: Document, claimed: ClaimedBlocks, headline: int | None, byline: Sequence[int]) -> Iterator[int]:
    """The lines that may tell it: those of the byline, and dates that stand alone around the headline."""
    yield from (index for index in byline if document.words[index] <= _MOST_WORDS)
    if headline is None:
        return
    top = [index for index in range(headline + 1, headline + 1 + _BEHIND) if index in claimed.dated]
    yield from top or [index for index in range(headline - 1, headline - 1 - _BEFORE, -1) if index in claimed.dated]
