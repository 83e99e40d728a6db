"""Counting on a cluster: rows of one host and one line each, which any engine can group and merge, and a model out of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any, NamedTuple

from boilerstrip.sites.model import SiteModel
from boilerstrip.sites.seen_pages import SeenPage
from boilerstrip.sites.site import MOST_PAGES, Site


class LineCount(NamedTuple):
    """On which pages of a host a line was seen: five columns as long as each other, an entry for each time.

    All values are plain (texts, whole numbers of 63 bits, lists), so rows pass through Arrow, Spark and Ray as they are. `pages` holds
    the pages' numbers, `versions` a hash of what each said when it was seen, `dates` when that was ("" where nobody knows), `places` the line's
    number on the page, `inside` whether it stood in the running text.
    """

    host: str
    line: str
    pages: tuple[int, ...]
    versions: tuple[int, ...]
    dates: tuple[str, ...]
    places: tuple[int, ...]
    inside: tuple[bool, ...]


_Seen = tuple[int, int, str, int, bool]


def partial_line_counts(batch: Iterable[Any], *, date: str | None = None, most_pages: int = MOST_PAGES) -> list[LineCount]:
    r"""The rows of some pages, to be grouped by `host` and `line` and put together by `merge_counts`, in any order.

    `batch`, `date` and `most_pages` are those of `SiteModel.learn`, and what is raised is too.

    >>> pages = [(f"wrenmouth.example/{n}", f"Most read\nGoat number {n} elected") for n in "abc"]
    >>> [(row.line, len(row.pages)) for row in partial_line_counts(pages)]
    [('goat number a elected', 1), ('goat number b elected', 1), ('goat number c elected', 1), ('most read', 3)]
    """
    model = SiteModel.learn(batch, date=date, most_pages=most_pages)
    return [row for site in model.sites for row in _rows_of(site)]


def merge_counts(rows: Iterable[Any], *, most_pages: int = MOST_PAGES) -> list[LineCount]:
    """The rows with those of the same host and line put into one: for a group that an engine made, or for all of a table.

    Rows may be `LineCount`s, other sequences of its seven values, or mappings with its names. The result is sorted, and merging it with
    more rows is the same as merging all at once.

    >>> one, other = partial_line_counts([("w.example/a", "Most read")]), partial_line_counts([("w.example/b", "MOST READ")])
    >>> [(row.host, row.line, len(row.pages)) for row in merge_counts(one + other)]
    [('w.example', 'most read', 2)]
    """
    found: dict[tuple[str, str], set[_Seen]] = defaultdict(set)
    for row in map(_line_count, rows):
        found[row.host, row.line].update(zip(*row[2:], strict=True))
    return [_row(host, line, _smallest(seen, most_pages)) for (host, line), seen in sorted(found.items())]


def model_of_counts(rows: Iterable[Any], *, most_pages: int = MOST_PAGES) -> SiteModel:
    """The model that rows come to, merged or not: the one that `SiteModel.learn` makes of the same pages.

    Rows are read one at a time, and no more is held of a host than twice `most_pages` pages.

    >>> pages = [(f"wrenmouth.example/{n}", f"Most read {n}") for n in range(4)]
    >>> model_of_counts(partial_line_counts(pages[:2]) + partial_line_counts(pages[2:])) == SiteModel.learn(pages)
    True
    """
    hosts: dict[str, _Pages] = {}
    for host, line, *columns in map(_line_count, rows):
        pages = hosts.setdefault(host, _Pages(most_pages))
        for seen in zip(*columns, strict=True):
            pages.add(line, seen)
    sites = (Site(host, hosts[host].seen(), most_pages) for host in sorted(hosts))
    return SiteModel(tuple(sites), most_pages)


class _Pages:
    """The pages of a host that come together line by line: those with the smallest numbers, of each what it said last."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._limit = 2**63
        self._versions: dict[int, dict[tuple[str, int], set[tuple[int, str, bool]]]] = {}

    def add(self, line: str, seen: _Seen) -> None:
        number, version, date, place, inside = seen
        if number < self._limit:
            self._versions.setdefault(number, {}).setdefault((date, version), set()).add((place, line, inside))
            if len(self._versions) > 2 * self._most:  # so each page is sorted about twice
                self._cut()

    def _cut(self) -> None:
        """Forget what cannot be among the smallest, or the last, any more."""
        numbers = sorted(self._versions)[: self._most]
        latest = {number: max(self._versions[number]) for number in numbers}
        self._versions = {number: {last: self._versions[number][last]} for number, last in latest.items()}
        if len(numbers) == self._most:
            self._limit = numbers[-1] + 1  # its other lines are to come

    def seen(self) -> tuple[SeenPage, ...]:
        """The pages, by number."""
        self._cut()
        return tuple(
            [_page(number, date, lines) for number, versions in self._versions.items() for (date, _), lines in versions.items()]
        )


def _page(number: int, date: str, entries: Iterable[tuple[int, str, bool]]) -> SeenPage:
    lines = sorted(entries)
    inside = [place for place, (_, _, within) in enumerate(lines) if within]
    text = "\n".join([line for _, line, _ in lines])
    return SeenPage(number, date, text, inside[0] if inside else 0, inside[-1] + 1 if inside else 0)


def _rows_of(site: Site) -> list[LineCount]:
    found: dict[str, set[_Seen]] = defaultdict(set)
    for page in site.pages:
        version = page.version
        for place, line in enumerate(page.lines):
            found[line].add((page.number, version, page.date, place, page.start <= place < page.end))
    return [_row(site.host, line, sorted(seen)) for line, seen in sorted(found.items())]


def _smallest(seen: set[_Seen], most: int) -> list[_Seen]:
    """What is said of the pages with the smallest numbers, of each page the latest."""
    kept = set(sorted({number for number, *_ in seen})[:most])
    latest: dict[int, tuple[str, int]] = {}
    for number, version, date, *_ in seen:
        if number in kept:
            latest[number] = max(latest.get(number, ("", -1)), (date, version))
    return sorted(entry for entry in seen if latest.get(entry[0]) == (entry[2], entry[1]))


def _row(host: str, line: str, seen: list[_Seen]) -> LineCount:
    return LineCount(host, line, *zip(*seen, strict=True))


def _line_count(row: Any) -> LineCount:
    return LineCount(**row) if hasattr(row, "keys") else LineCount(*row)
