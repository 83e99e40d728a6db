"""Finds the headline."""

from __future__ import annotations

import re
from collections.abc import Iterator

from boilerstrip.document import Block, Document
from boilerstrip.fields.headline_features import HeadlineFeatures
from boilerstrip.fields.reconcile import ClaimedBlocks
from boilerstrip.recognisers.terms import terms_of
from boilerstrip.recognisers.url_slug import count_shared_words, url_slug_words
from boilerstrip.text.normalise import fold

_LOOKBACK = 40
_LOOKAHEAD = 12
_LEAST_WORDS, _MOST_WORDS = 2, 45
_LEAST_SHARED = 2
_SHORTLIST = 5
_LEAST_SCORE = 2.0
_MOST_KICKER = 8
_MOST_SECOND = 15
_TOLD_REACH = 12
_HEADING = re.compile(r".*/h[1-6](?:\[\d+\])?(?![^/])")
_WORD = re.compile(r"\w+")
_SECOND_REACH, _SECOND_RANK = 3, 2


def find_headline(document: Document, claimed: ClaimedBlocks) -> int | None:
    """The block that is most likely the headline, or `None` where no block is likely enough.

    Looks at the blocks before the running text and just behind its start. What can be told at a quick_score (rank, length, ending, the
    address's words) makes a shortlist; likeness to the page's own title and to the first paragraphs, and what stands next to it, decide.
    """
    cues = HeadlineFeatures.of(document, claimed.dated)
    glances = [(cues.quick_score(index), index) for index in _candidates(document, claimed, cues)]
    ranked = sorted(glances, key=lambda row: (-row[0], row[1]))
    shortlist = ranked[:_SHORTLIST] + [row for row in ranked[_SHORTLIST:] if cues.is_declared(row[1])]
    best, best_score = None, _LEAST_SCORE
    for score, index in sorted(shortlist, key=lambda row: row[1]):
        if cues.is_said_credit(index):
            continue
        whole = score + cues.full_score(index)
        if whole > best_score:
            best, best_score = index, whole
    return best if best is None else _second(cues, claimed, _whole(document, best))


def _whole(document: Document, headline: int) -> int:
    """The second line of a headline that a scraper broke behind its colon, or else itself."""
    second = headline + 1
    if document.kind == "html" or second >= len(document.blocks) or document.words[second] > _MOST_SECOND:
        return headline
    return second if find_kicker(document, second) == headline else headline


def _second(cues: HeadlineFeatures, claimed: ClaimedBlocks, headline: int) -> int:
    """The heading right behind it that is another title which the page declares, or else itself.

    Some sites write a first heading for search engines above the one for readers.
    """
    document, title = cues.document, cues.document.folded[headline]
    for index in range(headline + 1, min(len(document.blocks), headline + 1 + _SECOND_REACH)):
        if 1 <= document.blocks[index].level <= _SECOND_RANK and index not in claimed.excluded:
            text = document.folded[index]
            if text != title and text in cues.titles and document.kind == "html":
                return index
    return headline


def find_kicker(document: Document, headline: int | None) -> int | None:
    """The first line of the headline, where it has two: "Harbour" and "Ferry sinks at dawn".

    On a page both stand in one heading, and the page's title is both. In text, where scrapers break them, the first line ends with a
    colon, and the address or the first paragraphs tell of it too, which they do not of "Read also:".

    >>> from boilerstrip.readers import read
    >>> page = "<title>Harbour: Ferry sinks at dawn</title><h1><div>Harbour</div>Ferry sinks at dawn</h1>"
    >>> find_kicker(read(page, kind="html"), 1)
    0
    """
    if not headline or document.words[headline - 1] > _MOST_KICKER or document.blocks[headline - 1].hidden:
        return None
    blocks = document.blocks
    both = _words(f"{blocks[headline - 1].text} {blocks[headline].text}")
    if document.kind == "html":
        heading = _heading_of(blocks[headline - 1])
        inside = heading is not None and heading == _heading_of(blocks[headline])
        return headline - 1 if inside and both in map(_words, document.declared.titles) else None
    return headline - 1 if _opens_headline(document, headline - 1) else None


def _opens_headline(document: Document, index: int) -> bool:
    """Whether a line of text ends with a colon, and speaks of what the article is about."""
    if not document.blocks[index].text.endswith(":") or document.block_phrases[index]:
        return False
    behind = range(index + 2, min(len(document.blocks), index + 2 + _TOLD_REACH))
    told = " ".join([*url_slug_words(document.url), *(document.folded[place] for place in behind if document.prose[place])])
    return any(term in told for term in terms_of(document.folded[index]))


def _heading_of(block: Block) -> str | None:
    """The path of the heading that holds the block."""
    found = _HEADING.match(block.path or "")
    return found[0] if found else None


def _words(text: str) -> list[str]:
    return _WORD.findall(fold(text))


def _candidates(document: Document, claimed: ClaimedBlocks, cues: HeadlineFeatures) -> Iterator[int]:
    """Blocks of a headline's length near the start of the running text; farther away, only those that something speaks for."""
    near, size = document.main.start - _LOOKBACK, len(document.blocks)
    top = range(min(size, document.main.start + _LOOKAHEAD))
    for index in (*top, *(place for place in range(top.stop, size) if cues.is_title(place) and cues.is_declared(place))):
        if not _LEAST_WORDS <= document.words[index] <= _MOST_WORDS and not cues.is_title(index):
            continue
        block = document.blocks[index]
        if (index in claimed.excluded and not cues.is_declared(index)) or block.hidden or not block.has_words:
            continue
        if (
            index >= near
            or index == 0
            or cues.is_title(index)
            or cues.is_declared(index)
            or count_shared_words(cues.slug, document.folded[index]) >= _LEAST_SHARED
        ):
            yield index
