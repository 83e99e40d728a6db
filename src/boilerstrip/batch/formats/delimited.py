"""CSV and TSV: a header, then a row a record; lists and objects stand in their cells as JSON."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from typing import Any, BinaryIO

from boilerstrip.article import Article
from boilerstrip.batch.formats.jsonl import dumped
from boilerstrip.batch.formats.source_rows import ColumnNames, Row, failed, row_of
from boilerstrip.batch.formats.writing import Segment, Writer
from boilerstrip.clean_one import Failure
from boilerstrip.table_rows import COLUMNS, article_row

# A C long on all systems; the library's own limit of 128 kB would break off at a larger page.
_LONGEST_CELL = 2**31 - 1


def read_csv(stream: BinaryIO, name: str, fields: ColumnNames) -> Iterator[Row]:
    r"""The rows of a CSV file with a header.

    >>> import io
    >>> [row.item.source for row in read_csv(io.BytesIO(b'id,text\na1,"Ferry\nsinks"'), "pages.csv", ColumnNames())]
    ['Ferry\nsinks']
    """
    return _read(stream, name, fields, ",")


def read_tsv(stream: BinaryIO, name: str, fields: ColumnNames) -> Iterator[Row]:
    """The rows of a CSV file with tabs between its cells."""
    return _read(stream, name, fields, "\t")


def _read(stream: BinaryIO, name: str, fields: ColumnNames, delimiter: str) -> Iterator[Row]:
    before = csv.field_size_limit(_LONGEST_CELL)
    lines = io.TextIOWrapper(stream, encoding="utf-8-sig", errors="surrogateescape", newline="")
    try:
        for number, record in enumerate(csv.DictReader(lines, delimiter=delimiter), 1):
            yield _row(record, fields, f"{name}:{number}")
    finally:
        csv.field_size_limit(before)
        lines.detach()


def _row(record: dict[str, Any], fields: ColumnNames, place: str) -> Row:
    more = record.pop(None, None)  # type: ignore[call-overload]
    row = row_of(record, fields, place)
    if more:
        return failed(row.id, Failure("row", f"has {len(more)} cells more than the header"))
    if any(value and not _is_whole(value) for value in record.values()):
        return failed(_repaired(row.id), Failure("encoding", "is not UTF-8"))
    return row


def _is_whole(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def _repaired(text: str) -> str:
    return text.encode(errors="surrogateescape").decode(errors="replace")


class CsvWriter(Writer):
    """A header and a line a row. The columns are those of the first rows."""

    def data(self, article: Article) -> list[str]:
        """The article's cells."""
        return [_cell(value) for value in article_row(article).values()]

    def encode(self, rows: Sequence[tuple[Row, Any]], columns: Any) -> Segment:
        """The lines of these rows, with the header if they are the first."""
        header = columns is None
        carried = list(dict.fromkeys(name for row, _ in rows for name in row.columns)) if header else columns
        text = io.StringIO()
        lines = csv.writer(text, lineterminator="\n")
        if header:
            lines.writerow([*carried, *(self.prefix + name for name in COLUMNS)])
        failures: dict[int, Failure] = {}
        for position, (row, data) in enumerate(rows):
            cells = [*(_cell(row.columns.get(name)) for name in carried), *data]
            failure = self._misfit(row, carried, cells)
            if failure:
                failures[position] = failure
            else:
                lines.writerow(cells)
        return Segment(self.packed(text.getvalue().encode()), carried, failures)

    def _misfit(self, row: Row, carried: list[str], cells: list[str]) -> Failure | None:
        if more := sorted(row.columns.keys() - set(carried)):
            return Failure("row", f"has a column {more[0]!r} that the first rows had not; JSONL can hold it")
        if not all(map(_is_whole, cells)):
            return Failure("encoding", "has half a surrogate pair, which UTF-8 cannot hold; JSONL can")
        return None


def _cell(value: Any) -> str:
    if value is None or isinstance(value, str):
        return value or ""
    return dumped(value)
