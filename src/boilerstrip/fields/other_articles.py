"""Which blocks belong to another article of the page, such as the next one on a page that scrolls on."""

from __future__ import annotations

import re

from boilerstrip.document import Document

# The outermost `article` of an element path.
_ARTICLE = re.compile(r".*?/article(?:\[\d+\])?(?=/|$)")
# Another article: a heading of this rank or a higher one, right before its credit, with paragraphs before it and after it.
_LOWEST_RANK = 2
_HEADING_REACH = 3
_LEAST_PARAGRAPHS_BEFORE = 3
_LEAST_PARAGRAPHS_AFTER = 2
_REACH_AFTER = 6


def is_of_other_article(document: Document, headline: int | None, index: int) -> bool:
    """Whether a credit or a date belongs to another article than the headline.

    Either the two stand in two `article` elements; or a heading after several paragraphs comes right before the credit, and paragraphs follow.

    >>> from boilerstrip.readers import read
    >>> page = read("<article><h1>Ferry sinks</h1><p>Nobody saw it.</p></article><article><p>By Ada Wren</p></article>", kind="html")
    >>> is_of_other_article(page, 0, 1), is_of_other_article(page, 0, 2)
    (False, True)
    """
    anchor = document.main.start if headline is None else headline
    if not anchor < index < len(document.blocks):
        return False
    own, other = _find_article(document, anchor), _find_article(document, index)
    if own is not None and other is not None and own != other:
        return True
    heading = next(
        (place for place in range(index - 1, max(anchor, index - 1 - _HEADING_REACH), -1) if document.blocks[place].level), None
    )
    if heading is None or document.blocks[heading].level > _LOWEST_RANK:
        return False
    before = sum(map(bool, document.prose[anchor + 1 : heading]))
    after = sum(map(bool, document.prose[index + 1 : index + 1 + _REACH_AFTER]))
    return before >= _LEAST_PARAGRAPHS_BEFORE and after >= _LEAST_PARAGRAPHS_AFTER


def _find_article(document: Document, index: int) -> str | None:
    if not 0 <= index < len(document.blocks):
        return None
    match = _ARTICLE.match(document.blocks[index].path or "")
    return match[0] if match else None
