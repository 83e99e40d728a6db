"""`boilerstrip batch` on many texts: rows a second, memory of every process, and what is left of a run that is killed.

    python tests/benchmarks/batches.py TEXTS.json --rows 100000 --workers 2 --folder FOLDER

TEXTS.json is a list of [text, url]; it is repeated, with changes, until there are enough. Needs psutil.
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
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil

Peaks = dict[str, list[float]]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("texts", type=Path)
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--folder", type=Path, required=True)
    options = parser.parse_args()
    options.folder.mkdir(parents=True, exist_ok=True)
    source = options.folder / "in.jsonl"
    write_rows(source, json.loads(options.texts.read_text(encoding="utf-8")), options.rows)
    print(f"{options.rows} rows, {source.stat().st_size / 1e6:.0f} MB")
    whole = options.folder / "whole.jsonl"
    seconds = watched(source, whole, options.workers)
    alone = watched(source, options.folder / "alone.jsonl", 0)
    print(f"{options.workers} workers {options.rows / seconds:.1f} rows a second, in one process {options.rows / alone:.1f}")
    killed = options.folder / "killed.jsonl"
    survived(source, killed, options)
    digests = {path.name: digest(path) for path in (whole, options.folder / "alone.jsonl", killed)}
    print(digests)
    assert len(set(digests.values())) == 1, "the outputs differ"
    print("all outputs are the same, byte for byte")


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
    errors = str(out.with_suffix(".errors.jsonl"))
    base = [sys.executable, "-m", "boilerstrip", "batch", str(source), "-o", str(out), "--errors", errors]
    return [*base, "--workers", str(workers), *more]


def watched(source: Path, out: Path, workers: int) -> float:
    """Seconds of a whole run; its memory is printed by tenths of its time, the largest process of each role."""
    began = time.monotonic()
    peaks: Peaks = {"parent": [], "worker": []}
    with subprocess.Popen(command(source, out, workers)) as process:
        while process.poll() is None:
            for role, size in memory(process.pid):
                peaks[role].append(size)
            time.sleep(0.5)
        assert process.returncode == 0
    seconds = time.monotonic() - began
    for role, sizes in peaks.items():
        tenth = max(1, len(sizes) // 10)
        print(f"  {role}, MB:", " ".join(f"{max(sizes[start : start + tenth]):.0f}" for start in range(0, len(sizes), tenth)))
    return seconds


def memory(pid: int) -> Iterator[tuple[str, float]]:
    try:
        parent = psutil.Process(pid)
        yield "parent", parent.memory_info().rss / 1e6
        for child in parent.children():
            yield "worker", child.memory_info().rss / 1e6
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
