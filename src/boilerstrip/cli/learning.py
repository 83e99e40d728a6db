"""`boilerstrip learn`: what sites repeat, out of files of their pages."""

from __future__ import annotations

import argparse
import gzip
import json
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from boilerstrip.cli.options import Commands, say
from boilerstrip.sites import SiteModel
from boilerstrip.sites.lines import checked_day
from boilerstrip.sites.model import MOST_PAGES

_GZIP = b"\x1f\x8b"
_ROWS, _PAGES = (".jsonl", ".ndjson", ".jsonl.gz", ".ndjson.gz"), (".txt", ".md", ".html", ".htm")


def add_learn(commands: Commands) -> None:
    """Add `boilerstrip learn`."""
    learn = commands.add_parser(
        "learn",
        help="learn what sites repeat on their pages",
        description="Learns which lines stand on many pages of a site, and writes them as a model for clean_article(..., site=).",
        epilog="Exit codes: 0 done, 1 an input could not be read (the others are learned from all the same), 2 wrong usage.",
    )
    learn.add_argument(
        "inputs",
        nargs="+",
        metavar="IN",
        help="JSON Lines, plain or as .gz; pages (.txt, .md, .html); folders of them; - for JSON Lines on standard input",
    )
    learn.add_argument("-o", "--output", required=True, metavar="MODEL", help="the model, as JSON")
    learn.add_argument(
        "--merge", action="append", default=[], metavar="MODEL", help="put a model from before into it; may be given again"
    )
    learn.add_argument("--text-field", metavar="NAME", default="text", help='column of the texts (default: "text")')
    learn.add_argument(
        "--html-field", metavar="NAME", default="html", help='column of HTML pages, which go before the text (default: "html")'
    )
    learn.add_argument(
        "--url-field", metavar="NAME", default="url", help='column of the addresses, which tell the site (default: "url")'
    )
    learn.add_argument(
        "--date-field", metavar="NAME", default="date", help='column of the days when pages were seen (default: "date")'
    )
    learn.add_argument("--date", metavar="YYYY-MM-DD", help="the day when pages were seen that have none of their own")
    learn.add_argument(
        "--most-pages", type=int, metavar="N", default=MOST_PAGES, help="pages of a site to remember (default: %(default)s)"
    )
    learn.set_defaults(run=_learn, wrong=learn.error)


def _learn(options: argparse.Namespace) -> int:
    failures: list[str] = []
    try:
        before = [SiteModel.load(name) for name in options.merge]
        model = SiteModel.learn(_pages(options, failures), date=options.date, most_pages=options.most_pages).merge(*before)
    except (ValueError, OSError) as error:
        options.wrong(str(error))
    model.save(options.output)
    for failure in failures:
        say(failure)
    few = sum(len(site.pages) < 3 for site in model.sites)
    say(f"{options.output}: {len(model.sites)} sites, {few} of them with fewer than three pages, of which it says nothing")
    return int(bool(failures))


def _pages(options: argparse.Namespace, failures: list[str]) -> Iterator[tuple[str | None, Any, str | None]]:
    """Address, source and date of every page; what cannot be read is a failure."""
    for name in _files(options.inputs):
        try:
            data = sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
            data = gzip.decompress(data) if data.startswith(_GZIP) else data
        except OSError as error:
            failures.append(f"{name}: cannot be read: {error.strerror or error}")
            continue
        if name != "-" and not name.endswith(_ROWS):
            yield None, data, None
            continue
        for number, line in enumerate(data.split(b"\n"), 1):
            if line.strip():
                try:
                    yield _page(json.loads(line), options)
                except (ValueError, TypeError, AttributeError) as error:
                    failures.append(f"{name}:{number}: {error}")


def _page(row: dict[str, Any], options: argparse.Namespace) -> tuple[str | None, str, str | None]:
    source = row.get(options.html_field) or row.get(options.text_field)
    if not isinstance(source, str):
        raise TypeError(f"has no {options.html_field!r} and no {options.text_field!r}")
    url = row.get(options.url_field)
    if not isinstance(url, str | None):
        raise TypeError(f"{options.url_field!r} is no text")
    return url, source, checked_day(row.get(options.date_field))


def _files(names: Iterable[str]) -> Iterator[str]:
    for name in names:
        if name != "-" and Path(name).is_dir():
            yield from (str(path) for path in sorted(Path(name).rglob("*")) if path.name.endswith((*_ROWS, *_PAGES)))
        else:
            yield name
