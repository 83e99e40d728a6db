"""DuckDB: `register` makes boilerstrip a function of SQL."""

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

from boilerstrip.arrow.columns import articles, sources
from boilerstrip.arrow.schema import ARTICLE
from boilerstrip.table_rows import Cleaning


def register(connection: duckdb.DuckDBPyConnection, cleaning: Cleaning | None = None, name: str = "boilerstrip") -> None:
    r"""Make `name(source, url)` a function of this connection: a struct of an article's fields for each text.

    `url` may be NULL. A NULL source gives a struct with nothing but `error`. Of `cleaning`, the names of columns are not used; register
    it again under another name for other options. Raises `TypeError` and `ValueError` as `clean_article` does for a wrong option.

    >>> connection = duckdb.connect()
    >>> register(connection)
    >>> text = "Ferry sinks\n\nNobody was hurt when the ferry sank at dawn."
    >>> connection.execute("SELECT boilerstrip(?, NULL).headline", [text]).fetchone()
    ('Ferry sinks',)
    """
    cleaning = replace(cleaning or Cleaning(), text="source", html=None, url="url")
    cleaning.check()

    def cleaned(texts: Any, urls: Any) -> pa.Array:
        batches = pa.table({"source": texts, "url": urls}).to_batches()
        found = (source for batch in batches for source in sources(batch, cleaning))
        return articles(cleaning.row(source, url, kind) for source, kind, url in found)

    columns = connection.from_arrow(ARTICLE.empty_table())
    fields = dict(zip(columns.columns, columns.types, strict=True))
    connection.create_function(
        name,
        cleaned,
        ["VARCHAR", "VARCHAR"],
        connection.struct_type(fields),
        type=PythonUDFType.ARROW,
        null_handling=FunctionNullHandling.SPECIAL,
    )
