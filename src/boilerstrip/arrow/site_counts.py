"""Counts the lines of sites in tables, for engines that group rows by host and line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

import pyarrow as pa

from boilerstrip.arrow.columns import read_sources
from boilerstrip.arrow.schema import find_carried_columns
from boilerstrip.sites import LineCount, merge_counts, partial_line_counts
from boilerstrip.table_rows import Cleaning

# The columns of a `LineCount`.
LINES = pa.schema(
    {
        "host": pa.string(),
        "line": pa.string(),
        "pages": pa.list_(pa.int64()),
        "versions": pa.list_(pa.int64()),
        "dates": pa.list_(pa.string()),
        "places": pa.list_(pa.int64()),
        "inside": pa.list_(pa.bool_()),
    }
)


def count_lines(batches: Iterable[pa.RecordBatch], cleaning: Cleaning, date: str | None = None) -> pa.Table:
    """The lines of all pages of these batches, as `partial_line_counts` counts them. Rows without a source are skipped.

    Only the columns `text`, `html` and `url` of `cleaning` are used. Raises `ValueError` for a wrong column or date.

    >>> batch = pa.record_batch({"url": ["wrenmouth.example/a", "wrenmouth.example/b"], "text": ["Most read", "MOST READ"]})
    >>> count_lines([batch], Cleaning(url="url")).select(["host", "line", "places"]).to_pylist()
    [{'host': 'wrenmouth.example', 'line': 'most read', 'places': [0, 0]}]
    """
    return _make_table(partial_line_counts(_read_pages(batches, replace(cleaning, keep=())), date=date))


def merge_lines(group: pa.Table) -> pa.Table:
    """`merge_counts` for a table: one row for each host and line."""
    return _make_table(merge_counts(group.to_pylist()))


def _read_pages(batches: Iterable[pa.RecordBatch], cleaning: Cleaning) -> Iterator[tuple[str | None, Any]]:
    for batch in batches:
        find_carried_columns(batch.schema.names, cleaning)  # raises an error that names a wrong column
        yield from ((url, source) for source, _, url in read_sources(batch, cleaning) if source is not None)


def _make_table(rows: Iterable[LineCount]) -> pa.Table:
    return pa.Table.from_pylist([row._asdict() for row in rows], schema=LINES)
