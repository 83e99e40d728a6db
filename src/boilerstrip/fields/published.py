"""The date of publication: from the page's metadata, or else from a line near the headline."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from boilerstrip.document import Document
from boilerstrip.fields.claimed_blocks import ClaimedBlocks
from boilerstrip.fields.other_articles import is_of_other_article
from boilerstrip.recognisers.dates import is_date_line, mentions_update, parse_date

# Blocks before and after the headline where dates are looked for.
_REACH_BEFORE = 4
_REACH_AFTER = 12
_MOST_BYLINE_WORDS = 25
_MOST_LABEL_WORDS = 3


def find_published(document: Document, claimed: ClaimedBlocks, headline: int | None, byline: Sequence[int]) -> datetime | None:
    r"""The date of publication; `None` where the page has no date, has only that of a change, or has one that can be read in two ways.

    >>> from boilerstrip.readers import read
    >>> page = read("Ferry sinks\nBy Ada Wren | 3 May 2031\nThe ferry sank at dawn, and nobody saw it go under.")
    >>> find_published(page, ClaimedBlocks(), 0, (1,)).isoformat()
    '2031-05-03T00:00:00'
    """
    if document.declared.published:
        date = parse_date(document.declared.published, document.lexicon, document.language)
        if date is not None:
            return date
    places = _find_places(document, claimed, headline, byline)
    lines = (document.blocks[index].text for index in places if not _is_after_update_label(document, index))
    dates = (
        parse_date(text, document.lexicon, document.language) for text in lines if any(letter.isdigit() for letter in text)
    )
    return next((date for date in dates if date is not None), None)


def _is_after_update_label(document: Document, index: int) -> bool:
    """Whether the line before is a label such as "Updated", so that this line is the date of a change."""
    before = index - 1
    return (
        before >= 0
        and document.words[before] <= _MOST_LABEL_WORDS
        and mentions_update(document.folded[before], document.lexicon)
    )


def _find_places(document: Document, claimed: ClaimedBlocks, headline: int | None, byline: Sequence[int]) -> Iterator[int]:
    """The lines that may have the date: those of the byline, and lines of dates after the headline, or else before it."""
    yield from (index for index in byline if document.words[index] <= _MOST_BYLINE_WORDS)
    if headline is None:
        return
    after = range(headline + 1, min(len(document.blocks), headline + 1 + _REACH_AFTER))
    top = [
        index for index in after if _is_dated(document, claimed, index) and not is_of_other_article(document, headline, index)
    ]
    before = range(headline - 1, max(-1, headline - 1 - _REACH_BEFORE), -1)
    yield from top or [index for index in before if _is_dated(document, claimed, index)]


def _is_dated(document: Document, claimed: ClaimedBlocks, index: int) -> bool:
    if index in claimed.dated:
        return True
    is_free = index not in claimed.certain and not document.blocks[index].hidden
    return is_free and is_date_line(document.blocks[index].text, document.lexicon, document.language)
