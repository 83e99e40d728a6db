"""Workers that die or take too long, and how workers end."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import boilerstrip
from boilerstrip import Cleaned, Failure, clean_article, clean_many
from boilerstrip.batch.items import Item
from boilerstrip.batch.worker_pool import WorkerPool
from boilerstrip.cleaner import Cleaner
from hostile import HOSTILE, DeadlyToLoad
from procs import list_group, list_workers

TEXT = "Ferry sinks\nNobody was hurt when the ferry sank at dawn, the harbour master said.\nShare on Facebook"
ARTICLE = clean_article(TEXT)


def collect_outcomes(results: Iterator[Cleaned]) -> dict[Any, Any]:
    return {cleaned.id: cleaned.article or cleaned.error for cleaned in results}


def test_source_that_kills_its_worker_costs_one_source(tmp_path: Path) -> None:
    sources = [TEXT] * 9
    sources[2], sources[5] = "die: always", f"die once: {tmp_path / 'died'}"
    killed = Failure("killed", "the worker process was killed by SIGKILL, twice")
    results = collect_outcomes(clean_many(sources, workers=1, pipeline=HOSTILE))
    assert results.pop(2) == killed
    assert results.pop(5) == clean_article(sources[5])
    assert results == dict.fromkeys([0, 1, 3, 4, 6, 7, 8], ARTICLE)


def test_source_that_takes_too_long_costs_one_source() -> None:
    sources = [TEXT, TEXT, "sleep: long", TEXT, TEXT, TEXT]
    late = Failure("timeout", "took longer than 3 s")
    assert collect_outcomes(clean_many(sources, workers=1, timeout=3, pipeline=HOSTILE)) == {
        **dict.fromkeys(range(6), ARTICLE),
        2: late,
    }


def test_worker_killed_from_outside_is_replaced() -> None:
    results = clean_many([TEXT] * 300, workers=2)
    first = next(results)
    before = list_workers(os.getpid())
    assert before
    for pid in before:
        os.kill(pid, signal.SIGKILL)
    rest = list(results)
    assert [cleaned.id for cleaned in (first, *rest)] == list(range(300))
    assert {cleaned.error for cleaned in rest} == {None}
    assert list_workers(os.getpid()) == set()


def test_worker_killed_while_it_waits_costs_no_source() -> None:
    killed = []

    def sources() -> Iterator[str]:
        yield from [TEXT] * 4
        for pid in list_workers(os.getpid()):
            os.kill(pid, signal.SIGKILL)
            killed.append(pid)
        yield from [TEXT] * 4

    assert collect_outcomes(clean_many(sources(), workers=1)) == dict.fromkeys(range(8), ARTICLE)
    assert len(killed) == 1


def test_source_that_kills_its_worker_on_arrival_costs_one_source() -> None:
    killed = Failure("killed", "the worker process was killed by SIGKILL before it could begin, 5 times")
    given = [Item(key, DeadlyToLoad(TEXT) if key == 2 else TEXT) for key in range(5)]
    assert dict(WorkerPool(Cleaner(), 1, None).clean_items(iter(given))) == {**dict.fromkeys(range(5), ARTICLE), 2: killed}


def test_interrupt_ends_everything(tmp_path: Path) -> None:
    """Ctrl-C on a terminal reaches all processes of the group, here while a worker is busy with a slow page."""
    code = f"""
import sys
sys.path.insert(0, {str(Path(__file__).parent.parent)!r})
from hostile import HOSTILE, DeadlyToLoad
from boilerstrip import clean_many
try:
    for cleaned in clean_many([{TEXT!r}] * 8 + ["sleep: long"], workers=2, pipeline=HOSTILE):
        print(cleaned.id, flush=True)
except KeyboardInterrupt:
    print("interrupted")
"""
    path = tmp_path / "script.py"
    path.write_text(code)
    environment = {**os.environ, "PYTHONPATH": str(Path(boilerstrip.__file__).parent.parent)}
    with subprocess.Popen(
        [sys.executable, str(path)],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    ) as process:
        assert process.stdout is not None
        seen = [process.stdout.readline() for _ in range(8)]
        os.killpg(process.pid, signal.SIGINT)
        out, err = process.communicate(timeout=60)
    assert (seen[-1], out, err) == ("7\n", "interrupted\n", "")
    assert process.returncode == 0
    assert list_group(process.pid) == set()


@pytest.mark.parametrize("text", ["sleep: long", TEXT])
def test_workers_end_with_a_killed_parent(text: str, tmp_path: Path) -> None:
    code = f"""
import sys, time
sys.path.insert(0, {str(Path(__file__).parent.parent)!r})
from hostile import HOSTILE, DeadlyToLoad
from boilerstrip import clean_many
results = clean_many([{TEXT!r}, {text!r}], workers=1, pipeline=HOSTILE)
next(results)
print("ready", flush=True)
time.sleep(600)
"""
    path = tmp_path / "script.py"
    path.write_text(code)
    environment = {**os.environ, "PYTHONPATH": str(Path(boilerstrip.__file__).parent.parent)}
    with subprocess.Popen(
        [sys.executable, str(path)], env=environment, stdout=subprocess.PIPE, text=True, start_new_session=True
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        assert len(list_group(process.pid)) == 2
        process.kill()
        # The pipe to this test ends only when the parent and the worker are gone; the worker has only standard error.
        process.wait()
    wait = threading.Event()
    for _ in range(100):
        if not list_group(process.pid):
            break
        wait.wait(0.1)
    assert list_group(process.pid) == set()
