"""JSON Lines: one object a line."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, time
from typing import Any, BinaryIO

from boilerstrip.article import Article
from boilerstrip.batch.formats.source_rows import ColumnNames, Row, failed, row_of
from boilerstrip.batch.formats.writing import Segment, Writer
from boilerstrip.clean_one import Failure
from boilerstrip.table_rows import article_row


def read_jsonl(stream: BinaryIO, name: str, fields: ColumnNames) -> Iterator[Row]:
    r"""The rows of a JSON Lines file; blank lines are none.

    >>> import io
    >>> [row.id for row in read_jsonl(io.BytesIO(b'{"text": "Ferry", "id": "a1"}\n\n{"text": "Goat"}'), "pages.jsonl", ColumnNames())]
    ['a1', 'pages.jsonl:3']
    """
    for number, line in enumerate(stream, 1):
        if line.strip():
            yield _row(line.removeprefix(b"\xef\xbb\xbf").rstrip(), fields, f"{name}:{number}")


def _row(line: bytes, fields: ColumnNames, place: str) -> Row:
    try:
        text = line.decode()
        broken = None
    except UnicodeDecodeError as error:
        text = line.decode(errors="replace")
        broken = Failure("encoding", f"is not UTF-8 at byte {error.start + 1} of its line")
    try:
        record = json.loads(text)
    except (ValueError, RecursionError) as error:
        return failed(place, broken or Failure("row", f"is no JSON: {error}"))
    if not isinstance(record, dict):
        return failed(place, broken or Failure("row", f"must be a JSON object, but is a {type(record).__name__}"))
    row = row_of(record, fields, place)
    return failed(row.id, broken) if broken else row


class JsonlWriter(Writer):
    """One JSON object a row: the columns carried through, then the article's."""

    def data(self, article: Article) -> str:
        """The article's part of the line, as a JSON object."""
        return dumped(article_row(article, self.prefix))

    def encode(self, rows: Sequence[tuple[Row, Any]], columns: Any) -> Segment:
        """The lines of these rows, whatever their columns."""
        lines = [_joined(dumped(row.columns), data).encode() for row, data in rows]
        return Segment(self.packed(b"".join(lines)), columns or [])


def _joined(carried: str, article: str) -> str:
    """Two JSON objects as one, on a line."""
    return (carried if article == "{}" else article if carried == "{}" else f"{carried[:-1]}, {article[1:]}") + "\n"


def dumped(value: Mapping[str, Any] | Sequence[Any]) -> str:
    r"""JSON on one line, with non-ASCII text as it is, lone surrogates escaped, and dates and bytes as text.

    >>> dumped({"town": "Fähre", "half": "\ud83d"})
    '{"town": "F\\u00e4hre", "half": "\\ud83d"}'
    """
    text = json.dumps(value, ensure_ascii=False, default=_plain)
    try:
        text.encode()
    except UnicodeEncodeError:
        return json.dumps(value, default=_plain)
    return text


def _plain(value: Any) -> Any:
    if isinstance(value, date | time):
        return value.isoformat()
    return value.decode(errors="replace") if isinstance(value, bytes) else str(value)
