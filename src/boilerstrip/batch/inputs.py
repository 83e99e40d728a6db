"""The rows of all inputs, one after the other: which files there are, and what each is."""

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

from boilerstrip.batch.formats import READERS, ColumnNames, Row, format_of
from boilerstrip.batch.formats.source_rows import failed
from boilerstrip.clean_one import Failure
from boilerstrip.extras import ZSTD, MissingExtraError, load

STDIN = "-"
_GZIP, _FRAME = b"\x1f\x8b", b"\x28\xb5\x2f\xfd"


@dataclass(frozen=True, slots=True)
class Inputs:
    """Files, folders and standard input ("-") as a user names them.

    `kind` is the format of those whose name does not tell theirs; other files without one are pages. `but` are files that are not
    to be read even if they stand in a folder, such as the output.
    """

    names: tuple[str, ...]
    fields: ColumnNames = field(default_factory=ColumnNames)
    kind: str | None = None
    but: tuple[str, ...] = ()

    def rows(self) -> Iterator[Row]:
        """Every row, in the order of the names; files of a folder in the order of their names, those of unknown formats left out.

        What cannot be read, or not to its end, is one more row, of which the `Failure` says so.

        Raises `MissingExtraError`.
        """
        for name in self.files():
            yield from self._rows(name)

    def files(self) -> Iterator[str]:
        """The names of the files, those in folders included.

        >>> list(Inputs(("pages.jsonl", "-")).files())
        ['pages.jsonl', '-']
        """
        but = {Path(name).resolve() for name in self.but}
        for name in self.names:
            found = _within(name) if name != STDIN and Path(name).is_dir() else [name]
            yield from (path for path in found if Path(path).resolve() not in but)

    def _rows(self, name: str) -> Iterator[Row]:
        default = "jsonl" if name == STDIN else "document"
        read = READERS[format_of(name) or self.kind or default]
        try:
            with _opened(name) as stream:
                yield from read(stream, name, self.fields)
        except MissingExtraError:
            raise
        # Each library has errors of its own for files that are broken; pyarrow's and csv's are no OSError.
        except Exception as error:
            yield failed(name, Failure("file", f"cannot be read{_told(error)}"))


def _within(folder: str) -> Iterator[str]:
    """The files in a folder and its folders that have a known format, in order."""
    for path, folders, files in os.walk(folder):
        folders.sort()
        yield from (str(Path(path, file)) for file in sorted(files) if format_of(file))


@contextmanager
def _opened(name: str) -> Iterator[BinaryIO]:
    """A file's content, or standard input's, decompressed."""
    if name == STDIN:
        with _unpacked(sys.stdin.buffer) as stream:
            yield stream
    else:
        with Path(name).open("rb") as raw, _unpacked(raw) as stream:
            yield stream


def _unpacked(raw: BinaryIO) -> AbstractContextManager[BinaryIO]:
    """The same, decompressed if it begins as compressed files do, whatever it is called."""
    start = cast("io.BufferedReader", raw).peek(len(_FRAME))
    if start.startswith(_GZIP):
        return cast("AbstractContextManager[BinaryIO]", gzip.open(raw))
    if start.startswith(_FRAME):
        return cast("AbstractContextManager[BinaryIO]", load(*ZSTD).open(raw))
    return nullcontext(raw)


def _told(error: Exception) -> str:
    if isinstance(error, OSError) and error.strerror:
        return f": {error.strerror}"
    if isinstance(error, EOFError | zlib.error):
        return " to its end: it is broken off or damaged"
    return f" to its end: {error}"


def identity(names: Iterable[str]) -> Iterator[tuple[str, int, int]]:
    """Name, size and time of each file, which tell whether an input has changed; nothing is known of standard input.

    >>> list(identity(["-"]))
    [('-', 0, 0)]
    """
    for name in names:
        try:
            stat = Path(name).stat() if name != STDIN else None
        except OSError:
            stat = None
        yield (name, stat.st_size, stat.st_mtime_ns) if stat else (name, 0, 0)
