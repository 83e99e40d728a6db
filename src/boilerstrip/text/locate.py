"""Finds the place in the source at which the last sentences of a block begin."""

from __future__ import annotations

import re
from collections.abc import Iterator

from boilerstrip.text.normalise import tidy
from boilerstrip.text.quotation_marks import COMMON_OPENING_QUOTES, STRAIGHT_QUOTES

# The target of a Markdown link. It stands after the link's text, and no block holds it.
_LINK_TARGET = re.compile(
    r"\]\((?:<[^<>\n]{0,2000}>|[^\s()]{0,2000}(?:\\?\([^\s()]{0,200}\)[^\s()]{0,2000}){0,9})(?:\s+\"[^\"\n]{0,300}\")?\)"
)
# Marks that belong to the word after them.
_OPENING_MARKS = f"[*_`~(<{STRAIGHT_QUOTES}{COMMON_OPENING_QUOTES}"


def find_tail(raw: str, tail: str) -> int | None:
    """The place in `raw` from which it reads as `tail`; `None` where it does not end with `tail`.

    Marks that open at that place are included.

    >>> find_tail("It sank. *[Sign up](https://wren.example/a) now.*", "Sign up now.")
    9
    >>> find_tail("It sank.", "Sign up now.") is None
    True
    """
    place = _find_verbatim(raw, tail)
    return _find_by_letters(raw, tail) if place is None else place


def _find_verbatim(raw: str, tail: str) -> int | None:
    first = tail.split(" ", 1)[0]
    place = raw.rfind(first)
    farthest = len(raw) - 4 * len(tail) - 200
    while place >= max(0, farthest):
        if tidy(raw[place:]) == tail:
            return place
        place = raw.rfind(first, 0, place)
    return None


def _find_by_letters(raw: str, tail: str) -> int | None:
    """The same for a source with marks or link targets between the words: only letters and digits are compared."""
    wanted = [character for character in tail if character.isalnum()]
    places = list(_iterate_letter_places(raw))[-len(wanted) :] if wanted else []
    if not places or [raw[place] for place in places] != wanted:
        return None
    place = places[0]
    while place and raw[place - 1] in _OPENING_MARKS:
        place -= 1
    return place


def _iterate_letter_places(raw: str) -> Iterator[int]:
    """The places of letters and digits outside link targets."""
    start = 0
    for target in (*_LINK_TARGET.finditer(raw), None):
        end = target.start() if target else len(raw)
        yield from (place for place in range(start, end) if raw[place].isalnum())
        start = target.end() if target else end
