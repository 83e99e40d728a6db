"""Extracts the fields of a text in the layout of `Article.text`, which says where its body begins (see `document.saved_layout`)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from boilerstrip.document import Document
from boilerstrip.document.segmentation import Run
from boilerstrip.fields.byline import Byline
from boilerstrip.recognisers.author_notes import read_note_authors
from boilerstrip.recognisers.authors import parse_authors
from boilerstrip.recognisers.credit_blocks import is_credit_opening, parse_credit

# Words: of a field that opens like a credit, of a credit that is only a name, and of a standfirst, which is longer than a name.
_MOST_CREDIT_WORDS = 12
_MOST_NAME_WORDS = 6
_LEAST_STANDFIRST_WORDS = 5
_MOST_FIELDS = 3
_QUESTION_ENDS = "?!？！"


class SavedFields(NamedTuple):
    """Headline, standfirst and byline as blocks; what the text does not have is `None` or empty."""

    headline: int | None
    standfirst: tuple[int, ...]
    byline: Byline


def extract_saved_fields(document: Document, fields: Sequence[Run]) -> SavedFields:
    r"""Which of a text's fields is which; they have the order of `Article.text`.

    >>> from boilerstrip.readers import read
    >>> page = read("Ferry sinks\n\nAda Wren is a writer in Wrenmouth.\n\n\nNobody was hurt.")
    >>> extract_saved_fields(page, page.saved_fields)
    SavedFields(headline=0, standfirst=(), byline=Byline(blocks=(1,), authors=('Ada Wren',)))
    """
    remaining = [tuple(range(field.start, field.end)) for field in fields]
    has_byline = len(remaining) == _MOST_FIELDS or _is_byline(document, remaining[-1], is_only_field=len(remaining) == 1)
    byline = remaining.pop() if has_byline else ()
    # No headline has a line break.
    headline = remaining.pop(0)[0] if remaining and len(remaining[0]) == 1 else None
    return SavedFields(headline, tuple([block for blocks in remaining for block in blocks]), _parse_byline(document, byline))


def _is_byline(document: Document, blocks: Sequence[int], *, is_only_field: bool) -> bool:
    """Whether a field credits somebody; the only field of a text must be a full credit or note."""
    first = blocks[0]
    words, credit = document.words[first], parse_credit(document, first)
    if read_note_authors(document, first) or (credit and (credit.labelled or credit.prefixed or words <= _MOST_NAME_WORDS)):
        return True
    if is_only_field:
        return False
    opens_like_credit = words <= _MOST_CREDIT_WORDS and is_credit_opening(document, first)
    text = document.blocks[first].text
    may_be_name = words < _LEAST_STANDFIRST_WORDS and not text[0].isdigit() and text[-1] not in _QUESTION_ENDS
    return opens_like_credit or credit is not None or may_be_name


def _parse_byline(document: Document, blocks: tuple[int, ...]) -> Byline:
    if not blocks:
        return Byline()
    if authors := read_note_authors(document, blocks[0]):
        return Byline(blocks, authors)
    credit = parse_credit(document, blocks[0])
    return Byline(blocks, credit.authors if credit else parse_authors(document.blocks[blocks[0]].text, document.lexicon))
