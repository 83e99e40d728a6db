"""Finds what stands above or before the headline and belongs to it, or does not: the kicker."""

from __future__ import annotations

import re

from boilerstrip.document import Block, Document
from boilerstrip.recognisers.terms import find_terms
from boilerstrip.recognisers.url_slug import find_slug_words
from boilerstrip.text.normalise import fold

# A headline of two lines: words of the first, and the blocks after it that show what the article is about.
_MOST_KICKER_WORDS = 8
_TOPIC_REACH = 12
# A kicker inside the heading: its words, and those of the declared title after it.
_MOST_INNER_KICKER_WORDS = 5
_LEAST_TITLE_WORDS = 3
_LEAST_KICKER_CHARS = 4
_HEADING = re.compile(r".*/h[1-6](?:\[\d+\])?(?![^/])")
_WORD = re.compile(r"\w+")


def find_kicker(document: Document, headline: int | None) -> int | None:
    """The first line of the headline, where it has two: "Harbour" and "Ferry sinks at dawn".

    On an HTML page both lines stand in one heading, and the page's title is both. In text, where scrapers break the heading, the first line
    ends with a colon, and the address or the first paragraphs share a term with it. They share none with "Read also:".

    >>> from boilerstrip.readers import read
    >>> page = "<title>Harbour: Ferry sinks at dawn</title><h1><div>Harbour</div>Ferry sinks at dawn</h1>"
    >>> find_kicker(read(page, kind="html"), 1)
    0
    """
    if not headline or document.words[headline - 1] > _MOST_KICKER_WORDS or document.blocks[headline - 1].hidden:
        return None
    blocks = document.blocks
    both = _split_words(f"{blocks[headline - 1].text} {blocks[headline].text}")
    if document.kind == "html":
        heading = _find_heading_path(blocks[headline - 1])
        is_same_heading = heading is not None and heading == _find_heading_path(blocks[headline])
        return headline - 1 if is_same_heading and both in map(_split_words, document.declared.titles) else None
    return headline - 1 if _is_first_line(document, headline - 1) else None


def _is_first_line(document: Document, index: int) -> bool:
    """Whether a line of text ends with a colon, and shares a term with the address or the first paragraphs."""
    if not document.blocks[index].text.endswith(":") or document.block_phrases[index]:
        return False
    reach = range(index + 2, min(len(document.blocks), index + 2 + _TOPIC_REACH))
    topic = " ".join([*find_slug_words(document.url), *(document.folded[place] for place in reach if document.prose[place])])
    return any(term in topic for term in find_terms(document.folded[index]))


def _find_heading_path(block: Block) -> str | None:
    """The element path of the heading that holds the block."""
    match = _HEADING.match(block.path or "")
    return match[0] if match else None


def _split_words(text: str) -> list[str]:
    return _WORD.findall(fold(text))


def find_inner_kicker(document: Document, headline: int | None) -> int | None:
    """The place in the headline's text where the headline begins after a kicker in the same heading; `None` where there is no kicker.

    The page declares the headline without the kicker, and never with it.

    >>> from boilerstrip.readers import read
    >>> page = "<title>Ferry sinks at dawn</title><h1><span>Harbour</span> Ferry sinks at dawn</h1>"
    >>> find_inner_kicker(read(page, kind="html"), 0)
    8
    """
    if headline is None or document.kind != "html" or not document.blocks[headline].level:
        return None
    text, titles = document.blocks[headline].text, document.declared.titles
    if any(fold(title).startswith(document.folded[headline]) for title in titles):
        return None
    for title in titles:
        start = len(text) - len(title)
        is_end = start > 1 and title.count(" ") + 1 >= _LEAST_TITLE_WORDS and fold(text[start:]) == fold(title)
        if is_end and _is_inner_kicker(text[:start]):
            return start
    return None


def _is_inner_kicker(text: str) -> bool:
    """Whether the text before the headline is a kicker, and not the headline's own "The" or "2031"."""
    words = text.split()
    is_kicker = len(words) > 1 or (len(words[0]) >= _LEAST_KICKER_CHARS and words[0].isalpha())
    return text.endswith(" ") and is_kicker and len(words) <= _MOST_INNER_KICKER_WORDS
