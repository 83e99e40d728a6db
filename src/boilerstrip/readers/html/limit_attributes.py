"""Takes the attributes off tags that have thousands: parsers keep them in a list, and walk it for each one."""

from __future__ import annotations

import re
from collections.abc import Iterator

_LONG, _MOST = 20_000, 2000
_NAME_AND_REST = re.compile(r"([a-zA-Z][^\s>/]{0,100})([^>]*)")
_QUOTED = re.compile(r"\"[^\"]*\"|'[^']*'")


def limit_attributes(source: str) -> str:
    """The page without the attributes of tags that have more than 2,000; what stands in quotes counts as one.

    >>> limit_attributes("<p a b>One"), limit_attributes("<p " + "a=1 " * 9000 + ">One")
    ('<p a b>One', '<p >One')
    """
    found: list[str] = []
    done = 0
    for start, end in _long_parts(source):
        part = source[start:end]
        light = _lightened(part)
        if light is not part:
            found += source[done:start], light
            done = end
    return "".join((*found, source[done:])) if found else source


def _long_parts(source: str) -> Iterator[tuple[int, int]]:
    """Where the long pieces between two openings of tags stand; most pages are looked at in a few long steps."""
    start = 0
    while len(source) - start > _LONG:
        opening = source.rfind("<", start, start + _LONG + 1)
        if opening < 0:
            opening = source.find("<", start + _LONG)
            end = len(source) if opening < 0 else opening
            yield start, end
            opening = end
        start = opening + 1


def _lightened(part: str) -> str:
    """A tag and what stands behind it, without the tag's attributes where there are too many."""
    tag = _NAME_AND_REST.match(part)
    if tag is None or len(tag[2]) <= _LONG:
        return part
    bare = _QUOTED.sub("x", tag[2])
    # A quote that stays open goes on behind this piece, which is no whole tag then.
    whole = "'" not in bare and '"' not in bare
    return f"{tag[1]} {part[tag.end() :]}" if whole and len(bare.split()) > _MOST else part
