"""What the pages of one site have in common: on how many of them each line stands, and where."""

from __future__ import annotations

from bisect import bisect
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from itertools import combinations, pairwise
from typing import NamedTuple

from rapidfuzz import fuzz

from boilerstrip.sites.lines import SeenPage

LEAST_PAGES = 3
_NEARLY_ALL = 0.8
_LEAST_LIKE = 30
_LIKENESS = 90.0
_SAME_CHARS = 8
_SAME_ARTICLE = 0.8
_LEAST_SENTENCE = 25


class Standing(NamedTuple):
    """On how many pages a line stands, `of` how many: in all, before, inside and behind the running text; `exactly`, or but for a few letters.

    `first_seen` and `last_seen` are "YYYY-MM-DD", or "" where no page with it has a date.

    >>> Standing(5, 3, 2, 1, of=10).share
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
    standing: Mapping[str, Standing] = field(default_factory=dict)
    pairs: frozenset[tuple[str, str]] = frozenset()
    frame: frozenset[str] = frozenset()
    slots: frozenset[tuple[str, str]] = frozenset()
    _forward: tuple[str, ...] = ()
    _backward: tuple[str, ...] = ()

    def find(self, line: str) -> Standing | None:
        r"""Where a line (as `line_key` gives it) stands on the site; `None` where that is on fewer than three pages.

        >>> pages = [SeenPage(n, "", f"most read\nthe {n} ferries of wrenmouth sank at dawn", 1, 2) for n in range(4)]
        >>> template_of("wrenmouth.example", pages).find("most read")[:5]
        (4, 4, 0, 0, 4)
        """
        found = self.standing.get(line)
        if found is None and len(line) >= _LEAST_LIKE:
            # A paragraph that begins with a teaser's words is what the teaser was cut from.
            near = (other for other in self._near(line) if _alike(line, other) and not line.startswith(other))
            found = max((self.standing[other]._replace(exactly=False) for other in near), default=None)
        return found

    def _near(self, line: str) -> Iterator[str]:
        """The lines next to it in the alphabet, read forwards and backwards: a changed word leaves the beginning or the end."""
        for ordered, word, step in ((self._forward, line, 1), (self._backward, line[::-1], -1)):
            place = bisect(ordered, word)
            for other in ordered[max(0, place - 1) : place + 1]:
                yield other[::step]


def template_of(host: str, pages: Sequence[SeenPage]) -> Template:
    """What these pages of a site have in common. Their order changes nothing."""
    articles = _articles(pages)
    of = len(set(articles))
    if of < LEAST_PAGES:
        return Template(host, of)
    numbered = list(zip(articles, pages, strict=True))
    standing = _standing(numbered, of)
    long = [line for line in standing if len(line) >= _LEAST_LIKE]
    forward, backward = tuple(sorted(long)), tuple(sorted(line[::-1] for line in long))
    frame = frozenset(line for line, found in standing.items() if found.share >= _NEARLY_ALL)
    pairs, slots = _pairs(numbered, standing), _slots(numbered, frame, of)
    return Template(host, of, standing, pairs, frame, slots, forward, backward)


def _standing(pages: Iterable[tuple[int, SeenPage]], of: int) -> dict[str, Standing]:
    """Where each line stands, for those on three pages or more."""
    places: dict[str, tuple[set[int], ...]] = defaultdict(lambda: (set(), set(), set()))
    dates: dict[str, set[str]] = defaultdict(set)
    for article, page in pages:
        for place, line in enumerate(page.lines):
            places[line][page.side(place)].add(article)
            if page.date:
                dates[line].add(page.date)
    found: dict[str, Standing] = {}
    for group in _groups(places):
        before, inside, behind = (set().union(*sides) for sides in zip(*(places[line] for line in group), strict=True))
        on = len(before | inside | behind)
        if on >= LEAST_PAGES:
            days = set().union(*(dates.get(line, ()) for line in group))
            first, last = min(days, default=""), max(days, default="")
            found |= dict.fromkeys(group, Standing(on, len(before), len(inside), len(behind), of, True, first, last))
    return found


def _pairs(pages: Iterable[tuple[int, SeenPage]], standing: Mapping[str, Standing]) -> frozenset[tuple[str, str]]:
    """The lines that stand one behind the other, nearly wherever one of them stands: a section's head that a strip follows by chance does not."""
    on: dict[tuple[str, str], set[int]] = defaultdict(set)
    for article, page in pages:
        for pair in pairwise(page.lines):
            if pair[0] in standing and pair[1] in standing:
                on[pair].add(article)
    often = (pair for pair, found in on.items() if len(found) >= LEAST_PAGES)
    return frozenset(pair for pair in often if len(on[pair]) >= _NEARLY_ALL * max(standing[line].pages for line in pair))


def _slots(pages: Iterable[tuple[int, SeenPage]], frame: Set[str], of: int) -> frozenset[tuple[str, str]]:
    """The pairs of the frame's lines between which, on half of the pages, other lines stand behind the running text.

    One line of the frame may stand between them too: a teaser that stays for weeks, and that other pages lack.
    """
    on: dict[tuple[str, str], set[int]] = defaultdict(set)
    for article, page in pages:
        lines = page.lines
        marks = [place for place in range(page.end, len(lines)) if lines[place] in frame]
        for step in (1, 2):
            for first, last in zip(marks, marks[step:], strict=False):
                if last > first + step:
                    on[lines[first], lines[last]].add(article)
    return frozenset(slot for slot, found in on.items() if len(found) >= max(LEAST_PAGES, of / 2))


def _articles(pages: Sequence[SeenPage]) -> list[int]:
    """A number for each page, the same for pages of one article: at a second address, for printing, for phones.

    They have four fifths of their running text's lines in common.
    """
    texts = [frozenset(line for line in page.lines[page.start : page.end] if len(line) >= _LEAST_SENTENCE) for page in pages]
    same = [
        (one, other)
        for one, other in combinations(range(len(pages)), 2)
        if len(texts[one] & texts[other]) > _SAME_ARTICLE * len(texts[one] | texts[other])
    ]
    return _joined(len(pages), same)


def _groups(lines: Iterable[str]) -> list[list[str]]:
    """The lines, those together that are alike.

    Each is compared with the next one in the alphabet, read forwards and backwards (M. Hernández and S. Stolfo, "The Merge/Purge Problem for
    Large Databases", 1995), so the order in which pages came changes nothing.
    """
    ordered = sorted(lines)
    place = {line: number for number, line in enumerate(ordered)}
    long = [line for line in ordered if len(line) >= _LEAST_LIKE]
    rows = (*pairwise(long), *pairwise(sorted(long, key=lambda line: line[::-1])))
    joined = _joined(len(ordered), [(place[one], place[other]) for one, other in rows if _alike(one, other)])
    groups: dict[int, list[str]] = defaultdict(list)
    for line, number in zip(ordered, joined, strict=True):
        groups[number].append(line)
    return list(groups.values())


def _alike(one: str, other: str) -> bool:
    """Whether one is the other with its end cut off, or with a few letters changed behind its beginning or before its end."""
    if one.startswith(other) or other.startswith(one):
        return True
    if one[:_SAME_CHARS] != other[:_SAME_CHARS] and one[-_SAME_CHARS:] != other[-_SAME_CHARS:]:
        return False
    return fuzz.ratio(one, other, score_cutoff=_LIKENESS) > 0


def _joined(size: int, same: Iterable[tuple[int, int]]) -> list[int]:
    """The smallest member of everyone's group, where these pairs are of one group."""
    parent = list(range(size))

    def top(number: int) -> int:
        while parent[number] != number:
            parent[number] = parent[parent[number]]
            number = parent[number]
        return number

    for one, other in same:
        low, high = sorted((top(one), top(other)))
        parent[high] = low
    return [top(number) for number in range(size)]
