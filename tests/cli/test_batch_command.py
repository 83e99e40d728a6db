"""Wrong options of `boilerstrip batch`."""

from __future__ import annotations

import pytest

from batch_files import run_batch


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
    assert message in run_batch("-", *arguments, code=2)
