"""polars: importing this module adds the namespace `.boilerstrip` to expressions.

It works in lazy frames and in the streaming engine, which passes only some of the rows at a time.
"""

from __future__ import annotations

from dataclasses import replace

from boilerstrip.extras import MissingExtraError

try:
    import polars as pl
except ImportError as error:
    raise MissingExtraError("polars", error) from error

from boilerstrip.arrow.columns import build_articles, read_sources
from boilerstrip.arrow.schema import ARTICLE
from boilerstrip.table_rows import Cleaning


@pl.api.register_expr_namespace("boilerstrip")
class BoilerstripNamespace:
    r"""`expression.boilerstrip`.

    >>> frame = pl.DataFrame({"text": ["Ferry sinks\n\nNobody was hurt when the ferry sank at dawn."]})
    >>> frame.select(pl.col("text").boilerstrip.clean().struct.field("headline")).item()
    'Ferry sinks'
    """

    def __init__(self, expression: pl.Expr) -> None:
        self._expression = expression

    def clean(self, cleaning: Cleaning | None = None, *, url: pl.Expr | None = None) -> pl.Expr:
        """A struct with the fields of an article for each value of a column of text or bytes. `unnest` makes columns of the struct.

        `url` is the column of addresses. A null gives a struct in which only `error` has a value. The column names in `cleaning` are
        ignored. For a wrong option, raises `TypeError` and `ValueError` as `clean_article` does.
        """
        cleaning = replace(cleaning or Cleaning(), text="source", html=None, url="url")
        cleaning.check()
        dtype = pl.Struct(pl.DataFrame(ARTICLE.empty_table()).schema)

        def clean_pairs(pairs: pl.Series) -> pl.Series:
            batches = pairs.struct.unnest().to_arrow().to_batches()
            rows = (row for batch in batches for row in read_sources(batch, cleaning))
            column = build_articles(cleaning.row(source, url, kind) for source, kind, url in rows)
            return pl.Series(pairs.name, column, dtype=dtype)

        addresses = pl.lit(None, pl.String) if url is None else url
        pairs = pl.struct(self._expression.alias("source"), addresses.alias("url")).alias(self._expression.meta.output_name())
        return pairs.map_batches(clean_pairs, return_dtype=dtype, is_elementwise=True)
