"""Finds the headline."""

from __future__ import annotations

import re
from collections.abc import Set
from urllib.parse import unquote, urlsplit

from rapidfuzz import fuzz

from boilerstrip.document import Document
from boilerstrip.folding import fold
from boilerstrip.roles.names import credit_line
from boilerstrip.running_text import ends_sentence

_WORD = re.compile(r"\w+")
_LOOKBACK = 40
_LOOKAHEAD = 3
_LEAST_SCORE = 1.0
_LEAST_SLUG_WORDS = 3
_PLACE_SCORE = 0.8


def find_headline(document: Document, taken: Set[int]) -> int | None:
    """The block that is most likely the headline, or `None` where no block is likely enough.

    Looks at the blocks from some way before the running text to just behind its start, and weighs rank, likeness to the page's own
    title and address, shape and distance.
    """
    start = document.main.start if document.main else 0
    slug = _slug_words(document.url)
    titles = [fold(title) for title in document.declared.titles]
    opening = _opening(document, start, taken)
    best, best_score = None, _LEAST_SCORE
    for index in range(max(0, start - _LOOKBACK), min(len(document.blocks), start + _LOOKAHEAD + 1)):
        block = document.blocks[index]
        if index in taken or not block.has_words or block.hidden:
            continue
        score = _shape(document, index) + _named(document.folded[index], slug, titles)
        score -= 0.06 * abs(start - index) + (1.0 if index > start else 0.0)
        score += _PLACE_SCORE if index >= opening else 0.0
        if score > best_score:
            best, best_score = index, score
    return best


def _opening(document: Document, start: int, taken: Set[int]) -> int:
    """The last block before the running text that could be its headline, credits and what filters are certain of passed over."""
    for index in range(start - 1, max(-1, start - _LOOKBACK), -1):
        block = document.blocks[index]
        if index not in taken and block.has_words and not credit_line(block.text, document.lexicon):
            return index
    return start


def _shape(document: Document, index: int) -> float:
    block, words = document.blocks[index], document.words[index]
    score = {1: 3.5, 2: 1.0}.get(block.level, 0.0) if block.kind == "heading" else 0.0
    if words < 3:
        score -= 2.0
    elif words <= 25:
        score += 1.0 if words >= 5 else 0.3
    else:
        score -= min(4.0, (words - 25) * 0.2)
    if ends_sentence(block.text) and block.text[-1] in ".:。" and words > 8:
        score -= 1.5
    if block.kind == "list_item":
        score -= 1.0
    if index == 0:
        score += 0.8
    return score - 1.5 * block.link_density


def _named(folded: str, slug: frozenset[str], titles: list[str]) -> float:
    """How well the words fit what the page calls itself, in its head and in its address."""
    score = 0.0
    if titles and len(folded) >= 8:
        score += 4.0 * max(_likeness(folded, title) for title in titles)
    words = {word for word in _WORD.findall(folded) if len(word) > 2}
    if slug and len(words) >= 2:
        shared = len(words & slug)
        if shared >= 2:
            score += 4.0 * shared / max(len(words), len(slug) * 0.7)
    return score


def _likeness(folded: str, title: str) -> float:
    """0.0 to 1.0; a title may go on with the site's name."""
    if title.startswith(folded) or folded.startswith(title):
        return min(len(folded), len(title)) / max(len(folded), len(title)) * 0.3 + 0.7
    ratio = fuzz.ratio(folded, title) / 100
    return ratio if ratio > 0.6 else 0.0


def _slug_words(url: str | None) -> frozenset[str]:
    """The words of an address's longest part: empty where it has no such words."""
    try:
        path = unquote(urlsplit(url or "").path)
    except ValueError:
        return frozenset()
    parts = [[word for word in _WORD.findall(fold(part).replace("_", "-")) if len(word) > 2 and not word.isdigit()] for part in path.split("/")]
    longest = max(parts, key=len, default=[])
    return frozenset(longest) if len(longest) >= _LEAST_SLUG_WORDS else frozenset()
