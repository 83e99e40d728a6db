"""Reads JSON as pages write it: in comments, with stray commas, control characters and other people's escapes."""

from __future__ import annotations

import re
from html import unescape
from json import JSONDecoder
from typing import Any

_BLANK = re.compile(r"[\s;,\ufeff]*")
_OPENING = re.compile(r"\s*(?:<!--|//\s*<!\[CDATA\[|/\*\s*<!\[CDATA\[\s*\*/|<!\[CDATA\[)")
_CLOSING = ("-->", "//]]>", "/*]]>*/", "]]>", "//")
# Strings, so that nothing in them is taken for a stray comma, and commas before a closing bracket. A string that never ends is
# one too: looking for the next that might would be quadratic. Possessive, since a way back would be kept for each character.
_STRING_OR_COMMA = re.compile(r'"(?:[^"\\]++|\\.)*+"?|,(?=\s{0,200}[}\]])', re.S)
# Right escapes, and backslashes that begin none.
_ESCAPE = re.compile(r'(\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))|\\')


def values_in(text: str) -> list[Any]:
    """The values that a script holds, one behind the other; repaired where it is safe, and none where it is not.

    >>> values_in('{"a": [1, 2,],}'), values_in('<!-- {"a": "x,]"} -->'), values_in("{'a': 1}")
    ([{'a': [1, 2]}], [{'a': 'x,]'}], [])
    """
    text = _bare(text)
    values, whole = _decoded(text)
    return values if whole else _decoded(_STRING_OR_COMMA.sub(_mended, text))[0]


def _bare(text: str) -> str:
    """The text without the comment around it, and unescaped where all its quotes are escaped."""
    if opening := _OPENING.match(text):
        text = text[opening.end() :].rstrip()
        for closing in _CLOSING:
            text = text.removesuffix(closing).rstrip()
    return unescape(text) if '"' not in text and "&quot;" in text else text


def _decoded(text: str) -> tuple[list[Any], bool]:
    """The values up to the first mistake, and whether there is none."""
    decode = JSONDecoder(strict=False).raw_decode  # control characters in strings are let pass
    values: list[Any] = []
    place = _behind_blanks(text, 0)
    while place < len(text):
        try:
            value, place = decode(text, place)
        except (ValueError, RecursionError):
            return values, False
        values.append(value)
        place = _behind_blanks(text, place)
    return values, True


def _behind_blanks(text: str, place: int) -> int:
    found = _BLANK.match(text, place)
    return found.end() if found else place


def _mended(match: re.Match[str]) -> str:
    found = match[0]
    return "" if found == "," else _ESCAPE.sub(r"\1", found)
