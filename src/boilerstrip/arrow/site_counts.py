"""Counting what sites repeat in tables, for engines that group rows by host and line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

import pyarrow as pa

from boilerstrip.arrow.columns import sources
from boilerstrip.arrow.schema import carried_columns
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
    """The lines of all pages of these batches, as `partial_line_counts` gives them; rows without a source are no pages.

    Of `cleaning`, the columns `text`, `html` and `url` are used. Raises as `output_schema` for a wrong column, and `ValueError` for a
    wrong date.

    >>> batch = pa.record_batch({"url": ["wrenmouth.example/a", "wrenmouth.example/b"], "text": ["Most read", "MOST READ"]})
    >>> count_lines([batch], Cleaning(url="url")).select(["host", "line", "places"]).to_pylist()
    [{'host': 'wrenmouth.example', 'line': 'most read', 'places': [0, 0]}]
    """
    return _table(partial_line_counts(_pages(batches, replace(cleaning, keep=())), date=date))


def merge_lines(group: pa.Table) -> pa.Table:
    """The rows with those of the same host and line put into one, as `merge_counts` does it."""
    return _table(merge_counts(group.to_pylist()))


def _pages(batches: Iterable[pa.RecordBatch], cleaning: Cleaning) -> Iterator[tuple[str | None, Any]]:
    for batch in batches:
        carried_columns(batch.schema.names, cleaning)  # a wrong column is named
        yield from ((url, source) for source, _, url in sources(batch, cleaning) if source is not None)


def _table(rows: Iterable[LineCount]) -> pa.Table:
    return pa.Table.from_pylist([row._asdict() for row in rows], schema=LINES)
