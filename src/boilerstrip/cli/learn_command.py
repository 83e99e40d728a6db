"""`boilerstrip learn`: learns what sites repeat, from files with their pages."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from typing import Any

from boilerstrip.batch.formats import ColumnNames
from boilerstrip.batch.inputs import Inputs
from boilerstrip.cleaner import Failure
from boilerstrip.cli.cleaning_options import Commands, print_message
from boilerstrip.sites import SiteModel
from boilerstrip.sites.learn import MOST_PAGES
from boilerstrip.sites.seen_pages import parse_day


def add_learn(commands: Commands) -> None:
    """Add `boilerstrip learn`."""
    learn = commands.add_parser(
        "learn",
        help="learn what sites repeat on their pages",
        description="Learns which lines stand on many pages of a site, and writes them as a model for clean_article(..., site=).",
        epilog="Exit codes: 0 done, 1 an input could not be read (the others are used), 2 wrong usage.",
    )
    learn.add_argument(
        "inputs",
        nargs="+",
        metavar="IN",
        help="what boilerstrip batch reads: JSON Lines, CSV, Parquet, WARC, pages; folders of them; -: JSON Lines from standard input",
    )
    learn.add_argument("-o", "--output", required=True, metavar="MODEL", help="file for the model, as JSON")
    learn.add_argument(
        "--merge", action="append", default=[], metavar="MODEL", help="add an earlier model to the result; may be repeated"
    )
    learn.add_argument("--text-field", metavar="NAME", default="text", help='column of the texts (default: "text")')
    learn.add_argument(
        "--html-field",
        metavar="NAME",
        default="html",
        help='column of HTML pages, used instead of the text where a row has one (default: "html")',
    )
    learn.add_argument(
        "--url-field", metavar="NAME", default="url", help='column of the addresses, which show the site (default: "url")'
    )
    learn.add_argument("--id-field", metavar="NAME", default="id", help='column of the ids, for messages (default: "id")')
    learn.add_argument(
        "--date-field", metavar="NAME", default="date", help='column of the days when pages were seen (default: "date")'
    )
    learn.add_argument("--date", metavar="YYYY-MM-DD", help="day when the pages without a date of their own were seen")
    learn.add_argument(
        "--most-pages", type=int, metavar="N", default=MOST_PAGES, help="pages to remember of each site (default: %(default)s)"
    )
    learn.set_defaults(run=_run_learn, fail=learn.error)


def _run_learn(options: argparse.Namespace) -> int:
    failures: list[str] = []
    try:
        earlier = [SiteModel.load(name) for name in options.merge]
        pages = _read_pages(options, failures)
        model = SiteModel.learn(pages, date=options.date, most_pages=options.most_pages).merge(*earlier)
    except (ValueError, OSError) as error:
        options.fail(str(error))
    model.save(options.output)
    for failure in failures:
        print_message(failure)
    few = sum(len(site.pages) < 3 for site in model.sites)
    print_message(f"{options.output}: {len(model.sites)} sites, {few} of them with fewer than three pages, too few to use")
    return int(bool(failures))


def _read_pages(options: argparse.Namespace, failures: list[str]) -> Iterator[tuple[str | None, Any, str | None]]:
    """Address, source and date of each page. What cannot be read is added to `failures`."""
    fields = ColumnNames(options.text_field, options.html_field, options.url_field, options.id_field)
    for row in Inputs(tuple(options.inputs), fields, excluded=(options.output,)).read_rows():
        source = row.item.source
        try:
            day = parse_day(row.columns.get(options.date_field))
        except (ValueError, TypeError) as error:
            failures.append(f"{row.id}: {error}")
            continue
        if isinstance(source, Failure):
            failures.append(f"{row.id}: {source.message}")
        else:
            yield row.item.url, source, day
