"""What filters say of a page: findings, and the protocol that every filter follows."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, NamedTuple, Protocol

from boilerstrip.document import Document

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

    `rule` names the rule within its filter, `evidence` says in a reader's words what gave it away. A `certain` finding is
    enough to cut; a hint (`certain=False`) is weighed with others by its `score`, 0.0 to 1.0. Of a block that repeats another,
    `original` is the other's number: where that one goes, the copy is of its category. A hint `by_place` says nothing but where the
    block stands, and counts for little between the headline and the running text. A finding `by_site`
    says that the site has the line on other pages too, with their share as its `score`: it never takes the headline, standfirst or byline,
    and the labeller, which was trained on single pages, does not see it.

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
