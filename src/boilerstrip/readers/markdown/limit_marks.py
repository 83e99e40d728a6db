"""Hides Markdown's marks where there are so many that its parser would need a hundred times the memory that the source does.

comrak makes a node of some 220 bytes for every character that could be a mark, and fills up the rows of a table to the width of its
head: 14 kB of `|` become 160 MB, and take 15 seconds. What is hidden is read as plain text; no page that somebody wrote comes near.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

_MARKS = "!\"&')*+-.>[\\]_`|~"
_FIRST = 0xFDDA
# A source may have so many marks beyond one in sixty characters, and so many cells beyond twice those that it writes out.
_MOST_MARKS, _CHARS_A_MARK = 180_000, 60
_MOST_CELLS = 20_000
_HIDING = {mark: chr(_FIRST + place) for place, mark in enumerate(_MARKS)}
_RULE = frozenset(" \t>|:-")
_RULED = re.compile(r"-[ \t:]*\|")
BAR = _HIDING["|"]
# The marks, by the characters that stand in for them.
STAND_INS = {stand_in: mark for mark, stand_in in _HIDING.items()}


def limit_marks(text: str) -> str:
    r"""A source whose lines end in "\n", with stand-ins for the marks that are too many: those of whole lines, or the bars of a table's rule.

    >>> limit_marks("**Ferry** sinks") == "**Ferry** sinks"
    True
    >>> "[" in limit_marks("Ferry\n" + "[" * 200_000)
    False
    """
    if "|" in text and _RULED.search(text):
        text = _without_wide_tables(text)
    if len(text) > _MOST_MARKS and _excess(text) > _MOST_MARKS:
        return _with_fewer_marks(text)
    return text


def exchanged(text: str, characters: Mapping[str, str]) -> str:
    """A text with other characters for these: `str.translate` asks for each character, and takes ten times as long for a few.

    >>> exchanged("a|b", {"|": "/"})
    'a/b'
    """
    for one, other in characters.items():
        if one in text:
            text = text.replace(one, other)
    return text


def _excess(text: str) -> int:
    """How many marks a text has beyond one in sixty characters."""
    return max(0, sum(map(text.count, _MARKS)) - len(text) // _CHARS_A_MARK)


def _with_fewer_marks(text: str) -> str:
    lines, left = text.split("\n"), _MOST_MARKS
    for number, line in enumerate(lines):
        excess = _excess(line)
        if excess > left:
            lines[number] = exchanged(line, _HIDING)
        else:
            left -= excess
    return "\n".join(lines)


def _without_wide_tables(text: str) -> str:
    lines, left, hidden = text.split("\n"), _MOST_CELLS, False
    rows = written = 0  # of the table, if it is one, that the line stands above
    for number in range(len(lines) - 1, -1, -1):
        line = lines[number]
        if not line.strip(" \t>"):
            rows = written = 0
            continue
        bars = line.count("|")
        if bars and _RULE.issuperset(line):
            added = (bars + 1) * rows - 2 * written
            if added > left:
                lines[number], hidden = line.replace("|", BAR), True
            else:
                left -= max(0, added)
        rows, written = rows + 1, written + bars + 1
    return "\n".join(lines) if hidden else text
