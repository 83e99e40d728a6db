"""Extracts the article's fields: which blocks are the headline, standfirst and byline, and what else the page says of itself."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from boilerstrip.document import Document
from boilerstrip.document.findings import Claim
from boilerstrip.fields.byline import find_byline
from boilerstrip.fields.headline import find_headline, find_kicker
from boilerstrip.fields.published import find_published
from boilerstrip.fields.reconcile import ClaimedBlocks, reconcile_claims
from boilerstrip.fields.saved_fields import extract_saved_fields
from boilerstrip.fields.standfirst import find_standfirst
from boilerstrip.options import Clock
from boilerstrip.recognisers.author_notes import find_author_notes
from boilerstrip.recognisers.site_name import find_site_name

_NO_CLOCK = Clock()


@dataclass(frozen=True, slots=True)
class Fields:
    """The blocks that hold the article's fields, and its authors' names; what was not found is `None` or empty.

    `kicker` is the headline's first line, where it has two, and `points` are the blocks with which the standfirst goes on.

    >>> Fields().protected
    frozenset()
    """

    headline: int | None = None
    kicker: int | None = None
    standfirst: int | None = None
    points: tuple[int, ...] = ()
    byline: tuple[int, ...] = ()
    authors: tuple[str, ...] = ()
    published: datetime | None = None
    site_name: str | None = None

    @property
    def protected(self) -> frozenset[int]:
        """All of these blocks."""
        single = (self.kicker, self.headline, self.standfirst)
        return frozenset([index for index in (*single, *self.points, *self.byline) if index is not None])


def extract_fields(document: Document, claims: Iterable[Claim], clock: Clock = _NO_CLOCK) -> Fields:
    r"""The page's fields. A block that a filter is certain of holds none; once the clock's deadline has passed, only the site's name is found.

    >>> from boilerstrip.readers import read
    >>> extract_fields(read("Ferry sinks\nThe ferry sank at dawn, and nobody in the town saw it go under."), ()).headline
    0
    """
    site_name = find_site_name(document)
    if clock.has_passed:
        return Fields(site_name=site_name)
    claimed = ClaimedBlocks.of(claims)
    kicker: int | None = None
    if document.saved_fields:
        headline, standfirst, byline = extract_saved_fields(document, document.saved_fields)
    else:
        headline = find_headline(document, claimed)
        kicker = find_kicker(document, headline)
        byline = find_byline(document, claimed, headline)
        standfirst = find_standfirst(document, claimed, headline, byline.blocks)
    return Fields(
        headline,
        kicker,
        next(iter(standfirst), None),
        standfirst[1:],
        byline.blocks,
        byline.authors,
        find_published(document, claimed, headline, byline.blocks),
        site_name,
    )


def revise_claims(document: Document, claims: Sequence[Claim], fields: Fields) -> tuple[Claim, ...]:
    r"""The claims in the light of the fields: some were wrong about the headline or byline, and notes on the authors are new.

    A line that the site has on other pages too stays where it is a field of this article.

    >>> from boilerstrip.readers import read
    >>> rows = ["By Ada Wren", *["The ferry sank at dawn, the harbour master said."] * 3, "Ada Wren lives in Leeds with two cats."]
    >>> page = read("\n".join(rows))
    >>> [claim.finding.rule for claim in revise_claims(page, (), extract_fields(page, ()))]
    ['author-note']
    """
    protected = fields.protected
    kept = [claim for claim in claims if not (claim.finding.by_site and claim.finding.block in protected)]
    reconciled = reconcile_claims(document, kept, fields.headline, fields.byline)
    return (*reconciled, *find_author_notes(document, fields.authors, fields.byline))
