"""Finds the headline."""

from __future__ import annotations

import re
from collections.abc import Iterator

from boilerstrip.document import Block, Document
from boilerstrip.fields.claimed_blocks import ClaimedBlocks
from boilerstrip.fields.headline_features import HeadlineFeatures
from boilerstrip.recognisers.terms import find_terms
from boilerstrip.recognisers.url_slug import count_shared_words, find_slug_words
from boilerstrip.text.normalise import fold

# Candidates: blocks before and after the start of the running text, and their words.
_REACH_BEFORE = 40
_REACH_AFTER = 12
_LEAST_WORDS = 2
_MOST_WORDS = 45
# A block farther before the running text needs this many words of the page's address, or another sign.
_LEAST_SLUG_WORDS = 2
# Only the best candidates by the quick score get the full one, and those that are the declared title.
_SHORTLIST = 5
_LEAST_SCORE = 2.0  # a page whose best candidate scores less has no headline
# A headline of two lines: words of each, and the blocks after it that show what the article is about.
_MOST_KICKER_WORDS = 8
_MOST_SECOND_LINE_WORDS = 15
_TOPIC_REACH = 12
# A second title: blocks after the first one, and the lowest rank of its heading.
_SECOND_TITLE_REACH = 3
_SECOND_TITLE_RANK = 2
_HEADING = re.compile(r".*/h[1-6](?:\[\d+\])?(?![^/])")
_WORD = re.compile(r"\w+")


def find_headline(document: Document, claimed: ClaimedBlocks) -> int | None:
    """The block that is most likely the headline, or `None` where no block is likely enough.

    The candidates stand before the running text and just after its start. A quick score (rank, length, ending, the address's words) makes
    a shortlist. The slower features decide: likeness to the page's title and to the first paragraphs, and the neighbouring blocks.
    """
    features = HeadlineFeatures.from_document(document, claimed.dated)
    candidates = [(features.quick_score(index), index) for index in _find_candidates(document, claimed, features)]
    ranked = sorted(candidates, key=lambda candidate: (-candidate[0], candidate[1]))
    shortlist = ranked[:_SHORTLIST] + [candidate for candidate in ranked[_SHORTLIST:] if features.is_declared(candidate[1])]
    best, best_score = None, _LEAST_SCORE
    for quick_score, index in sorted(shortlist, key=lambda candidate: candidate[1]):
        if features.is_prefixed_credit(index):
            continue
        score = quick_score + features.full_score(index)
        if score > best_score:
            best, best_score = index, score
    return best if best is None else _find_second_title(features, claimed, _find_second_line(document, best))


def _find_second_line(document: Document, headline: int) -> int:
    """The second line of a headline that a scraper broke after its colon; the headline itself where it is whole."""
    second = headline + 1
    if document.kind == "html" or second >= len(document.blocks) or document.words[second] > _MOST_SECOND_LINE_WORDS:
        return headline
    return second if find_kicker(document, second) == headline else headline


def _find_second_title(features: HeadlineFeatures, claimed: ClaimedBlocks, headline: int) -> int:
    """The heading just after the headline that is another declared title of the page; the headline itself where there is none.

    Some sites write a first heading for search engines above the heading for readers.
    """
    document, title = features.document, features.document.folded[headline]
    for index in range(headline + 1, min(len(document.blocks), headline + 1 + _SECOND_TITLE_REACH)):
        if 1 <= document.blocks[index].level <= _SECOND_TITLE_RANK and index not in claimed.excluded:
            text = document.folded[index]
            if text != title and text in features.titles and document.kind == "html":
                return index
    return headline


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


def _find_candidates(document: Document, claimed: ClaimedBlocks, features: HeadlineFeatures) -> Iterator[int]:
    """Blocks of a headline's length near the start of the running text; farther away, only those with a sign of a headline."""
    near, size = document.main.start - _REACH_BEFORE, len(document.blocks)
    top = range(min(size, document.main.start + _REACH_AFTER))
    for index in (
        *top,
        *(place for place in range(top.stop, size) if features.is_top_heading(place) and features.is_declared(place)),
    ):
        if not _LEAST_WORDS <= document.words[index] <= _MOST_WORDS and not features.is_top_heading(index):
            continue
        block = document.blocks[index]
        if (index in claimed.excluded and not features.is_declared(index)) or block.hidden or not block.has_words:
            continue
        if (
            index >= near
            or index == 0
            or features.is_top_heading(index)
            or features.is_declared(index)
            or count_shared_words(features.slug, document.folded[index]) >= _LEAST_SLUG_WORDS
        ):
            yield index
