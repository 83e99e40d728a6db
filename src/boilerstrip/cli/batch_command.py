"""`boilerstrip batch`: files with many articles."""

from __future__ import annotations

import argparse
import time
from contextlib import ExitStack, closing
from dataclasses import replace
from pathlib import Path

from boilerstrip.batch.formats import COMPRESSIONS, READERS, WRITERS, ColumnNames, Writer, guess_format
from boilerstrip.batch.inputs import STDIN, Inputs
from boilerstrip.batch.journal import BusyError, Journal, OtherRunError, StdoutJournal
from boilerstrip.batch.progress import Progress
from boilerstrip.batch.run import STDOUT, Batch, ColumnTakenError, StoppedError
from boilerstrip.cleaner import Options
from boilerstrip.cli.cleaning_options import Commands, add_cleaning_options, build_pipeline, print_message
from boilerstrip.extras import MissingExtraError

_DEFAULT_TIMEOUT = 60.0


def add_batch(commands: Commands) -> None:
    """Add `boilerstrip batch`."""
    batch = commands.add_parser(
        "batch",
        help="clean files with many articles",
        description="Cleans files with many articles, each row or page separately, and writes one file. "
        "Rows that fail are left out and counted.",
        epilog="Exit codes: 0 done, 1 an input could not be read, or an error with --strict, 2 wrong usage.",
    )
    batch.add_argument(
        "inputs",
        nargs="+",
        metavar="IN",
        help="JSON Lines, CSV, TSV, Parquet, WARC, pages (.txt, .md, .html), also as .gz or .zst; folders of them; -: standard input",
    )
    batch.add_argument(
        "-o",
        "--output",
        required=True,
        metavar="OUT",
        help=".jsonl, .jsonl.gz, .jsonl.zst, .csv, .parquet; -: standard output",
    )
    batch.add_argument("--from", dest="source", choices=sorted(READERS), help="format of inputs whose name does not show it")
    batch.add_argument(
        "--to", choices=sorted(WRITERS), help="format of the output (default: from the name of the output, or jsonl)"
    )
    _add_column_options(batch)
    add_cleaning_options(batch)
    _add_run_options(batch)
    batch.set_defaults(run=_run_batch, fail=batch.error)


def _add_column_options(batch: argparse.ArgumentParser) -> None:
    batch.add_argument("--text-field", metavar="NAME", help='column of the texts (default: "text")')
    batch.add_argument(
        "--html-field", metavar="NAME", help="column of HTML pages, used instead of the text where a row has one"
    )
    batch.add_argument("--url-field", metavar="NAME", default="url", help='column of the addresses (default: "url")')
    batch.add_argument(
        "--id-field", metavar="NAME", default="id", help='column of the ids (default: "id"; a row without one gets FILE:ROW)'
    )
    batch.add_argument("--prefix", metavar="TEXT", default="", help="text to put before the names of the article's columns")


def _add_run_options(batch: argparse.ArgumentParser) -> None:
    batch.add_argument(
        "--workers", type=int, metavar="N", help="number of processes (default: one for each processor; 0: only this process)"
    )
    batch.add_argument(
        "--timeout",
        type=float,
        metavar="SECONDS",
        help=f"time limit for each row (default: {_DEFAULT_TIMEOUT:g}; 0: no limit)",
    )
    batch.add_argument("--errors", metavar="FILE", help="file for id, kind and message of each row that failed, as JSON Lines")
    batch.add_argument("--strict", action="store_true", help="stop at the first error")
    batch.add_argument("--resume", action="store_true", help="continue a run that was interrupted")


def _run_batch(options: argparse.Namespace) -> int:
    if problem := _find_problem(options):
        options.fail(problem)
    with ExitStack() as stack:
        try:
            batch = _build_batch(options)
            journal = stack.enter_context(batch.open_journal(resume=options.resume))
        except (OSError, OtherRunError, BusyError, MissingExtraError) as error:
            print_message(str(error))
            return 2
        return _run_with_progress(batch, journal, options)


def _run_with_progress(batch: Batch, journal: Journal | StdoutJournal, options: argparse.Namespace) -> int:
    earlier = journal.checkpoint.counts
    progress = Progress(earlier.rows, earlier.errors, show_errors=not options.errors and not options.strict)
    start = time.monotonic()
    try:
        with closing(progress):
            counts = batch.run(journal, progress)
    except (ColumnTakenError, MissingExtraError) as error:
        print_message(str(error))
        return 2
    except BrokenPipeError:
        raise
    except (StoppedError, OSError, RuntimeError) as error:
        print_message(f"stopped: {error}")
        return 1
    except KeyboardInterrupt:
        print_message("interrupted" + ("" if options.output == STDOUT else "; continue with --resume"))
        raise
    for line in counts.format_summary(time.monotonic() - start, earlier.rows):
        print_message(line)
    return int("file" in counts.failures)


def _find_problem(options: argparse.Namespace) -> str | None:
    """The first option that does not fit the other ones."""
    name, is_piped = options.output, options.output == STDOUT
    problems = (
        (options.resume and is_piped, "--resume needs an output file: a run to standard output cannot be continued"),
        (
            options.errors and (options.errors == STDOUT or _is_same_file(options.errors, name)),
            "--errors needs a file of its own",
        ),
        *(
            (_is_same_file(file, source), f"{file} is an input too")
            for file in (name, options.errors)
            for source in options.inputs
        ),
        ((options.workers or 0) < 0, "--workers must be 0 or more"),
        ((options.timeout or 0) < 0, "--timeout must be 0 or more"),
        (options.workers == 0 and options.timeout, "--timeout needs --workers 1 or more: only a process can be stopped"),
        (
            not is_piped and not options.to and guess_format(name) not in WRITERS,
            f"the name {name} shows no output format; choose one with --to",
        ),
        (
            _choose_format(options) == "parquet" and (is_piped or _choose_compression(options)),
            "Parquet needs a file, and compresses by itself",
        ),
    )
    return next((message for is_wrong, message in problems if is_wrong), None)


def _is_same_file(one: str | None, other: str) -> bool:
    return STDOUT not in (one, other) and one is not None and Path(one).resolve() == Path(other).resolve()


def _choose_format(options: argparse.Namespace) -> str:
    return options.to or (guess_format(options.output) if options.output != STDOUT else None) or "jsonl"


def _choose_compression(options: argparse.Namespace) -> str:
    return next((suffix for suffix in COMPRESSIONS if options.output.lower().endswith(suffix)), "")


def _build_batch(options: argparse.Namespace) -> Batch:
    fields = ColumnNames(options.text_field, options.html_field, options.url_field, options.id_field)
    excluded = tuple([name for name in (options.output, options.errors) if name and name != STDIN])
    writer: Writer = WRITERS[_choose_format(options)](options.prefix, _choose_compression(options))
    cleaning = Options(kind=options.kind, language=options.language, pipeline=build_pipeline(options), site=options.site_model)
    timeout = _DEFAULT_TIMEOUT if options.timeout is None and options.workers != 0 else options.timeout or None
    batch = Batch(Inputs(tuple(options.inputs), fields, options.source, excluded), options.output, writer, cleaning)
    return replace(batch, errors=options.errors, workers=options.workers, timeout=timeout, strict=options.strict)
