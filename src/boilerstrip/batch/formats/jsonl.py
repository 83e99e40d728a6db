"""JSON Lines: one object on each line."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, time
from typing import Any, BinaryIO

from boilerstrip.article import Article
from boilerstrip.batch.formats.source_rows import ColumnNames, Row, make_failed_row, make_row
from boilerstrip.batch.formats.writer import Segment, Writer
from boilerstrip.cleaner import Failure
from boilerstrip.table_rows import make_article_row


def read_jsonl(stream: BinaryIO, name: str, fields: ColumnNames) -> Iterator[Row]:
    r"""The rows of a JSON Lines file. Blank lines are skipped, but counted.

    >>> import io
    >>> [row.id for row in read_jsonl(io.BytesIO(b'{"text": "Ferry", "id": "a1"}\n\n{"text": "Goat"}'), "pages.jsonl", ColumnNames())]
    ['a1', 'pages.jsonl:3']
    """
    for number, line in enumerate(stream, 1):
        if line.strip():
            yield _parse_line(line.removeprefix(b"\xef\xbb\xbf").rstrip(), fields, f"{name}:{number}")


def _parse_line(line: bytes, fields: ColumnNames, place: str) -> Row:
    try:
        text = line.decode()
        failure = None
    except UnicodeDecodeError as error:
        text = line.decode(errors="replace")
        failure = Failure("encoding", f"is not UTF-8 at byte {error.start + 1} of its line")
    try:
        record = json.loads(text)
    except (ValueError, RecursionError) as error:
        return make_failed_row(place, failure or Failure("row", f"is not valid JSON: {error}"))
    if not isinstance(record, dict):
        return make_failed_row(place, failure or Failure("row", f"must be a JSON object, but is a {type(record).__name__}"))
    row = make_row(record, fields, place)
    return make_failed_row(row.id, failure) if failure else row


class JsonlWriter(Writer):
    """One JSON object for each row: the columns that are carried through, then those of the article."""

    def format_article(self, article: Article) -> str:
        """The article's part of the line, as a JSON object."""
        return dump_json(make_article_row(article, self.prefix))

    def encode_rows(self, rows: Sequence[tuple[Row, Any]], columns: Any) -> Segment:
        """The lines of these rows. Rows may have different columns."""
        lines = [_merge_objects(dump_json(row.columns), data).encode() for row, data in rows]
        return Segment(self.compress(b"".join(lines)), columns or [])


def _merge_objects(carried: str, article: str) -> str:
    """One line with one JSON object, made of two objects as text: parsing them again would be slow."""
    return (carried if article == "{}" else article if carried == "{}" else f"{carried[:-1]}, {article[1:]}") + "\n"


def dump_json(value: Mapping[str, Any] | Sequence[Any]) -> str:
    r"""JSON on one line. Non-ASCII text stays as it is, lone surrogates are escaped, and dates and bytes become text.

    >>> dump_json({"town": "Fähre", "half": "\ud83d"})
    '{"town": "F\\u00e4hre", "half": "\\ud83d"}'
    """
    text = json.dumps(value, ensure_ascii=False, default=_to_text)
    try:
        text.encode()
    except UnicodeEncodeError:
        return json.dumps(value, default=_to_text)
    return text


def _to_text(value: Any) -> Any:
    if isinstance(value, date | time):
        return value.isoformat()
    return value.decode(errors="replace") if isinstance(value, bytes) else str(value)
