"""Learns what the pages of one site have in common (template detection)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set
from itertools import combinations, pairwise

from boilerstrip.document.site_template import LEAST_LIKE, LEAST_PAGES, LineStats, Template, is_alike
from boilerstrip.sites.seen_pages import SeenPage

_NEARLY_ALL = 0.8
_SAME_ARTICLE = 0.8
_LEAST_SENTENCE = 25


def template_of(host: str, pages: Sequence[SeenPage]) -> Template:
    """What these pages of a site have in common. Their order changes nothing."""
    articles = _articles(pages)
    of = len(set(articles))
    if of < LEAST_PAGES:
        return Template(host, of)
    numbered = list(zip(articles, pages, strict=True))
    standing = _standing(numbered, of)
    long = [line for line in standing if len(line) >= LEAST_LIKE]
    forward, backward = tuple(sorted(long)), tuple(sorted(line[::-1] for line in long))
    frame = frozenset(line for line, found in standing.items() if found.share >= _NEARLY_ALL)
    pairs, slots = _pairs(numbered, standing), _slots(numbered, frame, of)
    return Template(host, of, standing, pairs, frame, slots, forward, backward)


def _standing(pages: Iterable[tuple[int, SeenPage]], of: int) -> dict[str, LineStats]:
    """Where each line stands, for those on three pages or more."""
    places: dict[str, tuple[set[int], ...]] = defaultdict(lambda: (set(), set(), set()))
    dates: dict[str, set[str]] = defaultdict(set)
    for article, page in pages:
        for place, line in enumerate(page.lines):
            places[line][page.side(place)].add(article)
            if page.date:
                dates[line].add(page.date)
    found: dict[str, LineStats] = {}
    for group in _groups(places):
        before, inside, behind = (set().union(*sides) for sides in zip(*(places[line] for line in group), strict=True))
        on = len(before | inside | behind)
        if on >= LEAST_PAGES:
            days = set().union(*(dates.get(line, ()) for line in group))
            first, last = min(days, default=""), max(days, default="")
            found |= dict.fromkeys(group, LineStats(on, len(before), len(inside), len(behind), of, True, first, last))
    return found


def _pairs(pages: Iterable[tuple[int, SeenPage]], standing: Mapping[str, LineStats]) -> frozenset[tuple[str, str]]:
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
    long = [line for line in ordered if len(line) >= LEAST_LIKE]
    rows = (*pairwise(long), *pairwise(sorted(long, key=lambda line: line[::-1])))
    joined = _joined(len(ordered), [(place[one], place[other]) for one, other in rows if is_alike(one, other)])
    groups: dict[int, list[str]] = defaultdict(list)
    for line, number in zip(ordered, joined, strict=True):
        groups[number].append(line)
    return list(groups.values())


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
