"""Each format is read and written, and rows that do not fit are errors."""

from __future__ import annotations

import csv
import gzip
import json
import re
import sys
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from batch_files import PAGE, STORIES, STORY, expect_article, read_jsonl, run_batch, to_jsonl
from boilerstrip.batch.formats import guess_format
from boilerstrip.table_rows import COLUMNS


def test_csv_in_and_out(tmp_path: Path) -> None:
    source, out = tmp_path / "in.csv", tmp_path / "out.csv"
    long = STORY.format("x" * 200_000)
    with source.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerows([["key", "story", "town"], ["a1", STORY.format(1), "Wrenmouth"], ["a2", long, ""]])
    run_batch(source, "-o", out, "--workers", "0", "--text-field", "story", "--id-field", "key")
    csv.field_size_limit(2**31 - 1)
    with out.open(encoding="utf-8", newline="") as file:
        first, second = csv.DictReader(file)
    csv.field_size_limit(131_072)
    assert list(first) == ["key", "town", *COLUMNS]
    expected = expect_article(STORY.format(1))
    assert {
        **first,
        **{name: json.loads(first[name]) for name in ("authors", "body", "removed", "warnings", "confidence")},
    } == {
        "key": "a1",
        "town": "Wrenmouth",
        **{name: "" if value is None else value for name, value in expected.items()},
    }
    assert second["text"] == expect_article(long)["text"]


def test_csv_rows_that_are_broken_are_errors(tmp_path: Path) -> None:
    source, out = tmp_path / "in.csv", tmp_path / "out.csv"
    source.write_bytes(b"id,text\na1,caf\xe9\na2,Ferry,more\na3,Ferry\n")
    messages = run_batch(source, "-o", out, "--workers", "0")
    assert "a1: encoding: is not UTF-8" in messages
    assert "a2: row: has 1 more cells than the header" in messages
    assert [row["id"] for row in csv.DictReader(out.read_text(encoding="utf-8").splitlines())] == ["a3"]


def test_parquet_keeps_the_types_of_columns(tmp_path: Path) -> None:
    source, out, again = tmp_path / "in.parquet", tmp_path / "out.parquet", tmp_path / "again.jsonl"
    columns = {
        "id": pa.array([1, 2], pa.int16()),
        "seen": pa.array([1, None], pa.timestamp("ms")),
        "text": ["Ferry sinks", STORY.format(1)],
    }
    pq.write_table(pa.table(columns), source)
    run_batch(source, "-o", out, "--workers", "0")
    table = pq.read_table(out)
    assert table.schema.names == ["id", "seen", *COLUMNS]
    assert [table.schema.field(name).type for name in ("id", "seen")] == [pa.int16(), pa.timestamp("ms")]
    own = [{name: row[name] for name in COLUMNS} for row in table.to_pylist()]
    assert own == [expect_article("Ferry sinks"), expect_article(STORY.format(1))]
    run_batch(source, "-o", again, "--workers", "0")
    assert [{name: row[name] for name in COLUMNS} for row in read_jsonl(again)] == own
    assert [row["seen"] for row in read_jsonl(again)] == ["1970-01-01T00:00:00.001000", None]


def test_first_rows_fix_the_columns_of_parquet(tmp_path: Path) -> None:
    text = STORY.format(1)
    first = [{"id": n, "text": text, "year": 2031, "mixed": n if n % 2 else "two", "empty": None} for n in range(200)]
    later = [
        {"id": 200, "text": text, "year": "unknown", "mixed": 7, "empty": None},
        {"id": 201, "text": text, "year": None, "mixed": None, "empty": {"a": 1}},
        {"id": 202, "text": text, "more": 1},
    ]
    source, out, errors = tmp_path / "in.jsonl", tmp_path / "out.parquet", tmp_path / "errors.jsonl"
    source.write_bytes(to_jsonl(first + later))
    messages = run_batch(source, "-o", out, "--workers", "0", "--errors", errors)
    table = pq.read_table(out, columns=["id", "year", "mixed", "empty"]).to_pylist()
    assert table[0] == {"id": 0, "year": 2031, "mixed": "two", "empty": None}
    assert table[1] == {"id": 1, "year": 2031, "mixed": "1", "empty": None}
    assert table[200:] == [{"id": 201, "year": None, "mixed": None, "empty": '{"a": 1}'}]
    assert [(row["id"], row["kind"]) for row in read_jsonl(errors)] == [(200, "row"), (202, "row")]
    assert "has a column 'more'" in read_jsonl(errors)[1]["message"]
    assert "203 rows in, 201 out, 2 errors (2 row)" in messages


def make_response(number: int, kind: str, body: bytes) -> bytes:
    http = f"HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}\r\n\r\n".encode() + body
    head = (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:{number}>\r\nWARC-Target-URI: https://a.example/{number}\r\n"
        f"WARC-Date: 2031-05-06T07:08:09Z\r\nContent-Type: application/http; msgtype=response\r\nContent-Length: {len(http)}\r\n\r\n"
    )
    return head.encode() + http + b"\r\n\r\n"


def test_warc_gives_its_html_pages(tmp_path: Path) -> None:
    source, out = tmp_path / "crawl.warc.gz", tmp_path / "out.jsonl"
    greek = "<p>Βυθίστηκε την αυγή της ημέρας, αλλά κανείς δεν είδε πλοία ή ναύτες.</p>"
    last = make_response(4, "text/html", PAGE.format(4).encode())
    records = [
        make_response(1, "Text/HTML; charset=utf-8", PAGE.format(1).encode()),
        make_response(2, "image/png", b"no page"),
        make_response(3, "text/html; charset=iso-8859-7", greek.encode("iso-8859-7")),
        last[:-30],
    ]
    source.write_bytes(b"".join(map(gzip.compress, records)))
    messages = run_batch(source, "-o", out, "--workers", "0", code=1)
    first, second = read_jsonl(out)
    assert {name: first[name] for name in ("id", "url", "date", "headline")} == {
        "id": "<urn:uuid:1>",
        "url": "https://a.example/1",
        "date": "2031-05-06T07:08:09Z",
        "headline": "Ferry 1 sinks",
    }
    assert second["body"][0]["text"] == greek[3:-4]
    assert "<urn:uuid:4>: file: its record is cut off" in messages


@pytest.mark.parametrize("name", ["out.jsonl", "out.jsonl.gz", "out.csv", "out.parquet"])
def test_output_without_rows_is_a_valid_file_of_its_format(name: str, tmp_path: Path) -> None:
    source, out = tmp_path / "in.jsonl", tmp_path / name
    source.write_bytes(b"\n")
    assert "0 rows in, 0 out, 0 errors" in run_batch(source, "-o", out, "--workers", "0")
    if guess_format(name) == "parquet":
        assert pq.read_table(out).schema.names == list(COLUMNS)
    elif guess_format(name) == "csv":
        assert out.read_text() == ",".join(COLUMNS) + "\n"
    else:
        assert read_jsonl(out) == []


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
    (tmp_path / source).write_bytes(to_jsonl(STORIES))
    messages = run_batch(tmp_path / source, "-o", tmp_path / out, "--workers", "0", code=2)
    assert re.search(rf'{re.escape(module)}.*: pip install "boilerstrip\[batch\]"', messages)
    assert not (tmp_path / out).exists()
