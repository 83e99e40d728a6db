"""Extracts the article's fields: the blocks of headline, standfirst and byline, and the authors, date and site name."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from boilerstrip.document import Document
from boilerstrip.document.findings import Claim
from boilerstrip.fields.byline import find_byline
from boilerstrip.fields.claimed_blocks import ClaimedBlocks, reconcile_claims
from boilerstrip.fields.headline import find_headline
from boilerstrip.fields.kicker import find_kicker
from boilerstrip.fields.published import find_published
from boilerstrip.fields.saved_fields import extract_saved_fields
from boilerstrip.fields.standfirst import find_standfirst
from boilerstrip.fields.stated_fields import find_stated_headline, find_stated_standfirst
from boilerstrip.options import Clock
from boilerstrip.recognisers.author_notes import find_author_notes
from boilerstrip.recognisers.site_name import find_site_name

_NO_CLOCK = Clock()


@dataclass(frozen=True, slots=True)
class Fields:
    """The blocks that hold the article's fields, and its authors, date and site; a field that was not found is `None` or empty.

    `kicker` is the headline's first line, where it has two. `points` are the blocks that continue the standfirst. `stated_headline` and
    `stated_standfirst` are texts that a container of the article states, and that no block shows.

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
    stated_headline: str | None = None
    stated_standfirst: str | None = None

    @property
    def protected(self) -> frozenset[int]:
        """All blocks of fields: no hint can remove them."""
        single = (self.kicker, self.headline, self.standfirst)
        return frozenset([index for index in (*single, *self.points, *self.byline) if index is not None])


def extract_fields(document: Document, claims: Iterable[Claim], clock: Clock = _NO_CLOCK) -> Fields:
    r"""The page's fields. After the clock's deadline only the site's name is found.

    A block with a certain claim holds no field, with the exceptions in `ClaimedBlocks`.

    >>> from boilerstrip.readers import read
    >>> extract_fields(read("Ferry sinks\nThe ferry sank at dawn, and nobody in the town saw it go under."), ()).headline
    0
    """
    site_name = find_site_name(document)
    if clock.has_passed:
        return Fields(site_name=site_name)
    claimed = ClaimedBlocks.from_claims(claims)
    kicker: int | None = None
    stated_headline: str | None = None
    if document.saved_fields:
        headline, standfirst, byline = extract_saved_fields(document, document.saved_fields)
    else:
        headline = find_headline(document, claimed)
        stated_headline = find_stated_headline(document, headline)
        headline = headline if stated_headline is None else None
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
        stated_headline,
        find_stated_standfirst(document, standfirst),
    )


def revise_claims(document: Document, claims: Sequence[Claim], fields: Fields) -> tuple[Claim, ...]:
    r"""The claims, corrected once the fields are known: claims against fields are dropped, and notes on the authors are added.

    A field is kept even where other pages of the site have the same line.

    >>> from boilerstrip.readers import read
    >>> lines = ["By Ada Wren", *["The ferry sank at dawn, the harbour master said."] * 3, "Ada Wren lives in Leeds with two cats."]
    >>> page = read("\n".join(lines))
    >>> [claim.finding.rule for claim in revise_claims(page, (), extract_fields(page, ()))]
    ['author-note']
    """
    protected = fields.protected
    kept = [claim for claim in claims if not (claim.finding.by_site and claim.finding.block in protected)]
    reconciled = reconcile_claims(document, kept, fields.headline, fields.byline)
    return (*reconciled, *find_author_notes(document, fields.authors, fields.byline))
