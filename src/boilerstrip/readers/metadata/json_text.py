"""Reads JSON as pages write it: in comments, with stray commas, control characters and escapes of other languages."""

from __future__ import annotations

import re
from html import unescape
from json import JSONDecoder
from typing import Any

_BLANK = re.compile(r"[\s;,\ufeff]*")
_OPENING = re.compile(r"\s*(?:<!--|//\s*<!\[CDATA\[|/\*\s*<!\[CDATA\[\s*\*/|<!\[CDATA\[)")
_CLOSING = ("-->", "//]]>", "/*]]>*/", "]]>", "//")
# Strings, so that no comma inside them counts as stray, and commas before a closing bracket. A string that never ends matches, too:
# a search for the next string that ends would be quadratic. Possessive, so that nothing is kept for backtracking.
_STRING_OR_COMMA = re.compile(r'"(?:[^"\\]++|\\.)*+"?|,(?=\s{0,200}[}\]])', re.S)
# Valid escapes, and backslashes that begin none.
_ESCAPE = re.compile(r'(\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))|\\')


def read_json_values(text: str) -> list[Any]:
    """The values that a script holds, one after another. Mistakes are repaired where that is safe; what follows another mistake is dropped.

    >>> read_json_values('{"a": [1, 2,],}'), read_json_values('<!-- {"a": "x,]"} -->'), read_json_values("{'a': 1}")
    ([{'a': [1, 2]}], [{'a': 'x,]'}], [])
    """
    text = _strip_comment(text)
    values, whole = _decode_values(text)
    return values if whole else _decode_values(_STRING_OR_COMMA.sub(_repair, text))[0]


def _strip_comment(text: str) -> str:
    """The text without the comment around it. It is unescaped if all its quotes are escaped."""
    if opening := _OPENING.match(text):
        text = text[opening.end() :].rstrip()
        for closing in _CLOSING:
            text = text.removesuffix(closing).rstrip()
    return unescape(text) if '"' not in text and "&quot;" in text else text


def _decode_values(text: str) -> tuple[list[Any], bool]:
    """The values up to the first mistake, and whether there was no mistake."""
    decode = JSONDecoder(strict=False).raw_decode  # not strict: control characters in strings are allowed
    values: list[Any] = []
    place = _skip_blanks(text, 0)
    while place < len(text):
        try:
            value, place = decode(text, place)
        except (ValueError, RecursionError):
            return values, False
        values.append(value)
        place = _skip_blanks(text, place)
    return values, True


def _skip_blanks(text: str, place: int) -> int:
    blanks = _BLANK.match(text, place)
    return blanks.end() if blanks else place


def _repair(match: re.Match[str]) -> str:
    text = match[0]
    return "" if text == "," else _ESCAPE.sub(r"\1", text)
