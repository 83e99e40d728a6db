"""Scores blocks as the standfirst.

A standfirst and a first paragraph look much the same. The features that separate them are mostly the blocks before, between and after them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import log1p
from typing import NamedTuple

from boilerstrip.document import Document
from boilerstrip.fields.claimed_blocks import ClaimedBlocks
from boilerstrip.recognisers.terms import find_terms
from boilerstrip.text.normalise import fold
from boilerstrip.text.quotation_marks import OPENING_QUOTES

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
        "chapeau",
        "ingress",
        "preamble",
        "manchet",
        "sommario",
        "entradilla",
        "bajada",
        "strapline",
        "abstract",
        "sub-title",
        "entry-sub-title",
    ]
)
# A byline this many blocks after the block counts as following it.
_BYLINE_REACH = 4
# The lead: this many paragraphs among the blocks after a block, and the characters of each that are compared.
_LEAD_BLOCKS = 3
_LEAD_REACH = 12
_LEAD_CHARS = 500
# A block and a description match where the first 60 characters of one are in the other, and these are long enough.
_MATCHED_CHARS = 60
_LEAST_MATCHED_BLOCK_CHARS = 31
_LEAST_MATCHED_DESCRIPTION_CHARS = 41
_LEAST_TITLE_CHARS = 20
# Long menus may stand between the headline and the page's description, so larger distances count as this one.
_MOST_DESCRIPTION_DISTANCE = 5
_END_CHARS = " .…"
# Shares of words and lengths above these count as these.
_MOST_SHARED = 0.6
_MOST_SHORTER = 3.0
# Words of the length features.
_FEW_WORDS = 8
_UNDER_13_WORDS = 13
_OVER_50_WORDS = 50
# A dash among the first characters may follow the place that opens a paragraph: "WRENMOUTH – The ferry sank".
_PLACE_CHARS = 45
_DASHES = (" – ", " — ", " -- ", " - ")


class StandfirstWeights(NamedTuple):
    """The weight of each feature.

    The weights were fitted once, as a choice among the first sentences after the headline (a conditional logit), on pages whose standfirst
    is known.
    """

    few_words: float = -2.3
    under_13_words: float = -1.2
    over_50_words: float = -1.3
    distance: float = -1.9  # for the logarithm of the blocks since the headline
    next_to_headline: float = 0.8
    before_paragraph: float = -1.2
    third: float = -1.4  # the third candidate, or a later one
    after_byline: float = 1.8
    before_byline: float = 1.4
    next_to_byline: float = 1.4
    after_caption: float = 1.1
    opens_main: float = 0.8
    heading_2: float = 0.6
    heading: float = 0.8
    heading_below_headline: float = 1.0  # with the byline after it; not fitted, as few pages have it
    linked: float = -0.5
    described: float = 1.4  # it shares its beginning with a description
    is_description: float = 1.8
    not_described: float = -0.6
    token: float = 2.0  # its element says that it is a summary
    dash: float = -1.5
    colon: float = -1.0
    question: float = 1.1
    quoted: float = -0.8
    shared_with_body: float = 1.6
    shared_with_headline: float = -0.6
    shorter: float = 0.6
    blank_after: float = -1.1  # more blank lines after it than before it


_WEIGHTS = StandfirstWeights()


@dataclass(frozen=True, slots=True)
class StandfirstFeatures:
    """The features of a page's blocks, for the choice of its standfirst."""

    document: Document
    claimed: ClaimedBlocks
    headline: int
    byline: tuple[int, ...]
    descriptions: tuple[str, ...] = ()
    titles: frozenset[str] = frozenset()
    weights: StandfirstWeights = _WEIGHTS

    @classmethod
    def from_document(
        cls, document: Document, claimed: ClaimedBlocks, headline: int, byline: Sequence[int]
    ) -> StandfirstFeatures:
        """Prepare what is the same for all blocks of a page."""
        descriptions = tuple([fold(text).strip(_END_CHARS) for text in document.declared.descriptions])
        titles = frozenset(map(fold, document.declared.titles))
        return cls(document, claimed, headline, tuple(byline), descriptions, titles)

    def is_description(self, index: int) -> bool:
        """Whether a block is exactly one of the descriptions in the page's metadata."""
        return bool(self.descriptions) and self.is_description_text(self.document.folded[index])

    def is_description_text(self, folded: str) -> bool:
        """Whether a folded text is exactly one of the descriptions in the page's metadata."""
        return folded.strip(_END_CHARS) in self.descriptions

    def is_title(self, index: int) -> bool:
        """Whether a block is a title of the page, or a kicker and a title: some sites show a second title below the headline."""
        folded = self.document.folded[index]
        return any(len(title) >= _LEAST_TITLE_CHARS and folded.endswith(title) for title in self.titles)

    def is_marked(self, index: int) -> bool:
        """Whether the class or id of a block's element says that it is a summary."""
        return not _TOKENS.isdisjoint(self.document.blocks[index].tokens)

    def has_evidence(self, index: int) -> bool:
        """Whether a block can be told from a first paragraph.

        It stands before the byline, or is a heading, or the page's description, or its element says that it is a summary.
        """
        if self.document.blocks[index].kind == "heading" or not any(place < index for place in self.byline):
            return True
        return self.is_marked(index) or self.is_description(index) or self._matches_description(index)

    def score(self, index: int, place: int) -> float:
        """How likely the block is the standfirst; `place` counts the sentences between the headline and it."""
        score = (
            self._score_length(index)
            + self._score_wording(index)
            + self._score_element(index)
            + self._score_place(index)
            + self._score_lead(index)
        )
        return score + (self.weights.third if place > 1 else 0.0)

    def _score_length(self, index: int) -> float:
        words, w = self.document.words[index], self.weights
        if words < _UNDER_13_WORDS and not self.is_description(index):
            return w.few_words if words < _FEW_WORDS else w.under_13_words
        return w.over_50_words if words > _OVER_50_WORDS else 0.0

    def _score_wording(self, index: int) -> float:
        text, w = self.document.blocks[index].text, self.weights
        score = w.dash if any(dash in text[:_PLACE_CHARS] for dash in _DASHES) else 0.0
        if text[0] in OPENING_QUOTES:
            score += w.quoted
        return score + (w.colon if text[-1] == ":" else w.question if text[-1] == "?" else 0.0)

    def _score_element(self, index: int) -> float:
        """Rank, links, class tokens, and the descriptions in the metadata."""
        block, w = self.document.blocks[index], self.weights
        score = w.linked * block.link_density if block.link_chars else 0.0
        if block.kind == "heading":
            score += w.heading_2 if block.level == 2 else w.heading
            is_above_byline = any(place > index for place in self.byline)
            score += w.heading_below_headline if index == self.headline + 1 and is_above_byline else 0.0
        if self.is_marked(index):
            score += w.token
        if self.descriptions:
            score += w.described if self._matches_description(index) else w.not_described
            score += w.is_description if self.is_description(index) else 0.0
        return score

    def _score_place(self, index: int) -> float:
        """The blocks between the headline and the block, and those directly after it."""
        w, between = self.weights, range(self.headline + 1, index)
        distance = index - self.headline
        score = w.distance * log1p(min(distance, _MOST_DESCRIPTION_DISTANCE) if self.is_description(index) else distance)
        if not between:
            score += w.next_to_headline if not self._is_before_paragraph(index) else w.before_paragraph
        if index == self.document.main.start:
            score += w.opens_main
        score += self._score_between(between)
        if any(index < place <= index + _BYLINE_REACH for place in self.byline):
            score += w.before_byline
        if index + 1 in self.byline:
            score += w.next_to_byline
        blocks = self.document.blocks
        if index + 1 < len(blocks) and blocks[index + 1].gap > blocks[index].gap:
            score += w.blank_after
        return score

    def _score_between(self, between: range) -> float:
        """The credits and pictures between the headline and the block."""
        w, score = self.weights, 0.0
        credit_lines = sum(place in between for place in self.byline)
        pictures = sum(place in self.claimed.captions for place in between)
        # Directly after the credit and its picture stands, as a rule, the first paragraph.
        if 0 < credit_lines < len(between) - pictures:
            score += w.after_byline
        if pictures:
            score += w.after_caption
        return score

    def _is_before_paragraph(self, index: int) -> bool:
        """Whether a block is a paragraph of several sentences, directly followed by the next paragraph."""
        prose = self.document.prose
        following = next((i for i in range(index + 1, len(prose)) if i not in self.claimed.certain), index)
        return prose[index] > 0 and prose[following] > 0 and ". " in self.document.blocks[index].text

    def _score_lead(self, index: int) -> float:
        """How much shorter a block is than the paragraphs after it, and how many of its words they use."""
        document, w = self.document, self.weights
        lead_blocks = self._find_paragraphs_after(index)[:_LEAD_BLOCKS]
        words = document.words[index]
        mean = sum(document.words[i] for i in lead_blocks) / len(lead_blocks) if lead_blocks else words
        terms = find_terms(document.folded[index])
        lead = "\n".join([document.folded[i][:_LEAD_CHARS] for i in lead_blocks])
        score = w.shorter * min(_MOST_SHORTER, mean / words)
        if terms:
            score += w.shared_with_body * min(_MOST_SHARED, sum(term in lead for term in terms) / len(terms))
        headline_terms = find_terms(document.folded[self.headline])
        if headline_terms:
            shared = sum(term in document.folded[index] for term in headline_terms)
            score += w.shared_with_headline * shared / len(headline_terms)
        return score

    def _find_paragraphs_after(self, index: int) -> list[int]:
        reach = range(index + 1, min(len(self.document.blocks), index + 1 + _LEAD_REACH))
        return [i for i in reach if self.document.prose[i] and i not in self.claimed.certain]

    def _matches_description(self, index: int) -> bool:
        text = self.document.folded[index]
        return any(
            (len(text) >= _LEAST_MATCHED_BLOCK_CHARS and text[:_MATCHED_CHARS] in description)
            or (len(description) >= _LEAST_MATCHED_DESCRIPTION_CHARS and description[:_MATCHED_CHARS] in text)
            for description in self.descriptions
        )
