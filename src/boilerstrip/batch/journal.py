"""Where a run writes: beside the output, in a form that a killed run can be taken up from.

Beside OUT stand OUT.part, to which segments are appended, and OUT.checkpoint, which says after each segment how far everything is. What was
written after the last checkpoint is cut off when the run is taken up; so no row comes twice and none is lost.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any, BinaryIO

from boilerstrip.batch.totals import Counts


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """How far a run is: what it is a run of, the sizes of its parts, the columns that are settled, and its counts."""

    of: str
    size: int = 0
    errors_size: int = 0
    columns: Any = None
    counts: Counts = field(default_factory=Counts)
    finished: bool = False


class OtherRunError(ValueError):
    """What was left cannot be taken up: it is of a run with other inputs, options or rules, or it is not whole."""


class Journal:
    """The parts of one run. Use it as a context manager; `finish` makes the output appear."""

    def __init__(self, output: Path, errors: Path | None, checkpoint: Checkpoint, make: Callable[[Path, Path], None]) -> None:
        """Open the parts as they were at the checkpoint. `make(part, target)` will make the output of its part."""
        self._targets = (output, errors)
        self._make = make
        self._settle(checkpoint)
        self._part = None if checkpoint.finished else _cut(part_of(output), checkpoint.size)
        self._errors = None if checkpoint.finished or errors is None else _cut(part_of(errors), checkpoint.errors_size)

    def __enter__(self) -> Journal:
        """The journal itself."""
        return self

    def __exit__(self, *exception: object) -> None:
        """Close the parts; they stay where they are."""
        for part in (self._part, self._errors):
            if part:
                part.close()

    def append(self, data: bytes, errors: bytes, columns: Any, counts: Counts) -> None:
        """Write a segment, and that it is written."""
        at = self.checkpoint
        for part, added in ((self._part, data), (self._errors, errors)):
            if part:
                part.write(added)
                part.flush()
                os.fsync(part.fileno())
        size, errors_size = at.size + len(data), at.errors_size + (len(errors) if self._errors else 0)
        self._settle(replace(at, size=size, errors_size=errors_size, columns=columns, counts=at.counts + counts))

    def finish(self) -> None:
        """Put errors and output in their places, and clear away the rest."""
        self.__exit__()
        self._settle(replace(self.checkpoint, finished=True))
        output, errors = self._targets
        if errors and part_of(errors).exists():
            part_of(errors).replace(errors)
        # Killed between this and the next step, a run that is taken up finds the output in its place already.
        if part_of(output).exists():
            self._make(part_of(output), output)
        _checkpoint_of(output).unlink()

    def _settle(self, checkpoint: Checkpoint) -> None:
        self.checkpoint = checkpoint
        path = _checkpoint_of(self._targets[0])
        new = path.with_name(path.name + ".new")
        with new.open("w", encoding="utf-8") as file:
            json.dump(asdict(checkpoint), file)
            file.flush()
            os.fsync(file.fileno())
        new.replace(path)


def last_checkpoint(output: Path, of: str) -> Checkpoint:
    """Where an unfinished run left off; the beginning, if there is none.

    Raises `OtherRunError` if it was a run of something else.
    """
    path = _checkpoint_of(output)
    if not path.exists():
        return Checkpoint(of)
    left = json.loads(path.read_text(encoding="utf-8"))
    checkpoint = Checkpoint(**{**left, "counts": Counts(**left["counts"])})
    if checkpoint.of != of:
        raise OtherRunError(f"{path} is of a run with other inputs, options or rules; without --resume, that is begun anew")
    return checkpoint


def part_of(path: Path) -> Path:
    """Where a file grows until it is whole.

    >>> part_of(Path("out.jsonl")).name
    'out.jsonl.part'
    """
    return path.with_name(path.name + ".part")


def _checkpoint_of(output: Path) -> Path:
    return output.with_name(output.name + ".checkpoint")


def _cut(path: Path, size: int) -> BinaryIO:
    if (path.stat().st_size if path.exists() else 0) < size:
        raise OtherRunError(f"{path} is not what the checkpoint says; without --resume, the run is begun anew")
    part = path.open("r+b" if path.exists() else "w+b")
    part.truncate(size)
    part.seek(size)
    return part
