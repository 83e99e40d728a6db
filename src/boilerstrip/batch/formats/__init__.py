"""Files to rows, and rows to files: a module for each format, and the tables of formats."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import BinaryIO

from boilerstrip.batch.formats.delimited import CsvWriter, read_csv, read_tsv
from boilerstrip.batch.formats.documents import DOCUMENTS, read_document
from boilerstrip.batch.formats.jsonl import JsonlWriter, read_jsonl
from boilerstrip.batch.formats.parquet import ParquetWriter, read_parquet
from boilerstrip.batch.formats.source_rows import ColumnNames, Row
from boilerstrip.batch.formats.warc import read_warc
from boilerstrip.batch.formats.writer import Writer

Reader = Callable[[BinaryIO, str, ColumnNames], Iterator[Row]]

READERS: dict[str, Reader] = {
    "jsonl": read_jsonl,
    "csv": read_csv,
    "tsv": read_tsv,
    "parquet": read_parquet,
    "warc": read_warc,
    "document": read_document,
}
WRITERS: dict[str, type[Writer]] = {"jsonl": JsonlWriter, "csv": CsvWriter, "parquet": ParquetWriter}
_SUFFIXES = {
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".json": "jsonl",
    ".csv": "csv",
    ".tsv": "tsv",
    ".parquet": "parquet",
    ".pq": "parquet",
    ".warc": "warc",
    **dict.fromkeys(DOCUMENTS, "document"),
}
COMPRESSIONS = (".gz", ".zst")


def guess_format(name: str) -> str | None:
    """The format that belongs to the name of a file, compressed or not; `None` for an unknown ending.

    >>> guess_format("pages.jsonl.gz"), guess_format("Ferry.HTML"), guess_format("ferry.png")
    ('jsonl', 'document', None)
    """
    bare = name.lower()
    for suffix in COMPRESSIONS:
        bare = bare.removesuffix(suffix)
    _, dot, suffix = bare.rpartition(".")
    return _SUFFIXES.get(dot + suffix)


__all__ = ["COMPRESSIONS", "READERS", "WRITERS", "ColumnNames", "Reader", "Row", "Writer", "guess_format"]
