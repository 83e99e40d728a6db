"""DuckDB: `register` adds boilerstrip as an SQL function."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from boilerstrip.extras import MissingExtraError

try:
    import duckdb
    import pyarrow as pa
    from duckdb.func import FunctionNullHandling, PythonUDFType
except ImportError as error:
    raise MissingExtraError("duckdb", error) from error

from boilerstrip.arrow.columns import build_articles, read_sources
from boilerstrip.arrow.schema import ARTICLE
from boilerstrip.table_rows import Cleaning


def register(connection: duckdb.DuckDBPyConnection, cleaning: Cleaning | None = None, name: str = "boilerstrip") -> None:
    r"""Add the SQL function `name(source, url)` to this connection. It returns a struct with the fields of the article.

    `url` may be NULL. A NULL source gives a struct in which only `error` has a value. The column names in `cleaning` are ignored. To use
    several sets of options, register several names. For a wrong option, raises `TypeError` and `ValueError` as `clean_article` does.

    >>> connection = duckdb.connect()
    >>> register(connection)
    >>> text = "Ferry sinks\n\nNobody was hurt when the ferry sank at dawn."
    >>> connection.execute("SELECT boilerstrip(?, NULL).headline", [text]).fetchone()
    ('Ferry sinks',)
    """
    cleaning = replace(cleaning or Cleaning(), text="source", html=None, url="url")
    cleaning.check()

    def clean_columns(texts: Any, urls: Any) -> pa.Array:
        batches = pa.table({"source": texts, "url": urls}).to_batches()
        rows = (row for batch in batches for row in read_sources(batch, cleaning))
        return build_articles(cleaning.row(source, url, kind) for source, kind, url in rows)

    columns = connection.from_arrow(ARTICLE.empty_table())
    fields = dict(zip(columns.columns, columns.types, strict=True))
    connection.create_function(
        name,
        clean_columns,
        ["VARCHAR", "VARCHAR"],
        connection.struct_type(fields),
        type=PythonUDFType.ARROW,
        null_handling=FunctionNullHandling.SPECIAL,
    )
