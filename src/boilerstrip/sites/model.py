"""`SiteModel`: what sites repeat on their pages, learned from the pages."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any

from boilerstrip.document import Document
from boilerstrip.document.site_template import LEAST_PAGES, Template
from boilerstrip.sites.learn import MOST_PAGES, Site, check_most_pages
from boilerstrip.sites.sample import Sample
from boilerstrip.sites.seen_pages import hash_url, parse_day, parse_host, read_page
from boilerstrip.sites.storage import dump_sites, parse_sites

_TUPLE_LENGTHS = (2, 3)


@dataclass(frozen=True)
class SiteModel:
    r"""The lines that stand on many pages of a site: promo strips, teasers, sign-ups, menus, whatever their words are.

    Learn a model from the pages of a site, save it, merge it with others, and pass it to `clean_article(..., site=model)`. A site is a
    host, without "www."; pages without an address belong to a site without a name. A site needs at least three articles; with fewer,
    nothing is removed. A model never changes.

    **What is remembered, and how exact the counts are.** Of each site, the lines of at most `most_pages` pages are remembered. These
    pages are a uniform sample of all pages: those with the smallest hashes (`sites.sample` explains why). Up to `most_pages` pages, all
    counts are exact. With more pages:

    - A line that is said to stand on three pages does stand on three pages.
    - The line's share of the pages is an estimate. With k remembered pages, its error is larger than e with a probability of at most
      2 exp(-2 k e^2) (W. Hoeffding, "Probability Inequalities for Sums of Bounded Random Variables", 1963; this also holds for samples
      without replacement). For k = 100, the error is larger than 0.14 less than once in twenty times.
    - A line on a tenth of all pages is missed (seen on fewer than three) twice in a thousand times; a line on a twentieth, once in
      eight times.
    - The number of pages seen is an estimate with a relative standard error of 1 / sqrt(k - 2): a tenth for k = 100.

    **Order does not matter.** Divide the pages into parts in any way, learn a model from each part, and merge the models in any order:
    the result is exactly the model that is learned from all pages at once. This also holds if pages come twice, and if there are more
    pages than are remembered.

    **Memory.** A page needs at most 162 kB, and usually 5 kB. A site needs `most_pages` times as much.

    >>> page = "Ferry {0} sinks\n{1}\nTides and tales, straight to your door.\n{2}"
    >>> texts = [f"The {n} of Wrenmouth sank at dawn, and nobody in the {n} saw it go." for n in ("ferry", "tug", "lightship", "dinghy")]
    >>> pages = [page.format(n, text, text.replace("sank", "rose")) for n, text in enumerate(texts)]
    >>> model = SiteModel.learn([(f"https://wrenmouth.example/{n}", text) for n, text in enumerate(pages)])
    >>> model.hosts, model.pages_seen("www.wrenmouth.example")
    (('wrenmouth.example',), 4)
    >>> model.merge(SiteModel.learn([("wrenmouth.example/0", pages[0])])) == model
    True
    """

    sites: tuple[Site, ...] = ()
    most_pages: int = MOST_PAGES

    def __post_init__(self) -> None:
        check_most_pages(self.most_pages)

    @classmethod
    def learn(cls, pages: Iterable[Any], *, date: str | None = None, most_pages: int = MOST_PAGES) -> SiteModel:
        """A model of these pages, of one site or of many. The pages are read one at a time.

        Args:
            pages: Each page is a source as `clean_article` takes it, or a tuple `(url, source)` or `(url, source, date)`. Dates are
                "YYYY-MM-DD".
            date: The day on which the pages without a date of their own were seen. Without `date`, the date that a page declares is
                used, if it has one. The clock is never used.
            most_pages: How many pages of a site to remember. Other pages are not even read, if they have an address.

        Raises:
            TypeError: `pages` is a single source; or a page is not text, bytes, a parsed page, or a tuple of two or three.
            ValueError: A date is not a date, or `most_pages` is below 3.
        """
        if isinstance(pages, str | bytes | bytearray) or not isinstance(pages, Iterable):
            raise TypeError(f"learn() needs many pages, such as a list of (url, source), but got a {type(pages).__name__}")
        SiteModel(most_pages=most_pages)  # raises a wrong value before the first page is read
        default_day = parse_day(date)
        samples: dict[str, Sample] = {}
        for url, source, seen in map(_split_page, pages):
            sample = samples.setdefault(parse_host(url), Sample(most_pages))
            if url is None or sample.is_wanted(hash_url(url)):
                page = read_page(source, url, default_day if seen is None else parse_day(seen))
                if page is not None:
                    sample.add(page)
        return _build_model(samples, most_pages)

    def merge(self, *others: SiteModel) -> SiteModel:
        """A model of all pages from which these models were learned. The smallest `most_pages` is used."""
        for other in others:
            if not isinstance(other, SiteModel):
                raise TypeError(f"merge() needs other SiteModels, but got a {type(other).__name__}")
        models = (self, *others)
        most = min(model.most_pages for model in models)
        samples: dict[str, Sample] = {}
        for model in models:
            for site in model.sites:
                sample = samples.setdefault(site.host, Sample(most))
                for page in site.pages:
                    sample.add(page)
        return _build_model(samples, most)

    def since(self, date: str) -> SiteModel:
        """The model without the pages last seen before a day ("YYYY-MM-DD"), because sites change. Pages without a date stay.

        >>> model = SiteModel.learn([("wrenmouth.example/a", "Ferry sinks", "2019-03-01"), ("wrenmouth.example/b", "Goat elected", "2026-03-01")])
        >>> model.since("2025-01-01").pages_seen("wrenmouth.example")
        1
        """
        day = parse_day(date) or ""
        samples = {
            site.host: Sample(self.most_pages, (page for page in site.pages if not page.date or page.date >= day))
            for site in self.sites
        }
        return _build_model(samples, self.most_pages)

    @property
    def hosts(self) -> tuple[str, ...]:
        """The sites, in alphabetical order."""
        return tuple([site.host for site in self.sites])

    def pages_seen(self, host: str) -> int:
        """How many pages of a site were seen; 0 for an unknown site. Above `most_pages`, the number is an estimate."""
        site = self._sites_by_host.get(parse_host(host))
        return site.pages_seen if site else 0

    def template(self, url: str | None) -> Template | None:
        """What the site of an address repeats; `None` where the model does not know the site.

        For an unknown site, the site without a name is used, if the model has it. Without an address, a model of a single site uses
        that site.
        """
        known = self._sites_by_host
        site = known.get(parse_host(url)) or known.get("")
        if site is None and not parse_host(url) and len(known) == 1:
            (site,) = self.sites
        return site.template if site else None

    def add_template(self, document: Document) -> Document:
        r"""The document with the template of its site. If the model has no template for it, the document gets a warning instead.

        >>> from boilerstrip.readers import read
        >>> SiteModel().add_template(read("Ferry sinks", url="https://wrenmouth.example/a")).warnings
        ('the site model knows nothing of wrenmouth.example',)
        """
        host, template = parse_host(document.url), self.template(document.url)
        if template is None:
            problem = (
                f"knows nothing of {host}" if host else f"cannot tell which of its {len(self.sites)} sites this is; give url="
            )
            return replace(document, warnings=(*document.warnings, f"the site model {problem}"))
        if template.articles < LEAST_PAGES:
            few = f"the site model has seen too few articles of {host or 'the site'} to tell what it repeats: {template.articles}, not {LEAST_PAGES}"
            return replace(document, warnings=(*document.warnings, few))
        return replace(document, template=template)

    def save(self, path: str | Path) -> None:
        """Write the model as JSON. People can read it: the lines of a site are listed with the number of their pages, the most frequent first."""
        Path(path).write_text(dump_sites(self.sites, self.most_pages), encoding="utf-8", newline="\n")

    @classmethod
    def load(cls, path: str | Path) -> SiteModel:
        """Read a model that was saved. Raises `ValueError` for a file that is not a model, and `OSError` for one that cannot be read."""
        return cls(*parse_sites(Path(path).read_text(encoding="utf-8"), str(path)))

    @cached_property
    def _sites_by_host(self) -> Mapping[str, Site]:
        return {site.host: site for site in self.sites}


def _build_model(samples: Mapping[str, Sample], most_pages: int) -> SiteModel:
    kept = ((host, samples[host].pages()) for host in sorted(samples))
    return SiteModel(tuple([Site(host, pages, most_pages) for host, pages in kept if pages]), most_pages)


def _split_page(page: Any) -> tuple[str | None, Any, str | None]:
    """The address, source and date of a page."""
    if not isinstance(page, tuple):
        return None, page, None
    if len(page) not in _TUPLE_LENGTHS:
        raise TypeError(f"a page is a source, (url, source) or (url, source, date), but one is a tuple of {len(page)}")
    url, source, *rest = page
    if url is not None and not isinstance(url, str):
        raise TypeError(f"a page's url must be a str or None, but is a {type(url).__name__}")
    return url or None, source, rest[0] if rest else None
