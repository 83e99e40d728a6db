"""Finds the headline."""

from __future__ import annotations

import re
from collections.abc import Iterator

from boilerstrip.document import Block, Document
from boilerstrip.fields.claimed_blocks import ClaimedBlocks
from boilerstrip.fields.headline_features import HeadlineFeatures
from boilerstrip.fields.kicker import find_kicker
from boilerstrip.recognisers.url_slug import count_shared_words

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
# Words of a headline's second line.
_MOST_SECOND_LINE_WORDS = 15
# A second title: blocks after the first one, and the lowest rank of its heading.
_SECOND_TITLE_REACH = 3
_SECOND_TITLE_RANK = 2
_BREADCRUMB_REACH = 8
_LEAST_TITLE_WORDS = 3
_LIST_HEADING = re.compile(r"/li(?:\[\d+\])?/h[1-6](?:\[\d+\])?$")


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

    Some sites write a first heading for search engines above the heading for readers, or mark the last of the breadcrumbs as a heading.
    """
    document, title = features.document, features.document.folded[headline]
    is_breadcrumb = _is_list_heading(document.blocks[headline])
    reach = _BREADCRUMB_REACH if is_breadcrumb else _SECOND_TITLE_REACH
    for index in range(headline + 1, min(len(document.blocks), headline + 1 + reach)):
        if 1 <= document.blocks[index].level <= _SECOND_TITLE_RANK and index not in claimed.excluded:
            text = document.folded[index]
            is_title = text in features.titles or (is_breadcrumb and _ends_with_title(features, text, title))
            if text != title and is_title and document.kind == "html":
                return index
    return headline


def _is_list_heading(block: Block) -> bool:
    """Whether a heading is an entry of a list, as the last of the breadcrumbs is."""
    return block.level > 0 and _LIST_HEADING.search(block.path or "") is not None


def _ends_with_title(features: HeadlineFeatures, text: str, first: str) -> bool:
    """Whether a heading has a kicker, and then a title of the page or all of the first heading."""
    return any(title.count(" ") + 1 >= _LEAST_TITLE_WORDS and text.endswith(f" {title}") for title in (first, *features.titles))


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
