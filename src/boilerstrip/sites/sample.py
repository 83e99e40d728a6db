"""Which pages of a site are remembered: those with the smallest numbers, a bottom-k sample.

The number of a page is a hash, so the pages with the k smallest numbers are a uniform sample, without replacement, of all pages that were
seen. Samples can be merged in any order and grouping: a page that has one of the k smallest numbers of all pages also has one of the k
smallest in its own part. A page that comes twice counts once. (A. Broder, "On the Resemblance and Containment of Documents", 1997;
E. Cohen and H. Kaplan, "Summarizing Data Using Bottom-k Sketches", 2007.)
"""

from __future__ import annotations

from collections.abc import Iterable

from boilerstrip.sites.seen_pages import SeenPage

_NUMBERS = 2**63


class Sample:
    """The pages with the smallest numbers among those that were added. Learning and merging both use it."""

    def __init__(self, most: int, pages: Iterable[SeenPage] = ()) -> None:
        self._most = most
        self._pages: dict[int, SeenPage] = {}
        self._limit = _NUMBERS
        for page in pages:
            self.add(page)

    def is_wanted(self, number: int) -> bool:
        """Whether a page with this number would be kept."""
        return number < self._limit

    def add(self, page: SeenPage) -> None:
        """Keep a page if its number is small enough. Of two versions of a page, the one with the later date is kept."""
        if not self.is_wanted(page.number):
            return
        known = self._pages.get(page.number)
        if known is None or (known.date, known.version) < (page.date, page.version):
            self._pages[page.number] = page
        if len(self._pages) > 2 * self._most:  # so each page is sorted about twice
            self._drop_surplus()

    def _drop_surplus(self) -> None:
        numbers = sorted(self._pages)[: self._most]
        self._pages = {number: self._pages[number] for number in numbers}
        if len(numbers) == self._most:
            self._limit = numbers[-1] + 1  # a later version of the last page must still be accepted

    def pages(self) -> tuple[SeenPage, ...]:
        """The pages that are kept, sorted by number."""
        self._drop_surplus()
        return tuple(self._pages.values())


def estimate_pages_seen(pages: tuple[SeenPage, ...], most: int) -> int:
    """How many pages were seen if these were kept: exact for fewer than `most`, otherwise with a relative standard error of 1 / sqrt(most - 2).

    The k-th smallest of n random numbers lies at about k / n of their range (Z. Bar-Yossef et al., "Counting Distinct Elements in a
    Data Stream", 2002).
    """
    if len(pages) < most or most < 2:
        return len(pages)
    return max(most, round((most - 1) * _NUMBERS / (pages[-1].number + 1)))
