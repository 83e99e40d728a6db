"""Finds the standfirst."""

from __future__ import annotations

from collections.abc import Sequence, Set

from boilerstrip.document import Document
from boilerstrip.running_text import ends_sentence

_TOKENS = frozenset(
    [
        "standfirst",
        "subtitle",
        "subheadline",
        "sub-headline",
        "subhead",
        "deck",
        "dek",
        "excerpt",
        "lead",
        "lede",
        "intro",
        "summary",
        "teaser",
        "vorspann",
        "chapo",
    ]
)
_REACH = 6
_LEAST_WORDS, _MOST_WORDS = 6, 60
_LEAST_HEADING_WORDS = 10
_MOST_LINKED = 0.5
_CREDIT_REACH = 4


def find_standfirst(document: Document, taken: Set[int], headline: int | None, byline: Sequence[int]) -> int | None:
    """The block that sums the article up under its headline, or `None`.

    It is the first sentence-like block behind the headline, where something sets it apart from the running text: its element says
    so, the page's own description repeats it, it does not end like a sentence, or the credit stands behind it.
    """
    if headline is None:
        return None
    for index in range(headline + 1, min(headline + 1 + _REACH, len(document.blocks))):
        block = document.blocks[index]
        if index in taken or index in byline or not block.has_words or block.hidden:
            continue
        if document.words[index] > _MOST_WORDS:
            return None
        if document.words[index] >= _LEAST_WORDS and block.kind != "list_item":
            return index if _set_apart(document, index, headline, byline) else None
    return None


def _set_apart(document: Document, index: int, headline: int, byline: Sequence[int]) -> bool:
    block = document.blocks[index]
    if block.link_density > _MOST_LINKED or index > document.main.start + 1:
        return False
    if block.tokens & _TOKENS or _is_described(document, index):
        return True
    if block.kind == "heading":
        return index == headline + 1 and document.words[index] >= _LEAST_HEADING_WORDS
    if any(index < place <= index + _CREDIT_REACH for place in byline):
        return True
    return not ends_sentence(block.text) and index == headline + 1


def _is_described(document: Document, index: int) -> bool:
    text = document.folded[index]
    return any(len(text) > 30 and text[:100] in description.lower() for description in document.declared.descriptions)
