"""Libraries that only some users need: each comes with an extra of the package."""

from __future__ import annotations

import importlib
from typing import Any

# Python has it from 3.14 on.
ZSTD = ("compression.zstd", "backports.zstd")


class MissingExtraError(ImportError):
    r"""Something is used, but what it is for is not installed.

    >>> str(MissingExtraError("polars", ImportError("No module named 'polars'")))
    'No module named \'polars\': pip install "boilerstrip[polars]"'
    """

    def __init__(self, extra: str, cause: ImportError) -> None:
        """Name the extra that brings what is missing."""
        super().__init__(f'{cause}: pip install "boilerstrip[{extra}]"')


def load(*names: str, extra: str = "batch") -> Any:
    """The first of these modules that is installed.

    Raises `MissingExtraError`.

    >>> load("no_such_module")
    Traceback (most recent call last):
    ...
    boilerstrip.extras.MissingExtraError: No module named 'no_such_module': pip install "boilerstrip[batch]"
    """
    missing = ImportError(f"none of {', '.join(names)} is installed")
    for name in names:
        try:
            return importlib.import_module(name)
        except ImportError as error:
            missing = error
    raise MissingExtraError(extra, missing) from missing
