"""Reads sources from Arrow columns of any string or binary type, and builds the columns of the article."""

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


def read_sources(batch: pa.RecordBatch, cleaning: Cleaning) -> Iterator[tuple[str | bytes | None, str | None, str | None]]:
    """The source, its kind and its address for each row.

    Raises `TypeError` for a column that holds neither text nor bytes.

    >>> batch = pa.record_batch({"text": ["Ferry sinks", None], "html": [None, "<p>Ferry sinks</p>"]})
    >>> list(read_sources(batch, Cleaning(text="text", html="html")))
    [('Ferry sinks', 'auto', None), ('<p>Ferry sinks</p>', 'html', None)]
    """
    columns = [(read_values(batch.column(name), name), kind) for name, kind in cleaning.sources]
    urls = read_values(batch.column(cleaning.url), cleaning.url) if cleaning.url else iter([None] * batch.num_rows)
    for url in urls:
        chosen: tuple[str | bytes | None, str | None] = (None, None)
        for column, kind in reversed(columns):
            value = next(column)
            chosen = chosen if value is None else (value, kind)
        yield (*chosen, url.decode("utf-8", "replace") if isinstance(url, bytes) else url)


def read_values(column: pa.Array, name: str) -> Iterator[str | bytes | None]:
    """The values of a column, one at a time, so that a batch of large pages is not in memory twice.

    Columns of text give `str`, or `bytes` for a value that is not valid UTF-8. Columns of bytes give `bytes`.
    Raises `TypeError` for a column that holds neither.

    >>> list(read_values(pa.array(["a", None, "a"]).dictionary_encode(), "text"))
    ['a', None, 'a']
    """
    column = _unwrap(column)
    is_text = _has_type(column.type, _STRINGS)
    if not is_text and not _has_type(column.type, (*_BINARIES, types.is_null)):
        raise TypeError(f"the column {name!r} must hold text or bytes, but holds {column.type}")
    return (_decode(value.as_py()) if is_text else value.as_py() for value in _cast_to_bytes(column, is_text))


def build_articles(rows: Iterable[dict[str, Any]]) -> pa.StructArray:
    r"""The rows as one struct column of type `ARTICLE_TYPE`. Half of a surrogate pair, which Arrow cannot hold, becomes U+FFFD.

    >>> row = Cleaning().row("Nobody was hurt \ud800 when the ferry sank at dawn, the harbour master said.")
    >>> build_articles([row]).field("text")[0].as_py()[:20]
    'Nobody was hurt � wh'
    """
    rows = list(rows)
    try:
        return pa.array(rows, type=ARTICLE_TYPE)
    except UnicodeEncodeError:
        return pa.array([_replace_surrogates(row) for row in rows], type=ARTICLE_TYPE)


def _unwrap(column: pa.Array) -> pa.Array:
    """The plain array inside extension types, dictionaries and run-end encodings."""
    if isinstance(column.type, pa.BaseExtensionType):
        return _unwrap(column.storage)
    if types.is_dictionary(column.type):
        return _unwrap(column.dictionary_decode())
    if types.is_run_end_encoded(column.type):
        return _unwrap(pc.run_end_decode(column))
    return column


def _cast_to_bytes(column: pa.Array, is_text: bool) -> pa.Array:
    """A column of text as bytes. Each value is decoded later, so that invalid UTF-8 affects only its own row."""
    if not is_text:
        return column
    return column.cast(pa.binary_view() if types.is_string_view(column.type) else pa.large_binary())


def _decode(value: bytes | None) -> str | bytes | None:
    try:
        return value if value is None else value.decode()
    except UnicodeDecodeError:
        return value


def _has_type(kind: pa.DataType, tests: Iterable[Any]) -> bool:
    return any(test(kind) for test in tests)


def _replace_surrogates(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _replace_surrogates(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_replace_surrogates(item) for item in value]
    return value.encode("utf-16", "surrogatepass").decode("utf-16", "replace") if isinstance(value, str) else value
