"""A filter and a source that misbehave on demand. They are in a module of their own, so that worker processes can import it."""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from boilerstrip import Document, Finding, Pipeline


@dataclass(frozen=True)
class Hostile:
    """Does what the page's first line says: `raise`, `die`, `die once PATH`, `sleep` or `print`."""

    name: str = "hostile"

    def find(self, document: Document) -> Iterator[Finding]:
        order, _, path = (document.blocks[0].text if document.blocks else "").partition(": ")
        if order == "raise":
            raise KeyError("no such goat")
        if order == "die":
            die()
        if order == "die once" and not Path(path).exists():
            Path(path).touch()
            die()
        if order == "sleep":
            time.sleep(600)
        if order == "print":
            print("this must not reach the parent")
            sys.stdout.flush()
        yield from ()


class DeadlyToLoad(str):
    """A text that kills the process that unpickles it."""

    __slots__ = ()

    def __reduce__(self) -> tuple[Any, ...]:
        return die, ()


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


HOSTILE = Pipeline.default().after("navigation", Hostile())
