"""`clean_many`, with worker processes and without."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import boilerstrip
from boilerstrip import Cleaned, Failure, Pipeline, clean_article, clean_many
from cases import FIXTURES
from hostile import HOSTILE
from procs import list_workers

PAGES = [path.read_bytes() for path in sorted((FIXTURES / "articles").glob("*/source.*"))]
TEXT = "Ferry sinks\nNobody was hurt when the ferry sank at dawn, the harbour master said.\nShare on Facebook"
ARTICLE = clean_article(TEXT)


def collect_outcomes(results: Iterator[Cleaned]) -> dict[Any, Any]:
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
    assert collect_outcomes(clean_many(given, workers=workers)) == {
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
    assert collect_outcomes(results) == {
        0: ARTICLE,
        1: Failure("exception", "KeyError: 'no such goat'"),
        2: expected,
        3: ARTICLE,
    }


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
    assert list_workers(os.getpid()) == set()


@pytest.mark.parametrize("workers", [0, 1])
def test_exception_of_the_sources_comes_after_the_results(workers: int) -> None:
    def broken() -> Iterator[str]:
        yield TEXT
        yield TEXT
        raise OSError("the disk is gone")

    results = clean_many(broken(), workers=workers)
    assert [next(results).article, next(results).article] == [ARTICLE, ARTICLE]
    with pytest.raises(OSError, match="the disk is gone"):
        next(results)


def test_works_in_several_threads_at_once() -> None:
    results: dict[int, list[Cleaned]] = {}

    def run(number: int) -> None:
        results[number] = list(clean_many([TEXT] * 5, workers=1))

    threads = [threading.Thread(target=run, args=(number,)) for number in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert results == {key: [Cleaned(n, ARTICLE) for n in range(5)] for key in range(2)}


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


def run_script(code: str, tmp_path: Path, **options: Any) -> subprocess.CompletedProcess[str]:
    path = tmp_path / "script.py"
    path.write_text(code)
    environment = {**os.environ, "PYTHONPATH": str(Path(boilerstrip.__file__).parent.parent)}
    return subprocess.run(
        [sys.executable, str(path)], env=environment, capture_output=True, text=True, timeout=120, check=False, **options
    )


def test_a_script_needs_no_guard(tmp_path: Path) -> None:
    code = f"from boilerstrip import clean_many\nprint([c.article.headline for c in clean_many([{TEXT!r}] * 2, workers=1)])"
    done = run_script(code, tmp_path)
    assert (done.stdout, done.stderr) == ("['Ferry sinks', 'Ferry sinks']\n", "")


FILTER = """
class Mine:
    name = "mine"
    def find(self, document):
        yield from ()
"""


def test_filter_that_is_defined_in_the_script_is_explained(tmp_path: Path) -> None:
    code = f"""
from boilerstrip import Pipeline, clean_many
{FILTER}
try:
    list(clean_many([{TEXT!r}], workers=1, pipeline=Pipeline.default().after("sharing", Mine())))
except ValueError as error:
    print(error)
"""
    done = run_script(code, tmp_path)
    assert done.stderr == ""
    assert "cannot be sent to worker processes" in done.stdout
    assert "define its filters in a module that can be imported, or use workers=0" in done.stdout
