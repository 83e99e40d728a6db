"""`boilerstrip batch` on many texts: rows a second, memory of every process, and what is left of a run that is killed.

    python tests/benchmarks/batches.py TEXTS.json --rows 100000 --workers 2 --alone 20000 --folder FOLDER

TEXTS.json is a list of [text, url]; it is repeated, with changes, until there are enough. `--alone` is the number of rows, the first ones, that
one process cleans for comparison. Needs psutil.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import random
import signal
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from itertools import islice, pairwise
from pathlib import Path

import psutil

TENTHS = 10

# Memory of one process over time, in MB.
Sizes = list[float]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("texts", type=Path)
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--alone", type=int, metavar="N", help="rows to clean in one process too (default: all)")
    parser.add_argument("--folder", type=Path, required=True)
    options = parser.parse_args()
    options.folder.mkdir(parents=True, exist_ok=True)
    source, first, whole, alone, killed = (
        options.folder / f"{name}.jsonl" for name in ("in", "first", "whole", "alone", "killed")
    )
    some = min(options.alone or options.rows, options.rows)
    write_rows(source, json.loads(options.texts.read_text(encoding="utf-8")), options.rows)
    with source.open("rb") as rows:
        first.write_bytes(b"".join(islice(rows, some)))
    print(f"{options.rows} rows, {source.stat().st_size / 1e6:.0f} MB")
    print(f"{options.workers} workers: {options.rows / watched(source, whole, options.workers):.1f} rows a second", flush=True)
    print(f"one process: {some / watched(first, alone, 0):.1f} rows a second, {some} rows", flush=True)
    begins_with(whole, alone, some)
    survived(source, killed, options)
    digests = {digest(whole) + digest(errors_of(whole)), digest(killed) + digest(errors_of(killed))}
    assert len(digests) == 1, "the run that was killed and taken up gives other bytes"
    print(f"the run that was killed and taken up gives the same bytes as the one that was not: {digests.pop()}")


def begins_with(whole: Path, start: Path, rows: int) -> None:
    """Check that one run's output is the first bytes of another's, with all of its rows."""
    with whole.open("rb") as one, start.open("rb") as other:
        while block := other.read(1 << 20):
            assert one.read(len(block)) == block, "one process gives other bytes than the workers"
    assert lines(start) + lines(errors_of(start)) == rows, "one process gives other rows than it was given"
    print(f"one process gives the same bytes: {start.stat().st_size:,} of {whole.stat().st_size:,}")


def lines(path: Path) -> int:
    with path.open("rb") as file:
        return sum(1 for _ in file)


def errors_of(out: Path) -> Path:
    return out.with_suffix(".errors.jsonl")


def write_rows(path: Path, texts: list[list[str]], count: int) -> None:
    """Texts with their figures changed and a few words swapped, so that no two are alike."""
    with path.open("w", encoding="utf-8") as file:
        for number in range(count):
            text, url = texts[number % len(texts)]
            chance = random.Random(number)
            words = text.split(" ")
            for _ in range(len(words) // 50):
                one, other = chance.randrange(len(words)), chance.randrange(len(words))
                words[one], words[other] = words[other], words[one]
            file.write(json.dumps({"id": number, "url": url, "text": " ".join(words)}) + "\n")


def command(source: Path, out: Path, workers: int, *more: str) -> list[str]:
    base = [sys.executable, "-m", "boilerstrip", "batch", str(source), "-o", str(out), "--errors", str(errors_of(out))]
    return [*base, "--workers", str(workers), *more]


def watched(source: Path, out: Path, workers: int) -> float:
    """Seconds of a whole run; the memory of its processes is printed."""
    began = time.monotonic()
    sizes: dict[tuple[str, int], Sizes] = defaultdict(list)
    with subprocess.Popen(command(source, out, workers)) as process:
        while process.poll() is None:
            for role, pid, size in memory(process.pid):
                sizes[role, pid].append(size)
            time.sleep(0.2)
        assert process.returncode == 0
    seconds = time.monotonic() - began
    for (role, pid), measured in sizes.items():
        print(f"  {role} {pid}: {told(measured)}")
    return seconds


def told(sizes: Sizes) -> str:
    """The largest sizes by tenths of the time, and how the last one compares with the first; the start, which is growth, is no part of them.

    >>> told([20.0, 90.0, *[100.0] * 20])
    'MB by tenths 100 100 100 100 100 100 100 100 100 100, the last to the first 1.00'
    """
    steady = sizes[len(sizes) // 10 :]
    if len(steady) < TENTHS:
        return f"too short a time to tell, {max(sizes):.0f} MB at most"
    bounds = [len(steady) * tenth // TENTHS for tenth in range(TENTHS + 1)]
    peaks = [max(steady[start:end]) for start, end in pairwise(bounds)]
    return f"MB by tenths {' '.join(f'{peak:.0f}' for peak in peaks)}, the last to the first {peaks[-1] / peaks[0]:.2f}"


def memory(pid: int) -> Iterator[tuple[str, int, float]]:
    """Role, number and resident megabytes of the run's processes."""
    try:
        parent = psutil.Process(pid)
        yield "parent", pid, parent.memory_info().rss / 1e6
        for child in parent.children():
            yield "worker", child.pid, child.memory_info().rss / 1e6
    except psutil.Error:
        return


def survived(source: Path, out: Path, options: argparse.Namespace) -> None:
    """A run of which a worker is killed at a fifth, and all of it at two fifths; and the run that takes it up."""
    with subprocess.Popen(command(source, out, options.workers)) as process:
        wait_for(lambda: done(out) >= options.rows // 5)
        worker = psutil.Process(process.pid).children()[0].pid
        os.kill(worker, signal.SIGKILL)
        print(f"  worker killed at row {done(out)}")
        wait_for(lambda: done(out) >= 2 * options.rows // 5)
        process.kill()
        process.wait()
    print(f"  run killed at row {done(out)}")
    subprocess.run(command(source, out, options.workers, "--resume"), check=True)


def done(out: Path) -> int:
    try:
        found: int = json.loads(out.with_name(out.name + ".checkpoint").read_text())["counts"]["rows"]
    except FileNotFoundError:
        return 0
    return found


def wait_for(condition: Callable[[], bool]) -> None:
    while not condition():
        time.sleep(0.05)


def digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()[:16]


if __name__ == "__main__":
    main()
