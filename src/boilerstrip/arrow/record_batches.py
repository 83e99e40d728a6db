"""Cleans Arrow record batches and tables."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import pyarrow as pa

from boilerstrip.arrow.columns import build_articles, read_sources
from boilerstrip.arrow.schema import find_carried_columns, output_schema
from boilerstrip.table_rows import Cleaning

# Characters of all sources of one batch, at most. Articles, bodies and removals together are then far below the limit of 32-bit offsets.
_MAX_BATCH_LENGTH = 64_000_000


def clean_batches(batches: Iterable[pa.RecordBatch], cleaning: Cleaning | None = None) -> Iterator[pa.RecordBatch]:
    r"""Clean record batches one after the other, lazily. The rows stay in order.

    Args:
        batches: Record batches with a column of texts or pages. Its type may be string or binary, also large, view, or
            dictionary-encoded.
        cleaning: Which columns to read and keep, and how to clean. By default, the column "text" is cleaned.

    Returns:
        Record batches with the schema `output_schema(batch.schema, cleaning)`: the columns that are carried through, then those of
        `ARTICLE`. A batch gives one batch, or several if its sources have more than 64 million characters together. An empty batch
        gives an empty batch. A row without a source, or with an error, has null in all columns of the article except `error`.

    Raises:
        TypeError, ValueError: For a wrong option at once, as `clean_article` does. For a wrong column, at the first batch that has it:
            as `output_schema` does, and `TypeError` for a column that holds neither text nor bytes.

    >>> batch = pa.record_batch({"id": [7, 8], "text": ["Ferry sinks\n\nNobody was hurt when the ferry sank at dawn.", None]})
    >>> (cleaned,) = clean_batches([batch])
    >>> cleaned.select(["id", "headline", "error"]).to_pylist()
    [{'id': 7, 'headline': 'Ferry sinks', 'error': None}, {'id': 8, 'headline': None, 'error': 'there is no source'}]
    """
    cleaning = cleaning or Cleaning()
    cleaning.check()
    return (cleaned for batch in batches for cleaned in _clean_batch(batch, cleaning))


def clean_table(table: pa.Table, cleaning: Cleaning | None = None) -> pa.Table:
    r"""`clean_batches` for a table. Its columns may be chunked.

    >>> table = pa.table({"text": ["Ferry sinks\n\nNobody was hurt when the ferry sank at dawn."]})
    >>> clean_table(table).column("headline").to_pylist()
    ['Ferry sinks']
    """
    cleaning = cleaning or Cleaning()
    schema = output_schema(table.schema, cleaning)
    return pa.Table.from_batches(clean_batches(table.to_batches(), cleaning), schema=schema)


def _clean_batch(batch: pa.RecordBatch, cleaning: Cleaning) -> Iterator[pa.RecordBatch]:
    schema = output_schema(batch.schema, cleaning)
    carried = [batch.column(index) for index in find_carried_columns(batch.schema.names, cleaning)]
    start = 0
    for rows in _split_rows(batch, cleaning):
        columns = [column.slice(start, len(rows)) for column in carried]
        yield pa.RecordBatch.from_arrays([*columns, *build_articles(rows).flatten()], schema=schema)
        start += len(rows)


def _split_rows(batch: pa.RecordBatch, cleaning: Cleaning) -> Iterator[list[dict[str, Any]]]:
    """The cleaned rows of a batch, in parts that are small enough. An empty batch gives one empty part."""
    rows: list[dict[str, Any]] = []
    length = 0
    for source, kind, url in read_sources(batch, cleaning):
        if length and length + len(source or "") > _MAX_BATCH_LENGTH:
            yield rows
            rows, length = [], 0
        rows.append(cleaning.row(source, url, kind))
        length += len(source or "")
    yield rows
