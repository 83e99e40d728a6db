"""`boilerstrip batch`: files of many articles."""

from __future__ import annotations

import argparse
import time
from contextlib import ExitStack, closing
from dataclasses import replace
from pathlib import Path

from boilerstrip.batch.formats import COMPRESSIONS, READERS, WRITERS, ColumnNames, Writer, format_of
from boilerstrip.batch.inputs import STDIN, Inputs
from boilerstrip.batch.journal import Journal, OtherRunError
from boilerstrip.batch.lock import BusyError
from boilerstrip.batch.pipe import Pipe
from boilerstrip.batch.progress import Progress
from boilerstrip.batch.run import STDOUT, Batch, ColumnTakenError, StoppedError
from boilerstrip.clean_one import Options
from boilerstrip.cli.options import Commands, add_cleaning_options, pipeline_of, say
from boilerstrip.extras import MissingExtraError

_SECONDS = 60.0


def add_batch(commands: Commands) -> None:
    """Add `boilerstrip batch`."""
    batch = commands.add_parser(
        "batch",
        help="clean files of many articles",
        description="Cleans files of many articles, each row or page on its own, and writes one file. What fails is left out and counted.",
        epilog="Exit codes: 0 done, 1 an input could not be read, or --strict and an error, 2 wrong usage.",
    )
    batch.add_argument(
        "inputs",
        nargs="+",
        metavar="IN",
        help="JSON Lines, CSV, TSV, Parquet, WARC, pages (.txt, .md, .html), plain or as .gz or .zst; folders of them; - for standard input",
    )
    batch.add_argument(
        "-o",
        "--output",
        required=True,
        metavar="OUT",
        help=".jsonl, .jsonl.gz, .jsonl.zst, .csv, .parquet; - for standard output",
    )
    batch.add_argument("--from", dest="source", choices=sorted(READERS), help="format of inputs whose names do not tell")
    batch.add_argument("--to", choices=sorted(WRITERS), help="format of the output (default: as its name tells, or jsonl)")
    _add_columns(batch)
    add_cleaning_options(batch)
    _add_running(batch)
    batch.set_defaults(run=_run, wrong=batch.error)


def _add_columns(batch: argparse.ArgumentParser) -> None:
    batch.add_argument("--text-field", metavar="NAME", help='column of the texts (default: "text")')
    batch.add_argument("--html-field", metavar="NAME", help="column of HTML pages; goes before the text where a row has one")
    batch.add_argument("--url-field", metavar="NAME", default="url", help='column of the addresses (default: "url")')
    batch.add_argument("--id-field", metavar="NAME", default="id", help='column of the ids (default: "id"; else FILE:ROW)')
    batch.add_argument("--prefix", metavar="TEXT", default="", help="stands before the names of the article's columns")


def _add_running(batch: argparse.ArgumentParser) -> None:
    batch.add_argument("--workers", type=int, metavar="N", help="processes (default: one a processor; 0: in this one)")
    batch.add_argument("--timeout", type=float, metavar="SECONDS", help=f"for each row (default: {_SECONDS:g}; 0: no limit)")
    batch.add_argument("--errors", metavar="FILE", help="JSON Lines with id, kind and message of each row that failed")
    batch.add_argument("--strict", action="store_true", help="stop at the first error")
    batch.add_argument("--resume", action="store_true", help="go on where a run that was broken off has stopped")


def _run(options: argparse.Namespace) -> int:
    if problem := _problem(options):
        options.wrong(problem)
    with ExitStack() as opened:
        try:
            batch = _batch(options)
            journal = opened.enter_context(batch.opened(resume=options.resume))
        except (OSError, OtherRunError, BusyError, MissingExtraError) as error:
            say(str(error))
            return 2
        return _watched(batch, journal, options)


def _watched(batch: Batch, journal: Journal | Pipe, options: argparse.Namespace) -> int:
    before = journal.checkpoint.counts
    progress = Progress(before.rows, before.errors, show_errors=not options.errors and not options.strict)
    began = time.monotonic()
    try:
        with closing(progress):
            counts = batch.run(journal, progress)
    except (ColumnTakenError, MissingExtraError) as error:
        say(str(error))
        return 2
    except BrokenPipeError:
        raise
    except (StoppedError, OSError, RuntimeError) as error:
        say(f"stopped: {error}")
        return 1
    except KeyboardInterrupt:
        say("interrupted" + ("" if options.output == STDOUT else "; --resume goes on from here"))
        raise
    for line in counts.summary(time.monotonic() - began, before.rows):
        say(line)
    return int("file" in counts.failures)


def _problem(options: argparse.Namespace) -> str | None:
    """What is wrong with options that are right for themselves."""
    name, piped = options.output, options.output == STDOUT
    problems = (
        (options.resume and piped, "--resume needs an output file, for what was written to standard output is gone"),
        (options.errors and (options.errors == STDOUT or _same(options.errors, name)), "--errors needs a file of its own"),
        *((_same(file, read), f"{file} is an input too") for file in (name, options.errors) for read in options.inputs),
        ((options.workers or 0) < 0, "--workers must be 0 or more"),
        ((options.timeout or 0) < 0, "--timeout must be 0 or more"),
        (options.workers == 0 and options.timeout, "--timeout needs --workers, for nothing else can stop a page"),
        (not piped and not options.to and format_of(name) not in WRITERS, f"{name} is called as no output format is; use --to"),
        (_format(options) == "parquet" and (piped or _compression(options)), "Parquet needs a file, and compresses by itself"),
    )
    return next((message for wrong, message in problems if wrong), None)


def _same(one: str | None, other: str) -> bool:
    return STDOUT not in (one, other) and one is not None and Path(one).resolve() == Path(other).resolve()


def _format(options: argparse.Namespace) -> str:
    return options.to or (format_of(options.output) if options.output != STDOUT else None) or "jsonl"


def _compression(options: argparse.Namespace) -> str:
    return next((suffix for suffix in COMPRESSIONS if options.output.lower().endswith(suffix)), "")


def _batch(options: argparse.Namespace) -> Batch:
    fields = ColumnNames(options.text_field, options.html_field, options.url_field, options.id_field)
    but = tuple([name for name in (options.output, options.errors) if name and name != STDIN])
    writer: Writer = WRITERS[_format(options)](options.prefix, _compression(options))
    cleaning = Options(kind=options.kind, language=options.language, pipeline=pipeline_of(options), site=options.site_model)
    timeout = _SECONDS if options.timeout is None and options.workers != 0 else options.timeout or None
    batch = Batch(Inputs(tuple(options.inputs), fields, options.source, but), options.output, writer, cleaning)
    return replace(batch, errors=options.errors, workers=options.workers, timeout=timeout, strict=options.strict)
