"""WARC files: the HTML pages among their responses."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, BinaryIO

from boilerstrip.batch.formats.source_rows import ColumnNames, Row
from boilerstrip.batch.items import Item
from boilerstrip.cleaner import Failure
from boilerstrip.extras import import_optional
from boilerstrip.readers.decode import decode

_PAGE_TYPES = ("text/html", "application/xhtml+xml")


def read_warc(stream: BinaryIO, name: str, fields: ColumnNames) -> Iterator[Row]:
    """A row for each response that is HTML: id, target address and `date` are those of the record. Other records are skipped.

    A record that is cut off gives a failure.
    """
    warc = import_optional("fastwarc.warc")
    records = warc.ArchiveIterator(stream, record_types=warc.WarcRecordType.response, parse_http=True, auto_decode="all")
    for record in records:
        if (record.http_content_type or "").lower() in _PAGE_TYPES:
            yield _read_record(record, name, fields)


def _read_record(record: Any, name: str, fields: ColumnNames) -> Row:
    key = record.record_id or f"{name}:{record.stream_pos}"
    url = record.headers.get("WARC-Target-URI")
    columns = {fields.id: key, fields.url: url, "date": record.headers.get("WARC-Date")}
    try:
        page = record.reader.read()
    except OSError as error:
        return Row(Item(key, Failure("encoding", f"its content cannot be decoded: {error}")), columns)
    encoded = record.http_headers.get("Content-Encoding") or record.http_headers.get("Transfer-Encoding")
    if not encoded and len(page) < record.content_length:
        return Row(Item(key, Failure("file", "its record is cut off")), columns)
    return Row(Item(key, decode(page, record.http_charset), url, "html"), columns)
