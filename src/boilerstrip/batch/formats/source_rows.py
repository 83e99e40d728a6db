"""One row of an input."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from boilerstrip.batch.items import Item, checked
from boilerstrip.clean_one import Failure


@dataclass(frozen=True, slots=True)
class ColumnNames:
    """The names of the columns that matter. Where a row has a page in `html`, that is cleaned, and otherwise what is in `text`.

    >>> ColumnNames().sources
    (('text', None),)
    """

    text: str | None = None
    html: str | None = None
    url: str = "url"
    id: str = "id"

    @property
    def sources(self) -> tuple[tuple[str, str | None], ...]:
        """The columns of sources and their kinds, the one to be preferred first."""
        html = ((self.html, "html"),) if self.html else ()
        text = ((self.text, None),) if self.text else ()
        return (*html, *text) or (("text", None),)


@dataclass(frozen=True, slots=True)
class Row:
    """A source with the columns that are carried through to the output, its id first.

    `types` is what the file says of its columns, where it does: a pyarrow schema.
    """

    item: Item
    columns: Mapping[str, Any]
    types: Any = None

    @property
    def id(self) -> Any:
        """The row's id, or its place."""
        return self.item.key


def row_of(record: Mapping[str, Any], fields: ColumnNames, place: str, types: Any = None) -> Row:
    """The row that a record makes; one without an id is called by its place.

    >>> row = row_of({"text": "Ferry sinks", "lang": "en"}, ColumnNames(), "pages.jsonl:7")
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
        there = ", ".join(repr(name) for name in record) or "nothing"
        return Row(Item(key, Failure("row", f"has no {wanted}; there is {there}")), columns, types)
    source, kind = next((found for found in present if found[0] is not None), present[-1])
    return Row(checked(key, source, record.get(fields.url), kind), columns, types)


def failed(key: Any, failure: Failure) -> Row:
    """A row that could not be read.

    >>> failed("pages.jsonl:7", Failure("row", "is no JSON")).item.source.kind
    'row'
    """
    return Row(Item(key, failure), {})
