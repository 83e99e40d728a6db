"""Reads JSON as pages write it: in comments, with stray commas, control characters and other people's escapes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from json import JSONDecoder
from typing import Any

_BLANK = re.compile(r"[\s;,\ufeff]*")
_OPENING = re.compile(r"\s*(?:<!--|//\s*<!\[CDATA\[|/\*\s*<!\[CDATA\[\s*\*/|<!\[CDATA\[)")
_CLOSING = ("-->", "//]]>", "/*]]>*/", "]]>", "//")
# Strings, so that nothing in them is taken for a stray comma, and commas before a closing bracket.
_STRING_OR_COMMA = re.compile(r'"(?:[^"\\]|\\.)*"|,(?=\s{0,200}[}\]])', re.S)
_WRONG_ESCAPE = re.compile(r'\\(?!["\\/bfnrt]|u[0-9a-fA-F]{4})(.?)', re.S)


def values_in(text: str) -> list[Any]:
    """The values that a script holds, one behind the other; repaired where it is safe, and none where it is not.

    >>> values_in('{"a": [1, 2,],}'), values_in('<!-- {"a": "x,]"} -->'), values_in("{'a': 1}")
    ([{'a': [1, 2]}], [{'a': 'x,]'}], [])
    """
    text = _bare(text)
    try:
        return list(_decoded(text))
    except (ValueError, RecursionError):
        pass
    found = []
    try:
        for value in _decoded(_STRING_OR_COMMA.sub(_mended, text)):
            found.append(value)  # noqa: PERF402
    except (ValueError, RecursionError):
        pass
    return found


def _bare(text: str) -> str:
    """The text without the comment around it, and unescaped where all its quotes are escaped."""
    if opening := _OPENING.match(text):
        text = text[opening.end() :].rstrip()
        for closing in _CLOSING:
            text = text.removesuffix(closing).rstrip()
    return unescape(text) if '"' not in text and "&quot;" in text else text


def _decoded(text: str) -> Iterator[Any]:
    decode = JSONDecoder(strict=False).raw_decode  # control characters in strings are let pass
    place = _BLANK.match(text).end()  # type: ignore[union-attr]  # it matches nothing too
    while place < len(text):
        value, place = decode(text, place)
        yield value
        place = _BLANK.match(text, place).end()  # type: ignore[union-attr]


def _mended(match: re.Match[str]) -> str:
    found = match[0]
    return "" if found == "," else _WRONG_ESCAPE.sub(r"\1", found)
