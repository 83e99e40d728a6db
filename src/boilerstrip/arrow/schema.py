"""The columns of an article, and the schema of a cleaned table."""

from __future__ import annotations

import pyarrow as pa

from boilerstrip.table_rows import Cleaning

PARAGRAPH = pa.struct(
    {
        "text": pa.string(),
        "kind": pa.string(),
        "level": pa.int32(),
        "span": pa.list_(pa.int64()),
        "line": pa.int64(),
    }
)
REMOVAL = pa.struct(
    {
        "text": pa.string(),
        "category": pa.string(),
        "filter": pa.string(),
        "rule": pa.string(),
        "evidence": pa.string(),
        "score": pa.float64(),
        "span": pa.list_(pa.int64()),
        "line": pa.int64(),
        "path": pa.string(),
    }
)
# Only types that every engine has: no large strings, no dictionaries, no lists of fixed size.
ARTICLE = pa.schema(
    {
        "headline": pa.string(),
        "standfirst": pa.string(),
        "byline": pa.string(),
        "authors": pa.list_(pa.string()),
        "published": pa.string(),  # in ISO 8601: with or without a time zone, or only a day
        "site_name": pa.string(),
        "body": pa.list_(PARAGRAPH),
        "text": pa.string(),
        "removed": pa.list_(REMOVAL),
        "language": pa.string(),
        "confidence": pa.float64(),
        "warnings": pa.list_(pa.string()),
        "rules_version": pa.string(),
        "error": pa.string(),
    }
)
ARTICLE_TYPE = pa.struct(list(ARTICLE))


def output_schema(schema: pa.Schema, cleaning: Cleaning) -> pa.Schema:
    """The schema of a cleaned table: the columns that are carried through unchanged, then those of the article.

    Raises `ValueError` for a column that does not exist, and for a column with the name of one of the article's columns.

    >>> output_schema(pa.schema({"id": pa.int64(), "text": pa.string()}), Cleaning()).names[:4]
    ['id', 'headline', 'standfirst', 'byline']
    """
    carried = [schema.field(index) for index in find_carried_columns(schema.names, cleaning)]
    return pa.schema([*carried, *(pa.field(cleaning.prefix + field.name, field.type) for field in ARTICLE)])


def find_carried_columns(names: list[str], cleaning: Cleaning) -> tuple[int, ...]:
    """The indexes of the columns that are carried through. Raises the exceptions of `output_schema`.

    >>> find_carried_columns(["id", "text", "url"], Cleaning(url="url"))
    (0, 2)
    """
    used = [name for name, _ in cleaning.sources]
    for name in (*used, *filter(None, (cleaning.url,)), *(cleaning.keep or ())):
        if name not in names:
            raise ValueError(f"there is no column {name!r}; there are {', '.join(map(str, names)) or 'none'}")
    keep = cleaning.keep if cleaning.keep is not None else [name for name in names if name not in used]
    for name in keep:
        if name in {cleaning.prefix + own for own in ARTICLE.names}:
            raise ValueError(
                f"there is a column {name!r} already, and the article has one too; use prefix='article_', or name the columns to keep"
            )
    return tuple([index for index, name in enumerate(names) if name in keep])
