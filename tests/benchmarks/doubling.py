"""Time and memory of each hostile shape from 1 to 8 MB: `python tests/benchmarks/doubling.py [--most 8] [--only WORD]`. Needs Linux.

Each source is cleaned in a process of its own, forked from one that has loaded what is loaded once, with the default limits. A row says the
seconds of processor time for 1 MB; the most that twice the source took, as a ratio, where the smaller one takes a tenth of a second (below
that a clock tells nothing); and by how many megabytes the largest source made the process grow, beside what is promised. A row that breaks a
promise ends with a word, and the exit status is 1.
"""

from __future__ import annotations

import argparse
import gc
import os
import resource
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from boilerstrip import clean_article

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from shapes import HTML, TEXT

MEGABYTE = 1_000_000
SECONDS = {"text": 1.0, "markdown": 1.0, "html": 2.0}
RATIO, TIMES, MORE = 2.3, 12, 60
TELLING = 0.1
AGAIN = 2
WARM = (
    "Ferry sinks\nNobody was hurt.",
    "The cat and the dog of the town are in the house.",
    "# Ferry *sinks*\n\n[a](b)",
    "<p>Ferry</p>",
)


@dataclass(frozen=True, slots=True)
class Taken:
    """What one source took: megabytes read, seconds of processor time, megabytes that the process grew by."""

    read: float
    seconds: float
    grown: float


@dataclass(frozen=True, slots=True)
class Row:
    """What a shape's sources took, each twice as large as the one before it."""

    kind: str
    name: str
    taken: tuple[Taken, ...]

    @property
    def ratio(self) -> float | None:
        """The most that twice the source took; None if no source took long enough to tell."""
        pairs = zip(self.taken, self.taken[1:], strict=False)
        return max((two.seconds / one.seconds for one, two in pairs if one.seconds >= TELLING), default=None)

    @property
    def promised(self) -> float:
        """The megabytes that the largest source may take."""
        return TIMES * self.taken[-1].read + MORE

    @property
    def broken(self) -> list[str]:
        """The promises that do not hold."""
        found = ["slow"] if self.taken[0].seconds > SECONDS[self.kind] else []
        found += ["more than linear"] if (self.ratio or 0) > RATIO else []
        return found + (["memory"] if self.taken[-1].grown > self.promised else [])

    def __str__(self) -> str:
        """The row of a table."""
        ratio = "-" if self.ratio is None else f"{self.ratio:.2f}"
        memory = f"{self.taken[-1].grown:.0f} | {self.promised:.0f}"
        cells = f"| {self.name} | {self.kind} | {self.taken[0].seconds:.2f} | {ratio} | {memory} | {', '.join(self.broken)} |"
        return cells.replace("|  |", "| |")


def measured(kind: str, name: str, sizes: list[int]) -> Row:
    """The row of a shape; one that breaks a promise is measured again, and the least counts, since a busy machine only adds time."""
    row = Row(kind, name, tuple(took(kind, name, size) for size in sizes))
    for _ in range(AGAIN):
        if row.broken:
            again = (took(kind, name, size) for size in sizes)
            row = Row(
                kind, name, tuple(min(pair, key=lambda taken: taken.seconds) for pair in zip(row.taken, again, strict=True))
            )
    return row


def took(kind: str, name: str, size: int) -> Taken:
    """Clean one source in a process of its own."""
    reader, writer = os.pipe()
    child = os.fork()
    if not child:
        status = 1
        try:
            os.write(writer, " ".join(map(str, clean(kind, name, size))).encode())
            status = 0
        finally:
            os._exit(status)
    os.close(writer)
    with os.fdopen(reader) as pipe:
        found = pipe.read()
    if os.waitpid(child, 0)[1]:
        raise RuntimeError(f"{name} as {kind} with {size} characters ended its process")
    return Taken(*map(float, found.split()))


def clean(kind: str, name: str, size: int) -> tuple[float, float, float]:
    """Clean one source here: megabytes read, seconds, megabytes grown by."""
    source = (HTML if kind == "html" else TEXT)[name](size)
    before, started = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.process_time()
    clean_article(source, kind=kind)
    seconds, after = time.process_time() - started, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    read = len(source.encode("utf-8", "surrogatepass"))
    return read / MEGABYTE, seconds, 1024 * (after - before) / MEGABYTE


def main() -> int:
    """Print the table, a row at a time."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--most", type=int, default=8, help="the largest source in megabytes: 1, 2, 4, 8 ...")
    parser.add_argument("--only", default="", help="the kinds and shapes that have this in their name")
    options = parser.parse_args()
    for source in WARM:
        clean_article(source)
    gc.collect()
    sizes = [MEGABYTE << step for step in range(options.most.bit_length())]
    shapes = [(kind, name) for kind in SECONDS for name in (HTML if kind == "html" else TEXT)]
    print(
        "| shape | kind | s for 1 MB | twice the source | MB grown by | MB promised | broken |\n|---|---|---|---|---|---|---|"
    )
    broken = 0
    for kind, name in shapes:
        if options.only in f"{kind} {name}":
            row = measured(kind, name, sizes)
            broken += bool(row.broken)
            print(row, flush=True)
    return int(broken > 0)


if __name__ == "__main__":
    sys.exit(main())
