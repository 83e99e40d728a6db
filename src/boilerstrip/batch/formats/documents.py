"""Files that hold one page each."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from boilerstrip.batch.formats.source_rows import ColumnNames, Row
from boilerstrip.batch.items import Item

DOCUMENTS = (".txt", ".text", ".md", ".markdown", ".html", ".htm", ".xhtml")


def read_document(stream: BinaryIO, name: str, fields: ColumnNames) -> Iterator[Row]:
    """The only row of a file; its id is the name of the file.

    >>> import io
    >>> [row.id for row in read_document(io.BytesIO(b"Ferry sinks"), "pages/ferry.txt", ColumnNames())]
    ['pages/ferry.txt']
    """
    yield Row(Item(name, stream.read()), {fields.id: name})
