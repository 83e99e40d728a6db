"""What speaks for and against a block as the headline.

The weights were fitted once, as a choice among a page's blocks (a conditional logit), on pages whose headline is known; a headline
of a site that took no part in it is found as often.
"""

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
from boilerstrip.recognisers.credit_lines import is_credit_line
from boilerstrip.recognisers.credits import is_credit_opening, is_label
from boilerstrip.recognisers.terms import terms_of
from boilerstrip.recognisers.title_parts import TitleParts, title_parts
from boilerstrip.recognisers.url_slug import count_shared_words, url_slug_words
from boilerstrip.text.normalise import fold

_FAR = 40
_LEAD_BLOCKS, _LEAD_CHARS = 4, 500
_NEXT_DATE, _NEXT_CREDIT = 4, 2
_MOST_TITLES = 4
_LIKE_TITLE = 0.9
_MOST_CREDIT_WORDS = 25
_LEAST_TITLE, _LONGEST_TITLE = 8, 400
_SHORT_SENTENCE, _LONG_HEADLINE = 8, 14
_FILE_ENDINGS = frozenset(["html", "htm", "php", "aspx", "amp"])
_SITE = re.compile(r"\s+[|\-·•\"]\s")  # folding makes a quotation mark of »
_INNER_STOP = re.compile(r"[^\W\d_A-Z]{3}\. (?=[^\W\d_a-z])")


class HeadlineWeights(NamedTuple):
    """What each cue is worth."""

    list_item: float = -3.2
    period: float = -3.0
    sentence: float = -4.5
    one_word: float = -0.8
    colon: float = -2.0
    linked: float = -2.0
    first: float = 2.0
    shared_share: float = 1.8
    shared_terms: float = 1.3
    numbered: float = -1.4
    aside: float = -1.8
    slug: float = 1.5
    slug_both: float = 1.7
    no_slug: float = -0.7
    rank_1: float = 1.7
    rank_2: float = -1.4
    three_words: float = 0.8
    five_words: float = 1.4
    person: float = -1.5
    dated: float = 1.5
    behind_date: float = 0.7
    phrase: float = -1.3
    prose: float = -1.3
    behind: float = -0.7
    titled: float = 0.4
    heading_titled: float = 2.0
    heading_is_title: float = 4.0
    credited: float = 0.9
    far: float = -0.2
    behind_prose: float = -0.7
    behind_short: float = 0.6
    before_long: float = 0.4
    # Set by hand later, on the same pages.
    fragment: float = -1.5
    site: float = -6.0
    two_sentences: float = -1.5


_WEIGHTS = HeadlineWeights()


@dataclass(frozen=True, slots=True)
class HeadlineFeatures:
    """The page as the choice of its headline sees it."""

    document: Document
    dated: Set[int]
    slug: frozenset[str]
    titles: tuple[str, ...]
    lead: tuple[tuple[int, str], ...]
    sites: frozenset[int] = frozenset()
    weights: HeadlineWeights = _WEIGHTS
    credits: dict[int, bool] = field(default_factory=dict)

    @classmethod
    def of(cls, document: Document, dated: Set[int]) -> HeadlineFeatures:
        """What is the same for all blocks of a page, worked out once."""
        main = document.main
        lead = [
            (i, document.folded[i][:_LEAD_CHARS])
            for i in range(main.start, min(main.end, main.start + 12))
            if document.prose[i]
        ]
        titles = [fold(title) for title in document.declared.titles[:_MOST_TITLES] if len(title) <= _LONGEST_TITLE]
        if document.kind != "html" and document.blocks and len(document.folded[0]) <= _LONGEST_TITLE:
            titles.append(document.folded[0])  # whole-page text opens with the page's title
        slug = url_slug_words(document.url) - _FILE_ENDINGS
        sites, own = title_parts(document, titles) if document.kind == "html" else TitleParts()
        return cls(document, dated, slug, (*titles, *own), tuple(lead[:_LEAD_BLOCKS]), sites)

    def is_title(self, index: int) -> bool:
        """Whether it is a heading of the first rank."""
        return self.document.blocks[index].level == 1

    def is_declared(self, index: int) -> bool:
        """Whether it is a heading that says, letter for letter, what the page declares as its title, the site's name aside."""
        if not self.document.blocks[index].level or self.document.kind != "html" or index in self.sites:
            return False
        folded = self.document.folded[index]
        return any(title == folded or (title.startswith(folded) and _SITE.match(title, len(folded))) for title in self.titles)

    def is_said_credit(self, index: int) -> bool:
        """Whether it is a credit that says so itself, as "By Ada Wren" does, and no title of the page."""
        shown = self.is_title(index) or self.is_declared(index)
        return not shown and is_credit_opening(self.document, index) and self._is_credit(index)

    def quick_score(self, index: int) -> float:
        """What can be told quickly: rank, length, ending, place, the address's words."""
        block, words, w = self.document.blocks[index], self.document.words[index], self.weights
        score = w.linked * block.link_density if block.link_chars else 0.0
        if block.kind == "heading":
            score += w.rank_1 if block.level == 1 else w.rank_2 if block.level == 2 else 0.0
        elif block.kind == "list_item":
            score += w.list_item
        if words < 5:
            score += w.one_word if words < 2 else w.three_words if words > 2 else 0.0
        elif words <= 25:
            score += w.five_words
        if self.document.block_phrases[index]:
            score += w.phrase
        return score + self._ends(index) + self._place(index) + self._slug(index)

    def full_score(self, index: int) -> float:
        """What takes longer: likeness to the title and the first paragraphs, dates and credits next to it."""
        document, w = self.document, self.weights
        block = document.blocks[index]
        titled = self._titled(index)
        score = self._shared(index) + w.titled * titled
        if self.is_declared(index):
            score += w.heading_is_title
        elif document.kind == "html" and block.level and titled > _LIKE_TITLE:
            score += w.heading_titled
        if block.text[0].isdigit() and re.match(r"\d+[.)]", block.text):
            score += w.numbered
        if block.tags & ASIDE_ELEMENTS:
            score += w.aside
        if self._is_credit(index):
            score += w.person
        if any(self._is_credit(place) or self._is_label(place) for place in range(index + 1, index + 1 + _NEXT_CREDIT)):
            score += w.credited
        return score

    def _ends(self, index: int) -> float:
        """What its ending and its beginning say."""
        last, w = self.document.blocks[index].text[-1], self.weights
        score = w.fragment if self._is_fragment(index) else 0.0
        if self.document.words[index] > _LONG_HEADLINE and _INNER_STOP.search(self.document.blocks[index].text):
            score += w.two_sentences
        if last in ".。":
            return score + (w.period if self.document.words[index] <= _SHORT_SENTENCE else w.sentence)
        return score + (w.colon if last in ":,;" else 0.0)

    def _is_fragment(self, index: int) -> bool:
        """Whether it is a line of text that goes on with a sentence: "talks to the actor about his personal life"."""
        block = self.document.blocks[index]
        first = block.text.split(" ", 1)[0]
        return self.document.kind != "html" and not block.level and first.islower() and first.isalpha()

    def _place(self, index: int) -> float:
        document, w = self.document, self.weights
        words, distance = document.words, document.main.start - index
        score = (w.first if index == 0 else 0.0) + (w.site if index in self.sites else 0.0)
        if distance < 0:
            score += w.behind * log1p(-distance)
        elif distance > _FAR:
            score += w.far
        if document.prose[index]:
            score += w.prose
        if index and words[index - 1] <= 3:
            score += w.behind_short
        elif index and document.prose[index - 1]:
            score += w.behind_prose
        if index + 1 < len(words) and words[index + 1] >= 12:
            score += w.before_long
        return score + self._dates(index)

    def _dates(self, index: int) -> float:
        if not self.dated:
            return 0.0
        score = self.weights.dated if any(i in self.dated for i in range(index + 1, index + 1 + _NEXT_DATE)) else 0.0
        return score + (self.weights.behind_date if any(i in self.dated for i in range(index - 3, index)) else 0.0)

    def _slug(self, index: int) -> float:
        if not self.slug:
            return 0.0
        shared = count_shared_words(self.slug, self.document.folded[index])
        if shared < 2:
            return self.weights.no_slug if not shared else 0.0
        share = shared / len(self.slug)
        return self.weights.slug * share + self.weights.slug_both * min(share, shared / self.document.words[index])

    def _shared(self, index: int) -> float:
        """How many of its longer words the first paragraphs behind it use."""
        terms = terms_of(self.document.folded[index])
        if not terms:
            return 0.0
        lead = "\n".join([text for place, text in self.lead if place > index])
        shared = sum(term in lead for term in terms)
        return self.weights.shared_share * shared / len(terms) + self.weights.shared_terms * min(shared, 6) / 6

    def _titled(self, index: int) -> float:
        folded = self.document.folded[index]
        if len(folded) < _LEAST_TITLE:
            return 0.0
        titles = self.titles if index or self.document.kind == "html" else self.titles[:-1]
        return max((_likeness(folded, title) for title in titles), default=0.0)

    def _is_credit(self, index: int) -> bool:
        """Whether it is a credit or a bare name; looked up once a block."""
        if index not in self.credits:
            self.credits[index] = index < len(self.document.blocks) and self._reads_as_credit(index)
        return self.credits[index]

    def _is_label(self, index: int) -> bool:
        """Whether it is the "By" of a credit that goes on in the next block."""
        return index < len(self.document.blocks) and is_label(self.document, index)

    def _reads_as_credit(self, index: int) -> bool:
        text, lexicon = self.document.blocks[index].text, self.document.lexicon
        return self.document.words[index] <= _MOST_CREDIT_WORDS and (is_name(text, lexicon) or is_credit_line(text, lexicon))


def _likeness(folded: str, title: str) -> float:
    """0.0 to 1.0; a title may go on with the site's name."""
    if title.startswith(folded) or folded.startswith(title):
        return min(len(folded), len(title)) / max(len(folded), len(title)) * 0.3 + 0.7
    ratio = fuzz.ratio(folded, title) / 100
    return ratio if ratio > 0.6 else 0.0
