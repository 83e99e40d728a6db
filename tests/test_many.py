"""Many sources, in processes and without."""

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
from boilerstrip import Cleaned, Failure, Pipeline, clean_article, clean_many
from boilerstrip.batch.items import Item
from boilerstrip.batch.worker_pool import WorkerPool
from boilerstrip.clean_one import Cleaner
from cases import FIXTURES
from hostile import HOSTILE, DeadlyToLoad
from procs import members, workers_of

PAGES = [path.read_bytes() for path in sorted((FIXTURES / "articles").glob("*/source.*"))]
TEXT = "Ferry sinks\nNobody was hurt when the ferry sank at dawn, the harbour master said.\nShare on Facebook"
ARTICLE = clean_article(TEXT)


def outcomes(results: Iterator[Cleaned]) -> dict[Any, Any]:
    return {cleaned.id: cleaned.article or cleaned.error for cleaned in results}


@pytest.mark.parametrize("workers", [0, 1, 2])
def test_articles_are_those_of_clean_article_in_order(workers: int) -> None:
    many = list(clean_many([(f"p{n}", page, "https://a.example/ferry") for n, page in enumerate(PAGES)], workers=workers))
    assert [cleaned.id for cleaned in many] == [f"p{n}" for n in range(len(PAGES))]
    assert [cleaned.article.to_json() for cleaned in many if cleaned.article] == [
        clean_article(page, url="https://a.example/ferry").to_json() for page in PAGES
    ]


def test_options_reach_the_workers() -> None:
    pipeline = Pipeline.default(None).without("sharing")
    (cleaned,) = clean_many([TEXT], workers=1, kind="markdown", language="de", pipeline=pipeline)
    assert cleaned.article == clean_article(TEXT, kind="markdown", language="de", pipeline=pipeline)
    assert cleaned.article != ARTICLE


@pytest.mark.parametrize("workers", [0, 2])
def test_wrong_types_are_errors_with_their_ids(workers: int) -> None:
    given = [
        TEXT,
        None,
        7,
        ("list", [TEXT]),
        ("url", TEXT, 7),
        ("many", TEXT, None, 1),
        (),
        ("empty", ""),
        bytearray(TEXT, "utf-8"),
    ]
    assert outcomes(clean_many(given, workers=workers)) == {
        0: ARTICLE,
        1: Failure("type", "a source must be text or bytes, but is None"),
        2: Failure("type", "a source must be text or bytes, but is a int"),
        "list": Failure("type", "a source must be text or bytes, but is a list"),
        "url": Failure("type", "url must be a str or None, but is a int"),
        "many": Failure("type", "a tuple must be (id, source) or (id, source, url), but has 4 members"),
        6: Failure("type", "a tuple must be (id, source) or (id, source, url), but has 0 members"),
        "empty": clean_article(""),
        8: ARTICLE,
    }


@pytest.mark.parametrize("workers", [0, 1])
def test_filter_that_raises_costs_one_source(workers: int) -> None:
    results = clean_many([TEXT, "raise: now", "print: this", TEXT], workers=workers, pipeline=HOSTILE)
    expected = clean_article("print: this", pipeline=Pipeline.default())
    assert outcomes(results) == {0: ARTICLE, 1: Failure("exception", "KeyError: 'no such goat'"), 2: expected, 3: ARTICLE}


def test_source_that_kills_its_worker_costs_one_source(tmp_path: Path) -> None:
    sources = [TEXT] * 9
    sources[2], sources[5] = "die: always", f"die once: {tmp_path / 'died'}"
    killed = Failure("killed", "the worker process was killed by SIGKILL, twice")
    results = outcomes(clean_many(sources, workers=1, pipeline=HOSTILE))
    assert results.pop(2) == killed
    assert results.pop(5) == clean_article(sources[5])
    assert results == dict.fromkeys([0, 1, 3, 4, 6, 7, 8], ARTICLE)


def test_source_that_takes_too_long_costs_one_source() -> None:
    sources = [TEXT, TEXT, "sleep: long", TEXT, TEXT, TEXT]
    late = Failure("timeout", "took longer than 3 s")
    assert outcomes(clean_many(sources, workers=1, timeout=3, pipeline=HOSTILE)) == {
        **dict.fromkeys(range(6), ARTICLE),
        2: late,
    }


def test_worker_killed_from_outside_is_replaced() -> None:
    results = clean_many([TEXT] * 300, workers=2)
    first = next(results)
    before = workers_of(os.getpid())
    assert before
    for pid in before:
        os.kill(pid, signal.SIGKILL)
    rest = list(results)
    assert [cleaned.id for cleaned in (first, *rest)] == list(range(300))
    assert {cleaned.error for cleaned in rest} == {None}
    assert workers_of(os.getpid()) == set()


def test_worker_killed_while_it_waits_costs_no_source() -> None:
    killed = []

    def sources() -> Iterator[str]:
        yield from [TEXT] * 4
        for pid in workers_of(os.getpid()):
            os.kill(pid, signal.SIGKILL)
            killed.append(pid)
        yield from [TEXT] * 4

    assert outcomes(clean_many(sources(), workers=1)) == dict.fromkeys(range(8), ARTICLE)
    assert len(killed) == 1


def test_source_that_kills_its_worker_on_arrival_costs_one_source() -> None:
    killed = Failure("killed", "the worker process was killed by SIGKILL before it could begin, 5 times")
    given = [Item(key, DeadlyToLoad(TEXT) if key == 2 else TEXT) for key in range(5)]
    assert dict(WorkerPool(Cleaner(), 1, None).clean_items(iter(given))) == {**dict.fromkeys(range(5), ARTICLE), 2: killed}


def test_sources_are_read_only_a_little_ahead() -> None:
    read = 0

    def endless() -> Iterator[str]:
        nonlocal read
        while True:
            read += 1
            yield TEXT

    for workers, most in ((0, 1), (2, 2 * 3 * 32)):
        read = 0
        results = clean_many(endless(), workers=workers)
        for taken in range(1, 21):
            next(results)
            assert taken <= read <= taken + most
        results.close()
    assert workers_of(os.getpid()) == set()


@pytest.mark.parametrize("workers", [0, 1])
def test_what_the_sources_raise_comes_after_the_results(workers: int) -> None:
    def broken() -> Iterator[str]:
        yield TEXT
        yield TEXT
        raise OSError("the disk is gone")

    results = clean_many(broken(), workers=workers)
    assert [next(results).article, next(results).article] == [ARTICLE, ARTICLE]
    with pytest.raises(OSError, match="the disk is gone"):
        next(results)


def test_works_in_several_threads_at_once() -> None:
    found: dict[int, list[Cleaned]] = {}

    def run(number: int) -> None:
        found[number] = list(clean_many([TEXT] * 5, workers=1))

    threads = [threading.Thread(target=run, args=(number,)) for number in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == {key: [Cleaned(n, ARTICLE) for n in range(5)] for key in range(2)}


@pytest.mark.parametrize(
    ("options", "error", "message"),
    [
        ({"workers": -1}, ValueError, "workers must be a whole number"),
        ({"timeout": 0}, ValueError, "timeout must be a number of seconds above 0"),
        ({"timeout": 5, "workers": 0}, ValueError, "timeout needs worker processes"),
        ({"kind": "pdf"}, ValueError, "kind must be"),
        ({"language": 7}, TypeError, "language must be a str"),
        ({"pipeline": "default"}, TypeError, "pipeline must be a Pipeline"),
        ({"url": "https://a.example"}, TypeError, "url belongs to one source"),
    ],
)
def test_wrong_options_raise_at_once(options: dict[str, Any], error: type[Exception], message: str) -> None:
    with pytest.raises(error, match=message):
        clean_many([TEXT], **options)


def test_a_single_source_is_named() -> None:
    with pytest.raises(TypeError, match=r"use clean_article\(\)"):
        clean_many(TEXT)


def script(code: str, tmp_path: Path, **options: Any) -> subprocess.CompletedProcess[str]:
    path = tmp_path / "script.py"
    path.write_text(code)
    environment = {**os.environ, "PYTHONPATH": str(Path(boilerstrip.__file__).parent.parent)}
    return subprocess.run(
        [sys.executable, str(path)], env=environment, capture_output=True, text=True, timeout=120, check=False, **options
    )


def test_a_script_needs_no_guard(tmp_path: Path) -> None:
    code = f"from boilerstrip import clean_many\nprint([c.article.headline for c in clean_many([{TEXT!r}] * 2, workers=1)])"
    done = script(code, tmp_path)
    assert (done.stdout, done.stderr) == ("['Ferry sinks', 'Ferry sinks']\n", "")


FILTER = """
class Mine:
    name = "mine"
    def find(self, document):
        yield from ()
"""


def test_filter_of_the_script_itself_is_explained(tmp_path: Path) -> None:
    code = f"""
from boilerstrip import Pipeline, clean_many
{FILTER}
try:
    list(clean_many([{TEXT!r}], workers=1, pipeline=Pipeline.default().after("sharing", Mine())))
except ValueError as error:
    print(error)
"""
    done = script(code, tmp_path)
    assert done.stderr == ""
    assert "cannot be sent to worker processes" in done.stdout
    assert "define its filters in a module that can be imported, or use workers=0" in done.stdout


def test_interrupt_ends_everything(tmp_path: Path) -> None:
    """Ctrl-C, while a page takes its time, reaches all processes of the group, as from a terminal."""
    code = f"""
import sys
sys.path.insert(0, {str(Path(__file__).parent)!r})
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
    assert members(process.pid) == set()


@pytest.mark.parametrize("text", ["sleep: long", TEXT])
def test_workers_end_with_a_killed_parent(text: str, tmp_path: Path) -> None:
    code = f"""
import sys, time
sys.path.insert(0, {str(Path(__file__).parent)!r})
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
        assert len(members(process.pid)) == 2
        process.kill()
        # The pipe to this test ends only when the worker, which has standard error alone, and the parent are gone.
        process.wait()
    wait = threading.Event()
    for _ in range(100):
        if not members(process.pid):
            break
        wait.wait(0.1)
    assert members(process.pid) == set()
