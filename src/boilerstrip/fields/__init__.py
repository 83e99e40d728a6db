"""Which blocks are the headline, the standfirst and the byline."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from boilerstrip.document import Document
from boilerstrip.document.findings import Claim
from boilerstrip.fields.byline import find_byline
from boilerstrip.fields.headline import find_headline, find_kicker
from boilerstrip.fields.published import find_published
from boilerstrip.fields.reconcile import Claimed
from boilerstrip.fields.saved_fields import fields_of
from boilerstrip.fields.standfirst import find_standfirst


@dataclass(frozen=True, slots=True)
class Roles:
    """The blocks that hold the article's fields, and its authors' names; what was not found is `None` or empty.

    `kicker` is the headline's first line, where it has two, and `points` are the blocks with which the standfirst goes on.

    >>> Roles().protected
    frozenset()
    """

    headline: int | None = None
    kicker: int | None = None
    standfirst: int | None = None
    points: tuple[int, ...] = ()
    byline: tuple[int, ...] = ()
    authors: tuple[str, ...] = ()
    published: datetime | None = None

    @property
    def protected(self) -> frozenset[int]:
        """All of these blocks."""
        single = (self.kicker, self.headline, self.standfirst)
        return frozenset([index for index in (*single, *self.points, *self.byline) if index is not None])


def assign_roles(document: Document, claims: Iterable[Claim]) -> Roles:
    r"""The page's roles. A block that a filter is certain of takes none.

    >>> from boilerstrip.readers import read
    >>> assign_roles(read("Ferry sinks\nThe ferry sank at dawn, and nobody in the town saw it go under."), ()).headline
    0
    """
    claimed = Claimed.by(claims)
    if document.head:
        headline, standfirst, byline = fields_of(document, document.head)
        kicker = None
    else:
        headline = find_headline(document, claimed)
        kicker = find_kicker(document, headline)
        byline = find_byline(document, claimed, headline)
        standfirst = find_standfirst(document, claimed, headline, byline.blocks)
    published = find_published(document, claimed, headline, byline.blocks)
    return Roles(headline, kicker, next(iter(standfirst), None), standfirst[1:], byline.blocks, byline.authors, published)
