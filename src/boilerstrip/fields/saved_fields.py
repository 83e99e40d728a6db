"""Which of a text's fields are which, where the text tells where its body begins (see `setting`)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from boilerstrip.document import Document
from boilerstrip.document.segmentation import Run
from boilerstrip.fields.byline import Byline
from boilerstrip.recognisers.author_notes import note_at
from boilerstrip.recognisers.authors import parse_authors
from boilerstrip.recognisers.credits import is_credit_opening, parse_credit

# In words: what credits somebody is short, and may be as short as a name, which no standfirst is.
_MOST_CREDIT, _MOST_BARE, _LEAST_STANDFIRST = 12, 6, 5
_FIELDS = 3
_ASKS = "?!？！"


class Head(NamedTuple):
    """Headline, standfirst and byline as blocks; what is not there is `None` or empty."""

    headline: int | None
    standfirst: tuple[int, ...]
    byline: Byline


def extract_saved_fields(document: Document, fields: Sequence[Run]) -> Head:
    r"""The fields of a text that tells them from its body, in the order in which `Article.text` has them.

    >>> from boilerstrip.readers import read
    >>> page = read("Ferry sinks\n\nAda Wren is a writer in Wrenmouth.\n\n\nNobody was hurt.")
    >>> extract_saved_fields(page, page.saved_fields)
    Head(headline=0, standfirst=(), byline=Byline(blocks=(1,), authors=('Ada Wren',)))
    """
    rows = [tuple(range(field.start, field.end)) for field in fields]
    byline = rows.pop() if len(rows) == _FIELDS or _credits(document, rows[-1], alone=len(rows) == 1) else ()
    # No headline has a line break.
    headline = rows.pop(0)[0] if rows and len(rows[0]) == 1 else None
    return Head(headline, tuple([block for row in rows for block in row]), _byline(document, byline))


def _credits(document: Document, blocks: Sequence[int], *, alone: bool) -> bool:
    """Whether a field credits somebody; where it is the only one, it has to say so."""
    first = blocks[0]
    words, credit = document.words[first], parse_credit(document, first)
    if note_at(document, first) or (credit and (credit.labelled or credit.prefixed or words <= _MOST_BARE)):
        return True
    if alone:
        return False
    opens = words <= _MOST_CREDIT and is_credit_opening(document, first)
    text = document.blocks[first].text
    named = words < _LEAST_STANDFIRST and not text[0].isdigit() and text[-1] not in _ASKS
    return opens or credit is not None or named


def _byline(document: Document, blocks: tuple[int, ...]) -> Byline:
    if not blocks:
        return Byline()
    if note := note_at(document, blocks[0]):
        return Byline(blocks, note[1])
    credit = parse_credit(document, blocks[0])
    return Byline(blocks, credit.authors if credit else parse_authors(document.blocks[blocks[0]].text, document.lexicon))
