"""`clean_batches`: record batches in, record batches out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import pyarrow as pa

from boilerstrip.arrow.columns import articles, sources
from boilerstrip.arrow.schema import carried_columns, output_schema
from boilerstrip.table_rows import Cleaning

# Characters of sources that one batch is made of: article, body and removals together stay far from what 32-bit offsets can hold.
_MOST = 64_000_000


def clean_batches(batches: Iterable[pa.RecordBatch], cleaning: Cleaning | None = None) -> Iterator[pa.RecordBatch]:
    r"""The articles of record batches, batch by batch, lazily, rows in order.

    Args:
        batches: Record batches with a column of texts or pages: string or binary, large, view, or dictionary-encoded.
        cleaning: The columns to read and keep, and how to clean; the column "text" where it is not given.

    Returns:
        Record batches of `output_schema(batch.schema, cleaning)`: the columns carried through, then those of `ARTICLE`. A batch gives one
        batch, or several where its sources are larger than 64 million characters together; an empty batch gives an empty one. A row
        without a source, or whose cleaning fails, has null in all of the article's columns but `error`.

    Raises:
        TypeError, ValueError: As `clean_article` for a wrong option, at once. As `output_schema` for a wrong column, or `TypeError` for a
            column that holds neither text nor bytes, at the first batch that has it.

    >>> batch = pa.record_batch({"id": [7, 8], "text": ["Ferry sinks\n\nNobody was hurt when the ferry sank at dawn.", None]})
    >>> (cleaned,) = clean_batches([batch])
    >>> cleaned.select(["id", "headline", "error"]).to_pylist()
    [{'id': 7, 'headline': 'Ferry sinks', 'error': None}, {'id': 8, 'headline': None, 'error': 'there is no source'}]
    """
    cleaning = cleaning or Cleaning()
    cleaning.check()
    return (cleaned for batch in batches for cleaned in _clean_batch(batch, cleaning))


def clean_table(table: pa.Table, cleaning: Cleaning | None = None) -> pa.Table:
    r"""The same for a table, whose columns may be chunked.

    >>> table = pa.table({"text": ["Ferry sinks\n\nNobody was hurt when the ferry sank at dawn."]})
    >>> clean_table(table).column("headline").to_pylist()
    ['Ferry sinks']
    """
    cleaning = cleaning or Cleaning()
    schema = output_schema(table.schema, cleaning)
    return pa.Table.from_batches(clean_batches(table.to_batches(), cleaning), schema=schema)


def _clean_batch(batch: pa.RecordBatch, cleaning: Cleaning) -> Iterator[pa.RecordBatch]:
    schema = output_schema(batch.schema, cleaning)
    carried = [batch.column(index) for index in carried_columns(batch.schema.names, cleaning)]
    start = 0
    for rows in _parts(batch, cleaning):
        columns = [column.slice(start, len(rows)) for column in carried]
        yield pa.RecordBatch.from_arrays([*columns, *articles(rows).flatten()], schema=schema)
        start += len(rows)


def _parts(batch: pa.RecordBatch, cleaning: Cleaning) -> Iterator[list[dict[str, Any]]]:
    """The batch's rows, in parts that are small enough; an empty batch is one empty part."""
    rows: list[dict[str, Any]] = []
    held = 0
    for source, kind, url in sources(batch, cleaning):
        if held and held + len(source or "") > _MOST:
            yield rows
            rows, held = [], 0
        rows.append(cleaning.row(source, url, kind))
        held += len(source or "")
    yield rows
