"""One site: the pages that are remembered of it, and what they have in common."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from boilerstrip.document.site_template import LEAST_PAGES, Template
from boilerstrip.sites.learn import template_of
from boilerstrip.sites.sample import estimated
from boilerstrip.sites.seen_pages import SeenPage

MOST_PAGES = 100


@dataclass(frozen=True)
class Site:
    """One site's pages, as far as they are remembered; `most_pages` is how many that may be."""

    host: str
    pages: tuple[SeenPage, ...]
    most_pages: int = MOST_PAGES

    @cached_property
    def template(self) -> Template:
        """What the pages have in common; worked out on first use."""
        return template_of(self.host, self.pages)

    @property
    def pages_seen(self) -> int:
        """How many pages were seen: exact where all are remembered, else an estimate, as `SiteModel` says."""
        return estimated(self.pages, self.most_pages)


def check_most_pages(most_pages: object) -> None:
    """Raise `ValueError` where this is no number of pages that something can be learned from."""
    if not isinstance(most_pages, int) or most_pages < LEAST_PAGES:
        raise ValueError(f"most_pages must be a whole number, {LEAST_PAGES} or more, but is {most_pages!r}")
