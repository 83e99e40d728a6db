"""Hides marks from the Markdown parser behind stand-in characters: marks that are too many, and the bars of cells that would be lost.

comrak makes a node of some 220 bytes for every character that could be a mark, and fills up the rows of a table to the width of its
header: 14 kB of `|` become 160 MB, and take 15 seconds. Hidden marks are read as plain text. No page that a person wrote reaches the
limits.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

_MARKS = "!\"&')*+-.>[\\]_`|~"
_FIRST_STAND_IN = 0xFDDA
# Marks are excess beyond one in `_CHARS_A_MARK` characters. A source may have this much excess, and this many cells that its tables
# would be filled up with beyond twice the cells that it writes out.
_MOST_EXCESS, _CHARS_A_MARK = 180_000, 60
_MOST_CELLS = 20_000
_STAND_IN_BY_MARK = {mark: chr(_FIRST_STAND_IN + place) for place, mark in enumerate(_MARKS)}
# The line between the header and the rows of a table.
_RULE_CHARACTERS = frozenset(" \t>|:-")
_RULE = re.compile(r"-[ \t:]*\|")
_BAR = _STAND_IN_BY_MARK["|"]
# With no-break spaces, so that "#|" does not become a heading.
_SPACED_BAR = f"\u00a0{_BAR}\u00a0"
# The line of a cell, and the byte of the line after which the cell ends.
_CELL_END = re.compile(r'<t[dh] data-sourcepos="\d+:\d+-(\d+):(\d+)"')
MARK_BY_STAND_IN = {stand_in: mark for mark, stand_in in _STAND_IN_BY_MARK.items()}


def limit_marks(text: str) -> str:
    r"""A source with stand-ins for excess marks: all marks of a line, or the bars of a table's rule. Its lines end in "\n".

    >>> limit_marks("**Ferry** sinks") == "**Ferry** sinks"
    True
    >>> "[" in limit_marks("Ferry\n" + "[" * 200_000)
    False
    """
    if "|" in text and _RULE.search(text):
        text = _hide_wide_tables(text)
    if len(text) > _MOST_EXCESS and _count_excess(text) > _MOST_EXCESS:
        return _hide_excess_marks(text)
    return text


def replace_characters(text: str, replacements: Mapping[str, str]) -> str:
    """The text with other characters for these. `str.translate` looks up every character, and takes ten times as long for a few.

    >>> replace_characters("a|b", {"|": "/"})
    'a/b'
    """
    for old, new in replacements.items():
        if old in text:
            text = text.replace(old, new)
    return text


def keep_long_rows(text: str, html: str) -> str:
    r"""The source with stand-ins for the bars after the last cell of each row in the parser's HTML; the same text if there are none.

    A row with more cells than its table's header loses the other cells in the parser (GFM, tables).

    >>> cells = '<td data-sourcepos="3:1-3:1">a</td>'
    >>> keep_long_rows("x\n:-\na|b", cells).encode("ascii", "namereplace").decode().count("|")
    0
    >>> keep_long_rows("x\n:-\na|", cells) == "x\n:-\na|"
    True
    """
    lines = text.split("\n")
    for number, end in dict(_CELL_END.findall(html)).items():  # the last cell of each line
        row = lines[int(number) - 1].encode("utf-8", "replace")
        rest = row[int(end) :]
        if rest.strip(b" \t|"):
            shown = rest.decode("utf-8", "replace").replace("\\|", _BAR).replace("|", _SPACED_BAR)
            lines[int(number) - 1] = row[: int(end)].decode("utf-8", "replace") + shown
    return "\n".join(lines)


def _count_excess(text: str) -> int:
    """How many marks the text has beyond one in sixty characters."""
    return max(0, sum(map(text.count, _MARKS)) - len(text) // _CHARS_A_MARK)


def _hide_excess_marks(text: str) -> str:
    lines, left = text.split("\n"), _MOST_EXCESS
    for number, line in enumerate(lines):
        excess = _count_excess(line)
        if excess > left:
            lines[number] = replace_characters(line, _STAND_IN_BY_MARK)
        else:
            left -= excess
    return "\n".join(lines)


def _hide_wide_tables(text: str) -> str:
    lines, left, is_changed = text.split("\n"), _MOST_CELLS, False
    # Lines, and cells that they write out, below the current line and above the next blank one: the table, if the line is a rule.
    rows = written = 0
    for number in range(len(lines) - 1, -1, -1):
        line = lines[number]
        if not line.strip(" \t>"):
            rows = written = 0
            continue
        bars = line.count("|")
        if bars and _RULE_CHARACTERS.issuperset(line):
            added = (bars + 1) * rows - 2 * written
            if added > left:
                lines[number], is_changed = line.replace("|", _BAR), True
            else:
                left -= max(0, added)
        rows, written = rows + 1, written + bars + 1
    return "\n".join(lines) if is_changed else text
