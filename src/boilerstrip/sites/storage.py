"""Site models as JSON: a row for each line with the number of its pages, and a row for each page with the numbers of its lines."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from boilerstrip.sites.seen_pages import SeenPage
from boilerstrip.sites.site import Site, check_most_pages

_FORMAT = "boilerstrip site model 1"


def to_json(sites: Sequence[Site], most_pages: int) -> str:
    """The sites of a model as JSON, a row for each line and page; the same model gives the same text."""
    rows = ",\n".join(f"{_dump(site.host)}: {_site(site)}" for site in sites)
    return f'{{"format": {_dump(_FORMAT)}, "most_pages": {most_pages}, "sites": {{\n{rows}\n}}}}\n'


def from_json(text: str, name: str) -> tuple[tuple[Site, ...], int]:
    """The sites of a JSON text, and how many pages of each are remembered at most; `name` says in errors where it came from.

    What is there for readers alone (counts and dates of lines and sites) follows from the pages and is not looked at.

    Raises `ValueError` where the text is no model.
    """
    try:
        data = json.loads(text)
        if data["format"] != _FORMAT:
            raise ValueError(f"its format is {data['format']!r}")
        most = data["most_pages"]
        check_most_pages(most)
        sites = [Site(host, tuple(_pages(site)), most) for host, site in data["sites"].items()]
        return tuple(sorted(sites, key=lambda site: site.host)), most
    except (ValueError, KeyError, TypeError, IndexError, AttributeError) as error:
        reason = f"there is no {error}" if isinstance(error, KeyError) else str(error)
        raise ValueError(
            f"{name} is no site model that this version can read ({reason}); make one with `boilerstrip learn`"
        ) from None


def _site(site: Site) -> str:
    counts = Counter(line for page in site.pages for line in set(page.lines))
    lines = sorted(counts, key=lambda line: (-counts[line], line))
    number = {line: place for place, line in enumerate(lines)}
    dates: dict[str, list[str]] = {}
    for page in site.pages:
        for line in set(page.lines) if page.date else ():
            dates.setdefault(line, []).append(page.date)
    days = [page.date for page in site.pages if page.date]
    head = {"pages_seen": site.pages_seen, "pages_kept": len(site.pages), **_ages(days)}
    told = ({"line": line, "pages": counts[line], **_ages(dates.get(line, ()))} for line in lines)
    pages = (
        {
            "page": f"{page.number:016x}",
            "date": page.date,
            "running_text": [page.start, page.end],
            "lines": [number[line] for line in page.lines],
        }
        for page in site.pages
    )
    return f'{{\n{_dump(head)[1:-1]},\n"lines": {_rows(told)},\n"pages": {_rows(pages)}}}'


def _ages(days: Iterable[str]) -> dict[str, str]:
    return {"first_seen": min(days, default=""), "last_seen": max(days, default="")}


def _rows(rows: Iterable[Any]) -> str:
    return "[\n" + ",\n".join(map(_dump, rows)) + "\n]"


def _dump(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def _pages(site: dict[str, Any]) -> Iterator[SeenPage]:
    lines = [row["line"] for row in site["lines"]]
    for page in site["pages"]:
        start, end = page["running_text"]
        text = "\n".join([lines[number] for number in page["lines"]])
        yield SeenPage(int(page["page"], 16), page["date"], text, start, end)
