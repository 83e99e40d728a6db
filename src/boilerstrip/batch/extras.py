"""Libraries that only batches of files need."""

from __future__ import annotations

import importlib
from typing import Any

# Python has it from 3.14 on.
ZSTD = ("compression.zstd", "backports.zstd")


class MissingExtraError(ImportError):
    """A library of the extra `batch` is not installed; the message says what to do."""


def load(*names: str) -> Any:
    """The first of these modules that is installed.

    Raises `MissingExtraError`.

    >>> load("no_such_module")
    Traceback (most recent call last):
    ...
    boilerstrip.batch.extras.MissingExtraError: this needs no_such_module; install it with: pip install "boilerstrip[batch]"
    """
    for name in names:
        try:
            return importlib.import_module(name)
        except ImportError:
            continue
    raise MissingExtraError(f'this needs {names[-1]}; install it with: pip install "boilerstrip[batch]"')
