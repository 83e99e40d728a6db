"""The command line: `boilerstrip clean` and `boilerstrip explain`.

Articles go to standard output, everything else to standard error. Exit codes: 0 for success (also when the reader of a pipe went away), 1 when
an input could not be read (the others are still done), 2 for wrong usage.
"""

from __future__ import annotations

import argparse
import io
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from boilerstrip import __version__
from boilerstrip.article import Article
from boilerstrip.clean import clean_article
from boilerstrip.favor import FAVORS
from boilerstrip.pipeline import Pipeline
from boilerstrip.report.terminal import show_removals

_FORMATS: dict[str, Callable[[Article], str]] = {
    "text": lambda article: article.text,
    "markdown": lambda article: article.to_markdown(),
    "json": lambda article: article.to_json(),
}
_BETWEEN = {"text": "\n---\n\n", "markdown": "\n---\n\n", "json": ""}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command and return its exit code; `arguments` are those of the process where none are given.

    Raises `SystemExit` as argparse does: with 2 for wrong usage, with 0 for `--help` and `--version`.

    >>> main(["clean", "no such file.txt"])
    1
    """
    options = _parser().parse_args(arguments)
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        code = _clean(options) if options.command == "clean" else _explain(options)
        sys.stdout.flush()
    except BrokenPipeError:
        # The reader has what it wanted; Python would complain once more when it closes the stream at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        return 130
    return code


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
            _say(f"{name}: {warning}")
    return int(failed)


def _explain(options: argparse.Namespace) -> int:
    for name, article in _articles(options):
        if article is None:
            return 1
        show_removals(article)
        _say(
            f"{name}: {len(article.body)} paragraphs kept, {len(article.removed)} lines removed, confidence {article.confidence:.2f}"
        )
        for warning in article.warnings:
            _say(f"{name}: {warning}")
    return 0


def _articles(options: argparse.Namespace) -> Iterator[tuple[str, Article | None]]:
    """Each input's name and article, or `None` where it could not be read."""
    pipeline = Pipeline.default(None if options.favor == "none" else options.favor).without(*options.without)
    for name in options.files or ["-"]:
        try:
            data = sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
        except OSError as error:
            _say(f"{name}: cannot be read: {error.strerror or error}")
            yield name, None
            continue
        yield name, clean_article(data, url=options.url, kind=options.kind, language=options.language, pipeline=pipeline)


def _say(message: str) -> None:
    sys.stderr.write(f"boilerstrip: {message}\n")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="boilerstrip",
        description="Cleans scraped articles: plain text, Markdown or HTML.",
        epilog="Exit codes: 0 done, 1 an input could not be read, 2 wrong usage.",
    )
    parser.add_argument("--version", action="version", version=f"boilerstrip {__version__}")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    clean = commands.add_parser("clean", help="print the clean article", description="Prints the clean article of each file.")
    clean.add_argument("files", nargs="*", metavar="FILE", help="files to read; - or none for standard input")
    clean.add_argument(
        "--format",
        choices=sorted(_FORMATS),
        default="text",
        help="text (default), markdown, or json: one object a line, removals included",
    )
    explain = commands.add_parser(
        "explain", help="show what was removed and why", description="Shows what went, and why, as a table."
    )
    explain.add_argument("files", nargs=1, metavar="FILE", help="file to read; - for standard input")
    for command in (clean, explain):
        command.add_argument(
            "--kind", choices=["auto", "text", "markdown", "html"], default="auto", help="what the source is (default: auto)"
        )
        command.add_argument("--language", metavar="CODE", help="ISO 639-1 code, such as de (default: told from the text)")
        command.add_argument(
            "--favor",
            choices=[*FAVORS, "none"],
            default="balanced",
            help="recall loses the least, precision leaves the least; none: by rule, without the labeller (default: balanced)",
        )
        command.add_argument("--url", help="the page's address; never fetched, its words help to find the headline")
        command.add_argument(
            "--without",
            action="append",
            default=[],
            choices=Pipeline.default().names,
            metavar="FILTER",
            help="leave a filter out; may be given again",
        )
    return parser
