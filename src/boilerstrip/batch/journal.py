"""Where a run writes: next to the output, so that a run that was killed can be continued.

Next to OUT there are OUT.part, to which segments are appended, and OUT.checkpoint, which is written after each segment and holds the
sizes and counts at that point. When a run is continued, everything that was written after the last checkpoint is cut off. So no row
comes twice, and none is lost.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any, BinaryIO

from boilerstrip.batch.progress import Counts
from boilerstrip.extras import import_optional


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """How far a run is. The names of the fields are those in the file.

    `of` is the digest of the run's inputs and options, `size` and `errors_size` the bytes of its two parts. `columns` are the columns
    that the first rows have fixed.
    """

    of: str
    size: int = 0
    errors_size: int = 0
    columns: Any = None
    counts: Counts = field(default_factory=Counts)
    finished: bool = False


class OtherRunError(ValueError):
    """The unfinished run cannot be continued: it had other inputs, options or rules, or a part of it is missing."""


class BusyError(ValueError):
    """Another run is writing the file."""


class Journal:
    """The parts of one run. Use it as a context manager; `finish` makes the output appear."""

    def __init__(
        self, output: Path, errors: Path | None, checkpoint: Checkpoint, make_output: Callable[[Path, Path], None]
    ) -> None:
        """Open the parts as they were at the checkpoint. `make_output(part, target)` will turn the part into the output."""
        self._targets = (output, errors)
        self._make_output = make_output
        self._save_checkpoint(checkpoint)
        self._part = None if checkpoint.finished else _open_part(make_part_path(output), checkpoint.size)
        self._errors = (
            None if checkpoint.finished or errors is None else _open_part(make_part_path(errors), checkpoint.errors_size)
        )

    def __enter__(self) -> Journal:
        return self

    def __exit__(self, *exception: object) -> None:
        for part in (self._part, self._errors):
            if part:
                part.close()

    def append(self, data: bytes, errors: bytes, columns: Any, counts: Counts) -> None:
        """Write a segment, then a checkpoint."""
        before = self.checkpoint
        for part, added in ((self._part, data), (self._errors, errors)):
            if part:
                part.write(added)
                part.flush()
                os.fsync(part.fileno())
        size, errors_size = before.size + len(data), before.errors_size + (len(errors) if self._errors else 0)
        self._save_checkpoint(
            replace(before, size=size, errors_size=errors_size, columns=columns, counts=before.counts + counts)
        )

    def finish(self) -> None:
        """Move errors and output to their places, and remove the checkpoint."""
        self.__exit__()
        self._save_checkpoint(replace(self.checkpoint, finished=True))
        output, errors = self._targets
        if errors and make_part_path(errors).exists():
            make_part_path(errors).replace(errors)
        # If the run is killed before the last step, the continued run finds the output in its place already.
        if make_part_path(output).exists():
            self._make_output(make_part_path(output), output)
        _make_checkpoint_path(output).unlink()

    def _save_checkpoint(self, checkpoint: Checkpoint) -> None:
        self.checkpoint = checkpoint
        path = _make_checkpoint_path(self._targets[0])
        new = path.with_name(path.name + ".new")
        with new.open("w", encoding="utf-8") as file:
            json.dump(asdict(checkpoint), file)
            file.flush()
            os.fsync(file.fileno())
        new.replace(path)


class StdoutJournal:
    """Takes the place of a `Journal` if the output is standard output. Such a run cannot be continued: written rows cannot be cut off."""

    def __init__(self, errors: Path | None) -> None:
        """Errors are still written to a file, which appears at the end."""
        self.checkpoint = Checkpoint("")
        self._target = errors
        self._errors = make_part_path(errors).open("wb") if errors else None

    def __enter__(self) -> StdoutJournal:
        return self

    def __exit__(self, *exception: object) -> None:
        if self._errors:
            self._errors.close()

    def append(self, data: bytes, errors: bytes, columns: Any, counts: Counts) -> None:
        """Write rows."""
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
        if self._errors:
            self._errors.write(errors)
        self.checkpoint = replace(self.checkpoint, columns=columns, counts=self.checkpoint.counts + counts)

    def finish(self) -> None:
        """Move the errors to their place."""
        self.__exit__()
        if self._target:
            make_part_path(self._target).replace(self._target)


def load_checkpoint(output: Path, of: str) -> Checkpoint:
    """Where an unfinished run stopped; the beginning if there is no such run.

    Raises `OtherRunError` if the unfinished run had other inputs or options.
    """
    path = _make_checkpoint_path(output)
    if not path.exists():
        return Checkpoint(of)
    values = json.loads(path.read_text(encoding="utf-8"))
    checkpoint = Checkpoint(**{**values, "counts": Counts(**values["counts"])})
    if checkpoint.of != of:
        raise OtherRunError(f"{path} belongs to a run with other inputs, options or rules; leave out --resume to start again")
    return checkpoint


def make_part_path(path: Path) -> Path:
    """Where a file is written until it is complete.

    >>> make_part_path(Path("out.jsonl")).name
    'out.jsonl.part'
    """
    return path.with_name(path.name + ".part")


def _make_checkpoint_path(output: Path) -> Path:
    return output.with_name(output.name + ".checkpoint")


def _open_part(path: Path, size: int) -> BinaryIO:
    """The part, cut off after `size` bytes."""
    if (path.stat().st_size if path.exists() else 0) < size:
        raise OtherRunError(f"{path} is smaller than its checkpoint says; leave out --resume to start again")
    part = path.open("r+b" if path.exists() else "w+b")
    part.truncate(size)
    part.seek(size)
    return part


@contextmanager
def lock_output(path: Path) -> Iterator[None]:
    """Let no other run write this file, on this machine or on another one that shares the folder.

    The lock belongs to the operating system (`flock` on PATH.lock, `msvcrt.locking` on Windows). It ends with the process, so a run that
    was killed does not block the next one. On a network file system without `flock`, PATH.lock itself is the lock; after a run was
    killed, it may have to be removed by hand.

    Raises `BusyError` if another run holds the lock, `MissingExtraError`, and `OSError` where nothing can be written.
    """
    filelock = import_optional("filelock")
    path.parent.stat()  # filelock would create a missing folder, but its name may be a typing mistake
    name = path.with_name(path.name + ".lock")
    lock = filelock.FileLock(name, timeout=0)
    try:
        lock.acquire()
    except filelock.Timeout:
        raise BusyError(f"{path} is being written by another run, which holds {name}") from None
    try:
        yield
    finally:
        # The file is removed before the lock is released: a run that waits for the lock then sees that the name is gone, and starts
        # again. Windows does not allow the removal of an open file.
        with suppress(OSError):
            name.unlink()
        lock.release()
