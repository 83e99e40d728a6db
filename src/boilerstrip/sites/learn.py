"""One site: the pages that are remembered, and the template that is learned from them (template detection)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations, pairwise

from boilerstrip.document.site_template import FUZZY_LENGTH, LEAST_PAGES, LineStats, Template, is_alike
from boilerstrip.sites.sample import estimate_pages_seen
from boilerstrip.sites.seen_pages import SeenPage

MOST_PAGES = 100
# A line of the frame stands on this share of the pages; the two lines of a pair follow each other on this share of their pages.
_NEARLY_ALL = 0.8
# Two pages have the same article if they share this part of the lines of their running texts.
_SAME_ARTICLE = 0.8
# Shorter lines of the running text do not tell articles apart.
_LEAST_SENTENCE = 25


@dataclass(frozen=True)
class Site:
    """The pages of one site that are remembered, at most `most_pages`."""

    host: str
    pages: tuple[SeenPage, ...]
    most_pages: int = MOST_PAGES

    @cached_property
    def template(self) -> Template:
        """What the pages have in common. Computed on first use."""
        return learn_template(self.host, self.pages)

    @property
    def pages_seen(self) -> int:
        """How many pages were seen: exact where all of them are remembered, otherwise an estimate, as `SiteModel` explains."""
        return estimate_pages_seen(self.pages, self.most_pages)


def check_most_pages(most_pages: object) -> None:
    """Raise `ValueError` for a number of pages from which nothing can be learned."""
    if not isinstance(most_pages, int) or most_pages < LEAST_PAGES:
        raise ValueError(f"most_pages must be a whole number, {LEAST_PAGES} or more, but is {most_pages!r}")


def learn_template(host: str, pages: Sequence[SeenPage]) -> Template:
    """What these pages of a site have in common. The order of the pages does not matter."""
    articles = _number_articles(pages)
    total = len(set(articles))
    if total < LEAST_PAGES:
        return Template(host, total)
    numbered = list(zip(articles, pages, strict=True))
    line_stats = _count_lines(numbered, total)
    long = [line for line in line_stats if len(line) >= FUZZY_LENGTH]
    forward, backward = tuple(sorted(long)), tuple(sorted(line[::-1] for line in long))
    frame = frozenset(line for line, stats in line_stats.items() if stats.share >= _NEARLY_ALL)
    pairs, slots = _find_pairs(numbered, line_stats), _find_slots(numbered, frame, total)
    return Template(host, total, line_stats, pairs, frame, slots, forward, backward)


def _count_lines(pages: Iterable[tuple[int, SeenPage]], total: int) -> dict[str, LineStats]:
    """The statistics of each line that stands on three pages or more."""
    places: dict[str, tuple[set[int], ...]] = defaultdict(lambda: (set(), set(), set()))
    dates: dict[str, set[str]] = defaultdict(set)
    for article, page in pages:
        for place, line in enumerate(page.lines):
            places[line][page.find_side(place)].add(article)
            if page.date:
                dates[line].add(page.date)
    line_stats: dict[str, LineStats] = {}
    for group in _group_similar_lines(places):
        before, inside, after = (set().union(*sides) for sides in zip(*(places[line] for line in group), strict=True))
        count = len(before | inside | after)
        if count >= LEAST_PAGES:
            days = set().union(*(dates.get(line, ()) for line in group))
            first, last = min(days, default=""), max(days, default="")
            stats = LineStats(count, len(before), len(inside), len(after), total, True, first, last)
            line_stats |= dict.fromkeys(group, stats)
    return line_stats


def _find_pairs(pages: Iterable[tuple[int, SeenPage]], line_stats: Mapping[str, LineStats]) -> frozenset[tuple[str, str]]:
    """The pairs of the template: a section's heading and a promo strip that follows it on a few pages by chance are no pair."""
    found_on: dict[tuple[str, str], set[int]] = defaultdict(set)
    for article, page in pages:
        for pair in pairwise(page.lines):
            if pair[0] in line_stats and pair[1] in line_stats:
                found_on[pair].add(article)
    frequent = (pair for pair, articles in found_on.items() if len(articles) >= LEAST_PAGES)
    return frozenset(
        pair for pair in frequent if len(found_on[pair]) >= _NEARLY_ALL * max(line_stats[line].pages for line in pair)
    )


def _find_slots(pages: Iterable[tuple[int, SeenPage]], frame: Set[str], total: int) -> frozenset[tuple[str, str]]:
    """The slots of the template: pairs that have other lines between them on half of the pages.

    One more line of the frame may stand between the two: a teaser that stays for weeks is in the frame, but some pages lack it.
    """
    found_on: dict[tuple[str, str], set[int]] = defaultdict(set)
    for article, page in pages:
        lines = page.lines
        marks = [place for place in range(page.end, len(lines)) if lines[place] in frame]
        for step in (1, 2):
            for first, last in zip(marks, marks[step:], strict=False):
                if last > first + step:
                    found_on[lines[first], lines[last]].add(article)
    return frozenset(slot for slot, articles in found_on.items() if len(articles) >= max(LEAST_PAGES, total / 2))


def _number_articles(pages: Sequence[SeenPage]) -> list[int]:
    """A number for each page, equal for pages with the same article: a second address, a print version, a version for phones."""
    texts = [frozenset(line for line in page.lines[page.start : page.end] if len(line) >= _LEAST_SENTENCE) for page in pages]
    same = [
        (one, other)
        for one, other in combinations(range(len(pages)), 2)
        if len(texts[one] & texts[other]) > _SAME_ARTICLE * len(texts[one] | texts[other])
    ]
    return _unite_pairs(len(pages), same)


def _group_similar_lines(lines: Iterable[str]) -> list[list[str]]:
    """The lines in groups of similar ones.

    Each line is compared only with the next one in alphabetical order, read forwards and backwards (M. Hernández and S. Stolfo, "The
    Merge/Purge Problem for Large Databases", 1995). So the order of the pages does not matter.
    """
    ordered = sorted(lines)
    place = {line: number for number, line in enumerate(ordered)}
    long = [line for line in ordered if len(line) >= FUZZY_LENGTH]
    neighbours = (*pairwise(long), *pairwise(sorted(long, key=lambda line: line[::-1])))
    numbers = _unite_pairs(len(ordered), [(place[one], place[other]) for one, other in neighbours if is_alike(one, other)])
    groups: dict[int, list[str]] = defaultdict(list)
    for line, number in zip(ordered, numbers, strict=True):
        groups[number].append(line)
    return list(groups.values())


def _unite_pairs(size: int, pairs: Iterable[tuple[int, int]]) -> list[int]:
    """The smallest member of each number's group, if the two numbers of each pair are in the same group (union-find)."""
    parent = list(range(size))

    def find_root(number: int) -> int:
        while parent[number] != number:
            parent[number] = parent[parent[number]]
            number = parent[number]
        return number

    for one, other in pairs:
        low, high = sorted((find_root(one), find_root(other)))
        parent[high] = low
    return [find_root(number) for number in range(size)]
