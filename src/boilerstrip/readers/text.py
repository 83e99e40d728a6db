"""Reads plain text."""

from __future__ import annotations

from boilerstrip.document import Block
from boilerstrip.readers.lines import block_of, common_gap, is_wrapped, lines_of, unwrapped
from boilerstrip.readers.rejoin import Wordings, rejoin_fragments


def read_text(source: str, wordings: Wordings) -> tuple[Block, ...]:
    r"""The blocks of a plain text: one a line, except that wrapped lines and broken sentences are put together again.

    `wordings` tell where a line cannot end, and where a credit begins. A list item loses its bullet but keeps its number. Empty for a text
    of blanks.

    >>> [b.text for b in read_text("He told\nthe Courier\n, which had asked.\nMost read", Wordings())]
    ['He told the Courier, which had asked.', 'Most read']
    """
    lines = lines_of(source)
    # Where blank lines part all lines, as in a text that was cleaned before, nothing is put together across them.
    spacing = common_gap(lines)
    wrapped = is_wrapped(lines)
    groups = unwrapped(lines) if wrapped else rejoin_fragments(lines, wordings)
    return tuple([block_of(group, index, glued=not wrapped, spacing=spacing) for index, group in enumerate(groups)])
