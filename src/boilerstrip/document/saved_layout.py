"""How `Article.text` is set, and how a text set so is known again: its fields first, and a wider gap before the body.

Of 6,300 scraped texts none is set so.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from boilerstrip.document.segmentation import Run

# Between the fields and the body.
_WIDE = "\n\n\n"
# A heading, a rule, a link, a tag: the first line of a Markdown text or a page.
_MARKED = re.compile(r"\s|#{1,6} |[-=*_~`]{3}|!?\[[^\]\n]*\]\(|<|.*\n(?:=+|-+)\n")
# Headline, standfirst and byline; the last two may have several lines each.
_MOST_FIELDS, _MOST_LINES = 3, 16
# The fields, and the first block of the body, are among so many blocks.
MOST_FIELD_BLOCKS = _MOST_LINES + 2


def has_saved_layout(source: str) -> bool:
    r"""Whether a text is set so: three fields at most, two blank lines, and then one between all paragraphs, each on one line.

    What begins with a mark of Markdown or a tag is not.

    >>> has_saved_layout("Ferry sinks\n\n\nNobody was hurt.\n\nThe ferry was."), has_saved_layout("Ferry sinks\n\nNobody was hurt.")
    (True, False)
    >>> has_saved_layout("# Ferry sinks\n\n\nNobody was hurt.")
    False
    """
    start = source.find(_WIDE)
    if start <= 0 or _MARKED.match(source, 0, start):
        return False
    if source.count("\n\n", 0, start) >= _MOST_FIELDS or source.count("\n", 0, start) > _MOST_LINES:
        return False
    body = source[start + len(_WIDE) :]
    return body[:1] != "\n" and _WIDE not in body and body.count("\n") == 2 * body.count("\n\n")


def saved_fields(spans: Sequence[tuple[int, int] | None], source: str | None) -> tuple[Run, ...]:
    r"""The fields of a text that tells where its body begins, each as a run of blocks; empty where it does not.

    There are three at most, parted as the paragraphs of the body are; the last two may have several lines.

    >>> from boilerstrip.readers import read
    >>> source = "Ferry sinks\n\nBy Ada Wren\n\n\nNobody was hurt.\n\nThe ferry was."
    >>> saved_fields([block.span for block in read(source).blocks], source)
    (Run(start=0, end=1), Run(start=1, end=2))
    >>> saved_fields([block.span for block in read(source).blocks], source.replace("\n\n\n", "\n\n"))
    ()
    """
    if source is None or not has_saved_layout(source):
        return ()
    end = source.find(_WIDE)
    starts = [index for index, span in enumerate(spans) if span and _opens_field(source, span[0], end)]
    return tuple([Run(*pair) for pair in pairwise(starts)]) if len(starts) > 1 else ()


def _opens_field(source: str, start: int, end: int) -> bool:
    """Whether a field, or behind the `end` of them all the body, begins where a block does."""
    return start == 0 or start == end + len(_WIDE) or (start < end and source[:start].endswith("\n\n"))
