"""The command line: a module for each subcommand, in the order that `--help` lists them.

Articles go to standard output, everything else to standard error. Exit codes: 0 for success (also when the reader of a pipe went away), 1 when
an input could not be read (the others are still done), 2 for wrong usage.
"""

from __future__ import annotations

import argparse
import io
import os
import sys
from collections.abc import Sequence

from boilerstrip.cli import batch, cleaning, learning
from boilerstrip.version import __version__

_COMMANDS = (cleaning.add_clean, cleaning.add_explain, batch.add_batch, learning.add_learn)


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
        code: int = options.run(options)
        sys.stdout.flush()
    except BrokenPipeError:
        # The reader has what it wanted; Python would complain once more when it closes the stream at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        return 130
    return code


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="boilerstrip",
        description="Cleans scraped articles: plain text, Markdown or HTML.",
        epilog="Exit codes: 0 done, 1 an input could not be read, 2 wrong usage.",
    )
    parser.add_argument("--version", action="version", version=f"boilerstrip {__version__}")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for add_command in _COMMANDS:
        add_command(commands)
    return parser
