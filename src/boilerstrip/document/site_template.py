"""What the pages of one site have in common: on how many of them each line stands, and where."""

from __future__ import annotations

import re
from bisect import bisect
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from rapidfuzz import fuzz

# A line that stands on fewer pages of a site is no part of its template.
LEAST_PAGES = 3
# Lines are compared by their first characters, this many after normalisation.
_KEY_LENGTH = 80
# Raw characters of a line that are normalised: punctuation and white space take up some of them.
_RAW_LENGTH = 4 * _KEY_LENGTH
# Shorter lines must be equal to count as the same line.
FUZZY_LENGTH = 30
# Similarity (0 to 100, of rapidfuzz) from which two long lines are the same line.
_LEAST_SIMILARITY = 90.0
# Two similar lines have this many characters in common at their beginning or at their end.
_EDGE_LENGTH = 8
_WORD = re.compile(r"[^\W_]+")
_DIGITS = re.compile(r"\d+")
_LETTERS = re.compile(r"[^\W\d_][\W\d_]*[^\W\d_]")


class LineStats(NamedTuple):
    """On how many pages of a site a line stands.

    `pages` is the number of pages with the line, and `total` the number of all pages of the site. `before`, `inside` and `after` count
    the pages on which the line stands before, in and after the running text. `is_exact` is false where the line differs by a few letters
    from the one on the other pages. `first_seen` and `last_seen` are "YYYY-MM-DD", or "" where no page with the line has a date.

    >>> LineStats(5, 3, 2, 1, total=10).share
    0.5
    """

    pages: int
    before: int
    inside: int
    after: int
    total: int
    is_exact: bool = True
    first_seen: str = ""
    last_seen: str = ""

    @property
    def share(self) -> float:
        """The share of the site's pages that have the line, 0.0 to 1.0."""
        return self.pages / self.total


@dataclass(frozen=True, slots=True)
class Template:
    """What the pages of a site have in common. Empty where fewer than three articles of the site were seen.

    Pages with the same article (a second address, a print version) count as one page. Lines of 30 characters or more count as the same
    line if they differ by a few letters, or if the end of one is cut off.

    Attributes:
        host: The site.
        articles: How many different articles were seen.
        line_stats: The lines on three pages or more.
        pairs: Two lines that follow each other on nearly all pages that have one of them.
        frame: The lines that nearly all pages have.
        slots: Two lines of the frame, after the running text, between which the pages have other lines: a list of teasers stands there.
    """

    host: str
    articles: int
    line_stats: Mapping[str, LineStats] = field(default_factory=dict)
    pairs: frozenset[tuple[str, str]] = frozenset()
    frame: frozenset[str] = frozenset()
    slots: frozenset[tuple[str, str]] = frozenset()
    _forward: tuple[str, ...] = ()
    _backward: tuple[str, ...] = ()

    def find_stats(self, line: str) -> LineStats | None:
        r"""On how many pages a line stands; `None` for fewer than three. The line must come from `make_line_key`.

        >>> from boilerstrip.sites.learn import learn_template
        >>> from boilerstrip.sites.seen_pages import SeenPage
        >>> pages = [SeenPage(n, "", f"most read\nthe {n} ferries of wrenmouth sank at dawn", 1, 2) for n in range(4)]
        >>> learn_template("wrenmouth.example", pages).find_stats("most read")[:5]
        (4, 4, 0, 0, 4)
        """
        stats = self.line_stats.get(line)
        if stats is None and len(line) >= FUZZY_LENGTH:
            # A paragraph that begins with a teaser's words is not the teaser: the teaser was cut from the paragraph.
            alike = (other for other in self._find_neighbours(line) if is_alike(line, other) and not line.startswith(other))
            stats = max((self.line_stats[other]._replace(is_exact=False) for other in alike), default=None)
        return stats

    def _find_neighbours(self, line: str) -> Iterator[str]:
        """The lines next to it in alphabetical order, read forwards and backwards: a changed word leaves the beginning or the end equal."""
        for ordered, word, step in ((self._forward, line, 1), (self._backward, line[::-1], -1)):
            place = bisect(ordered, word)
            for other in ordered[max(0, place - 1) : place + 1]:
                yield other[::step]


def make_line_key(folded: str) -> str:
    """What copies of a line have in common, from the line as `fold` returns it.

    Punctuation, white space, the values of numbers and everything after 80 characters are left out. A line with fewer than two letters
    gives "", because otherwise all prices and scores would be the same line.

    >>> make_line_key("  12 comments - join in!"), make_line_key("$37.50")
    ('0 comments join in', '')
    """
    words = " ".join(_WORD.findall(folded[:_RAW_LENGTH]))
    if not _LETTERS.search(words):
        return ""
    return _DIGITS.sub("0", words)[:_KEY_LENGTH].rstrip()


def is_alike(one: str, other: str) -> bool:
    """Whether two lines differ by a few letters, but not both at the beginning and at the end, or one is the other with its end cut off."""
    if one.startswith(other) or other.startswith(one):
        return True
    if one[:_EDGE_LENGTH] != other[:_EDGE_LENGTH] and one[-_EDGE_LENGTH:] != other[-_EDGE_LENGTH:]:
        return False
    return fuzz.ratio(one, other, score_cutoff=_LEAST_SIMILARITY) > 0
