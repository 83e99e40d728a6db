"""Finds the byline and the authors' names."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass

from boilerstrip.document import Document
from boilerstrip.roles.names import author_note, authors_of, credit_line, is_name

_BEFORE, _BEHIND = 3, 12
_MOST_WORDS = 25
_NOTE_REACH = 12


@dataclass(frozen=True, slots=True)
class Byline:
    """The blocks of the credit and the names in it; empty where the page credits nobody."""

    blocks: tuple[int, ...] = ()
    authors: tuple[str, ...] = ()


def find_byline(document: Document, taken: Set[int], headline: int | None) -> Byline:
    """The article's credit: a "By ..." line or a bare name near the headline, else the author's note at the end.

    Credits of teasers stand elsewhere and do not count. None is better than a wrong one.
    """
    return _near_headline(document, taken, headline) or _note_at_end(document, taken) or Byline()


def _near_headline(document: Document, taken: Set[int], headline: int | None) -> Byline | None:
    anchor = document.main.start if headline is None else headline
    start = max(0, anchor - _BEFORE)
    end = min(len(document.blocks), max(anchor + _BEHIND, document.main.start + 2), anchor + 3 * _BEHIND)
    near = [i for i in range(start, end) if i not in taken and i != headline and 0 < document.words[i] <= _MOST_WORDS]
    for test in (credit_line, is_name):
        for index in near:
            text = document.blocks[index].text
            if test is is_name and index < anchor:
                continue
            if test(text, document.lexicon) and (authors := authors_of(text, document.lexicon)):
                return Byline((index,), authors)
    return None


def _note_at_end(document: Document, taken: Set[int]) -> Byline | None:
    """The author's note behind the article, or as its last paragraph."""
    end = document.main.end
    for index in range(max(document.main.start + 1, end - 3), min(len(document.blocks), end + _NOTE_REACH)):
        if index in taken or document.words[index] < 4:
            continue
        if name := author_note(document.blocks[index].text, document.lexicon, document.lexicon.notes):
            return Byline((index,), authors_of(name, document.lexicon) or (name,))
    return None
