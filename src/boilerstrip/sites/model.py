"""`SiteModel`: what sites put on page after page, learned from their pages."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any

from boilerstrip.document import Document
from boilerstrip.document.site_template import LEAST_PAGES, Template
from boilerstrip.sites.sample import Sample
from boilerstrip.sites.seen_pages import checked_day, host_of, page_number, seen_page
from boilerstrip.sites.site import MOST_PAGES, Site, check_most_pages
from boilerstrip.sites.storage import from_json, to_json

_LENGTHS = (2, 3)


@dataclass(frozen=True)
class SiteModel:
    r"""The lines that stand on many pages of a site: promo strips, teasers, sign-ups, menus, in whatever words.

    Learn it from a site's pages, save it, merge it with others, and hand it to `clean_article(..., site=model)`. A site is a host, without
    "www."; pages without an address are of a nameless site. Nothing is said of a site with fewer than three articles. A model never
    changes.

    **What is kept, and how sure it is.** Of each site, the lines of at most `most_pages` pages are remembered: a uniform sample of all
    pages, those with the smallest hashes (`sites.sample` says why). Up to that number all counts are exact. Beyond it, that a line
    stands on three pages is still never wrong, and its share of the pages is an estimate: with k pages it is off by more than e with a
    probability of at most 2 exp(-2 k e^2) (W. Hoeffding, "Probability Inequalities for Sums of Bounded Random Variables", 1963, which holds
    for samples without replacement too): for k = 100, by more than 0.14 less than once in twenty times. A line that stands on a tenth
    of all pages is missed (found on fewer than three) twice in a thousand times; one on a twentieth, once in eight. The number of pages
    seen is then an estimate too, with a standard error of 1 / sqrt(k - 2): a tenth.

    **Order means nothing.** For any pieces, in any order and grouping, with pages that come twice, merging what was learned from each gives
    the model that is learned from all at once: exactly, with more pages than are kept too.

    **Memory.** A page takes at most 162 kB, and 5 kB as a rule; a site, `most_pages` times that; all sites, their sum.

    >>> page = "Ferry {0} sinks\n{1}\nTides and tales, straight to your door.\n{2}"
    >>> told = [f"The {n} of Wrenmouth sank at dawn, and nobody in the {n} saw it go." for n in ("ferry", "tug", "lightship", "dinghy")]
    >>> pages = [page.format(n, text, text.replace("sank", "rose")) for n, text in enumerate(told)]
    >>> model = SiteModel.learn([(f"https://wrenmouth.example/{n}", text) for n, text in enumerate(pages)])
    >>> model.hosts, model.pages_seen("www.wrenmouth.example")
    (('wrenmouth.example',), 4)
    >>> model.merge(SiteModel.learn([("wrenmouth.example/0", pages[0])])) == model
    True
    """

    sites: tuple[Site, ...] = ()
    most_pages: int = MOST_PAGES

    def __post_init__(self) -> None:
        """Check that `most_pages` is a number of pages that something can be learned from."""
        check_most_pages(self.most_pages)

    @classmethod
    def learn(cls, pages: Iterable[Any], *, date: str | None = None, most_pages: int = MOST_PAGES) -> SiteModel:
        """The model of some pages, of one site or of many; they are read one at a time.

        Args:
            pages: Each a source as `clean_article` takes it, or a tuple `(url, source)` or `(url, source, date)`. Dates are "YYYY-MM-DD".
            date: When the pages were seen, for those without a date of their own. Where neither is given, it is the date that the page
                declares for itself, if any. The clock is never asked.
            most_pages: How many pages of a site to remember. The others of it are not even read, if they have an address.

        Raises:
            TypeError: `pages` is a single source, or one of them is neither text, bytes, a parsed page nor a tuple of these lengths.
            ValueError: A date is no date, or `most_pages` is below 3.
        """
        if isinstance(pages, str | bytes | bytearray) or not isinstance(pages, Iterable):
            raise TypeError(f"learn() needs many pages, such as a list of (url, source), but got a {type(pages).__name__}")
        SiteModel(most_pages=most_pages)  # errors before the first page is read
        common = checked_day(date)
        samples: dict[str, Sample] = {}
        for url, source, seen in map(_page_parts, pages):
            sample = samples.setdefault(host_of(url), Sample(most_pages))
            if url is None or sample.wants(page_number(url)):
                page = seen_page(source, url, common if seen is None else checked_day(seen))
                if page is not None:
                    sample.add(page)
        return _model_of(samples, most_pages)

    def merge(self, *others: SiteModel) -> SiteModel:
        """The model of all pages that these models were learned from; of different `most_pages`, the smallest counts."""
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
        return _model_of(samples, most)

    def since(self, date: str) -> SiteModel:
        """The model without pages that were last seen before a day ("YYYY-MM-DD"): sites change. Pages without a date stay.

        >>> model = SiteModel.learn([("wrenmouth.example/a", "Ferry sinks", "2019-03-01"), ("wrenmouth.example/b", "Goat elected", "2026-03-01")])
        >>> model.since("2025-01-01").pages_seen("wrenmouth.example")
        1
        """
        day = checked_day(date) or ""
        samples = {
            site.host: Sample(self.most_pages, (page for page in site.pages if not page.date or page.date >= day))
            for site in self.sites
        }
        return _model_of(samples, self.most_pages)

    @property
    def hosts(self) -> tuple[str, ...]:
        """The sites, in the order of the alphabet."""
        return tuple([site.host for site in self.sites])

    def pages_seen(self, host: str) -> int:
        """How many pages of a site were seen; 0 for an unknown one. An estimate beyond `most_pages`."""
        site = self._by_host.get(host_of(host))
        return site.pages_seen if site else 0

    def template(self, url: str | None) -> Template | None:
        """What the site of an address repeats; `None` where the model does not know that site.

        Without an address, it is the only site of a model that has but one; and the nameless site stands in for all that are unknown.
        """
        known = self._by_host
        site = known.get(host_of(url)) or known.get("")
        if site is None and not host_of(url) and len(known) == 1:
            (site,) = self.sites
        return site.template if site else None

    def add_template(self, document: Document) -> Document:
        r"""The page with what its site repeats; where the model cannot say, the page as it is with a warning.

        >>> from boilerstrip.readers import read
        >>> SiteModel().add_template(read("Ferry sinks", url="https://wrenmouth.example/a")).warnings
        ('the site model knows nothing of wrenmouth.example',)
        """
        host, template = host_of(document.url), self.template(document.url)
        if template is None:
            which = (
                f"knows nothing of {host}" if host else f"cannot tell which of its {len(self.sites)} sites this is; give url="
            )
            return replace(document, warnings=(*document.warnings, f"the site model {which}"))
        if template.of < LEAST_PAGES:
            few = f"the site model has seen too few articles of {host or 'the site'} to tell what it repeats: {template.of}, not {LEAST_PAGES}"
            return replace(document, warnings=(*document.warnings, few))
        return replace(document, template=template)

    def save(self, path: str | Path) -> None:
        """Write the model as JSON that can be read: the sites, and their lines with the number of pages each, the most frequent first."""
        Path(path).write_text(to_json(self.sites, self.most_pages), encoding="utf-8", newline="\n")

    @classmethod
    def load(cls, path: str | Path) -> SiteModel:
        """A model that was saved. Raises `ValueError` for a file that is none, and `OSError` for one that cannot be read."""
        return cls(*from_json(Path(path).read_text(encoding="utf-8"), str(path)))

    @cached_property
    def _by_host(self) -> Mapping[str, Site]:
        return {site.host: site for site in self.sites}


def _model_of(samples: Mapping[str, Sample], most_pages: int) -> SiteModel:
    kept = ((host, samples[host].pages()) for host in sorted(samples))
    return SiteModel(tuple([Site(host, pages, most_pages) for host, pages in kept if pages]), most_pages)


def _page_parts(page: Any) -> tuple[str | None, Any, str | None]:
    """A page's address, source and date."""
    if not isinstance(page, tuple):
        return None, page, None
    if len(page) not in _LENGTHS:
        raise TypeError(f"a page is a source, (url, source) or (url, source, date), but one is a tuple of {len(page)}")
    url, source, *rest = page
    if url is not None and not isinstance(url, str):
        raise TypeError(f"a page's url must be a str or None, but is a {type(url).__name__}")
    return url or None, source, rest[0] if rest else None
