"""Blanks out a part of a source without moving the rest, so that a place in the text is the same place in the source."""

from __future__ import annotations

import re
from collections.abc import Iterable

from boilerstrip.document import Wrapping

# A character that no reader shows (WORD JOINER; see `text.normalise.INVISIBLE`): it fills up what a shorter replacement leaves over.
FILLER = "\u2060"
_IN_LINES = re.compile(r"[^\n\v\f\r\x1c-\x1e\x85\u2028\u2029]+")


def blank_out(text: str, start: int, end: int) -> str:
    r"""The text with blanks from `start` to `end`; line breaks stay.

    >>> blank_out("---\na: b\n---\nFerry", 0, 12)
    '   \n    \n   \nFerry'
    """
    blanks = _IN_LINES.sub(lambda match: " " * len(match[0]), text[start:end])
    return f"{text[:start]}{blanks}{text[end:]}"


def fill_up(replacement: str, length: int) -> str:
    """The replacement with invisible characters up to the length of what it replaces. It is not longer.

    >>> len(fill_up("&", 5))
    5
    """
    return replacement + FILLER * (length - len(replacement))


def make_wrapping(text: str, span: tuple[int, int], rule: str, evidence: str) -> Wrapping:
    r"""The part of a text at a span, as a container's own.

    >>> make_wrapping("\n---\na: b\n---\nFerry", (0, 13), "front-matter", "YAML front matter")[:2]
    ('---\na: b\n---', 'front-matter')
    """
    start, end = span
    inner = text[start:end]
    start += len(inner) - len(inner.lstrip())
    inner = inner.strip()
    return Wrapping(inner, rule, evidence, (start, start + len(inner)), len(f"{text[:start]}x".splitlines()) - 1)


def name_fields(names: Iterable[str]) -> str:
    """The names of fields for a reader, at most a handful.

    >>> name_fields(["title", "date"])
    'title, date'
    """
    names = list(names)
    return ", ".join(names[:6]) + (", ..." if len(names) > 6 else "")
