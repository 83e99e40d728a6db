"""Which files are read, and what happens with those that cannot be read."""

from __future__ import annotations

import gzip
from collections.abc import Callable
from pathlib import Path

import pytest

from batch_files import CLEANED, PAGE, STORIES, STORY, read_jsonl, run_batch, to_jsonl, zstd


@pytest.mark.parametrize("suffix", ["jsonl", "jsonl.gz", "jsonl.zst"])
def test_compression_is_detected_by_content_and_chosen_by_name(suffix: str, tmp_path: Path) -> None:
    pack: Callable[[bytes], bytes] = {"gz": gzip.compress, "zst": zstd().compress}.get(suffix[6:], bytes)
    source, out = tmp_path / "in.jsonl", tmp_path / f"out.{suffix}"
    source.write_bytes(pack(to_jsonl(STORIES)))
    run_batch(source, "-o", out, "--workers", "0")
    assert read_jsonl(out) == CLEANED
    assert out.read_bytes()[:2] == {"gz": b"\x1f\x8b", "zst": b"\x28\xb5"}.get(suffix[6:], b'{"')


def test_folder_is_read_in_order_with_files_of_all_formats(tmp_path: Path) -> None:
    folder = tmp_path / "pages"
    (folder / "b").mkdir(parents=True)
    (folder / "a.html").write_text(PAGE.format(1))
    (folder / "b" / "more.jsonl").write_bytes(to_jsonl(STORIES[:2]))
    (folder / "c.txt.gz").write_bytes(gzip.compress(STORY.format(2).encode()))
    (folder / "logo.png").write_bytes(b"\x89PNG")
    out = folder / "out.jsonl"
    for _ in range(2):  # the second time, the output of the first is in the folder
        run_batch(folder, "-o", out, "--workers", "0")
        assert [row["id"] for row in read_jsonl(out)] == [str(folder / "a.html"), str(folder / "c.txt.gz"), "a0", "a1"]
    assert read_jsonl(out)[0]["headline"] == "Ferry 1 sinks"


def test_html_is_cleaned_instead_of_text(tmp_path: Path) -> None:
    rows = [{"page": PAGE.format(1), "plain": "Nothing"}, {"page": None, "plain": STORY.format(2)}, {"title": "none of them"}]
    source, out = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    source.write_bytes(to_jsonl(rows))
    messages = run_batch(source, "-o", out, "--workers", "0", "--html-field", "page", "--text-field", "plain")
    assert [(row["id"], row["headline"]) for row in read_jsonl(out)] == [
        (f"{source}:1", "Ferry 1 sinks"),
        (f"{source}:2", "Ferry 2 sinks"),
    ]
    assert f"{source}:3: row: has no 'page' or 'plain'; there is 'title'" in messages


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("in.jsonl.gz", gzip.compress(to_jsonl(STORIES), mtime=0)[:-20], "to its end: it is cut off or damaged"),
        ("in.parquet", b"PAR1 this is none", "cannot be read to its end: Parquet magic bytes not found"),
        ("in.warc", b"this is none\n" * 9, "cannot be read to its end: Invalid WARC header"),
    ],
)
def test_damaged_file_is_named_and_the_others_are_cleaned(name: str, data: bytes, message: str, tmp_path: Path) -> None:
    damaged, source, out = tmp_path / name, tmp_path / "last.jsonl", tmp_path / "out.jsonl"
    damaged.write_bytes(data)
    source.write_bytes(to_jsonl(STORIES))
    messages = run_batch(damaged, source, "-o", out, "--workers", "0", code=1)
    assert f"{damaged}: file: cannot be read" in messages
    assert message in messages
    assert read_jsonl(out)[-4:] == CLEANED
