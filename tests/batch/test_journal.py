"""A run that was killed can be continued, and two runs never write the same file."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import threading
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from batch_files import CLEANED, COMMAND, STORIES, pipe_batch, read_jsonl, run_batch, to_jsonl
from boilerstrip.batch.formats.jsonl import JsonlWriter
from boilerstrip.batch.inputs import Inputs
from boilerstrip.batch.progress import Progress
from boilerstrip.batch.run import Batch
from boilerstrip.cleaner import Options
from procs import list_group

# Two full segments and a part of one, with an error in each.
MANY = [{"id": n, "text": None if n % 150 == 7 else f"Ferry {n} sank at dawn."} for n in range(450)]


def wait_for(condition: Callable[[], Any]) -> None:
    pause = threading.Event()
    for _ in range(1200):
        if condition():
            return
        pause.wait(0.1)
    raise AssertionError("the condition was not met within two minutes")


def read_checkpoint(out: Path) -> Mapping[str, Any]:
    try:
        values: dict[str, Any] = json.loads(out.with_name(out.name + ".checkpoint").read_text())
    except FileNotFoundError:
        return {"counts": {"rows": 0}}
    return values


def start_run(out: Path, *options: str | Path) -> Iterator[subprocess.Popen[bytes]]:
    """A run that has received 300 rows, has written 200 of them, and waits for more."""
    command = [*COMMAND, "-", "-o", str(out), *map(str, options)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True) as process:
        assert process.stdin is not None
        process.stdin.write(to_jsonl(MANY[:300]))
        process.stdin.flush()
        wait_for(lambda: read_checkpoint(out)["counts"]["rows"] == 200)
        yield process
    assert list_group(process.pid) == set()


@pytest.mark.parametrize(("name", "workers"), [("out.jsonl.gz", "1"), ("out.csv", "0"), ("out.parquet", "0")])
def test_killed_run_is_continued_where_it_stopped(name: str, workers: str, tmp_path: Path) -> None:
    whole, out = tmp_path / "whole" / name, tmp_path / "killed" / name
    for path in (whole, out):
        path.parent.mkdir()
    pipe_batch(to_jsonl(MANY), "-o", whole, "--errors", whole.parent / "errors.jsonl", "--workers", workers)
    options = ["--errors", out.parent / "errors.jsonl", "--workers", workers]
    for process in start_run(out, *options):
        process.kill()
        process.wait()
        wait_for(lambda process=process: not list_group(process.pid))
    assert not out.exists()
    # A run may be killed after it has written a part of a row, but no checkpoint.
    with out.with_name(name + ".part").open("ab") as part:
        part.write(b"half a row")
    messages = pipe_batch(to_jsonl(MANY), "-o", out, *options, "--resume")
    assert "450 rows in, 447 out, 3 errors (3 type)" in messages
    assert {path.name: path.read_bytes() for path in out.parent.iterdir()} == {
        path.name: path.read_bytes() for path in whole.parent.iterdir()
    }


def test_interrupted_run_says_how_to_continue(tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    for process in start_run(out, "--workers", "1"):
        os.killpg(process.pid, signal.SIGINT)
        _, messages = process.communicate(timeout=60)
        assert process.returncode == 130
        assert messages.decode().splitlines()[-1] == "boilerstrip: interrupted; continue with --resume"
    assert not out.exists()


@pytest.mark.parametrize("also", ["out.jsonl", "errors.jsonl"])
def test_second_run_with_the_same_output_or_errors_is_refused(also: str, tmp_path: Path) -> None:
    source, out, errors = tmp_path / "in.jsonl", tmp_path / "out.jsonl", tmp_path / "errors.jsonl"
    source.write_bytes(to_jsonl(STORIES))
    second = {"out.jsonl": (out, tmp_path / "more.jsonl"), "errors.jsonl": (tmp_path / "more.jsonl", errors)}[also]
    for process in start_run(out, "--errors", errors, "--workers", "1"):
        for resume in ([], ["--resume"]):
            messages = run_batch(source, "-o", second[0], "--errors", second[1], "--workers", "0", *resume, code=2)
            assert f"{tmp_path / also} is being written by another run" in messages
        process.communicate(to_jsonl(MANY[300:]), timeout=120)
        assert process.returncode == 0
    assert len(read_jsonl(out)) == 447
    run_batch(source, "-o", second[0], "--errors", second[1], "--workers", "0")
    assert read_jsonl(second[0]) == CLEANED
    assert [path.name for path in tmp_path.iterdir() if path.suffix not in (".jsonl",)] == []


def test_run_killed_while_finishing_is_finished(tmp_path: Path) -> None:
    """The run was killed when all rows were written, and the errors were in their place already."""
    source, out, errors = tmp_path / "in.jsonl", tmp_path / "out.jsonl", tmp_path / "errors.jsonl"
    source.write_bytes(to_jsonl([*STORIES, {"id": "none", "text": None}]))
    batch = Batch(
        Inputs((str(source),), excluded=(str(out), str(errors))), str(out), JsonlWriter(), Options(), str(errors), workers=0
    )

    class KilledError(Exception):
        pass

    def killed(part: Path, target: Path) -> None:
        assert (part, target) == (tmp_path / "out.jsonl.part", out)
        raise KilledError

    with batch.open_journal(resume=False) as journal:
        journal._make_output = killed  # type: ignore[union-attr]
        with pytest.raises(KilledError):
            batch.run(journal, Progress(0, 0, show_errors=False))
    assert errors.exists()
    assert not out.exists()
    with batch.open_journal(resume=True) as journal:
        counts = batch.run(journal, Progress(0, 0, show_errors=False))
    assert (counts.rows, counts.written, counts.errors) == (5, 4, 1)
    assert read_jsonl(out) == CLEANED
    assert [row["id"] for row in read_jsonl(errors)] == ["none"]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["errors.jsonl", "in.jsonl", "out.jsonl"]


def test_run_with_other_inputs_or_options_is_not_continued(tmp_path: Path) -> None:
    source, out = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    source.write_bytes(to_jsonl([*STORIES, {"id": "none", "text": None}]))
    run_batch(source, "-o", out, "--workers", "0", "--strict", code=1)
    assert "other inputs, options or rules" in run_batch(
        source, "-o", out, "--workers", "0", "--resume", "--favor", "recall", code=2
    )
    source.write_bytes(to_jsonl(STORIES))
    assert "other inputs, options or rules" in run_batch(source, "-o", out, "--workers", "0", "--resume", code=2)
    run_batch(source, "-o", out, "--workers", "0")
    assert read_jsonl(out) == CLEANED
