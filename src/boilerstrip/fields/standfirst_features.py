"""What speaks for and against a block as the standfirst.

The weights were fitted once, as a choice among the first sentences behind the headline (a conditional logit), on pages whose
standfirst is known. A first paragraph looks much like it: what tells them apart is what stands between and around.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import log1p
from typing import NamedTuple

from boilerstrip.document import Document
from boilerstrip.fields.reconcile import ClaimedBlocks
from boilerstrip.recognisers.terms import terms_of
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
_AROUND = 4
_LEAD_BLOCKS, _LEAD_REACH, _LEAD_CHARS = 3, 12, 500
_DESCRIBED = 60
_LEAST_TITLE = 20
# What the page's head says that it is about may stand behind long menus.
_SAID_DISTANCE = 5
_ENDS = " .…"
_MOST_SHARED = 0.6
_DATELINE_CHARS = 45
_DASHES = (" – ", " — ", " -- ", " - ")


class StandfirstWeights(NamedTuple):
    """What each cue is worth."""

    few_words: float = -2.3
    under_13_words: float = -1.2
    over_50_words: float = -1.3
    distance: float = -1.9
    next_to_headline: float = 0.8
    runs_on: float = -1.2
    third: float = -1.4
    behind_byline: float = 1.8
    before_byline: float = 1.4
    next_to_byline: float = 1.4
    behind_caption: float = 1.1
    opens_main: float = 0.8
    heading_2: float = 0.6
    heading: float = 0.8
    linked: float = -0.5
    described: float = 1.4
    is_description: float = 1.8
    not_described: float = -0.6
    token: float = 2.0
    dash: float = -1.5
    colon: float = -1.0
    question: float = 1.1
    quoted: float = -0.8
    shared_with_body: float = 1.6
    shared_with_headline: float = -0.6
    shorter: float = 0.6
    blank_behind: float = -1.1


_WEIGHTS = StandfirstWeights()


@dataclass(frozen=True, slots=True)
class StandfirstFeatures:
    """The page as the choice of its standfirst sees it."""

    document: Document
    claimed: ClaimedBlocks
    headline: int
    byline: tuple[int, ...]
    descriptions: tuple[str, ...] = ()
    titles: frozenset[str] = frozenset()
    weights: StandfirstWeights = _WEIGHTS

    @classmethod
    def of(cls, document: Document, claimed: ClaimedBlocks, headline: int, byline: Sequence[int]) -> StandfirstFeatures:
        """What is the same for all blocks of a page, worked out once."""
        descriptions = tuple([fold(text).strip(_ENDS) for text in document.declared.descriptions])
        titles = frozenset(map(fold, document.declared.titles))
        return cls(document, claimed, headline, tuple(byline), descriptions, titles)

    def is_description(self, index: int) -> bool:
        """Whether it is, letter for letter, what the page's head says that the page is about."""
        return bool(self.descriptions) and self.describes(self.document.folded[index])

    def describes(self, folded: str) -> bool:
        """Whether a folded text is one of the page's descriptions."""
        return folded.strip(_ENDS) in self.descriptions

    def is_title(self, index: int) -> bool:
        """Whether it is a title of the page, or ends with one behind a kicker: some sites show a second one under the headline."""
        folded = self.document.folded[index]
        return any(len(title) >= _LEAST_TITLE and folded.endswith(title) for title in self.titles)

    def is_marked(self, index: int) -> bool:
        """Whether its element calls itself a summary."""
        return not _TOKENS.isdisjoint(self.document.blocks[index].tokens)

    def score(self, index: int, place: int) -> float:
        """How likely the block is the standfirst; `place` counts the sentences between the headline and it."""
        score = (
            self._length(index) + self._wording(index) + self._element(index) + self._around(index) + self._against_body(index)
        )
        return score + (self.weights.third if place > 1 else 0.0)

    def _length(self, index: int) -> float:
        words, w = self.document.words[index], self.weights
        if words <= 12 and not self.is_description(index):
            return w.few_words if words < 8 else w.under_13_words
        return w.over_50_words if words > 50 else 0.0

    def _wording(self, index: int) -> float:
        text, w = self.document.blocks[index].text, self.weights
        score = w.dash if any(dash in text[:_DATELINE_CHARS] for dash in _DASHES) else 0.0
        if text[0] in OPENING_QUOTES:
            score += w.quoted
        return score + (w.colon if text[-1] == ":" else w.question if text[-1] == "?" else 0.0)

    def _element(self, index: int) -> float:
        """What its source says: rank, links, class tokens, the page's own description."""
        block, w = self.document.blocks[index], self.weights
        score = w.linked * block.link_density if block.link_chars else 0.0
        if block.kind == "heading":
            score += w.heading_2 if block.level == 2 else w.heading
        if self.is_marked(index):
            score += w.token
        if self.descriptions:
            score += w.described if self._is_described(index) else w.not_described
            score += w.is_description if self.is_description(index) else 0.0
        return score

    def _around(self, index: int) -> float:
        """What stands between the headline and it, and right behind it."""
        w, between = self.weights, range(self.headline + 1, index)
        distance = index - self.headline
        score = w.distance * log1p(min(distance, _SAID_DISTANCE) if self.is_description(index) else distance)
        if not between:
            score += w.next_to_headline if not self._runs_on(index) else w.runs_on
        if index == self.document.main.start:
            score += w.opens_main
        score += self._between(between)
        if any(index < place <= index + _AROUND for place in self.byline):
            score += w.before_byline
        if index + 1 in self.byline:
            score += w.next_to_byline
        blocks = self.document.blocks
        if index + 1 < len(blocks) and blocks[index + 1].gap > blocks[index].gap:
            score += w.blank_behind
        return score

    def _between(self, between: range) -> float:
        """What stands between the headline and it."""
        w, score = self.weights, 0.0
        credit_lines = sum(place in between for place in self.byline)
        pictures = sum(place in self.claimed.captions for place in between)
        # Behind the credit and the picture alone stands, as a rule, the first paragraph.
        if 0 < credit_lines < len(between) - pictures:
            score += w.behind_byline
        if pictures:
            score += w.behind_caption
        return score

    def _runs_on(self, index: int) -> bool:
        """Whether it is a paragraph of several sentences with the next paragraph right behind it."""
        prose = self.document.prose
        following = next((i for i in range(index + 1, len(prose)) if i not in self.claimed.certain), index)
        return prose[index] > 0 and prose[following] > 0 and ". " in self.document.blocks[index].text

    def _against_body(self, index: int) -> float:
        """Whether it is shorter than the paragraphs behind it, and how many of its words they use."""
        document, w = self.document, self.weights
        behind = self._paragraphs_behind(index)[:_LEAD_BLOCKS]
        words = document.words[index]
        mean = sum(document.words[i] for i in behind) / len(behind) if behind else words
        terms = terms_of(document.folded[index])
        lead = "\n".join([document.folded[i][:_LEAD_CHARS] for i in behind])
        score = w.shorter * min(3.0, mean / words)
        if terms:
            score += w.shared_with_body * min(_MOST_SHARED, sum(term in lead for term in terms) / len(terms))
        title = terms_of(document.folded[self.headline])
        if title:
            score += w.shared_with_headline * sum(term in document.folded[index] for term in title) / len(title)
        return score

    def _paragraphs_behind(self, index: int) -> list[int]:
        reach = range(index + 1, min(len(self.document.blocks), index + 1 + _LEAD_REACH))
        return [i for i in reach if self.document.prose[i] and i not in self.claimed.certain]

    def _is_described(self, index: int) -> bool:
        text = self.document.folded[index]
        return any(
            (len(text) > 30 and text[:_DESCRIBED] in d) or (len(d) > 40 and d[:_DESCRIBED] in text) for d in self.descriptions
        )
