"""Values out of Arrow columns of any string or binary type, and article columns out of rows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import types

from boilerstrip.arrow.schema import ARTICLE_TYPE
from boilerstrip.table_rows import Cleaning

_STRINGS = (types.is_string, types.is_large_string, types.is_string_view)
_BINARIES = (types.is_binary, types.is_large_binary, types.is_binary_view, types.is_fixed_size_binary)


def sources(batch: pa.RecordBatch, cleaning: Cleaning) -> Iterator[tuple[str | bytes | None, str | None, str | None]]:
    """Each row's source, the kind that it is to be read as, and its address.

    Raises `TypeError` for a column that holds neither text nor bytes.

    >>> batch = pa.record_batch({"text": ["Ferry sinks", None], "html": [None, "<p>Ferry sinks</p>"]})
    >>> list(sources(batch, Cleaning(text="text", html="html")))
    [('Ferry sinks', 'auto', None), ('<p>Ferry sinks</p>', 'html', None)]
    """
    columns = [(values(batch.column(name), name), kind) for name, kind in cleaning.sources]
    urls = values(batch.column(cleaning.url), cleaning.url) if cleaning.url else iter([None] * batch.num_rows)
    for url in urls:
        found: tuple[str | bytes | None, str | None] = (None, None)
        for column, kind in reversed(columns):
            value = next(column)
            found = found if value is None else (value, kind)
        yield (*found, url.decode("utf-8", "replace") if isinstance(url, bytes) else url)


def values(column: pa.Array, name: str) -> Iterator[str | bytes | None]:
    """The values of a column one by one, so that a batch of large pages is not in memory twice.

    Columns of text give `str`, or `bytes` for a value that is no valid UTF-8. Columns of bytes give `bytes`.
    Raises `TypeError` for a column that holds neither.

    >>> list(values(pa.array(["a", None, "a"]).dictionary_encode(), "text"))
    ['a', None, 'a']
    """
    column = _plain(column)
    text = _is(column.type, _STRINGS)
    if not text and not _is(column.type, (*_BINARIES, types.is_null)):
        raise TypeError(f"the column {name!r} must hold text or bytes, but holds {column.type}")
    return (_decoded(value.as_py()) if text else value.as_py() for value in _as_bytes(column, text))


def articles(rows: Iterable[dict[str, Any]]) -> pa.StructArray:
    r"""Rows as one struct column of type `ARTICLE_TYPE`; half of a surrogate pair, which Arrow cannot hold, becomes U+FFFD.

    >>> row = Cleaning().row("Nobody was hurt \ud800 when the ferry sank at dawn, the harbour master said.")
    >>> articles([row]).field("text")[0].as_py()[:20]
    'Nobody was hurt � wh'
    """
    rows = list(rows)
    try:
        return pa.array(rows, type=ARTICLE_TYPE)
    except UnicodeEncodeError:
        return pa.array([_encodable(row) for row in rows], type=ARTICLE_TYPE)


def _plain(column: pa.Array) -> pa.Array:
    """Without what stands around the strings: extension types, dictionaries, runs."""
    if isinstance(column.type, pa.BaseExtensionType):
        return _plain(column.storage)
    if types.is_dictionary(column.type):
        return _plain(column.dictionary_decode())
    if types.is_run_end_encoded(column.type):
        return _plain(pc.run_end_decode(column))
    return column


def _as_bytes(column: pa.Array, text: bool) -> pa.Array:
    """Text as bytes: a value that is no UTF-8 must fail alone."""
    if not text:
        return column
    return column.cast(pa.binary_view() if types.is_string_view(column.type) else pa.large_binary())


def _decoded(value: bytes | None) -> str | bytes | None:
    try:
        return value if value is None else value.decode()
    except UnicodeDecodeError:
        return value


def _is(kind: pa.DataType, tests: Iterable[Any]) -> bool:
    return any(test(kind) for test in tests)


def _encodable(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _encodable(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_encodable(item) for item in value]
    return value.encode("utf-16", "surrogatepass").decode("utf-16", "replace") if isinstance(value, str) else value
