"""`boilerstrip clean` and `boilerstrip explain`: a few sources, one after the other."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from boilerstrip.article import Article
from boilerstrip.clean import clean_article
from boilerstrip.cli.cleaning_options import Commands, add_cleaning_options, build_pipeline, print_message
from boilerstrip.report.terminal import show_removals

_FORMATS: dict[str, Callable[[Article], str]] = {
    "text": lambda article: article.text,
    "markdown": lambda article: article.to_markdown(),
    "json": lambda article: article.to_json(),
}
_SEPARATORS = {"text": "\n---\n\n", "markdown": "\n---\n\n", "json": ""}


def add_clean(commands: Commands) -> None:
    """Add `boilerstrip clean`."""
    clean = commands.add_parser("clean", help="print the clean article", description="Prints the clean article of each file.")
    clean.add_argument("files", nargs="*", metavar="FILE", help="files to read; - or no file: standard input")
    clean.add_argument(
        "--format",
        choices=sorted(_FORMATS),
        default="text",
        help="text (default), markdown, or json: one object on each line, with the removed lines",
    )
    _add_options(clean, _run_clean)


def add_explain(commands: Commands) -> None:
    """Add `boilerstrip explain`."""
    explain = commands.add_parser(
        "explain", help="show what was removed and why", description="Shows what was removed, and why, as a table."
    )
    explain.add_argument("files", nargs=1, metavar="FILE", help="file to read; -: standard input")
    _add_options(explain, _run_explain)


def _add_options(command: argparse.ArgumentParser, run: Callable[[argparse.Namespace], int]) -> None:
    add_cleaning_options(command)
    command.add_argument("--url", help="address of the page; it is never fetched, but its words help to find the headline")
    command.set_defaults(run=run)


def _run_clean(options: argparse.Namespace) -> int:
    has_failed = False
    has_written = False
    for name, article in _clean_files(options):
        if article is None:
            has_failed = True
            continue
        text = _FORMATS[options.format](article)
        sys.stdout.write((_SEPARATORS[options.format] if has_written else "") + text + "\n")
        has_written = True
        for warning in article.warnings:
            print_message(f"{name}: {warning}")
    return int(has_failed)


def _run_explain(options: argparse.Namespace) -> int:
    for name, article in _clean_files(options):
        if article is None:
            return 1
        show_removals(article)
        print_message(
            f"{name}: {len(article.body)} paragraphs kept, {len(article.removed)} lines removed, confidence {article.confidence:.2f}"
        )
        for warning in article.warnings:
            print_message(f"{name}: {warning}")
    return 0


def _clean_files(options: argparse.Namespace) -> Iterator[tuple[str, Article | None]]:
    """The name and the article of each input; `None` for an input that could not be read."""
    pipeline, site = build_pipeline(options), options.site_model
    for name in options.files or ["-"]:
        try:
            data = sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
        except OSError as error:
            print_message(f"{name}: cannot be read: {error.strerror or error}")
            yield name, None
            continue
        yield (
            name,
            clean_article(data, url=options.url, kind=options.kind, language=options.language, pipeline=pipeline, site=site),
        )
