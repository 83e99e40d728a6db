"""The options of all commands that clean, and their messages to the user."""

from __future__ import annotations

import argparse
import sys
from typing import Any, get_args

from boilerstrip.document import SourceKind
from boilerstrip.options import FAVORS
from boilerstrip.pipeline import Pipeline
from boilerstrip.sites import SiteModel

Commands = Any  # the type of the result of `add_subparsers` is private to argparse


def add_cleaning_options(command: argparse.ArgumentParser) -> None:
    """Add `--kind`, `--language`, `--favor`, `--without` and `--site-model` to a command."""
    command.add_argument(
        "--kind", choices=["auto", *get_args(SourceKind)], default="auto", help="kind of the sources (default: auto)"
    )
    command.add_argument("--language", metavar="CODE", help="ISO 639-1 code, such as de (default: detected from the text)")
    command.add_argument(
        "--favor",
        choices=[*FAVORS, "none"],
        default="balanced",
        help="recall loses the least of the article, precision leaves the least of the rest; "
        "none decides by rules, without the labeller (default: balanced)",
    )
    command.add_argument(
        "--without",
        action="append",
        default=[],
        choices=Pipeline.default().names,
        metavar="FILTER",
        help="do not use this filter; may be repeated",
    )
    command.add_argument(
        "--site-model", type=_load_site_model, metavar="MODEL", help="what sites repeat: a file from boilerstrip learn"
    )


def build_pipeline(options: argparse.Namespace) -> Pipeline:
    """The pipeline for `--favor` and `--without`.

    >>> build_pipeline(argparse.Namespace(favor="none", without=["hidden"])).names[:2]
    ('consent', 'newsletter')
    """
    return Pipeline.default(None if options.favor == "none" else options.favor).without(*options.without)


def _load_site_model(name: str) -> SiteModel:
    try:
        return SiteModel.load(name)
    except (OSError, ValueError) as error:
        raise argparse.ArgumentTypeError(str(error)) from None


def print_message(message: str) -> None:
    """Write a line to standard error."""
    sys.stderr.write(f"boilerstrip: {message}\n")
