"""The rows of an input: each has a source, and columns that are carried through to the output."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from boilerstrip.batch.items import Item, make_item
from boilerstrip.cleaner import Failure


@dataclass(frozen=True, slots=True)
class ColumnNames:
    """The names of the columns that matter. A row's `html` column is cleaned if it has a value, otherwise its `text` column.

    >>> ColumnNames().sources
    (('text', None),)
    """

    text: str | None = None
    html: str | None = None
    url: str = "url"
    id: str = "id"

    @property
    def sources(self) -> tuple[tuple[str, str | None], ...]:
        """The columns that hold sources, and their kinds. The first one with a value is cleaned."""
        html = ((self.html, "html"),) if self.html else ()
        text = ((self.text, None),) if self.text else ()
        return (*html, *text) or (("text", None),)


@dataclass(frozen=True, slots=True)
class Row:
    """A source with the columns that are carried through to the output, the id first.

    `types` is a pyarrow schema of the columns, if the input file has one.
    """

    item: Item
    columns: Mapping[str, Any]
    types: Any = None

    @property
    def id(self) -> Any:
        """The row's id; for a row without an id, its place in the file."""
        return self.item.key


def make_row(record: Mapping[str, Any], fields: ColumnNames, place: str, types: Any = None) -> Row:
    """The row of a record. For a record without an id, the place becomes the id.

    >>> row = make_row({"text": "Ferry sinks", "lang": "en"}, ColumnNames(), "pages.jsonl:7")
    >>> row.id, row.item.source, dict(row.columns)
    ('pages.jsonl:7', 'Ferry sinks', {'id': 'pages.jsonl:7', 'lang': 'en'})
    """
    given = record.get(fields.id)
    key = place if given is None else given
    sources = fields.sources
    names = {name for name, _ in sources}
    columns = {fields.id: key, **{name: value for name, value in record.items() if name not in names and name != fields.id}}
    present = [(record[name], kind) for name, kind in sources if name in record]
    if not present:
        wanted = " or ".join(repr(name) for name, _ in sources)
        existing = ", ".join(repr(name) for name in record) or "nothing"
        return Row(Item(key, Failure("row", f"has no {wanted}; there is {existing}")), columns, types)
    source, kind = next((pair for pair in present if pair[0] is not None), present[-1])
    return Row(make_item(key, source, record.get(fields.url), kind), columns, types)


def make_failed_row(key: Any, failure: Failure) -> Row:
    """A row that could not be read.

    >>> make_failed_row("pages.jsonl:7", Failure("row", "is not valid JSON")).item.source.kind
    'row'
    """
    return Row(Item(key, failure), {})
