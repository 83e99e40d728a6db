"""Counting on a cluster: rows of one host and one line each, which any engine can group and merge, and a model out of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any, NamedTuple

from boilerstrip.sites.lines import SeenPage
from boilerstrip.sites.model import MOST_PAGES, Site, SiteModel


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
    """The model that rows come to: the one that `SiteModel.learn` makes of the same pages.

    >>> pages = [(f"wrenmouth.example/{n}", f"Most read {n}") for n in range(4)]
    >>> model_of_counts(partial_line_counts(pages[:2]) + partial_line_counts(pages[2:])) == SiteModel.learn(pages)
    True
    """
    versions: dict[str, dict[tuple[int, str, int], list[tuple[int, str, bool]]]] = defaultdict(lambda: defaultdict(list))
    for host, line, *columns in merge_counts(rows, most_pages=most_pages):
        for number, version, date, place, inside in zip(*columns, strict=True):
            versions[host][number, date, version].append((place, line, inside))
    sites = []
    for host, seen in sorted(versions.items()):
        latest = {version[0]: version for version in sorted(seen)}
        pages = [_page(version, seen[version]) for _, version in sorted(latest.items())[:most_pages]]
        sites.append(Site(host, tuple(pages), most_pages))
    return SiteModel(tuple(sites), most_pages)


def _page(version: tuple[int, str, int], lines: list[tuple[int, str, bool]]) -> SeenPage:
    lines.sort()
    inside = [place for place, (_, _, within) in enumerate(lines) if within]
    text = "\n".join([line for _, line, _ in lines])
    return SeenPage(version[0], version[1], text, inside[0] if inside else 0, inside[-1] + 1 if inside else 0)


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
