"""`boilerstrip clean` and `boilerstrip explain`: a few sources, one after the other."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from boilerstrip.article import Article
from boilerstrip.clean import clean_article
from boilerstrip.cli.options import Commands, add_cleaning_options, pipeline_of, say
from boilerstrip.report.terminal import show_removals

_FORMATS: dict[str, Callable[[Article], str]] = {
    "text": lambda article: article.text,
    "markdown": lambda article: article.to_markdown(),
    "json": lambda article: article.to_json(),
}
_BETWEEN = {"text": "\n---\n\n", "markdown": "\n---\n\n", "json": ""}


def add_clean(commands: Commands) -> None:
    """Add `boilerstrip clean`."""
    clean = commands.add_parser("clean", help="print the clean article", description="Prints the clean article of each file.")
    clean.add_argument("files", nargs="*", metavar="FILE", help="files to read; - or none for standard input")
    clean.add_argument(
        "--format",
        choices=sorted(_FORMATS),
        default="text",
        help="text (default), markdown, or json: one object a line, removals included",
    )
    _finish(clean, _clean)


def add_explain(commands: Commands) -> None:
    """Add `boilerstrip explain`."""
    explain = commands.add_parser(
        "explain", help="show what was removed and why", description="Shows what went, and why, as a table."
    )
    explain.add_argument("files", nargs=1, metavar="FILE", help="file to read; - for standard input")
    _finish(explain, _explain)


def _finish(command: argparse.ArgumentParser, run: Callable[[argparse.Namespace], int]) -> None:
    add_cleaning_options(command)
    command.add_argument("--url", help="the page's address; never fetched, its words help to find the headline")
    command.set_defaults(run=run)


def _clean(options: argparse.Namespace) -> int:
    failed = False
    written = False
    for name, article in _articles(options):
        if article is None:
            failed = True
            continue
        text = _FORMATS[options.format](article)
        sys.stdout.write((_BETWEEN[options.format] if written else "") + text + "\n")
        written = True
        for warning in article.warnings:
            say(f"{name}: {warning}")
    return int(failed)


def _explain(options: argparse.Namespace) -> int:
    for name, article in _articles(options):
        if article is None:
            return 1
        show_removals(article)
        say(
            f"{name}: {len(article.body)} paragraphs kept, {len(article.removed)} lines removed, confidence {article.confidence:.2f}"
        )
        for warning in article.warnings:
            say(f"{name}: {warning}")
    return 0


def _articles(options: argparse.Namespace) -> Iterator[tuple[str, Article | None]]:
    """Each input's name and article, or `None` where it could not be read."""
    pipeline, site = pipeline_of(options), options.site_model
    for name in options.files or ["-"]:
        try:
            data = sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
        except OSError as error:
            say(f"{name}: cannot be read: {error.strerror or error}")
            yield name, None
            continue
        yield (
            name,
            clean_article(data, url=options.url, kind=options.kind, language=options.language, pipeline=pipeline, site=site),
        )
