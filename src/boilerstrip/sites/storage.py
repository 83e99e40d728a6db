"""Site models as JSON: a row for each line with the number of its pages, and a row for each page with the numbers of its lines."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from boilerstrip.sites.learn import Site, check_most_pages
from boilerstrip.sites.seen_pages import SeenPage

_FORMAT = "boilerstrip site model 1"


def dump_sites(sites: Sequence[Site], most_pages: int) -> str:
    """The sites of a model as JSON, with one line of the file for each line and page. The same model always gives the same text."""
    entries = ",\n".join(f"{_dump(site.host)}: {_dump_site(site)}" for site in sites)
    return f'{{"format": {_dump(_FORMAT)}, "most_pages": {most_pages}, "sites": {{\n{entries}\n}}}}\n'


def parse_sites(text: str, name: str) -> tuple[tuple[Site, ...], int]:
    """The sites of a JSON text, and how many pages of each site are remembered at most. Error messages call the text `name`.

    The counts and dates of lines and sites are there for people who read the file. They are ignored here, because they follow from the
    pages.

    Raises `ValueError` for a text that is not a site model.
    """
    try:
        data = json.loads(text)
        if data["format"] != _FORMAT:
            raise ValueError(f"its format is {data['format']!r}")
        most = data["most_pages"]
        check_most_pages(most)
        sites = [Site(host, tuple(_parse_pages(site)), most) for host, site in data["sites"].items()]
        return tuple(sorted(sites, key=lambda site: site.host)), most
    except (ValueError, KeyError, TypeError, IndexError, AttributeError) as error:
        reason = f"there is no {error}" if isinstance(error, KeyError) else str(error)
        raise ValueError(
            f"{name} is not a site model that this version can read ({reason}); make one with `boilerstrip learn`"
        ) from None


def _dump_site(site: Site) -> str:
    counts = Counter(line for page in site.pages for line in set(page.lines))
    lines = sorted(counts, key=lambda line: (-counts[line], line))
    number = {line: place for place, line in enumerate(lines)}
    dates: dict[str, list[str]] = {}
    for page in site.pages:
        for line in set(page.lines) if page.date else ():
            dates.setdefault(line, []).append(page.date)
    days = [page.date for page in site.pages if page.date]
    summary = {"pages_seen": site.pages_seen, "pages_kept": len(site.pages), **_find_date_range(days)}
    line_entries = ({"line": line, "pages": counts[line], **_find_date_range(dates.get(line, ()))} for line in lines)
    page_entries = (
        {
            "page": f"{page.number:016x}",
            "date": page.date,
            "running_text": [page.start, page.end],
            "lines": [number[line] for line in page.lines],
        }
        for page in site.pages
    )
    return f'{{\n{_dump(summary)[1:-1]},\n"lines": {_dump_list(line_entries)},\n"pages": {_dump_list(page_entries)}}}'


def _find_date_range(days: Iterable[str]) -> dict[str, str]:
    return {"first_seen": min(days, default=""), "last_seen": max(days, default="")}


def _dump_list(entries: Iterable[Any]) -> str:
    return "[\n" + ",\n".join(map(_dump, entries)) + "\n]"


def _dump(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def _parse_pages(site: dict[str, Any]) -> Iterator[SeenPage]:
    lines = [entry["line"] for entry in site["lines"]]
    for page in site["pages"]:
        start, end = page["running_text"]
        text = "\n".join([lines[number] for number in page["lines"]])
        yield SeenPage(int(page["page"], 16), page["date"], text, start, end)
