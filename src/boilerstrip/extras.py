"""Libraries that only some users need. Each is installed with an extra of the package."""

from __future__ import annotations

import importlib
from typing import Any

# Modules with the same functions; the first one is part of Python since 3.14.
ZSTD = ("compression.zstd", "backports.zstd")


class MissingExtraError(ImportError):
    r"""A library is needed, but not installed. The message says how to install it.

    >>> str(MissingExtraError("polars", ImportError("No module named 'polars'")))
    'No module named \'polars\': pip install "boilerstrip[polars]"'
    """

    def __init__(self, extra: str, cause: ImportError) -> None:
        super().__init__(f'{cause}: pip install "boilerstrip[{extra}]"')


def import_optional(*names: str, extra: str = "batch") -> Any:
    """Import the first of these modules that is installed.

    Raises `MissingExtraError`.

    >>> import_optional("no_such_module")
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
