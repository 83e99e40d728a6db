"""Takes the attributes off tags that have thousands. Parsers keep them in a list and search it for each attribute: quadratic time."""

from __future__ import annotations

import re
from collections.abc import Iterator

_LONG_CHARS, _MOST_ATTRIBUTES = 20_000, 2000
_NAME_AND_REST = re.compile(r"([a-zA-Z][^\s>/]{0,100})([^>]*)")
_QUOTED = re.compile(r"\"[^\"]*\"|'[^']*'")


def limit_attributes(source: str) -> str:
    """The page without the attributes of tags that have more than 2,000. A quoted value counts as one attribute.

    >>> limit_attributes("<p a b>One"), limit_attributes("<p " + "a=1 " * 9000 + ">One")
    ('<p a b>One', '<p >One')
    """
    parts: list[str] = []
    done = 0
    for start, end in _find_long_parts(source):
        part = source[start:end]
        light = _drop_attributes(part)
        if light is not part:
            parts += source[done:start], light
            done = end
    return "".join((*parts, source[done:])) if parts else source


def _find_long_parts(source: str) -> Iterator[tuple[int, int]]:
    """The long stretches between two openings of tags. Most pages have none, and are searched in a few long steps."""
    start = 0
    while len(source) - start > _LONG_CHARS:
        opening = source.rfind("<", start, start + _LONG_CHARS + 1)
        if opening < 0:
            opening = source.find("<", start + _LONG_CHARS)
            end = len(source) if opening < 0 else opening
            yield start, end
            opening = end
        start = opening + 1


def _drop_attributes(part: str) -> str:
    """A tag and the text after it, without the tag's attributes if there are too many."""
    tag = _NAME_AND_REST.match(part)
    if tag is None or len(tag[2]) <= _LONG_CHARS:
        return part
    bare = _QUOTED.sub("x", tag[2])
    # An open quote continues after this stretch, which then is no whole tag.
    whole = "'" not in bare and '"' not in bare
    return f"{tag[1]} {part[tag.end() :]}" if whole and len(bare.split()) > _MOST_ATTRIBUTES else part
