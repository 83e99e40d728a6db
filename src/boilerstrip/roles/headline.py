"""Finds the headline."""

from __future__ import annotations

import re
from collections.abc import Set
from urllib.parse import unquote, urlsplit

from rapidfuzz import fuzz

from boilerstrip.document import Document
from boilerstrip.folding import fold
from boilerstrip.roles.names import credit_line, is_name
from boilerstrip.running_text import Run, ends_sentence

_WORD = re.compile(r"\w+")
_LOOKBACK = 40
_LOOKAHEAD = 3
_LEAST_SCORE = 1.0
_LEAST_SLUG_WORDS = 3
_PLACE_SCORE = 0.8
_DISTANCE_COST, _LATE_COST = 0.06, 1.0
_CREDIT_REACH = 12
_HINT_COST = 1.0


def find_headline(document: Document, taken: Set[int]) -> int | None:
    """The block that is most likely the headline, or `None` where no block is likely enough.

    Looks at the blocks from some way before the running text to just behind its start, and weighs rank, likeness to the page's own
    title and address, shape and place: right before the credit, or before the running text where no credit is.
    """
    start = document.main.start
    slug = slug_words(document.url)
    titles = [fold(title) for title in document.declared.titles]
    opening = _opening(document, start, taken)
    best, best_score = None, _LEAST_SCORE
    for index in range(max(0, start - _LOOKBACK), min(len(document.blocks), start + _LOOKAHEAD + 1)):
        block = document.blocks[index]
        if index in taken or not block.has_words or block.hidden:
            continue
        score = _shape(document, index) + _named(document.folded[index], slug, titles) + _placed(document, index, opening)
        if score > best_score:
            best, best_score = index, score
    return best


def _placed(document: Document, index: int, opening: Run) -> float:
    """What the place is worth: most inside the opening, less behind it, and less and less before it."""
    start = document.main.start
    score = -_DISTANCE_COST * abs(start - index) - (_LATE_COST if index > start else 0.0)
    if index in opening:
        score += _PLACE_SCORE
    elif index >= opening.end:
        score -= _PLACE_SCORE
    return score


def _opening(document: Document, start: int, taken: Set[int]) -> Run:
    """The last two blocks before the credit, or the last one before the running text, certain findings passed over."""
    credit = _credit_before(document, start)
    end, size = (start, 1) if credit is None else (credit, 2)
    before = [i for i in range(max(0, end - _LOOKBACK), end) if i not in taken and document.blocks[i].has_words]
    return Run(before[-size] if len(before) >= size else 0, end) if before else Run(start, start + 1)


def _credit_before(document: Document, start: int) -> int | None:
    """The credit before the running text: the first "By ..." line there, or else the last bare name."""
    reach = range(max(0, start - _CREDIT_REACH), start)
    written = (index for index in reach if credit_line(document.blocks[index].text, document.lexicon))
    bare = (index for index in reversed(reach) if is_name(document.blocks[index].text, document.lexicon))
    return next(written, None) or next(bare, None)


def _shape(document: Document, index: int) -> float:
    block, words = document.blocks[index], document.words[index]
    score = {1: 3.5, 2: 1.0}.get(block.level, 0.0) if block.kind == "heading" else 0.0
    if words < 3:
        score -= 2.0 if words < 2 else 0.5
    elif words <= 25:
        score += 1.0 if words >= 5 else 0.3
    else:
        score -= min(4.0, (words - 25) * 0.2)
    if ends_sentence(block.text) and block.text[-1] in ".:。" and words > 8:
        score -= 2.5
    if block.kind == "list_item":
        score -= 1.0
    if index == 0:
        score += 0.8
    if document.phrases[index]:
        score -= _HINT_COST
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


def slug_words(url: str | None) -> frozenset[str]:
    """The words of an address's longest part: empty where it has no such words.

    >>> sorted(slug_words("https://example.org/2024/why-the-ferry-sank.html"))
    ['ferry', 'html', 'sank', 'the', 'why']
    """
    try:
        path = unquote(urlsplit(url or "").path)
    except ValueError:
        return frozenset()
    parts = [
        [word for word in _WORD.findall(fold(part).replace("_", "-")) if len(word) > 2 and not word.isdigit()]
        for part in path.split("/")
    ]
    longest = max(parts, key=len, default=[])
    return frozenset(longest) if len(longest) >= _LEAST_SLUG_WORDS else frozenset()
