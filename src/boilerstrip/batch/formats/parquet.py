"""Parquet, read and written with pyarrow."""

from __future__ import annotations

import base64
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, BinaryIO, ClassVar

from boilerstrip.article import Article
from boilerstrip.batch.formats.jsonl import dump_json
from boilerstrip.batch.formats.source_rows import ColumnNames, Row, make_failed_row, make_row
from boilerstrip.batch.formats.writer import HALF_SURROGATE, Segment, Writer, describe_new_column
from boilerstrip.cleaner import Failure
from boilerstrip.extras import import_optional
from boilerstrip.table_rows import make_article_row

_ROWS_AT_ONCE = 64
_GROUP_BYTES = 64_000_000
# Bytes of the number that stands before each segment of the part file: the size of the segment.
_SIZE_BYTES = 8


def read_parquet(stream: BinaryIO, name: str, fields: ColumnNames) -> Iterator[Row]:
    """The rows of a Parquet file. Only a few are in memory at a time."""
    import_optional("pyarrow")
    file = import_optional("pyarrow.parquet").ParquetFile(stream, pre_buffer=False)
    number = 0
    for batch in file.iter_batches(batch_size=_ROWS_AT_ONCE):
        for position in range(batch.num_rows):
            number += 1
            yield _read_row(batch, position, fields, f"{name}:{number}")


def _read_row(batch: Any, position: int, fields: ColumnNames, place: str) -> Row:
    record: dict[str, Any] = {}
    failure = None
    for column, values in zip(batch.schema.names, batch.columns, strict=True):
        try:
            record[column] = values[position].as_py()
        except ValueError as error:  # a UnicodeDecodeError, or a date that Python cannot represent
            failure = Failure("encoding", f"its column {column!r} cannot be read: {error}")
    row = make_row(record, fields, place, batch.schema)
    return make_failed_row(row.id, failure) if failure else row


class ParquetWriter(Writer):
    """The columns of `boilerstrip.arrow`.

    Segments are Arrow streams with their size before each; at the end, the Parquet file is made from them. Columns that are carried
    through keep their types if they come from Parquet. Otherwise the first rows fix the types, and a column with values of several types
    becomes text, as JSON.
    """

    required_library: ClassVar[str | None] = "pyarrow"

    def format_article(self, article: Article) -> dict[str, Any]:
        """The values of the article."""
        return make_article_row(article, self.prefix)

    def encode_rows(self, rows: Sequence[tuple[Row, Any]], columns: Any) -> Segment:
        """An Arrow stream of these rows."""
        pa = import_optional("pyarrow")
        carried = _infer_schema(pa, [row for row, _ in rows]) if columns is None else _decode_schema(pa, columns)
        failures = {position: failure for position, (row, _) in enumerate(rows) if (failure := _find_misfit(row, carried))}
        try:
            table = self._make_table(pa, _drop_failed(rows, failures), carried)
        except _list_conversion_errors(pa):
            failures |= {place: failure for place, row in enumerate(rows) if (failure := self._try_row(pa, row, carried))}
            table = self._make_table(pa, _drop_failed(rows, failures), carried)
        sink = pa.BufferOutputStream()
        with pa.ipc.new_stream(sink, table.schema) as stream:
            stream.write_table(table)
        data: bytes = sink.getvalue().to_pybytes()
        encoded_schema = base64.b64encode(carried.serialize().to_pybytes()).decode()
        return Segment(len(data).to_bytes(_SIZE_BYTES, "little") + data, encoded_schema, failures)

    def finish_file(self, part: Path, target: Path) -> None:
        """Make the Parquet file from the segments, in groups of about 64 MB."""
        whole = target.with_name(target.name + ".whole")
        with part.open("rb") as segments:
            groups = _read_groups(segments)
            first = next(groups)
            with import_optional("pyarrow.parquet").ParquetWriter(whole, first.schema, compression="zstd") as file:
                file.write_table(first)
                for group in groups:
                    file.write_table(group)
        whole.replace(target)
        part.unlink()

    def _make_table(self, pa: Any, rows: Sequence[tuple[Row, Any]], carried: Any) -> Any:
        article = _load_article_schema()
        arrays = [
            pa.array([_fit_value(pa, row.columns.get(field.name), field.type) for row, _ in rows], field.type)
            for field in carried
        ]
        arrays += [pa.array([data[self.prefix + field.name] for _, data in rows], field.type) for field in article]
        own = [field.with_name(self.prefix + field.name) for field in article]
        return pa.table(arrays, schema=pa.schema([*carried, *own]))

    def _try_row(self, pa: Any, row: tuple[Row, Any], carried: Any) -> Failure | None:
        """The reason why a single row does not fit; `None` if it fits."""
        if failure := _find_misfit(row[0], carried):
            return failure
        try:
            self._make_table(pa, [row], carried)
        except UnicodeEncodeError:
            return Failure("encoding", HALF_SURROGATE)
        except _list_conversion_errors(pa) as error:
            return Failure("row", f"does not fit the columns of the first rows: {error}")
        return None


def _drop_failed(rows: Sequence[tuple[Row, Any]], failures: Mapping[int, Failure]) -> list[tuple[Row, Any]]:
    return [row for place, row in enumerate(rows) if place not in failures]


def _list_conversion_errors(pa: Any) -> tuple[type[Exception], ...]:
    """The exceptions that pyarrow raises for values that a column cannot hold."""
    return (pa.ArrowException, OverflowError, UnicodeEncodeError)


def _find_misfit(row: Row, carried: Any) -> Failure | None:
    new_columns = sorted(row.columns.keys() - set(carried.names))
    return Failure("row", describe_new_column(new_columns[0])) if new_columns else None


def _infer_schema(pa: Any, rows: Sequence[Row]) -> Any:
    """The schema of the columns that are carried through: from the input file if it has one, otherwise from the values."""
    names = dict.fromkeys(name for row in rows for name in row.columns)
    schema = next((row.types for row in rows if row.types is not None), None)
    types = {field.name: field.type for field in schema} if schema is not None else {}
    return pa.schema({name: types.get(name) or _infer_type(pa, [row.columns.get(name) for row in rows]) for name in names})


def _infer_type(pa: Any, values: Sequence[Any]) -> Any:
    try:
        inferred = pa.array(values).type
    except _list_conversion_errors(pa):
        return pa.string()
    # The type of a column that is empty so far is unknown; a column of text can hold anything, as JSON.
    return pa.string() if pa.types.is_null(inferred) else inferred


def _fit_value(pa: Any, value: Any, kind: Any) -> Any:
    """The value for a column of this type. In a column of text, all other values are written as JSON."""
    return value if value is None or isinstance(value, str) or not pa.types.is_string(kind) else dump_json(value)


def _decode_schema(pa: Any, columns: str) -> Any:
    return pa.ipc.read_schema(pa.py_buffer(base64.b64decode(columns)))


def _read_groups(segments: BinaryIO) -> Iterator[Any]:
    """The tables of the segments, put together to larger ones."""
    pa = import_optional("pyarrow")
    group: list[Any] = []
    while size := segments.read(_SIZE_BYTES):
        group.append(pa.ipc.open_stream(segments.read(int.from_bytes(size, "little"))).read_all())
        if sum(table.nbytes for table in group) > _GROUP_BYTES:
            yield pa.concat_tables(group)
            group = []
    if group:
        yield pa.concat_tables(group)


def _load_article_schema() -> Any:
    """The columns of the article in all Arrow tables, without `error`: errors are written to another file."""
    from boilerstrip.arrow.schema import ARTICLE

    return ARTICLE.remove(ARTICLE.get_field_index("error"))
