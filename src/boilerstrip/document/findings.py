"""What filters say of a page, and the protocol that every filter follows.

A filter makes findings: each is certain, or a hint. A claim is a finding with its filter's name. A verdict (`decide.verdicts`) is what is
decided on a block in the light of all claims.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, NamedTuple, Protocol

from boilerstrip.document import Document

# A new category is one of the labeller's features and labels: its weights must then be trained anew.
Category = Literal[
    "newsletter",
    "subscribe",
    "related",
    "repeat",
    "sharing",
    "consent",
    "advert",
    "navigation",
    "caption",
    "credits",
    "comments",
    "dateline",
    "hidden",
    "other",
]


class Finding(NamedTuple):
    """One filter's claim that a block (or, with `span`, a part of its text) is no part of the article.

    Attributes:
        block: The block's number.
        category: What kind of boilerplate it is.
        rule: The rule within its filter.
        evidence: What gave it away, in a reader's words.
        certain: Whether the finding alone is enough to remove the block. A hint (`certain=False`) is weighed with others.
        score: How much a hint counts, 0.0 to 1.0.
        span: The half-open range of characters of the block's text that is no part of the article, where that is not all of it. The
            paragraph stays without the span.
        original: The number of the block that this one repeats. Where that one goes, the copy goes in its category.
        by_place: Whether a hint rests only on where the block stands. It counts for little between the headline and the running text.
        by_site: Whether the finding rests on other pages of the site; `score` is the share of them that have the line. It never
            removes the headline, standfirst or byline, and the labeller, which was trained on single pages, does not see it.

    >>> Finding(3, "newsletter", "sign-up-to", 'begins "Sign up to our newsletter"').certain
    True
    """

    block: int
    category: Category
    rule: str
    evidence: str
    certain: bool = True
    score: float = 1.0
    span: tuple[int, int] | None = None
    original: int | None = None
    by_place: bool = False
    by_site: bool = False


class Claim(NamedTuple):
    """A finding with the name of the filter that made it."""

    filter: str
    finding: Finding


class Filter(Protocol):
    """Finds one sort of boilerplate. It cuts nothing: the pipeline decides."""

    @property
    def name(self) -> str:
        """The name that pipelines and removals use."""
        ...

    def find(self, document: Document) -> Iterator[Finding]:
        """Every claim this filter makes about the page, in any order."""
        ...
