"""pandas: importing this module adds the accessor `.boilerstrip` to Series and DataFrame.

The columns of the result have Arrow dtypes. So lists of paragraphs and removals stay lists, and Parquet files get the right schema.
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

from boilerstrip.arrow.columns import build_articles
from boilerstrip.arrow.schema import ARTICLE, find_carried_columns
from boilerstrip.table_rows import Cleaning


@pd.api.extensions.register_series_accessor("boilerstrip")
class SeriesAccessor:
    r"""`series.boilerstrip`.

    >>> series = pd.Series(["Ferry sinks\n\nNobody was hurt when the ferry sank at dawn.", None], index=["a", "b"])
    >>> series.boilerstrip.clean().loc["a", "headline"]
    'Ferry sinks'
    """

    def __init__(self, series: Any) -> None:
        self._series = series

    def clean(self, cleaning: Cleaning | None = None) -> Any:
        """A DataFrame with the columns of an article, and a row for each source (text, bytes or a parsed page). The index is kept.

        For a missing value, or one that is not a source, only `error` has a value. The column names in `cleaning` are ignored.
        For a wrong option, raises `TypeError` and `ValueError` as `clean_article` does.
        """
        cleaning = cleaning or Cleaning()
        return _build_frame(self._series, _replace_missing(self._series), repeat(None), repeat(None), cleaning)


@pd.api.extensions.register_dataframe_accessor("boilerstrip")
class FrameAccessor:
    r"""`frame.boilerstrip`.

    >>> frame = pd.DataFrame({"id": [7], "text": ["Ferry sinks\n\nNobody was hurt when the ferry sank at dawn."]})
    >>> frame.boilerstrip.clean()[["id", "headline"]].to_dict("records")
    [{'id': 7, 'headline': 'Ferry sinks'}]
    """

    def __init__(self, frame: Any) -> None:
        self._frame = frame

    def clean(self, cleaning: Cleaning | None = None) -> Any:
        """A DataFrame with the columns that are carried through unchanged, and those of an article. The index is kept.

        In a row without a source, only `error` has a value. Raises the exceptions of `SeriesAccessor.clean`; for a wrong column, those
        of `boilerstrip.arrow.output_schema`.
        """
        cleaning = cleaning or Cleaning()
        frame = self._frame
        carried = frame.iloc[:, list(find_carried_columns(list(frame.columns), cleaning))]
        columns = [[(value, kind) for value in _replace_missing(frame[name])] for name, kind in cleaning.sources]
        chosen = [next((pair for pair in row if pair[0] is not None), (None, None)) for row in zip(*columns, strict=True)]
        urls = (url if isinstance(url, str) else None for url in frame[cleaning.url]) if cleaning.url else repeat(None)
        cleaned = _build_frame(frame, (source for source, _ in chosen), urls, (kind for _, kind in chosen), cleaning)
        return pd.concat([carried, cleaned.add_prefix(cleaning.prefix)], axis="columns")


def _build_frame(indexed: Any, sources: Iterable[Any], urls: Iterable[Any], kinds: Iterable[Any], cleaning: Cleaning) -> Any:
    cleaning.check()
    rows = (cleaning.row(source, url, kind) for source, url, kind in zip(sources, urls, kinds, strict=False))
    columns = zip(ARTICLE, build_articles(rows).flatten(), strict=True)
    return pd.DataFrame(
        {field.name: pd.Series(column, dtype=pd.ArrowDtype(field.type), index=indexed.index) for field, column in columns}
    )


def _replace_missing(series: Any) -> Iterable[Any]:
    """The values, with `None` for NaN, NaT and all other missing values of pandas."""
    return (None if missing else value for value, missing in zip(series, series.isna(), strict=True))
