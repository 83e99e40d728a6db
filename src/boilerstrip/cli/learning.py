"""`boilerstrip learn`: what sites repeat, out of files of their pages."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from typing import Any

from boilerstrip.batch.formats import ColumnNames
from boilerstrip.batch.inputs import Inputs
from boilerstrip.clean_one import Failure
from boilerstrip.cli.options import Commands, say
from boilerstrip.sites import SiteModel
from boilerstrip.sites.seen_pages import checked_day
from boilerstrip.sites.site import MOST_PAGES


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
        help="what boilerstrip batch reads: JSON Lines, CSV, Parquet, WARC, pages; folders of them; - for JSON Lines on standard input",
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
    learn.add_argument("--id-field", metavar="NAME", default="id", help='column of the ids, for messages (default: "id")')
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
    fields = ColumnNames(options.text_field, options.html_field, options.url_field, options.id_field)
    for row in Inputs(tuple(options.inputs), fields, but=(options.output,)).rows():
        source = row.item.source
        try:
            day = checked_day(row.columns.get(options.date_field))
        except (ValueError, TypeError) as error:
            failures.append(f"{row.id}: {error}")
            continue
        if isinstance(source, Failure):
            failures.append(f"{row.id}: {source.message}")
        else:
            yield row.item.url, source, day
