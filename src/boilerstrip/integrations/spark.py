"""Spark: `clean`, which uses `DataFrame.mapInArrow`, and `learn`, which uses `groupBy`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import partial

from boilerstrip.extras import MissingExtraError

try:
    import pyarrow as pa
    from pyspark.sql import DataFrame
    from pyspark.sql.pandas.types import from_arrow_schema
    from pyspark.sql.types import StructField, StructType
except ImportError as error:
    raise MissingExtraError("spark", error) from error

from boilerstrip.arrow import clean_batches
from boilerstrip.arrow.schema import ARTICLE, find_carried_columns
from boilerstrip.arrow.site_counts import LINES, count_lines, merge_lines
from boilerstrip.sites import SiteModel, model_of_counts
from boilerstrip.table_rows import Cleaning


def clean(frame: DataFrame, cleaning: Cleaning | None = None) -> DataFrame:
    """A frame with the columns that are carried through, and those of an article. It is computed lazily, as usual in Spark.

    The column to clean is a string or binary column; by default, it is "text". In a row without a source, only `error` has a value. The
    workers need boilerstrip too, with the same rules (`rules_version`). `PYSPARK_PYTHON` is the path of their Python.
    Raises exceptions at once: for a wrong option `TypeError` and `ValueError`, as `clean_article` does; for a wrong column `ValueError`,
    as `boilerstrip.arrow.output_schema` does.
    """
    cleaning = cleaning or Cleaning()
    cleaning.check()
    carried = [frame.schema[index] for index in find_carried_columns(frame.columns, cleaning)]
    article = [StructField(cleaning.prefix + field.name, field.dataType) for field in from_arrow_schema(ARTICLE)]
    return frame.mapInArrow(partial(_clean_batches, cleaning), StructType([*carried, *article]))


def _clean_batches(cleaning: Cleaning, batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    return clean_batches(batches, cleaning)


def learn(frame: DataFrame, cleaning: Cleaning | None = None, *, date: str | None = None) -> SiteModel:
    """Learn what sites repeat. The result is the model that `SiteModel.learn` makes from the same pages, but Spark counts the lines.

    Only the columns in `cleaning` are used; the default is `Cleaning(url="url")`. `date` is the day when the pages were seen
    ("YYYY-MM-DD"). The tasks and the driver hold about as many pages of each site as a model remembers. Raises `ValueError` at once for
    a wrong column.
    """
    cleaning = cleaning or Cleaning(url="url")
    find_carried_columns(frame.columns, replace(cleaning, keep=()))
    schema = from_arrow_schema(LINES)
    counted = frame.mapInArrow(partial(_count_batches, cleaning, date), schema)
    merged = counted.groupBy("host", "line").applyInArrow(merge_lines, schema)
    return model_of_counts(row.asDict() for row in merged.toLocalIterator())


def _count_batches(cleaning: Cleaning, date: str | None, batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    yield from count_lines(batches, cleaning, date).to_batches()
