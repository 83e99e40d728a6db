"""The rows of all input files, one after the other."""

from __future__ import annotations

import gzip
import io
import os
import sys
import zlib
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO, cast

from boilerstrip.batch.formats import READERS, ColumnNames, Row, guess_format
from boilerstrip.batch.formats.source_rows import make_failed_row
from boilerstrip.cleaner import Failure
from boilerstrip.extras import ZSTD, MissingExtraError, import_optional

STDIN = "-"
_GZIP_MAGIC, _ZSTD_MAGIC = b"\x1f\x8b", b"\x28\xb5\x2f\xfd"


@dataclass(frozen=True, slots=True)
class Inputs:
    """Files, folders and standard input ("-"), as a user names them.

    `default_format` is the format of files whose name does not show it. Without it, such a file is read as one page, and standard input
    as JSON Lines. Files in `excluded` are not read even if they are in a folder; the output may be such a file.
    """

    names: tuple[str, ...]
    fields: ColumnNames = field(default_factory=ColumnNames)
    default_format: str | None = None
    excluded: tuple[str, ...] = ()

    def read_rows(self) -> Iterator[Row]:
        """All rows, in the order of the names. A file that cannot be read, or not to its end, gives one more row with a `Failure`.

        Raises `MissingExtraError`.
        """
        for name in self.list_files():
            yield from self._read_file(name)

    def list_files(self) -> Iterator[str]:
        """The names of all files. Files in a folder are sorted by name; those with an unknown format are left out.

        >>> list(Inputs(("pages.jsonl", "-")).list_files())
        ['pages.jsonl', '-']
        """
        excluded = {Path(name).resolve() for name in self.excluded}
        for name in self.names:
            paths = _list_folder(name) if name != STDIN and Path(name).is_dir() else [name]
            yield from (path for path in paths if Path(path).resolve() not in excluded)

    def _read_file(self, name: str) -> Iterator[Row]:
        fallback = "jsonl" if name == STDIN else "document"
        read = READERS[guess_format(name) or self.default_format or fallback]
        try:
            with _open_input(name) as stream:
                yield from read(stream, name, self.fields)
        except MissingExtraError:
            raise
        # Each library has its own exceptions for broken files; those of pyarrow and csv are no OSError.
        except Exception as error:
            yield make_failed_row(name, Failure("file", f"cannot be read{_describe_error(error)}"))


def _list_folder(folder: str) -> Iterator[str]:
    """The files in a folder and its subfolders that have a known format, in order."""
    for path, folders, files in os.walk(folder):
        folders.sort()
        yield from (str(Path(path, file)) for file in sorted(files) if guess_format(file))


@contextmanager
def _open_input(name: str) -> Iterator[BinaryIO]:
    """The decompressed content of a file or of standard input."""
    if name == STDIN:
        with _decompress(sys.stdin.buffer) as stream:
            yield stream
    else:
        with Path(name).open("rb") as raw, _decompress(raw) as stream:
            yield stream


def _decompress(raw: BinaryIO) -> AbstractContextManager[BinaryIO]:
    """The stream, decompressed if its first bytes show a compression. The name of the file is ignored: it may be wrong."""
    start = cast("io.BufferedReader", raw).peek(len(_ZSTD_MAGIC))
    if start.startswith(_GZIP_MAGIC):
        return cast("AbstractContextManager[BinaryIO]", gzip.open(raw))
    if start.startswith(_ZSTD_MAGIC):
        return cast("AbstractContextManager[BinaryIO]", import_optional(*ZSTD).open(raw))
    return nullcontext(raw)


def _describe_error(error: Exception) -> str:
    if isinstance(error, OSError) and error.strerror:
        return f": {error.strerror}"
    if isinstance(error, EOFError | zlib.error):
        return " to its end: it is cut off or damaged"
    return f" to its end: {error}"


def stat_files(names: Iterable[str]) -> Iterator[tuple[str, int, int]]:
    """Name, size and time of the last change of each file: they show whether an input has changed. Standard input has neither.

    >>> list(stat_files(["-"]))
    [('-', 0, 0)]
    """
    for name in names:
        try:
            stat = Path(name).stat() if name != STDIN else None
        except OSError:
            stat = None
        yield (name, stat.st_size, stat.st_mtime_ns) if stat else (name, 0, 0)
