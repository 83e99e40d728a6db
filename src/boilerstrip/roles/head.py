"""The head of a text that is set as `Article.text` sets it: its fields first, and a wider gap before the body."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from boilerstrip.document import Block, Document
from boilerstrip.roles.byline import Byline
from boilerstrip.roles.names import author_note, authors_of
from boilerstrip.running_text import Run

# Headline, standfirst and byline may have several lines each.
_MOST = 16
# In words: what credits somebody is short, and no standfirst is as short as a name.
_MOST_CREDIT, _LEAST_STANDFIRST = 12, 5


def told_head(document: Document) -> Run:
    r"""The blocks before the body of a text that tells where it begins; an empty run where it does not.

    Such a text has two blank lines in one place, behind its first lines, and one blank line between all paragraphs that follow.

    >>> from boilerstrip.readers import read
    >>> told_head(read("Ferry sinks\n\nBy Ada Wren\n\n\nNobody was hurt.\n\nThe ferry was."))
    Run(start=0, end=2)
    >>> told_head(read("Ferry sinks\n\nBy Ada Wren\n\nNobody was hurt.\n\nThe ferry was."))
    Run(start=0, end=0)
    """
    blocks, source = document.blocks, document.source
    if document.kind == "html" or source is None or "\n\n\n" not in source:
        return Run(0, 0)
    gaps = [block.gap for block in blocks[1 : _MOST + 1]]
    if not gaps:
        return Run(0, 0)
    first = gaps.index(max(gaps)) + 1
    wide = _breaks(source, blocks[first - 1], blocks[first]) == 3
    even = wide and all(_breaks(source, before, behind) == 2 for before, behind in pairwise(blocks[first:]))
    return Run(0, first) if even else Run(0, 0)


def byline_in(document: Document, head: Run, found: Byline) -> Byline:
    r"""The byline of a head: what was found, where it stands there, or else its last line, where that names somebody or is short.

    >>> from boilerstrip.readers import read
    >>> page = read("Ferry sinks\n\nAda Wren is a writer in Wrenmouth.\n\n\nNobody was hurt.")
    >>> byline_in(page, told_head(page), Byline())
    Byline(blocks=(1,), authors=('Ada Wren',))
    """
    last, words = head.end - 1, document.lexicon
    if found.blocks and found.blocks[0] in head:
        return found
    if not last:
        return Byline()
    text, count = document.blocks[last].text, document.words[last]
    note = author_note(text, words, words.notes)
    authors = authors_of(note or text, words) if note or count <= _MOST_CREDIT else ()
    return Byline((last,), authors) if authors or count < _LEAST_STANDFIRST else Byline()


def standfirst_in(head: Run, byline: Sequence[int]) -> tuple[int, ...]:
    r"""What stands in a head between the headline and the byline.

    >>> standfirst_in(Run(0, 3), (2,))
    (1,)
    """
    end = min([index for index in byline if index in head], default=head.end)
    return tuple(range(head.start + 1, end))


def _breaks(source: str, before: Block, behind: Block) -> int:
    """How many line breaks stand between two blocks."""
    return source.count("\n", before.span[1], behind.span[0]) if before.span and behind.span else 0
