"""Parquet, by way of pyarrow."""

from __future__ import annotations

import base64
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, BinaryIO, ClassVar

from boilerstrip.article import Article
from boilerstrip.batch.formats.jsonl import dumped
from boilerstrip.batch.formats.source_rows import ColumnNames, Row, failed, row_of
from boilerstrip.batch.formats.writing import Segment, Writer
from boilerstrip.clean_one import Failure
from boilerstrip.extras import load
from boilerstrip.table_rows import article_row

_ROWS_AT_ONCE = 64
_GROUP_BYTES = 64_000_000
_SIZE = 8


def read_parquet(stream: BinaryIO, name: str, fields: ColumnNames) -> Iterator[Row]:
    """The rows of a Parquet file, a few at a time."""
    load("pyarrow")
    file = load("pyarrow.parquet").ParquetFile(stream, pre_buffer=False)
    number = 0
    for batch in file.iter_batches(batch_size=_ROWS_AT_ONCE):
        for position in range(batch.num_rows):
            number += 1
            yield _row(batch, position, fields, f"{name}:{number}")


def _row(batch: Any, position: int, fields: ColumnNames, place: str) -> Row:
    record: dict[str, Any] = {}
    broken = None
    for column, values in zip(batch.schema.names, batch.columns, strict=True):
        try:
            record[column] = values[position].as_py()
        except ValueError as error:  # UnicodeDecodeError, or a date that Python has not.
            broken = Failure("encoding", f"its column {column!r} cannot be read: {error}")
    row = row_of(record, fields, place, batch.schema)
    return failed(row.id, broken) if broken else row


class ParquetWriter(Writer):
    """Columns as `boilerstrip.arrow` has them.

    Segments are Arrow streams, each behind its size; the file is made of them at the end. Columns carried through keep their types if
    they come from Parquet. Otherwise the first rows settle them; columns of several types become text, as JSON.
    """

    needs: ClassVar[str | None] = "pyarrow"

    def data(self, article: Article) -> dict[str, Any]:
        """The article's values."""
        return article_row(article, self.prefix)

    def encode(self, rows: Sequence[tuple[Row, Any]], columns: Any) -> Segment:
        """An Arrow stream of these rows."""
        pa = load("pyarrow")
        carried = _settled(pa, [row for row, _ in rows]) if columns is None else _schema(pa, columns)
        failures = {position: failure for position, (row, _) in enumerate(rows) if (failure := _misfit(row, carried))}
        try:
            table = self._table(pa, _others(rows, failures), carried)
        except _unfit(pa):
            failures |= {place: failure for place, row in enumerate(rows) if (failure := self._refused(pa, row, carried))}
            table = self._table(pa, _others(rows, failures), carried)
        sink = pa.BufferOutputStream()
        with pa.ipc.new_stream(sink, table.schema) as stream:
            stream.write_table(table)
        data: bytes = sink.getvalue().to_pybytes()
        settled = base64.b64encode(carried.serialize().to_pybytes()).decode()
        return Segment(len(data).to_bytes(_SIZE, "little") + data, settled, failures)

    def finish(self, part: Path, target: Path) -> None:
        """Make the Parquet file of the segments, in groups of some 64 MB."""
        whole = target.with_name(target.name + ".whole")
        with part.open("rb") as segments:
            groups = _groups(segments)
            first = next(groups)
            with load("pyarrow.parquet").ParquetWriter(whole, first.schema, compression="zstd") as file:
                file.write_table(first)
                for group in groups:
                    file.write_table(group)
        whole.replace(target)
        part.unlink()

    def _table(self, pa: Any, rows: Sequence[tuple[Row, Any]], carried: Any) -> Any:
        article = _article_schema()
        arrays = [
            pa.array([_fitted(pa, row.columns.get(field.name), field.type) for row, _ in rows], field.type) for field in carried
        ]
        arrays += [pa.array([data[self.prefix + field.name] for _, data in rows], field.type) for field in article]
        own = [field.with_name(self.prefix + field.name) for field in article]
        return pa.table(arrays, schema=pa.schema([*carried, *own]))

    def _refused(self, pa: Any, row: tuple[Row, Any], carried: Any) -> Failure | None:
        """Why a single row does not fit."""
        if failure := _misfit(row[0], carried):
            return failure
        try:
            self._table(pa, [row], carried)
        except UnicodeEncodeError:
            return Failure("encoding", "has half a surrogate pair, which UTF-8 cannot hold; JSONL can")
        except _unfit(pa) as error:
            return Failure("row", f"does not fit the columns of the first rows: {error}")
        return None


def _others(rows: Sequence[tuple[Row, Any]], failures: Mapping[int, Failure]) -> list[tuple[Row, Any]]:
    return [row for place, row in enumerate(rows) if place not in failures]


def _unfit(pa: Any) -> tuple[type[Exception], ...]:
    """What pyarrow raises for values that a column cannot hold."""
    return (pa.ArrowException, OverflowError, UnicodeEncodeError)


def _misfit(row: Row, carried: Any) -> Failure | None:
    more = sorted(row.columns.keys() - set(carried.names))
    return Failure("row", f"has a column {more[0]!r} that the first rows had not; JSONL can hold it") if more else None


def _settled(pa: Any, rows: Sequence[Row]) -> Any:
    """The schema of the columns carried through: as their file has it, or as the values of the first rows are."""
    names = dict.fromkeys(name for row in rows for name in row.columns)
    told = next((row.types for row in rows if row.types is not None), None)
    known = {field.name: field.type for field in told} if told is not None else {}
    return pa.schema({name: known.get(name) or _told(pa, [row.columns.get(name) for row in rows]) for name in names})


def _told(pa: Any, values: Sequence[Any]) -> Any:
    try:
        found = pa.array(values).type
    except _unfit(pa):
        return pa.string()
    # Of a column that is empty so far, nothing is known; text can hold whatever comes.
    return pa.string() if pa.types.is_null(found) else found


def _fitted(pa: Any, value: Any, kind: Any) -> Any:
    """A value as its column takes it: in a column of text, what is no text is written as JSON."""
    return value if value is None or isinstance(value, str) or not pa.types.is_string(kind) else dumped(value)


def _schema(pa: Any, columns: str) -> Any:
    return pa.ipc.read_schema(pa.py_buffer(base64.b64decode(columns)))


def _groups(segments: BinaryIO) -> Iterator[Any]:
    """The segments' tables, put together until they are large enough."""
    pa = load("pyarrow")
    waiting: list[Any] = []
    while size := segments.read(_SIZE):
        waiting.append(pa.ipc.open_stream(segments.read(int.from_bytes(size, "little"))).read_all())
        if sum(table.nbytes for table in waiting) > _GROUP_BYTES:
            yield pa.concat_tables(waiting)
            waiting = []
    if waiting:
        yield pa.concat_tables(waiting)


def _article_schema() -> Any:
    """The article's columns as all Arrow tables have them, but for `error`: errors have a file of their own."""
    from boilerstrip.arrow.schema import ARTICLE

    return ARTICLE.remove(ARTICLE.get_field_index("error"))
