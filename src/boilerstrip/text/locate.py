"""Where in the source the end of a block begins."""

from __future__ import annotations

import re
from collections.abc import Iterator

from boilerstrip.text.normalise import tidy

# Behind the text of a link: its target, which no block holds.
_TARGET = re.compile(
    r"\]\((?:<[^<>\n]{0,2000}>|[^\s()]{0,2000}(?:\\?\([^\s()]{0,200}\)[^\s()]{0,2000}){0,9})(?:\s+\"[^\"\n]{0,300}\")?\)"
)
_OPENING = "[*_`~\"'“„«‘(<"


def find_tail(raw: str, tail: str) -> int | None:
    """The place from which on `raw` reads as `tail`, with the marks that open there; `None` where it does not end so.

    >>> find_tail("It sank. *[Sign up](https://wren.example/a) now.*", "Sign up now.")
    9
    >>> find_tail("It sank.", "Sign up now.") is None
    True
    """
    place = _as_written(raw, tail)
    return _by_letters(raw, tail) if place is None else place


def _as_written(raw: str, tail: str) -> int | None:
    first = tail.split(" ", 1)[0]
    place = raw.rfind(first)
    farthest = len(raw) - 4 * len(tail) - 200
    while place >= max(0, farthest):
        if tidy(raw[place:]) == tail:
            return place
        place = raw.rfind(first, 0, place)
    return None


def _by_letters(raw: str, tail: str) -> int | None:
    """The same where marks or the targets of links stand between: told by letters and digits alone."""
    wanted = [character for character in tail if character.isalnum()]
    places = list(_letters(raw))[-len(wanted) :] if wanted else []
    if not places or [raw[place] for place in places] != wanted:
        return None
    place = places[0]
    while place and raw[place - 1] in _OPENING:
        place -= 1
    return place


def _letters(raw: str) -> Iterator[int]:
    """Where letters and digits stand outside the targets of links."""
    start = 0
    for target in (*_TARGET.finditer(raw), None):
        end = target.start() if target else len(raw)
        yield from (place for place in range(start, end) if raw[place].isalnum())
        start = target.end() if target else end
