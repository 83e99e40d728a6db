"""Finds the standfirst."""

from __future__ import annotations

from collections.abc import Set

from boilerstrip.document import Document
from boilerstrip.running_text import ends_sentence

_TOKENS = frozenset(["standfirst", "subtitle", "subheadline", "sub-headline", "subhead", "deck", "dek", "excerpt", "lead", "lede", "intro", "summary", "teaser", "vorspann", "chapo"])
_REACH = 6
_LEAST_WORDS, _MOST_WORDS = 6, 60


def find_standfirst(document: Document, taken: Set[int], headline: int | None) -> int | None:
    """The block that sums the article up under its headline, or `None`.

    It is the first sentence-like block behind the headline, where something sets it apart from the running text: it does not end like a
    sentence, its element says so, the page's own description repeats it, or a gap or other lines stand behind it.
    """
    if headline is None:
        return None
    for index in range(headline + 1, min(headline + 1 + _REACH, len(document.blocks))):
        block = document.blocks[index]
        if index in taken or not block.has_words or block.hidden:
            continue
        if not _LEAST_WORDS <= document.words[index] <= _MOST_WORDS or block.kind == "list_item":
            if document.words[index] > _MOST_WORDS:
                return None
            continue
        return index if _set_apart(document, index, headline, taken) else None
    return None


def _set_apart(document: Document, index: int, headline: int, taken: Set[int]) -> bool:
    block = document.blocks[index]
    if block.link_density > 0.5 or index > document.main.start + 1:
        return False
    if block.tokens & _TOKENS or _is_described(document, index):
        return True
    if block.kind == "heading":
        return index == headline + 1 and document.words[index] >= 10
    if not ends_sentence(block.text):
        return index == headline + 1 or index < document.main.start
    following = index + 1
    if following >= len(document.blocks):
        return False
    apart = following in taken or not document.prose[following] or document.blocks[following].gap > block.gap
    return apart and index + 1 < document.main.end and index <= document.main.start


def _is_described(document: Document, index: int) -> bool:
    text = document.folded[index]
    return any(len(text) > 30 and text[:100] in description.lower() for description in document.declared.descriptions)
