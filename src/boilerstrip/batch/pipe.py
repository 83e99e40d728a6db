"""Where a run writes if its output is standard output: straight on. What is written cannot be taken back, so it cannot be resumed."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

from boilerstrip.batch.journal import Checkpoint, part_of
from boilerstrip.batch.totals import Counts


class Pipe:
    """Stands in for a `Journal`."""

    def __init__(self, errors: Path | None) -> None:
        """Errors still go to a file, which appears at the end."""
        self.checkpoint = Checkpoint("")
        self._target = errors
        self._errors = part_of(errors).open("wb") if errors else None

    def __enter__(self) -> Pipe:
        """The pipe itself."""
        return self

    def __exit__(self, *exception: object) -> None:
        """Close the errors' part."""
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
        """Put the errors in their place."""
        self.__exit__()
        if self._target:
            part_of(self._target).replace(self._target)
