"""What the pages of one site have in common: on how many of them each line stands, and where."""

from __future__ import annotations

import re
from bisect import bisect
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from rapidfuzz import fuzz

LEAST_PAGES = 3
LONGEST_LINE = 80
LEAST_LIKE = 30
_LOOKED_AT = 4 * LONGEST_LINE
_LIKENESS = 90.0
_SAME_CHARS = 8
_WORD = re.compile(r"[^\W_]+")
_DIGITS = re.compile(r"\d+")
_LETTERS = re.compile(r"[^\W\d_][\W\d_]*[^\W\d_]")


class LineStats(NamedTuple):
    """On how many pages a line stands, `of` how many: in all, before, inside and behind the running text; `exactly`, or but for a few letters.

    `first_seen` and `last_seen` are "YYYY-MM-DD", or "" where no page with it has a date.

    >>> LineStats(5, 3, 2, 1, of=10).share
    0.5
    """

    pages: int
    before: int
    inside: int
    behind: int
    of: int
    exactly: bool = True
    first_seen: str = ""
    last_seen: str = ""

    @property
    def share(self) -> float:
        """The share of the pages that have the line, 0.0 to 1.0."""
        return self.pages / self.of


@dataclass(frozen=True, slots=True)
class Template:
    """What the pages of a site have in common: lines, and what comes between them; empty where fewer than three articles were seen.

    `standing` are the lines on three pages or more. Copies of one article count as one page; lines of 30 characters or more that are alike but for
    a few letters or for a cut-off end count as one line. `pairs` are the lines that stand one behind the other wherever one of them
    stands. `frame` holds the lines that nearly all pages have, `slots` those of them between which other lines stand, behind the running text: where
    a list of teasers begins, and what follows it.
    """

    host: str
    of: int
    standing: Mapping[str, LineStats] = field(default_factory=dict)
    pairs: frozenset[tuple[str, str]] = frozenset()
    frame: frozenset[str] = frozenset()
    slots: frozenset[tuple[str, str]] = frozenset()
    _forward: tuple[str, ...] = ()
    _backward: tuple[str, ...] = ()

    def find(self, line: str) -> LineStats | None:
        r"""Where a line (as `line_key` gives it) stands on the site; `None` where that is on fewer than three pages.

        >>> from boilerstrip.sites.learn import template_of
        >>> from boilerstrip.sites.seen_pages import SeenPage
        >>> pages = [SeenPage(n, "", f"most read\nthe {n} ferries of wrenmouth sank at dawn", 1, 2) for n in range(4)]
        >>> template_of("wrenmouth.example", pages).find("most read")[:5]
        (4, 4, 0, 0, 4)
        """
        found = self.standing.get(line)
        if found is None and len(line) >= LEAST_LIKE:
            # A paragraph that begins with a teaser's words is what the teaser was cut from.
            near = (other for other in self._near(line) if is_alike(line, other) and not line.startswith(other))
            found = max((self.standing[other]._replace(exactly=False) for other in near), default=None)
        return found

    def _near(self, line: str) -> Iterator[str]:
        """The lines next to it in the alphabet, read forwards and backwards: a changed word leaves the beginning or the end."""
        for ordered, word, step in ((self._forward, line, 1), (self._backward, line[::-1], -1)):
            place = bisect(ordered, word)
            for other in ordered[max(0, place - 1) : place + 1]:
                yield other[::step]


def line_key(folded: str) -> str:
    """A line, as `fold` leaves it, without what differs between its copies: marks, white space, the values of numbers, all behind 80 characters.

    "" for a line of fewer than two letters: prices and scores would all be the same.

    >>> line_key("  12 comments - join in!"), line_key("$37.50")
    ('0 comments join in', '')
    """
    words = " ".join(_WORD.findall(folded[:_LOOKED_AT]))
    if not _LETTERS.search(words):
        return ""
    return _DIGITS.sub("0", words)[:LONGEST_LINE].rstrip()


def is_alike(one: str, other: str) -> bool:
    """Whether one is the other with its end cut off, or with a few letters changed behind its beginning or before its end."""
    if one.startswith(other) or other.startswith(one):
        return True
    if one[:_SAME_CHARS] != other[:_SAME_CHARS] and one[-_SAME_CHARS:] != other[-_SAME_CHARS:]:
        return False
    return fuzz.ratio(one, other, score_cutoff=_LIKENESS) > 0
