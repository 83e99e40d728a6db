"""pandas: importing this module gives every Series and DataFrame an accessor, `.boilerstrip`.

The result's columns have Arrow dtypes, so that the lists of paragraphs and removals are lists, and Parquet files get their schema.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import repeat
from typing import Any

from boilerstrip.extras import MissingExtraError

try:
    import pandas as pd
except ImportError as error:
    raise MissingExtraError("pandas", error) from error

from boilerstrip.arrow.columns import articles
from boilerstrip.arrow.schema import ARTICLE, carried_columns
from boilerstrip.table_rows import Cleaning


@pd.api.extensions.register_series_accessor("boilerstrip")
class SeriesAccessor:
    r"""`series.boilerstrip`.

    >>> series = pd.Series(["Ferry sinks\n\nNobody was hurt when the ferry sank at dawn.", None], index=["a", "b"])
    >>> series.boilerstrip.clean().loc["a", "headline"]
    'Ferry sinks'
    """

    def __init__(self, series: Any) -> None:
        """Made by pandas."""
        self._series = series

    def clean(self, cleaning: Cleaning | None = None) -> Any:
        """A DataFrame with a row for each source (text, bytes or a parsed page) and the columns of an article; the index is the series'.

        A missing value, or one that is no source, has nothing but `error`. Of `cleaning`, the names of columns are not used.
        Raises `TypeError` and `ValueError` as `clean_article` does for a wrong option.
        """
        cleaning = cleaning or Cleaning()
        return _frame(self._series, _present(self._series), repeat(None), repeat(None), cleaning)


@pd.api.extensions.register_dataframe_accessor("boilerstrip")
class FrameAccessor:
    r"""`frame.boilerstrip`.

    >>> frame = pd.DataFrame({"id": [7], "text": ["Ferry sinks\n\nNobody was hurt when the ferry sank at dawn."]})
    >>> frame.boilerstrip.clean()[["id", "headline"]].to_dict("records")
    [{'id': 7, 'headline': 'Ferry sinks'}]
    """

    def __init__(self, frame: Any) -> None:
        """Made by pandas."""
        self._frame = frame

    def clean(self, cleaning: Cleaning | None = None) -> Any:
        """A DataFrame with the columns carried through, as they are, and those of an article; the index is the frame's.

        A row without a source has nothing but `error`. Raises as `SeriesAccessor.clean`, and `ValueError` as
        `boilerstrip.arrow.output_schema` for a wrong column.
        """
        cleaning = cleaning or Cleaning()
        frame = self._frame
        carried = frame.iloc[:, list(carried_columns(list(frame.columns), cleaning))]
        columns = [[(value, kind) for value in _present(frame[name])] for name, kind in cleaning.sources]
        chosen = [next((pair for pair in row if pair[0] is not None), (None, None)) for row in zip(*columns, strict=True)]
        urls = (url if isinstance(url, str) else None for url in frame[cleaning.url]) if cleaning.url else repeat(None)
        cleaned = _frame(frame, (source for source, _ in chosen), urls, (kind for _, kind in chosen), cleaning)
        return pd.concat([carried, cleaned.add_prefix(cleaning.prefix)], axis="columns")


def _frame(indexed: Any, sources: Iterable[Any], urls: Iterable[Any], kinds: Iterable[Any], cleaning: Cleaning) -> Any:
    cleaning.check()
    rows = (cleaning.row(source, url, kind) for source, url, kind in zip(sources, urls, kinds, strict=False))
    columns = zip(ARTICLE, articles(rows).flatten(), strict=True)
    return pd.DataFrame(
        {field.name: pd.Series(column, dtype=pd.ArrowDtype(field.type), index=indexed.index) for field, column in columns}
    )


def _present(series: Any) -> Iterable[Any]:
    """The values, with `None` for all that pandas takes for missing."""
    return (None if missing else value for value, missing in zip(series, series.isna(), strict=True))
