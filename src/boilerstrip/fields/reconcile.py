"""What the filters' claims mean for the fields: which blocks can hold none, and which only stand in the wrong company."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from boilerstrip.document import Document
from boilerstrip.document.findings import Claim, Finding
from boilerstrip.recognisers.site_name import site_name_start

_EVERYWHERE = 0.5  # a line on half of a site's pages is no headline; one on fewer may be that of a series
_CRUMBS, _PULLED = "breadcrumbs", "pull-quote"
_OF_PICTURES = frozenset(["caption", "credits"])


@dataclass(frozen=True, slots=True)
class ClaimedBlocks:
    """The blocks that filters are certain of.

    `certain` are all of them. `excluded` can hold no field; the others are copies of another block and entries under a heading such as
    "Most read", and a headline may be among them. `dated` are the lines that give the article's date, `captions` those about pictures
    and their makers, `crumbs` the paths through the site, certain or not, which a credit of several parts can look like; `has_later_copy` are the
    blocks that have a copy further on.
    """

    excluded: frozenset[int] = frozenset()
    certain: frozenset[int] = frozenset()
    dated: frozenset[int] = frozenset()
    captions: frozenset[int] = frozenset()
    crumbs: frozenset[int] = frozenset()
    has_later_copy: frozenset[int] = frozenset()

    @classmethod
    def of(cls, claims: Iterable[Claim]) -> ClaimedBlocks:
        """What is claimed as a whole, with certainty.

        >>> claimed = ClaimedBlocks.of([Claim("repeats", Finding(3, "repeat", "same", "the same as line 1", original=0))])
        >>> claimed.certain, claimed.excluded
        (frozenset({3}), frozenset())
        """
        claims = tuple(claims)
        crumbs = frozenset([finding.block for _, finding in claims if finding.rule == _CRUMBS])
        has_later_copy = frozenset(
            [finding.original for _, finding in claims if finding.original is not None and finding.rule != _PULLED]
        )
        found = [finding for _, finding in claims if finding.certain and finding.span is None]
        found = [finding for finding in found if not finding.by_site or finding.score >= _EVERYWHERE]
        certain = frozenset([finding.block for finding in found])
        excluded = frozenset([finding.block for finding in found if not _is_loose(finding)])
        dated = frozenset([finding.block for finding in found if finding.category == "dateline"])
        captions = frozenset([finding.block for finding in found if finding.category in _OF_PICTURES])
        return cls(excluded, certain, dated, captions, crumbs, has_later_copy)


def reconcile_claims(
    document: Document, claims: Iterable[Claim], headline: int | None, byline: Sequence[int] = ()
) -> tuple[Claim, ...]:
    """The claims as the headline and the byline leave them.

    A headline ends a list of other articles that stands before it; of its copies, it is the one that stays; and the site's name behind
    it goes. A date in the byline stays, and so does one that looks like a path through the site.
    """
    claims = [claim for claim in claims if claim.finding.block not in byline or not _may_be_credit(claim.finding)]
    if headline is None:
        return tuple(claims)
    below = range(headline, max(headline, document.main.start) + 1)
    kept: list[Claim] = []
    for claim in claims:
        finding = claim.finding
        if finding.block not in below or not finding.certain:
            kept.append(claim)
        elif not _is_loose(finding):
            # Where the headline was found in spite of such a claim, the claim is wrong.
            if finding.block != headline or finding.span is not None:
                kept.append(claim)
        elif finding.block == headline:
            kept += _turned(claim, headline)
        elif finding.category == "repeat":
            kept.append(claim)
    return (*kept, *_site_name(document, headline))


def _turned(claim: Claim, headline: int) -> Iterator[Claim]:
    """The claim that the headline is a copy, turned round; none where it is one of a paragraph's words."""
    name, finding = claim
    if finding.original is not None and finding.rule != _PULLED:
        yield Claim(name, finding._replace(block=finding.original, original=headline, evidence="the same as the headline"))


def _site_name(document: Document, headline: int) -> Iterator[Claim]:
    text = document.blocks[headline].text
    start = site_name_start(text, document.url)
    if start is not None:
        evidence = f'ends with the site\'s name: "{text[start:]}"'
        yield Claim("headline", Finding(headline, "navigation", "site-name", evidence, span=(start, len(text))))


def _may_be_credit(finding: Finding) -> bool:
    return finding.category == "dateline" or finding.rule == _CRUMBS


def _is_loose(finding: Finding) -> bool:
    return finding.category == "repeat" or (finding.category == "related" and finding.rule.startswith("under-"))
