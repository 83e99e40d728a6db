"""Learning on a cluster: rows of one host and one line each, which any engine can group and merge, and a model made from the rows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any, NamedTuple

from boilerstrip.sites.learn import MOST_PAGES, Site
from boilerstrip.sites.model import SiteModel
from boilerstrip.sites.seen_pages import SeenPage


class LineCount(NamedTuple):
    """On which pages of a host a line was seen. The last five columns have the same length: one entry for each time the line was seen.

    All values are plain (texts, whole numbers of 63 bits, booleans, lists), so Arrow, Spark and Ray can hold the rows. `pages` has the
    numbers of the pages, `versions` a hash of each page's content, `dates` the day on which it was seen ("" if unknown), `places` the
    index of the line on the page, and `inside` whether the line was in the running text.
    """

    host: str
    line: str
    pages: tuple[int, ...]
    versions: tuple[int, ...]
    dates: tuple[str, ...]
    places: tuple[int, ...]
    inside: tuple[bool, ...]


# One entry of the last five columns.
_Sighting = tuple[int, int, str, int, bool]


def partial_line_counts(batch: Iterable[Any], *, date: str | None = None, most_pages: int = MOST_PAGES) -> list[LineCount]:
    r"""The rows of some pages. Group them by `host` and `line`, and give each group to `merge_counts`, in any order.

    Arguments and exceptions are those of `SiteModel.learn`.

    >>> pages = [(f"wrenmouth.example/{n}", f"Most read\nGoat number {n} elected") for n in "abc"]
    >>> [(row.line, len(row.pages)) for row in partial_line_counts(pages)]
    [('goat number a elected', 1), ('goat number b elected', 1), ('goat number c elected', 1), ('most read', 3)]
    """
    model = SiteModel.learn(batch, date=date, most_pages=most_pages)
    return [row for site in model.sites for row in _count_site_lines(site)]


def merge_counts(rows: Iterable[Any], *, most_pages: int = MOST_PAGES) -> list[LineCount]:
    """One row for each host and line, from rows with the same host and line: for a group that an engine made, or for a whole table.

    Rows may be `LineCount`s, other sequences of its seven values, or mappings with its names. The result is sorted. It can be merged
    with more rows; the result is the same as if all rows were merged at once.

    >>> one, other = partial_line_counts([("w.example/a", "Most read")]), partial_line_counts([("w.example/b", "MOST READ")])
    >>> [(row.host, row.line, len(row.pages)) for row in merge_counts(one + other)]
    [('w.example', 'most read', 2)]
    """
    sightings: dict[tuple[str, str], set[_Sighting]] = defaultdict(set)
    for row in map(_parse_row, rows):
        sightings[row.host, row.line].update(zip(*row[2:], strict=True))
    return [_make_row(host, line, _limit_pages(entries, most_pages)) for (host, line), entries in sorted(sightings.items())]


def model_of_counts(rows: Iterable[Any], *, most_pages: int = MOST_PAGES) -> SiteModel:
    """The model that `SiteModel.learn` makes from the same pages. The rows may be merged or not.

    Rows are read one at a time. At most twice `most_pages` pages of each host are in memory.

    >>> pages = [(f"wrenmouth.example/{n}", f"Most read {n}") for n in range(4)]
    >>> model_of_counts(partial_line_counts(pages[:2]) + partial_line_counts(pages[2:])) == SiteModel.learn(pages)
    True
    """
    hosts: dict[str, _PageCollector] = {}
    for host, line, *columns in map(_parse_row, rows):
        collector = hosts.setdefault(host, _PageCollector(most_pages))
        for sighting in zip(*columns, strict=True):
            collector.add(line, sighting)
    sites = (Site(host, hosts[host].build_pages(), most_pages) for host in sorted(hosts))
    return SiteModel(tuple(sites), most_pages)


class _PageCollector:
    """Puts the pages of a host together from their lines: the pages with the smallest numbers, and the latest version of each."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._limit = 2**63
        self._versions: dict[int, dict[tuple[str, int], set[tuple[int, str, bool]]]] = {}

    def add(self, line: str, sighting: _Sighting) -> None:
        number, version, date, place, inside = sighting
        if number < self._limit:
            self._versions.setdefault(number, {}).setdefault((date, version), set()).add((place, line, inside))
            if len(self._versions) > 2 * self._most:  # so each page is sorted about twice
                self._drop_surplus()

    def _drop_surplus(self) -> None:
        """Forget pages and versions that can no longer be among those with the smallest numbers, or be the latest version."""
        numbers = sorted(self._versions)[: self._most]
        latest = {number: max(self._versions[number]) for number in numbers}
        self._versions = {number: {last: self._versions[number][last]} for number, last in latest.items()}
        if len(numbers) == self._most:
            self._limit = numbers[-1] + 1  # other lines of the last page may still come

    def build_pages(self) -> tuple[SeenPage, ...]:
        """The pages, sorted by number."""
        self._drop_surplus()
        return tuple(
            [
                _build_page(number, date, lines)
                for number, versions in self._versions.items()
                for (date, _), lines in versions.items()
            ]
        )


def _build_page(number: int, date: str, entries: Iterable[tuple[int, str, bool]]) -> SeenPage:
    lines = sorted(entries)
    inside = [place for place, (_, _, is_inside) in enumerate(lines) if is_inside]
    text = "\n".join([line for _, line, _ in lines])
    return SeenPage(number, date, text, inside[0] if inside else 0, inside[-1] + 1 if inside else 0)


def _count_site_lines(site: Site) -> list[LineCount]:
    sightings: dict[str, set[_Sighting]] = defaultdict(set)
    for page in site.pages:
        version = page.version
        for place, line in enumerate(page.lines):
            sightings[line].add((page.number, version, page.date, place, page.start <= place < page.end))
    return [_make_row(site.host, line, sorted(entries)) for line, entries in sorted(sightings.items())]


def _limit_pages(sightings: set[_Sighting], most: int) -> list[_Sighting]:
    """The sightings on the pages with the smallest numbers, from the latest version of each page."""
    kept = set(sorted({number for number, *_ in sightings})[:most])
    latest: dict[int, tuple[str, int]] = {}
    for number, version, date, *_ in sightings:
        if number in kept:
            latest[number] = max(latest.get(number, ("", -1)), (date, version))
    return sorted(entry for entry in sightings if latest.get(entry[0]) == (entry[2], entry[1]))


def _make_row(host: str, line: str, sightings: list[_Sighting]) -> LineCount:
    return LineCount(host, line, *zip(*sightings, strict=True))


def _parse_row(row: Any) -> LineCount:
    return LineCount(**row) if hasattr(row, "keys") else LineCount(*row)
