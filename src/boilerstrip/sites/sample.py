"""Which pages of a site are remembered: those with the smallest numbers, a bottom-k sample.

A page's number is a hash, so the k smallest of them are a uniform sample without replacement of all pages that were seen. What is kept of a
union follows from what is kept of its parts: a page that is among the k smallest of all is among the k smallest of its part. So pieces
may be merged in any order and grouping, and a page that comes twice counts once. (A. Broder, "On the Resemblance and Containment of Documents",
1997; E. Cohen and H. Kaplan, "Summarizing Data Using Bottom-k Sketches", 2007.)
"""

from __future__ import annotations

from collections.abc import Iterable

from boilerstrip.sites.seen_pages import SeenPage

_NUMBERS = 2**63


class Sample:
    """The pages with the smallest numbers, one after the other: what learning and merging have in common."""

    def __init__(self, most: int, pages: Iterable[SeenPage] = ()) -> None:
        """Keep at most so many of these pages."""
        self._most = most
        self._pages: dict[int, SeenPage] = {}
        self._limit = _NUMBERS
        for page in pages:
            self.add(page)

    def wants(self, number: int) -> bool:
        """Whether a page of this number would be kept."""
        return number < self._limit

    def add(self, page: SeenPage) -> None:
        """Keep a page if its number is small enough; of two versions of one page, the one with the later date."""
        if not self.wants(page.number):
            return
        known = self._pages.get(page.number)
        if known is None or (known.date, known.version) < (page.date, page.version):
            self._pages[page.number] = page
        if len(self._pages) > 2 * self._most:  # so each page is sorted about twice
            self._cut()

    def _cut(self) -> None:
        numbers = sorted(self._pages)[: self._most]
        self._pages = {number: self._pages[number] for number in numbers}
        if len(numbers) == self._most:
            self._limit = numbers[-1] + 1  # a later version of the last one is wanted too

    def pages(self) -> tuple[SeenPage, ...]:
        """The pages that are kept, by number."""
        self._cut()
        return tuple(self._pages.values())


def estimated(pages: tuple[SeenPage, ...], most: int) -> int:
    """How many pages were seen, going by those that are kept: exact for fewer than `most`, else within some 1 / sqrt(most - 2) of it.

    The k-th smallest of n random numbers lies about k / n of the way up (Z. Bar-Yossef et al., "Counting Distinct Elements in a Data Stream", 2002).
    """
    if len(pages) < most or most < 2:
        return len(pages)
    return max(most, round((most - 1) * _NUMBERS / (pages[-1].number + 1)))
