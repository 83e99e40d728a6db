"""`boilerstrip batch`, as a shell runs it: files in, a file out, whatever happens on the way."""

from __future__ import annotations

import csv
import gzip
import io
import json
import os
import pty
import re
import signal
import subprocess
import sys
import termios
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import redirect_stderr
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from boilerstrip import clean_article
from boilerstrip.batch.formats import ColumnNames, guess_format
from boilerstrip.batch.formats.jsonl import JsonlWriter
from boilerstrip.batch.inputs import Inputs
from boilerstrip.batch.progress import Progress
from boilerstrip.batch.run import Batch
from boilerstrip.clean_one import Options
from boilerstrip.cli import main
from boilerstrip.extras import ZSTD, import_optional
from boilerstrip.table_rows import COLUMNS
from hostile import HOSTILE
from procs import members

STORY = "Ferry {0} sinks\nBy Ada Wren\nNobody was hurt when ferry {0} sank at dawn, the harbour master said.\nShare on Facebook"
PAGE = "<title>Ferry {0} sinks</title><h1>Ferry {0} sinks</h1><p>Nobody was hurt when ferry {0} sank at dawn, they said.</p>"
COMMAND = [sys.executable, "-m", "boilerstrip", "batch"]


def run(*arguments: str | Path, code: int = 0) -> str:
    """What the command says; its exit code is checked."""
    said = io.StringIO()
    with redirect_stderr(said):
        try:
            found = main(["batch", *map(str, arguments)])
        except SystemExit as wrong:
            found = int(str(wrong.code))
    assert found == code, said.getvalue()
    return said.getvalue()


def piped(data: bytes, *arguments: str | Path) -> str:
    """What the command says if it gets this on standard input."""
    done = subprocess.run([*COMMAND, "-", *map(str, arguments)], input=data, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()
    return done.stderr.decode()


def lines(rows: list[Any]) -> bytes:
    return "".join(json.dumps(row) + "\n" for row in rows).encode()


def rows_of(path: Path) -> list[dict[str, Any]]:
    data = path.read_bytes()
    if path.name.endswith(".zst"):
        data = zstd().decompress(data)
    return [json.loads(line) for line in (gzip.decompress(data) if path.name.endswith(".gz") else data).splitlines()]


def zstd() -> Any:
    return import_optional(*ZSTD)


def article(source: str | bytes, url: str | None = None) -> dict[str, Any]:
    cleaned = clean_article(source, url=url)
    row = json.loads(cleaned.to_json())
    return {name: cleaned.text if name == "text" else row[name] for name in COLUMNS}


STORIES = [{"id": f"a{n}", "text": STORY.format(n), "tags": ["sea", n], "url": f"https://a.example/{n}"} for n in range(4)]
CLEANED = [{"id": row["id"], "tags": row["tags"], "url": row["url"], **article(row["text"], row["url"])} for row in STORIES]


def test_rows_are_articles_with_the_other_columns(tmp_path: Path) -> None:
    source, out = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    source.write_bytes(lines(STORIES))
    said = run(source, "-o", out, "--workers", "1")
    assert rows_of(out) == CLEANED
    assert "4 rows in, 4 out, 0 errors" in said
    assert "68 characters removed: 68 sharing" in said
    assert sorted(path.name for path in tmp_path.iterdir()) == ["in.jsonl", "out.jsonl"]


def test_standard_input_to_standard_output() -> None:
    done = subprocess.run([*COMMAND, "-", "-o", "-", "--workers", "0"], input=lines(STORIES), capture_output=True, check=True)
    assert [json.loads(line) for line in done.stdout.splitlines()] == CLEANED


@pytest.mark.parametrize("suffix", ["jsonl", "jsonl.gz", "jsonl.zst"])
def test_compression_is_told_by_content_and_made_by_name(suffix: str, tmp_path: Path) -> None:
    pack: Callable[[bytes], bytes] = {"gz": gzip.compress, "zst": zstd().compress}.get(suffix[6:], bytes)
    source, out = tmp_path / "in.jsonl", tmp_path / f"out.{suffix}"
    source.write_bytes(pack(lines(STORIES)))
    run(source, "-o", out, "--workers", "0")
    assert rows_of(out) == CLEANED
    assert out.read_bytes()[:2] == {"gz": b"\x1f\x8b", "zst": b"\x28\xb5"}.get(suffix[6:], b'{"')


def test_csv_in_and_out(tmp_path: Path) -> None:
    source, out = tmp_path / "in.csv", tmp_path / "out.csv"
    long = STORY.format("x" * 200_000)
    with source.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerows([["key", "story", "town"], ["a1", STORY.format(1), "Wrenmouth"], ["a2", long, ""]])
    run(source, "-o", out, "--workers", "0", "--text-field", "story", "--id-field", "key")
    csv.field_size_limit(2**31 - 1)
    with out.open(encoding="utf-8", newline="") as file:
        first, second = csv.DictReader(file)
    csv.field_size_limit(131_072)
    assert list(first) == ["key", "town", *COLUMNS]
    expected = article(STORY.format(1))
    assert {
        **first,
        **{name: json.loads(first[name]) for name in ("authors", "body", "removed", "warnings", "confidence")},
    } == {
        "key": "a1",
        "town": "Wrenmouth",
        **{name: "" if value is None else value for name, value in expected.items()},
    }
    assert second["text"] == article(long)["text"]


def test_parquet_keeps_the_types_of_columns(tmp_path: Path) -> None:
    source, out, again = tmp_path / "in.parquet", tmp_path / "out.parquet", tmp_path / "again.jsonl"
    columns = {
        "id": pa.array([1, 2], pa.int16()),
        "seen": pa.array([1, None], pa.timestamp("ms")),
        "text": ["Ferry sinks", STORY.format(1)],
    }
    pq.write_table(pa.table(columns), source)
    run(source, "-o", out, "--workers", "0")
    table = pq.read_table(out)
    assert table.schema.names == ["id", "seen", *COLUMNS]
    assert [table.schema.field(name).type for name in ("id", "seen")] == [pa.int16(), pa.timestamp("ms")]
    own = [{name: row[name] for name in COLUMNS} for row in table.to_pylist()]
    assert own == [article("Ferry sinks"), article(STORY.format(1))]
    run(source, "-o", again, "--workers", "0")
    assert [{name: row[name] for name in COLUMNS} for row in rows_of(again)] == own
    assert [row["seen"] for row in rows_of(again)] == ["1970-01-01T00:00:00.001000", None]


def test_parquet_settles_columns_by_the_first_rows(tmp_path: Path) -> None:
    text = STORY.format(1)
    first = [{"id": n, "text": text, "year": 2031, "mixed": n if n % 2 else "two", "empty": None} for n in range(200)]
    later = [
        {"id": 200, "text": text, "year": "unknown", "mixed": 7, "empty": None},
        {"id": 201, "text": text, "year": None, "mixed": None, "empty": {"a": 1}},
        {"id": 202, "text": text, "more": 1},
    ]
    source, out, errors = tmp_path / "in.jsonl", tmp_path / "out.parquet", tmp_path / "errors.jsonl"
    source.write_bytes(lines(first + later))
    said = run(source, "-o", out, "--workers", "0", "--errors", errors)
    table = pq.read_table(out, columns=["id", "year", "mixed", "empty"]).to_pylist()
    assert table[0] == {"id": 0, "year": 2031, "mixed": "two", "empty": None}
    assert table[1] == {"id": 1, "year": 2031, "mixed": "1", "empty": None}
    assert table[200:] == [{"id": 201, "year": None, "mixed": None, "empty": '{"a": 1}'}]
    assert [(row["id"], row["kind"]) for row in rows_of(errors)] == [(200, "row"), (202, "row")]
    assert "has a column 'more'" in rows_of(errors)[1]["message"]
    assert "203 rows in, 201 out, 2 errors (2 row)" in said


def response(number: int, kind: str, body: bytes) -> bytes:
    http = f"HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}\r\n\r\n".encode() + body
    head = (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:{number}>\r\nWARC-Target-URI: https://a.example/{number}\r\n"
        f"WARC-Date: 2031-05-06T07:08:09Z\r\nContent-Type: application/http; msgtype=response\r\nContent-Length: {len(http)}\r\n\r\n"
    )
    return head.encode() + http + b"\r\n\r\n"


def test_warc_gives_its_html_pages(tmp_path: Path) -> None:
    source, out = tmp_path / "crawl.warc.gz", tmp_path / "out.jsonl"
    greek = "<p>Βυθίστηκε την αυγή της ημέρας, αλλά κανείς δεν είδε πλοία ή ναύτες.</p>"
    last = response(4, "text/html", PAGE.format(4).encode())
    records = [
        response(1, "Text/HTML; charset=utf-8", PAGE.format(1).encode()),
        response(2, "image/png", b"no page"),
        response(3, "text/html; charset=iso-8859-7", greek.encode("iso-8859-7")),
        last[:-30],
    ]
    source.write_bytes(b"".join(map(gzip.compress, records)))
    said = run(source, "-o", out, "--workers", "0", code=1)
    first, second = rows_of(out)
    assert {name: first[name] for name in ("id", "url", "date", "headline")} == {
        "id": "<urn:uuid:1>",
        "url": "https://a.example/1",
        "date": "2031-05-06T07:08:09Z",
        "headline": "Ferry 1 sinks",
    }
    assert second["body"][0]["text"] == greek[3:-4]
    assert "<urn:uuid:4>: file: its record is cut off" in said


def test_folder_is_read_in_order_whatever_its_files_hold(tmp_path: Path) -> None:
    folder = tmp_path / "pages"
    (folder / "b").mkdir(parents=True)
    (folder / "a.html").write_text(PAGE.format(1))
    (folder / "b" / "more.jsonl").write_bytes(lines(STORIES[:2]))
    (folder / "c.txt.gz").write_bytes(gzip.compress(STORY.format(2).encode()))
    (folder / "logo.png").write_bytes(b"\x89PNG")
    out = folder / "out.jsonl"
    for _ in range(2):  # The second time, the folder holds the output of the first.
        run(folder, "-o", out, "--workers", "0")
        assert [row["id"] for row in rows_of(out)] == [str(folder / "a.html"), str(folder / "c.txt.gz"), "a0", "a1"]
    assert rows_of(out)[0]["headline"] == "Ferry 1 sinks"


def test_html_goes_before_text(tmp_path: Path) -> None:
    rows = [{"page": PAGE.format(1), "plain": "Nothing"}, {"page": None, "plain": STORY.format(2)}, {"title": "none of them"}]
    source, out = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    source.write_bytes(lines(rows))
    said = run(source, "-o", out, "--workers", "0", "--html-field", "page", "--text-field", "plain")
    assert [(row["id"], row["headline"]) for row in rows_of(out)] == [
        (f"{source}:1", "Ferry 1 sinks"),
        (f"{source}:2", "Ferry 2 sinks"),
    ]
    assert f"{source}:3: row: has no 'page' or 'plain'; there is 'title'" in said


def test_columns_of_the_article_s_names_need_a_prefix(tmp_path: Path) -> None:
    source, out = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    source.write_bytes(lines([{"id": 1, "text": STORY.format(1), "language": "en"}]))
    assert "has a column 'language'" in run(source, "-o", out, "--workers", "0", code=2)
    run(source, "-o", out, "--workers", "0", "--prefix", "article_")
    (row,) = rows_of(out)
    assert (row["language"], row["article_headline"]) == ("en", "Ferry 1 sinks")


def test_every_row_is_in_the_output_or_in_the_errors(tmp_path: Path) -> None:
    """Bad types, broken encoding, empty texts, large pages, and pages that take too long, raise, or kill their worker."""
    good = STORY.format(1)
    long = "The ferry sank at dawn on Tuesday, and nobody in the town saw it. " * 30_304
    long = long[:2_000_000]
    records = lines([{"id": "good", "text": good}, {"id": "none", "text": None}, {"id": "seven", "text": 7}, {"id": "no text"}])
    records += b'{"id": "broken", "text": "caf\xe9"}\n["a list"]\n{"id": "cut off", "te\n'
    records += b'{"id": "half a pair", "text": "Ferry \\ud83d sinks"}\n'
    records += lines([{"id": "empty", "text": ""}, {"id": "blank", "text": " \n\u00a0"}, {"id": "large", "text": long}])
    records += lines([{"id": "too large", "text": long * 10}, {"id": "late", "text": "sleep: long"}])
    records += lines(
        [{"id": "raises", "text": "raise: now"}, {"id": "kills", "text": "die: now"}, {"id": "url", "text": good, "url": 7}]
    )
    records += lines([{"id": "last", "text": good}])
    source, out, errors = tmp_path / "in.jsonl", tmp_path / "out.jsonl", tmp_path / "errors.jsonl"
    source.write_bytes(records)
    gone = tmp_path / "gone.jsonl"
    inputs = Inputs((str(gone), str(source)), ColumnNames())
    batch = Batch(inputs, str(out), JsonlWriter(), Options(pipeline=HOSTILE), str(errors), workers=1, timeout=10)
    with batch.open_journal(resume=False) as journal:
        counts = batch.run(journal, Progress(0, 0, show_errors=False))
    written = {row["id"]: row for row in rows_of(out)}
    assert list(written) == ["good", "half a pair", "large", "last"]
    assert written["last"] == {"id": "last", **article(good)}
    assert len(written["large"]["text"]) == len(long.strip())
    assert [tuple(row.values()) for row in rows_of(errors)] == [
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
# 18 MB within all limits, more than a second of a processor's time.
SLOW = "\n".join(" ".join(f"{line}{word} sank, they said." for word in range(85)) for line in range(9_000))
BAD = [
    {"id": "first", "text": STORY.format(1)},
    {"id": "empty", "text": ""},
    {"id": "large", "text": LARGE},
    {"id": "slow", "text": SLOW},
    {"id": "last", "text": STORY.format(2)},
]
SAID = {
    "empty": ("empty", "there is no text in it"),
    "large": ("size", "has 20,640,000 bytes, and must have fewer than 20,000,000"),
    "slow": ("timeout", "took longer than 0.5 s"),
}


def bad_jsonl(path: Path) -> dict[str, tuple[str, str]]:
    path.write_bytes(
        lines([*BAD[:2], {"id": "type", "text": ["Ferry"]}]) + b'{"id": "encoding", "text": "caf\xe9"}\n' + lines(BAD[2:])
    )
    wrong = ("type", "a source must be text or bytes, but is a list")
    return SAID | {"type": wrong, "encoding": ("encoding", "is not UTF-8 at byte 32 of its line")}


def bad_csv(path: Path) -> dict[str, tuple[str, str]]:
    """All cells are text, so a bad type is a row of another shape."""
    with path.open("w", encoding="latin-1", newline="") as file:
        wrong = [{"id": "type", "text": "Ferry", None: ["more"]}, {"id": "encoding", "text": "caf\xe9"}]
        writer = csv.writer(file)
        writer.writerows(
            [["id", "text"], *([row["id"], row["text"], *row.get(None, [])] for row in [*BAD[:2], *wrong, *BAD[2:]])]
        )
    return SAID | {"type": ("row", "has 1 more cells than the header"), "encoding": ("encoding", "is not UTF-8")}


def bad_parquet(path: Path) -> dict[str, tuple[str, str]]:
    """A column has one type, so a bad one is none at all."""
    rows = [*BAD[:2], {"id": "type", "text": None}, {"id": "encoding", "text": b"caf\xe9"}, *BAD[2:]]
    texts = [text.encode() if isinstance(text, str) else text for text in (row["text"] for row in rows)]
    unchecked = pa.array(texts, pa.binary()).view(pa.string())
    pq.write_table(pa.table({"id": [row["id"] for row in rows], "text": unchecked}), path)
    broken = "its column 'text' cannot be read: 'utf-8' codec can't decode byte 0xe9 in position 3: unexpected end of data"
    return SAID | {"type": ("type", "a source must be text or bytes, but is None"), "encoding": ("encoding", broken)}


@pytest.mark.parametrize(("suffix", "made"), [("jsonl", bad_jsonl), ("csv", bad_csv), ("parquet", bad_parquet)])
def test_command_names_each_bad_row_and_its_counts_add_up(
    suffix: str, made: Callable[[Path], dict[str, tuple[str, str]]], tmp_path: Path
) -> None:
    """Bad types, broken encoding, an empty text, a page of 20 MB, and one that takes too long."""
    tables: dict[str, Callable[[Path], list[dict[str, Any]]]] = {
        "jsonl": rows_of,
        "csv": lambda path: list(csv.DictReader(path.read_text(encoding="utf-8").splitlines())),
        "parquet": lambda path: pq.read_table(path).to_pylist(),
    }
    source, out, errors = tmp_path / f"in.{suffix}", tmp_path / f"out.{suffix}", tmp_path / "errors.jsonl"
    expected = made(source)
    options = ["-o", str(out), "--errors", str(errors), "--workers", "2", "--timeout", "0.5"]
    done = subprocess.run([*COMMAND, str(source), *options], capture_output=True, check=False)
    assert done.returncode == 0, done.stderr
    assert {row["id"]: (row["kind"], row["message"]) for row in rows_of(errors)} == expected
    assert [row["id"] for row in rows_of(errors)] == ["empty", "type", "encoding", "large", "slow"]
    written = tables[suffix](out)
    assert [(row["id"], row["headline"]) for row in written] == [("first", "Ferry 1 sinks"), ("last", "Ferry 2 sinks")]
    assert "7 rows in, 2 out, 5 errors" in done.stderr.decode()


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("in.jsonl.gz", gzip.compress(lines(STORIES), mtime=0)[:-20], "to its end: it is cut off or damaged"),
        ("in.parquet", b"PAR1 this is none", "cannot be read to its end: Parquet magic bytes not found"),
        ("in.warc", b"this is none\n" * 9, "cannot be read to its end: Invalid WARC header"),
    ],
)
def test_damaged_file_is_named_and_the_others_are_done(name: str, data: bytes, message: str, tmp_path: Path) -> None:
    damaged, source, out = tmp_path / name, tmp_path / "last.jsonl", tmp_path / "out.jsonl"
    damaged.write_bytes(data)
    source.write_bytes(lines(STORIES))
    said = run(damaged, source, "-o", out, "--workers", "0", code=1)
    assert f"{damaged}: file: cannot be read" in said
    assert message in said
    assert rows_of(out)[-4:] == CLEANED


def test_csv_rows_that_are_broken_are_errors(tmp_path: Path) -> None:
    source, out = tmp_path / "in.csv", tmp_path / "out.csv"
    source.write_bytes(b"id,text\na1,caf\xe9\na2,Ferry,more\na3,Ferry\n")
    said = run(source, "-o", out, "--workers", "0")
    assert "a1: encoding: is not UTF-8" in said
    assert "a2: row: has 1 more cells than the header" in said
    assert [row["id"] for row in csv.DictReader(out.read_text(encoding="utf-8").splitlines())] == ["a3"]


def test_strict_stops_at_the_first_error(tmp_path: Path) -> None:
    source, out = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    source.write_bytes(lines([*STORIES, {"id": "none", "text": None}]))
    assert "stopped: none: type: a source must be text or bytes" in run(source, "-o", out, "--workers", "0", "--strict", code=1)
    assert not out.exists()
    run(source, "-o", out, "--workers", "0", "--resume")
    assert rows_of(out) == CLEANED


@pytest.mark.parametrize("name", ["out.jsonl", "out.jsonl.gz", "out.csv", "out.parquet"])
def test_output_of_nothing_is_a_file_of_its_format(name: str, tmp_path: Path) -> None:
    source, out = tmp_path / "in.jsonl", tmp_path / name
    source.write_bytes(b"\n")
    assert "0 rows in, 0 out, 0 errors" in run(source, "-o", out, "--workers", "0")
    if guess_format(name) == "parquet":
        assert pq.read_table(out).schema.names == list(COLUMNS)
    elif guess_format(name) == "csv":
        assert out.read_text() == ",".join(COLUMNS) + "\n"
    else:
        assert rows_of(out) == []


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["-o", "-", "--resume"], "--resume needs an output file"),
        (["-o", "out.xlsx"], "--to"),
        (["-o", "out.parquet.gz"], "compresses by itself"),
        (["-o", "-", "--to", "parquet"], "Parquet needs a file"),
        (["-o", "out.jsonl", "--errors", "out.jsonl"], "--errors needs a file of its own"),
        (["-o", "out.jsonl", "--errors", "./out.jsonl"], "--errors needs a file of its own"),
        (["fixtures", "./pages.csv", "-o", "pages.csv"], "pages.csv is an input too"),
        (["pages.csv", "-o", "out.csv", "--errors", "pages.csv"], "pages.csv is an input too"),
        (["-o", "out.jsonl", "--workers", "-1"], "--workers must be 0 or more"),
        (["-o", "out.jsonl", "--workers", "0", "--timeout", "5"], "--timeout needs --workers"),
        (["-o", "no/such/folder/out.jsonl"], "No such file or directory"),
        ([], "required: -o"),
    ],
)
def test_wrong_usage_exits_with_two(arguments: list[str], message: str) -> None:
    assert message in run("-", *arguments, code=2)


@pytest.mark.parametrize(
    ("module", "source", "out"),
    [
        ("pyarrow", "in.parquet", "out.jsonl"),
        ("pyarrow", "in.jsonl", "out.parquet"),
        ("fastwarc.warc", "in.warc", "out.jsonl"),
        ("filelock", "in.jsonl", "out.jsonl"),
        ("backports.zstd", "in.jsonl", "out.jsonl.zst"),
    ],
)
def test_missing_library_is_named(module: str, source: str, out: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in {module, *(["compression.zstd"] if "zstd" in module else [])}:
        monkeypatch.setitem(sys.modules, name, None)
    (tmp_path / source).write_bytes(lines(STORIES))
    said = run(tmp_path / source, "-o", tmp_path / out, "--workers", "0", code=2)
    assert re.search(rf'{re.escape(module)}.*: pip install "boilerstrip\[batch\]"', said)
    assert not (tmp_path / out).exists()


@pytest.mark.parametrize("size", [(24, 120), (0, 0)])
def test_terminal_shows_rows_and_errors(size: tuple[int, int], tmp_path: Path) -> None:
    source, out = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    source.write_bytes(lines([*STORIES, {"id": "none", "text": None}]))
    leader, follower = pty.openpty()
    termios.tcsetwinsize(follower, size)
    with subprocess.Popen([*COMMAND, str(source), "-o", str(out), "--workers", "0"], stderr=follower) as process:
        os.close(follower)
        said = b""
        while chunk := terminal(leader):
            said += chunk
        assert process.wait() == 0
    os.close(leader)
    assert "none: type: a source must be text or bytes, but is None" in said.decode()
    assert re.search(r"5 rows \[.*rows/s, errors=1\]", said.decode())


def terminal(leader: int) -> bytes:
    try:
        return os.read(leader, 65536)
    except OSError:  # Linux reports the end of a terminal as an error
        return b""


# Two whole segments and a bit, with an error in each.
MANY = [{"id": n, "text": None if n % 150 == 7 else f"Ferry {n} sank at dawn."} for n in range(450)]


def wait_for(condition: Callable[[], Any]) -> None:
    pause = threading.Event()
    for _ in range(1200):
        if condition():
            return
        pause.wait(0.1)
    raise AssertionError("nothing happened for two minutes")


def checkpoint(out: Path) -> Mapping[str, Any]:
    try:
        found: dict[str, Any] = json.loads(out.with_name(out.name + ".checkpoint").read_text())
    except FileNotFoundError:
        return {"counts": {"rows": 0}}
    return found


def begun(out: Path, *options: str | Path) -> Iterator[subprocess.Popen[bytes]]:
    """A run that has got 300 rows, has written 200 of them, and waits for more."""
    command = [*COMMAND, "-", "-o", str(out), *map(str, options)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True) as process:
        assert process.stdin is not None
        process.stdin.write(lines(MANY[:300]))
        process.stdin.flush()
        wait_for(lambda: checkpoint(out)["counts"]["rows"] == 200)
        yield process
    assert members(process.pid) == set()


@pytest.mark.parametrize(("name", "workers"), [("out.jsonl.gz", "1"), ("out.csv", "0"), ("out.parquet", "0")])
def test_killed_run_goes_on_where_it_was(name: str, workers: str, tmp_path: Path) -> None:
    whole, out = tmp_path / "whole" / name, tmp_path / "killed" / name
    for path in (whole, out):
        path.parent.mkdir()
    piped(lines(MANY), "-o", whole, "--errors", whole.parent / "errors.jsonl", "--workers", workers)
    options = ["--errors", out.parent / "errors.jsonl", "--workers", workers]
    for process in begun(out, *options):
        process.kill()
        process.wait()
        wait_for(lambda process=process: not members(process.pid))
    assert not out.exists()
    # What a run writes between its last checkpoint and its death.
    with out.with_name(name + ".part").open("ab") as part:
        part.write(b"half a row")
    said = piped(lines(MANY), "-o", out, *options, "--resume")
    assert "450 rows in, 447 out, 3 errors (3 type)" in said
    assert {path.name: path.read_bytes() for path in out.parent.iterdir()} == {
        path.name: path.read_bytes() for path in whole.parent.iterdir()
    }


def test_interrupted_run_says_how_to_go_on(tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    for process in begun(out, "--workers", "1"):
        os.killpg(process.pid, signal.SIGINT)
        _, said = process.communicate(timeout=60)
        assert process.returncode == 130
        assert said.decode().splitlines()[-1] == "boilerstrip: interrupted; continue with --resume"
    assert not out.exists()


@pytest.mark.parametrize("also", ["out.jsonl", "errors.jsonl"])
def test_second_run_with_the_same_output_or_errors_is_refused(also: str, tmp_path: Path) -> None:
    source, out, errors = tmp_path / "in.jsonl", tmp_path / "out.jsonl", tmp_path / "errors.jsonl"
    source.write_bytes(lines(STORIES))
    second = {"out.jsonl": (out, tmp_path / "more.jsonl"), "errors.jsonl": (tmp_path / "more.jsonl", errors)}[also]
    for process in begun(out, "--errors", errors, "--workers", "1"):
        for resume in ([], ["--resume"]):
            said = run(source, "-o", second[0], "--errors", second[1], "--workers", "0", *resume, code=2)
            assert f"{tmp_path / also} is being written by another run" in said
        process.communicate(lines(MANY[300:]), timeout=120)
        assert process.returncode == 0
    assert len(rows_of(out)) == 447
    run(source, "-o", second[0], "--errors", second[1], "--workers", "0")
    assert rows_of(second[0]) == CLEANED
    assert [path.name for path in tmp_path.iterdir() if path.suffix not in (".jsonl",)] == []


def test_killed_while_finishing_is_finished(tmp_path: Path) -> None:
    """All rows were written, and the errors were in their place already, when the run was killed."""
    source, out, errors = tmp_path / "in.jsonl", tmp_path / "out.jsonl", tmp_path / "errors.jsonl"
    source.write_bytes(lines([*STORIES, {"id": "none", "text": None}]))
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
    assert rows_of(out) == CLEANED
    assert [row["id"] for row in rows_of(errors)] == ["none"]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["errors.jsonl", "in.jsonl", "out.jsonl"]


def test_run_of_something_else_is_not_taken_up(tmp_path: Path) -> None:
    source, out = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    source.write_bytes(lines([*STORIES, {"id": "none", "text": None}]))
    run(source, "-o", out, "--workers", "0", "--strict", code=1)
    assert "other inputs, options or rules" in run(source, "-o", out, "--workers", "0", "--resume", "--favor", "recall", code=2)
    source.write_bytes(lines(STORIES))
    assert "other inputs, options or rules" in run(source, "-o", out, "--workers", "0", "--resume", code=2)
    run(source, "-o", out, "--workers", "0")
    assert rows_of(out) == CLEANED


def test_reader_that_goes_away_ends_the_run_quietly() -> None:
    source = lines([{"id": n, "text": STORY.format(n)} for n in range(3000)])
    with subprocess.Popen(
        [*COMMAND, "-", "-o", "-", "--workers", "1"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        assert process.stderr is not None
        feeder = threading.Thread(target=feed, args=(process.stdin, source))
        feeder.start()
        process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait() == 0
        feeder.join()


def feed(stream: Any, data: bytes) -> None:
    try:
        stream.write(data)
        stream.close()
    except BrokenPipeError:
        pass
