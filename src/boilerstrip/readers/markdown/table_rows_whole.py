"""Keeps the cells of table rows that are longer than their table's head: Markdown's parser drops them (GFM, tables)."""

from __future__ import annotations

import re

from boilerstrip.readers.markdown.limit_marks import BAR

# The line of a cell, and the byte of it behind which the cell ends.
_CELL_END = re.compile(r'<t[dh] data-sourcepos="\d+:\d+-(\d+):(\d+)"')
# No plain blank, so that "#|" does not become a heading.
_SHOWN_BAR = f"\u00a0{BAR}\u00a0"


def with_whole_rows(text: str, html: str) -> str:
    r"""The source with stand-ins for the bars of each row behind its last cell in the parser's HTML; the same text if there are none.

    >>> head = '<td data-sourcepos="3:1-3:1">a</td>'
    >>> with_whole_rows("x\n:-\na|b", head).encode("ascii", "namereplace").decode().count("|")
    0
    >>> with_whole_rows("x\n:-\na|", head) == "x\n:-\na|"
    True
    """
    lines = text.split("\n")
    for number, end in dict(_CELL_END.findall(html)).items():  # the last cell of each line
        row = lines[int(number) - 1].encode("utf-8", "replace")
        rest = row[int(end) :]
        if rest.strip(b" \t|"):
            shown = rest.decode("utf-8", "replace").replace("\\|", BAR).replace("|", _SHOWN_BAR)
            lines[int(number) - 1] = row[: int(end)].decode("utf-8", "replace") + shown
    return "\n".join(lines)
