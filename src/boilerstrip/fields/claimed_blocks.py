"""What the filters' claims mean for the fields, and what the fields mean for the claims."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from boilerstrip.document import Document
from boilerstrip.document.findings import Claim, Finding
from boilerstrip.fields.kicker import find_inner_kicker
from boilerstrip.recognisers.site_name import find_site_name_start

# A line on half of a site's pages is no headline. A line on fewer pages may be the headline of a series.
_LEAST_SITE_SHARE = 0.5
_BREADCRUMBS_RULE, _PULL_QUOTE_RULE, _CAPTION_RULE = "breadcrumbs", "pull-quote", "element"
_PICTURE_CATEGORIES = frozenset(["caption", "credits"])


@dataclass(frozen=True, slots=True)
class ClaimedBlocks:
    """The blocks that filters are certain of.

    `certain` are all of them, and `excluded` are those that can hold no field. The difference is copies of another block and entries under
    a heading such as "Most read": a headline may be among these. `dated` are lines with a date, `captions` lines about pictures and their
    makers. `breadcrumbs`, certain or not, may be credits of several parts. `has_later_copy` are blocks that have a copy further down.
    """

    excluded: frozenset[int] = frozenset()
    certain: frozenset[int] = frozenset()
    dated: frozenset[int] = frozenset()
    captions: frozenset[int] = frozenset()
    breadcrumbs: frozenset[int] = frozenset()
    has_later_copy: frozenset[int] = frozenset()

    @classmethod
    def from_claims(cls, claims: Iterable[Claim]) -> ClaimedBlocks:
        """The blocks that are claimed as a whole.

        >>> claimed = ClaimedBlocks.from_claims([Claim("repeats", Finding(3, "repeat", "same", "the same as line 1", original=0))])
        >>> claimed.certain, claimed.excluded
        (frozenset({3}), frozenset())
        """
        claims = tuple(claims)
        breadcrumbs = frozenset([finding.block for _, finding in claims if finding.rule == _BREADCRUMBS_RULE])
        has_later_copy = frozenset(
            [finding.original for _, finding in claims if finding.original is not None and finding.rule != _PULL_QUOTE_RULE]
        )
        certain_findings = [
            finding
            for _, finding in claims
            if finding.certain and finding.span is None and (not finding.by_site or finding.score >= _LEAST_SITE_SHARE)
        ]
        certain = frozenset([finding.block for finding in certain_findings])
        excluded = frozenset([finding.block for finding in certain_findings if not _may_be_headline(finding)])
        dated = frozenset([finding.block for finding in certain_findings if finding.category == "dateline"])
        captions = frozenset([finding.block for finding in certain_findings if finding.category in _PICTURE_CATEGORIES])
        return cls(excluded, certain, dated, captions, breadcrumbs, has_later_copy)


def reconcile_claims(
    document: Document, claims: Iterable[Claim], headline: int | None, byline: Sequence[int] = ()
) -> tuple[Claim, ...]:
    """The claims, corrected by the headline and the byline.

    A list of other articles ends at the headline. Where the headline is a copy of an earlier line, the earlier line is claimed instead.
    The site's name after the headline is claimed. The byline may hold a date, and may look like breadcrumbs: these claims are dropped.
    """
    claims = [claim for claim in claims if claim.finding.block not in byline or not _may_be_byline(claim.finding)]
    if headline is None:
        return tuple(claims)
    below = range(headline, max(headline, document.main.start) + 1)
    kept: list[Claim] = []
    for claim in claims:
        finding = claim.finding
        if finding.block not in below or not finding.certain:
            kept.append(claim)
        elif not _may_be_headline(finding):
            # A claim on the whole headline is wrong: the headline was found in spite of it.
            if finding.block != headline or finding.span is not None:
                kept.append(claim)
        elif finding.block == headline:
            kept += _reverse_copy(claim, headline)
        elif finding.category == "repeat":
            kept.append(claim)
    return (*kept, *_claim_site_name(document, headline), *_claim_kicker(document, headline))


def _reverse_copy(claim: Claim, headline: int) -> Iterator[Claim]:
    """The claim that the headline is a copy, made against the original instead; nothing for other claims, such as that of a pull quote."""
    name, finding = claim
    if finding.original is not None and finding.rule != _PULL_QUOTE_RULE:
        yield Claim(name, finding._replace(block=finding.original, original=headline, evidence="the same as the headline"))


def _claim_site_name(document: Document, headline: int) -> Iterator[Claim]:
    text = document.blocks[headline].text
    start = find_site_name_start(text, document.url)
    if start is not None:
        evidence = f'ends with the site\'s name: "{text[start:]}"'
        yield Claim("headline", Finding(headline, "navigation", "site-name", evidence, span=(start, len(text))))


def _claim_kicker(document: Document, headline: int) -> Iterator[Claim]:
    start = find_inner_kicker(document, headline)
    if start is not None:
        evidence = f'stands before the headline that the page declares: "{document.blocks[headline].text[:start].rstrip()}"'
        yield Claim("headline", Finding(headline, "navigation", "kicker", evidence, span=(0, start)))


def _may_be_byline(finding: Finding) -> bool:
    in_caption = finding.category == "caption" and finding.rule == _CAPTION_RULE
    return finding.category == "dateline" or finding.rule == _BREADCRUMBS_RULE or in_caption


def _may_be_headline(finding: Finding) -> bool:
    return finding.category == "repeat" or (finding.category == "related" and finding.rule.startswith("under-"))
