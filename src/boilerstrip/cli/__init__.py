"""The command line, with a module for each subcommand.

Articles are written to standard output, everything else to standard error. Exit codes: 0 for success, also if the reader of a pipe
closes it; 1 if an input could not be read (the others are cleaned); 2 for wrong usage.
"""

from __future__ import annotations

import argparse
import io
import os
import sys
from collections.abc import Sequence

from boilerstrip.cli.batch_command import add_batch
from boilerstrip.cli.clean_command import add_clean, add_explain
from boilerstrip.cli.learn_command import add_learn
from boilerstrip.version import __version__

# In the order in which `--help` lists them.
_COMMANDS = (add_clean, add_explain, add_batch, add_learn)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command and return its exit code. By default, `arguments` are those of the process.

    Raises `SystemExit`, as argparse does: 2 for wrong usage, 0 for `--help` and `--version`.

    >>> main(["clean", "no such file.txt"])
    1
    """
    options = _build_parser().parse_args(arguments)
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        code: int = options.run(options)
        sys.stdout.flush()
    except BrokenPipeError:
        # The reader needs no more output. Without this line, Python prints an error when it closes the stream at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        return 130
    return code


def _build_parser() -> argparse.ArgumentParser:
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
