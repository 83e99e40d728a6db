"""CSV and TSV: a header, then a row for each record. Cells hold lists and objects as JSON."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from typing import Any, BinaryIO

from boilerstrip.article import Article
from boilerstrip.batch.formats.jsonl import dump_json
from boilerstrip.batch.formats.source_rows import ColumnNames, Row, make_failed_row, make_row
from boilerstrip.batch.formats.writer import HALF_SURROGATE, Segment, Writer, describe_new_column
from boilerstrip.cleaner import Failure
from boilerstrip.table_rows import COLUMNS, make_article_row

# The largest value that the csv module takes on all systems. Its default of 128 kB would stop at a larger page.
_LONGEST_CELL = 2**31 - 1


def read_csv(stream: BinaryIO, name: str, fields: ColumnNames) -> Iterator[Row]:
    r"""The rows of a CSV file with a header.

    >>> import io
    >>> [row.item.source for row in read_csv(io.BytesIO(b'id,text\na1,"Ferry\nsinks"'), "pages.csv", ColumnNames())]
    ['Ferry\nsinks']
    """
    return _read_records(stream, name, fields, ",")


def read_tsv(stream: BinaryIO, name: str, fields: ColumnNames) -> Iterator[Row]:
    """The rows of a file with a header and tabs between the cells."""
    return _read_records(stream, name, fields, "\t")


def _read_records(stream: BinaryIO, name: str, fields: ColumnNames, delimiter: str) -> Iterator[Row]:
    limit_before = csv.field_size_limit(_LONGEST_CELL)
    lines = io.TextIOWrapper(stream, encoding="utf-8-sig", errors="surrogateescape", newline="")
    try:
        for number, record in enumerate(csv.DictReader(lines, delimiter=delimiter), 1):
            yield _parse_record(record, fields, f"{name}:{number}")
    finally:
        csv.field_size_limit(limit_before)
        lines.detach()


def _parse_record(record: dict[str, Any], fields: ColumnNames, place: str) -> Row:
    surplus = record.pop(None, None)  # type: ignore[call-overload]
    row = make_row(record, fields, place)
    if surplus:
        return make_failed_row(row.id, Failure("row", f"has {len(surplus)} more cells than the header"))
    if any(value and not _is_encodable(value) for value in record.values()):
        return make_failed_row(_replace_surrogates(row.id), Failure("encoding", "is not UTF-8"))
    return row


def _is_encodable(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def _replace_surrogates(text: str) -> str:
    return text.encode(errors="surrogateescape").decode(errors="replace")


class CsvWriter(Writer):
    """A header, and a line for each row. The first rows fix the columns."""

    def format_article(self, article: Article) -> list[str]:
        """The cells of the article."""
        return [_format_cell(value) for value in make_article_row(article).values()]

    def encode_rows(self, rows: Sequence[tuple[Row, Any]], columns: Any) -> Segment:
        """The lines of these rows; with the header if they are the first ones."""
        is_first = columns is None
        carried = list(dict.fromkeys(name for row, _ in rows for name in row.columns)) if is_first else columns
        text = io.StringIO()
        lines = csv.writer(text, lineterminator="\n")
        if is_first:
            lines.writerow([*carried, *(self.prefix + name for name in COLUMNS)])
        failures: dict[int, Failure] = {}
        for position, (row, data) in enumerate(rows):
            cells = [*(_format_cell(row.columns.get(name)) for name in carried), *data]
            failure = self._find_misfit(row, carried, cells)
            if failure:
                failures[position] = failure
            else:
                lines.writerow(cells)
        return Segment(self.compress(text.getvalue().encode()), carried, failures)

    def _find_misfit(self, row: Row, carried: list[str], cells: list[str]) -> Failure | None:
        if new_columns := sorted(row.columns.keys() - set(carried)):
            return Failure("row", describe_new_column(new_columns[0]))
        if not all(map(_is_encodable, cells)):
            return Failure("encoding", HALF_SURROGATE)
        return None


def _format_cell(value: Any) -> str:
    if value is None or isinstance(value, str):
        return value or ""
    return dump_json(value)
