"""Reads plain text."""

from __future__ import annotations

from boilerstrip.document import Block
from boilerstrip.readers.lines import find_common_gap, group_wrapped_lines, is_wrapped, make_block, split_lines
from boilerstrip.readers.rejoin import JoiningWords, rejoin_fragments


def read_text(source: str, words: JoiningWords) -> tuple[Block, ...]:
    r"""The blocks of a plain text: one block a line. Hard-wrapped lines and broken sentences are joined.

    A list item loses its bullet but keeps its number. Empty for a text of blanks.

    >>> [b.text for b in read_text("He asked\nthe Courier\n, which had asked.\nMost read", JoiningWords())]
    ['He asked the Courier, which had asked.', 'Most read']
    """
    lines = split_lines(source)
    # A text that was cleaned before has blank lines between all of its lines; then lines on both sides of a blank line are not joined.
    spacing = find_common_gap(lines)
    wrapped = is_wrapped(lines)
    groups = group_wrapped_lines(lines) if wrapped else rejoin_fragments(lines, words)
    return tuple([make_block(group, index, glued=not wrapped, spacing=spacing) for index, group in enumerate(groups)])
