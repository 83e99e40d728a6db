"""Every row that goes in comes out, as an article or as an error."""

from __future__ import annotations

import csv
import json
import subprocess
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from batch_files import CLEANED, COMMAND, STORIES, STORY, expect_article, read_jsonl, run_batch, to_jsonl
from boilerstrip.batch.formats import ColumnNames
from boilerstrip.batch.formats.jsonl import JsonlWriter
from boilerstrip.batch.inputs import Inputs
from boilerstrip.batch.progress import Progress
from boilerstrip.batch.run import Batch
from boilerstrip.cleaner import Options
from hostile import HOSTILE


def test_rows_are_articles_with_the_other_columns(tmp_path: Path) -> None:
    source, out = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    source.write_bytes(to_jsonl(STORIES))
    messages = run_batch(source, "-o", out, "--workers", "1")
    assert read_jsonl(out) == CLEANED
    assert "4 rows in, 4 out, 0 errors" in messages
    assert "68 characters removed: 68 sharing" in messages
    assert sorted(path.name for path in tmp_path.iterdir()) == ["in.jsonl", "out.jsonl"]


def test_standard_input_to_standard_output() -> None:
    done = subprocess.run(
        [*COMMAND, "-", "-o", "-", "--workers", "0"], input=to_jsonl(STORIES), capture_output=True, check=True
    )
    assert [json.loads(line) for line in done.stdout.splitlines()] == CLEANED


def test_columns_with_the_names_of_the_articles_columns_need_a_prefix(tmp_path: Path) -> None:
    source, out = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    source.write_bytes(to_jsonl([{"id": 1, "text": STORY.format(1), "language": "en"}]))
    assert "has a column 'language'" in run_batch(source, "-o", out, "--workers", "0", code=2)
    run_batch(source, "-o", out, "--workers", "0", "--prefix", "article_")
    (row,) = read_jsonl(out)
    assert (row["language"], row["article_headline"]) == ("en", "Ferry 1 sinks")


def test_every_row_is_in_the_output_or_in_the_errors(tmp_path: Path) -> None:
    """Bad types, broken encoding, empty texts, large pages, and pages that take too long, raise, or kill their worker."""
    good = STORY.format(1)
    long = "The ferry sank at dawn on Tuesday, and nobody in the town saw it. " * 30_304
    long = long[:2_000_000]
    records = to_jsonl(
        [{"id": "good", "text": good}, {"id": "none", "text": None}, {"id": "seven", "text": 7}, {"id": "no text"}]
    )
    records += b'{"id": "broken", "text": "caf\xe9"}\n["a list"]\n{"id": "cut off", "te\n'
    records += b'{"id": "half a pair", "text": "Ferry \\ud83d sinks"}\n'
    records += to_jsonl([{"id": "empty", "text": ""}, {"id": "blank", "text": " \n\u00a0"}, {"id": "large", "text": long}])
    records += to_jsonl([{"id": "too large", "text": long * 10}, {"id": "late", "text": "sleep: long"}])
    records += to_jsonl(
        [{"id": "raises", "text": "raise: now"}, {"id": "kills", "text": "die: now"}, {"id": "url", "text": good, "url": 7}]
    )
    records += to_jsonl([{"id": "last", "text": good}])
    source, out, errors = tmp_path / "in.jsonl", tmp_path / "out.jsonl", tmp_path / "errors.jsonl"
    source.write_bytes(records)
    gone = tmp_path / "gone.jsonl"
    inputs = Inputs((str(gone), str(source)), ColumnNames())
    batch = Batch(inputs, str(out), JsonlWriter(), Options(pipeline=HOSTILE), str(errors), workers=1, timeout=10)
    with batch.open_journal(resume=False) as journal:
        counts = batch.run(journal, Progress(0, 0, show_errors=False))
    written = {row["id"]: row for row in read_jsonl(out)}
    assert list(written) == ["good", "half a pair", "large", "last"]
    assert written["last"] == {"id": "last", **expect_article(good)}
    assert len(written["large"]["text"]) == len(long.strip())
    assert [tuple(row.values()) for row in read_jsonl(errors)] == [
        (str(gone), "file", "cannot be read: No such file or directory"),
        ("none", "type", "a source must be text or bytes, but is None"),
        ("seven", "type", "a source must be text or bytes, but is a int"),
        ("no text", "row", "has no 'text'; there is 'id'"),
        ("broken", "encoding", "is not UTF-8 at byte 30 of its line"),
        (f"{source}:6", "row", "must be a JSON object, but is a list"),
        (f"{source}:7", "row", "is not valid JSON: Unterminated string starting at: line 1 column 19 (char 18)"),
        ("empty", "empty", "there is no text in it"),
        ("blank", "empty", "there is no text in it"),
        ("too large", "size", "has 20,000,000 bytes, and must have fewer than 20,000,000"),
        ("late", "timeout", "took longer than 10 s"),
        ("raises", "exception", "KeyError: 'no such goat'"),
        ("kills", "killed", "the worker process was killed by SIGKILL, twice"),
        ("url", "type", "url must be a str or None, but is a int"),
    ]
    assert (counts.rows, counts.written, counts.errors) == (18, 4, 14)


LARGE = "<p>Nobody was hurt when the ferry sank.</p>" * 480_000  # 20.6 MB
# 18 MB, within all limits; needs more than a second of processor time.
SLOW = "\n".join(" ".join(f"{line}{word} sank, they said." for word in range(85)) for line in range(9_000))
BAD = [
    {"id": "first", "text": STORY.format(1)},
    {"id": "empty", "text": ""},
    {"id": "large", "text": LARGE},
    {"id": "slow", "text": SLOW},
    {"id": "last", "text": STORY.format(2)},
]
EXPECTED_FAILURES = {
    "empty": ("empty", "there is no text in it"),
    "large": ("size", "has 20,640,000 bytes, and must have fewer than 20,000,000"),
    "slow": ("timeout", "took longer than 0.5 s"),
}


def write_bad_jsonl(path: Path) -> dict[str, tuple[str, str]]:
    path.write_bytes(
        to_jsonl([*BAD[:2], {"id": "type", "text": ["Ferry"]}]) + b'{"id": "encoding", "text": "caf\xe9"}\n' + to_jsonl(BAD[2:])
    )
    wrong = ("type", "a source must be text or bytes, but is a list")
    return EXPECTED_FAILURES | {"type": wrong, "encoding": ("encoding", "is not UTF-8 at byte 32 of its line")}


def write_bad_csv(path: Path) -> dict[str, tuple[str, str]]:
    """All cells are text. So instead of a wrong type, a row has too many cells."""
    with path.open("w", encoding="latin-1", newline="") as file:
        wrong = [{"id": "type", "text": "Ferry", None: ["more"]}, {"id": "encoding", "text": "caf\xe9"}]
        writer = csv.writer(file)
        writer.writerows(
            [["id", "text"], *([row["id"], row["text"], *row.get(None, [])] for row in [*BAD[:2], *wrong, *BAD[2:]])]
        )
    return EXPECTED_FAILURES | {"type": ("row", "has 1 more cells than the header"), "encoding": ("encoding", "is not UTF-8")}


def write_bad_parquet(path: Path) -> dict[str, tuple[str, str]]:
    """All values of a column have the same type. So instead of a wrong type, a value is missing."""
    rows = [*BAD[:2], {"id": "type", "text": None}, {"id": "encoding", "text": b"caf\xe9"}, *BAD[2:]]
    texts = [text.encode() if isinstance(text, str) else text for text in (row["text"] for row in rows)]
    unchecked = pa.array(texts, pa.binary()).view(pa.string())
    pq.write_table(pa.table({"id": [row["id"] for row in rows], "text": unchecked}), path)
    broken = "its column 'text' cannot be read: 'utf-8' codec can't decode byte 0xe9 in position 3: unexpected end of data"
    return EXPECTED_FAILURES | {
        "type": ("type", "a source must be text or bytes, but is None"),
        "encoding": ("encoding", broken),
    }


@pytest.mark.parametrize(
    ("suffix", "write_rows"), [("jsonl", write_bad_jsonl), ("csv", write_bad_csv), ("parquet", write_bad_parquet)]
)
def test_command_names_each_bad_row_and_its_counts_add_up(
    suffix: str, write_rows: Callable[[Path], dict[str, tuple[str, str]]], tmp_path: Path
) -> None:
    """Bad types, broken encoding, an empty text, a page of 20 MB, and one that takes too long."""
    tables: dict[str, Callable[[Path], list[dict[str, Any]]]] = {
        "jsonl": read_jsonl,
        "csv": lambda path: list(csv.DictReader(path.read_text(encoding="utf-8").splitlines())),
        "parquet": lambda path: pq.read_table(path).to_pylist(),
    }
    source, out, errors = tmp_path / f"in.{suffix}", tmp_path / f"out.{suffix}", tmp_path / "errors.jsonl"
    expected = write_rows(source)
    options = ["-o", str(out), "--errors", str(errors), "--workers", "2", "--timeout", "0.5"]
    done = subprocess.run([*COMMAND, str(source), *options], capture_output=True, check=False)
    assert done.returncode == 0, done.stderr
    assert {row["id"]: (row["kind"], row["message"]) for row in read_jsonl(errors)} == expected
    assert [row["id"] for row in read_jsonl(errors)] == ["empty", "type", "encoding", "large", "slow"]
    written = tables[suffix](out)
    assert [(row["id"], row["headline"]) for row in written] == [("first", "Ferry 1 sinks"), ("last", "Ferry 2 sinks")]
    assert "7 rows in, 2 out, 5 errors" in done.stderr.decode()


def test_strict_stops_at_the_first_error(tmp_path: Path) -> None:
    source, out = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    source.write_bytes(to_jsonl([*STORIES, {"id": "none", "text": None}]))
    assert "stopped: none: type: a source must be text or bytes" in run_batch(
        source, "-o", out, "--workers", "0", "--strict", code=1
    )
    assert not out.exists()
    run_batch(source, "-o", out, "--workers", "0", "--resume")
    assert read_jsonl(out) == CLEANED


def test_run_ends_quietly_when_its_reader_closes_the_pipe() -> None:
    source = to_jsonl([{"id": n, "text": STORY.format(n)} for n in range(3000)])
    with subprocess.Popen(
        [*COMMAND, "-", "-o", "-", "--workers", "1"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        assert process.stderr is not None
        feeder = threading.Thread(target=write_all, args=(process.stdin, source))
        feeder.start()
        process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait() == 0
        feeder.join()


def write_all(stream: Any, data: bytes) -> None:
    try:
        stream.write(data)
        stream.close()
    except BrokenPipeError:
        pass
