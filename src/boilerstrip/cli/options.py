"""What all commands that clean have in common: their options, and the word they have with the user."""

from __future__ import annotations

import argparse
import sys
from typing import Any

from boilerstrip.options import FAVORS
from boilerstrip.pipeline import Pipeline
from boilerstrip.sites import SiteModel

Commands = Any  # argparse keeps the type of what `add_subparsers` gives back to itself


def add_cleaning_options(command: argparse.ArgumentParser) -> None:
    """Let a command take `--kind`, `--language`, `--favor`, `--without` and `--site-model`."""
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
    command.add_argument(
        "--without",
        action="append",
        default=[],
        choices=Pipeline.default().names,
        metavar="FILTER",
        help="leave a filter out; may be given again",
    )
    command.add_argument(
        "--site-model", type=_site_model, metavar="MODEL", help="what sites repeat, as boilerstrip learn has written it"
    )


def pipeline_of(options: argparse.Namespace) -> Pipeline:
    """The pipeline that `--favor` and `--without` ask for.

    >>> pipeline_of(argparse.Namespace(favor="none", without=["hidden"])).names[:2]
    ('consent', 'newsletter')
    """
    return Pipeline.default(None if options.favor == "none" else options.favor).without(*options.without)


def _site_model(name: str) -> SiteModel:
    try:
        return SiteModel.load(name)
    except (OSError, ValueError) as error:
        raise argparse.ArgumentTypeError(str(error)) from None


def say(message: str) -> None:
    """A line on standard error."""
    sys.stderr.write(f"boilerstrip: {message}\n")
