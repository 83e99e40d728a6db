"""Scores blocks as the headline."""

from __future__ import annotations

import re
from collections.abc import Set
from dataclasses import dataclass, field
from math import log1p
from typing import NamedTuple

from rapidfuzz import fuzz

from boilerstrip.document import Document
from boilerstrip.document.element_sets import ASIDE_ELEMENTS
from boilerstrip.recognisers.authors import is_name
from boilerstrip.recognisers.credit_blocks import is_credit_label, is_credit_opening
from boilerstrip.recognisers.credit_lines import is_credit_line
from boilerstrip.recognisers.site_name import TitleParts, find_title_parts, is_followed_by_site_name
from boilerstrip.recognisers.terms import find_terms
from boilerstrip.recognisers.url_slug import count_shared_words, find_slug_words
from boilerstrip.text.normalise import fold

# Blocks before the start of the running text that are far from it.
_FAR = 40
# The lead: this many paragraphs among the first blocks of the running text, and the characters of each that are compared.
_LEAD_BLOCKS = 4
_LEAD_REACH = 12
_LEAD_CHARS = 500
# Blocks around a block where a date or a credit counts.
_DATE_REACH_BEFORE = 3
_DATE_REACH_AFTER = 4
_CREDIT_REACH = 2
_MOST_CREDIT_WORDS = 25
# Titles of the page: how many are compared, their length, and the likeness of a heading that is the title.
_MOST_TITLES = 4
_LEAST_TITLE_CHARS = 8
_MOST_TITLE_CHARS = 400
_HIGH_LIKENESS = 0.9
_LEAST_LIKENESS = 0.6
_LIKENESS_OF_PART = 0.7  # at least this where one of two texts begins with the other
# Words: of a short sentence, of a headline that may have two sentences, of a short and of a long neighbour.
_SHORT_SENTENCE_WORDS = 8
_LONG_HEADLINE_WORDS = 14
_SHORT_NEIGHBOUR_WORDS = 3
_LONG_NEIGHBOUR_WORDS = 12
_MOST_HEADLINE_WORDS = 25
_MOST_SHARED_TERMS = 6
_FILE_ENDINGS = frozenset(["html", "htm", "php", "aspx", "amp"])
_INNER_STOP = re.compile(r"[^\W\d_A-Z]{3}\. (?=[^\W\d_a-z])")


class HeadlineWeights(NamedTuple):
    """The weight of each feature.

    The weights were fitted once, as a choice among a page's blocks (a conditional logit), on pages whose headline is known. Headlines of
    sites that were left out of the fit are found as often.
    """

    list_item: float = -3.2
    period: float = -3.0  # a short sentence
    sentence: float = -4.5  # a longer one
    one_word: float = -0.8
    colon: float = -2.0
    linked: float = -2.0
    first: float = 2.0  # the first block of the page
    lead_share: float = 1.8
    lead_terms: float = 1.3
    numbered: float = -1.4
    aside: float = -1.8
    slug: float = 1.5
    slug_both: float = 1.7  # it has most of the address's words, and few others
    no_slug: float = -0.7  # it has none of the address's words
    rank_1: float = 1.7
    rank_2: float = -1.4
    three_words: float = 0.8
    five_words: float = 1.4
    credit: float = -1.5
    before_date: float = 1.5
    after_date: float = 0.7
    phrase: float = -1.3
    prose: float = -1.3
    after_start: float = -0.7  # for the logarithm of the blocks since the start of the running text
    like_title: float = 0.4
    heading_like_title: float = 2.0
    heading_is_title: float = 4.0
    before_credit: float = 0.9
    far: float = -0.2
    after_prose: float = -0.7
    after_short: float = 0.6
    before_long: float = 0.4
    # Set by hand later, on the same pages.
    fragment: float = -1.5
    site: float = -6.0  # the site's name
    two_sentences: float = -1.5


_WEIGHTS = HeadlineWeights()


@dataclass(frozen=True, slots=True)
class HeadlineFeatures:
    """The features of a page's blocks, for the choice of its headline."""

    document: Document
    dated: Set[int]
    slug: frozenset[str]
    titles: tuple[str, ...]
    lead: tuple[tuple[int, str], ...]
    sites: frozenset[int] = frozenset()
    weights: HeadlineWeights = _WEIGHTS
    credits: dict[int, bool] = field(default_factory=dict)

    @classmethod
    def from_document(cls, document: Document, dated: Set[int]) -> HeadlineFeatures:
        """Prepare what is the same for all blocks of a page."""
        main = document.main
        lead = [
            (i, document.folded[i][:_LEAD_CHARS])
            for i in range(main.start, min(main.end, main.start + _LEAD_REACH))
            if document.prose[i]
        ]
        titles = [fold(title) for title in document.declared.titles[:_MOST_TITLES] if len(title) <= _MOST_TITLE_CHARS]
        if document.kind != "html" and document.blocks and len(document.folded[0]) <= _MOST_TITLE_CHARS:
            titles.append(document.folded[0])  # the text of a whole page begins with the page's title
        slug = find_slug_words(document.url) - _FILE_ENDINGS
        sites, headlines = find_title_parts(document, titles) if document.kind == "html" else TitleParts()
        return cls(document, dated, slug, (*titles, *headlines), tuple(lead[:_LEAD_BLOCKS]), sites)

    def is_top_heading(self, index: int) -> bool:
        """Whether a block is a heading of the first rank."""
        return self.document.blocks[index].level == 1

    def is_declared(self, index: int) -> bool:
        """Whether a block is a heading that is exactly a declared title of the page, or a title without the site's name."""
        if not self.document.blocks[index].level or self.document.kind != "html" or index in self.sites:
            return False
        folded = self.document.folded[index]
        return any(
            title == folded or (title.startswith(folded) and is_followed_by_site_name(title, len(folded)))
            for title in self.titles
        )

    def is_prefixed_credit(self, index: int) -> bool:
        """Whether a block is a credit with a word such as "By", and no title of the page."""
        is_title = self.is_top_heading(index) or self.is_declared(index)
        return not is_title and is_credit_opening(self.document, index) and self._is_credit(index)

    def quick_score(self, index: int) -> float:
        """The score of the quick features: rank, length, ending, place, and the address's words."""
        block, words, w = self.document.blocks[index], self.document.words[index], self.weights
        score = w.linked * block.link_density if block.link_chars else 0.0
        if block.kind == "heading":
            score += w.rank_1 if block.level == 1 else w.rank_2 if block.level == 2 else 0.0
        elif block.kind == "list_item":
            score += w.list_item
        if words < 5:
            score += w.one_word if words < 2 else w.three_words if words > 2 else 0.0
        elif words <= _MOST_HEADLINE_WORDS:
            score += w.five_words
        if self.document.block_phrases[index]:
            score += w.phrase
        return score + self._score_ending(index) + self._score_place(index) + self._score_slug(index)

    def full_score(self, index: int) -> float:
        """The score of the slow features: likeness to the title and the first paragraphs, and credits."""
        document, w = self.document, self.weights
        block = document.blocks[index]
        likeness = self._compare_with_titles(index)
        score = self._score_lead(index) + w.like_title * likeness
        if self.is_declared(index):
            score += w.heading_is_title
        elif document.kind == "html" and block.level and likeness > _HIGH_LIKENESS:
            score += w.heading_like_title
        if block.text[0].isdigit() and re.match(r"\d+[.)]", block.text):
            score += w.numbered
        if block.tags & ASIDE_ELEMENTS:
            score += w.aside
        if self._is_credit(index):
            score += w.credit
        if any(self._is_credit(place) or self._is_label(place) for place in range(index + 1, index + 1 + _CREDIT_REACH)):
            score += w.before_credit
        return score

    def _score_ending(self, index: int) -> float:
        last, w = self.document.blocks[index].text[-1], self.weights
        score = w.fragment if self._is_fragment(index) else 0.0
        if self.document.words[index] > _LONG_HEADLINE_WORDS and _INNER_STOP.search(self.document.blocks[index].text):
            score += w.two_sentences
        if last in ".。":
            return score + (w.period if self.document.words[index] <= _SHORT_SENTENCE_WORDS else w.sentence)
        return score + (w.colon if last in ":,;" else 0.0)

    def _is_fragment(self, index: int) -> bool:
        """Whether a line of text continues a sentence: "talks to the actor about his personal life"."""
        block = self.document.blocks[index]
        first = block.text.split(" ", 1)[0]
        return self.document.kind != "html" and not block.level and first.islower() and first.isalpha()

    def _score_place(self, index: int) -> float:
        document, w = self.document, self.weights
        words, distance = document.words, document.main.start - index
        score = (w.first if index == 0 else 0.0) + (w.site if index in self.sites else 0.0)
        if distance < 0:
            score += w.after_start * log1p(-distance)
        elif distance > _FAR:
            score += w.far
        if document.prose[index]:
            score += w.prose
        if index and words[index - 1] <= _SHORT_NEIGHBOUR_WORDS:
            score += w.after_short
        elif index and document.prose[index - 1]:
            score += w.after_prose
        if index + 1 < len(words) and words[index + 1] >= _LONG_NEIGHBOUR_WORDS:
            score += w.before_long
        return score + self._score_dates(index)

    def _score_dates(self, index: int) -> float:
        dated, w = self.dated, self.weights
        if not dated:
            return 0.0
        score = w.before_date if any(i in dated for i in range(index + 1, index + 1 + _DATE_REACH_AFTER)) else 0.0
        return score + (w.after_date if any(i in dated for i in range(index - _DATE_REACH_BEFORE, index)) else 0.0)

    def _score_slug(self, index: int) -> float:
        if not self.slug:
            return 0.0
        shared = count_shared_words(self.slug, self.document.folded[index])
        if shared < 2:
            return self.weights.no_slug if not shared else 0.0
        share = shared / len(self.slug)
        return self.weights.slug * share + self.weights.slug_both * min(share, shared / self.document.words[index])

    def _score_lead(self, index: int) -> float:
        """How many of a block's terms the first paragraphs after it use."""
        terms = find_terms(self.document.folded[index])
        if not terms:
            return 0.0
        lead, w = "\n".join([text for place, text in self.lead if place > index]), self.weights
        shared = sum(term in lead for term in terms)
        return w.lead_share * shared / len(terms) + w.lead_terms * min(shared, _MOST_SHARED_TERMS) / _MOST_SHARED_TERMS

    def _compare_with_titles(self, index: int) -> float:
        folded = self.document.folded[index]
        if len(folded) < _LEAST_TITLE_CHARS:
            return 0.0
        titles = self.titles if index or self.document.kind == "html" else self.titles[:-1]
        return max((_compare(folded, title) for title in titles), default=0.0)

    def _is_credit(self, index: int) -> bool:
        """Whether a block is a credit or a bare name; the answer is kept, since neighbours ask for it too."""
        if index not in self.credits:
            self.credits[index] = index < len(self.document.blocks) and self._reads_as_credit(index)
        return self.credits[index]

    def _is_label(self, index: int) -> bool:
        """Whether a block is the "By" of a credit that continues in the next block."""
        return index < len(self.document.blocks) and is_credit_label(self.document, index)

    def _reads_as_credit(self, index: int) -> bool:
        text, lexicon = self.document.blocks[index].text, self.document.lexicon
        return self.document.words[index] <= _MOST_CREDIT_WORDS and (is_name(text, lexicon) or is_credit_line(text, lexicon))


def _compare(folded: str, title: str) -> float:
    """How alike a block and a title are, 0.0 to 1.0; a title may end with the site's name."""
    if title.startswith(folded) or folded.startswith(title):
        return min(len(folded), len(title)) / max(len(folded), len(title)) * 0.3 + _LIKENESS_OF_PART
    ratio = fuzz.ratio(folded, title) / 100
    return ratio if ratio > _LEAST_LIKENESS else 0.0
