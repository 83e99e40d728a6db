"""Spark: `clean`, on `DataFrame.mapInArrow`, and `learn`, on `groupBy`."""

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
from boilerstrip.arrow.schema import ARTICLE, carried_columns
from boilerstrip.arrow.site_counts import LINES, count_lines, merge_lines
from boilerstrip.sites import SiteModel, model_of_counts
from boilerstrip.table_rows import Cleaning


def clean(frame: DataFrame, cleaning: Cleaning | None = None) -> DataFrame:
    """The frame's columns carried through, and those of an article, for every row; lazily, as Spark does.

    The column of texts or pages is a string or a binary one; "text" where `cleaning` is not given. A row without a source has nothing
    but `error`. The workers need boilerstrip too, with the same rules (`rules_version`); `PYSPARK_PYTHON` names their Python.
    Raises `TypeError` and `ValueError` as `clean_article` for a wrong option, and `ValueError` as `boilerstrip.arrow.output_schema` for
    a wrong column, at once.
    """
    cleaning = cleaning or Cleaning()
    cleaning.check()
    carried = [frame.schema[index] for index in carried_columns(frame.columns, cleaning)]
    article = [StructField(cleaning.prefix + field.name, field.dataType) for field in from_arrow_schema(ARTICLE)]
    return frame.mapInArrow(partial(_cleaned, cleaning), StructType([*carried, *article]))


def _cleaned(cleaning: Cleaning, batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    return clean_batches(batches, cleaning)


def learn(frame: DataFrame, cleaning: Cleaning | None = None, *, date: str | None = None) -> SiteModel:
    """What the sites of a frame's pages repeat: the model that `SiteModel.learn` makes of the same pages, counted by host and line.

    `Cleaning(url="url")` where it is not given; its columns are used, and nothing else of it. `date` is when the pages were seen
    ("YYYY-MM-DD"). A task and the driver hold no more than the model's bound, a site. Raises `ValueError` for a wrong column, at once.
    """
    cleaning = cleaning or Cleaning(url="url")
    carried_columns(frame.columns, replace(cleaning, keep=()))
    schema = from_arrow_schema(LINES)
    counted = frame.mapInArrow(partial(_counted, cleaning, date), schema)
    merged = counted.groupBy("host", "line").applyInArrow(merge_lines, schema)
    return model_of_counts(row.asDict() for row in merged.toLocalIterator())


def _counted(cleaning: Cleaning, date: str | None, batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    yield from count_lines(batches, cleaning, date).to_batches()
