"""Ray Data: `clean`, which uses `Dataset.map_batches`, and `learn`, which uses `groupby`."""

from __future__ import annotations

from typing import Any

from boilerstrip.extras import MissingExtraError

try:
    import pyarrow as pa
    from ray.data import Dataset
except ImportError as error:
    raise MissingExtraError("ray", error) from error

from boilerstrip.arrow import clean_table
from boilerstrip.arrow.site_counts import count_lines, merge_lines
from boilerstrip.sites import SiteModel, model_of_counts
from boilerstrip.table_rows import Cleaning


def clean(dataset: Dataset, cleaning: Cleaning | None = None, *, batch_size: int | None = 256, **resources: Any) -> Dataset:
    """A dataset with the columns that are carried through, and those of an article. It is computed lazily, as usual in Ray.

    The column to clean holds text or bytes; by default, it is "text". In a row without a source, only `error` has a value. `batch_size`
    is the number of rows that a task holds at a time. `resources` (`num_cpus`, `concurrency`) are passed to `map_batches`.
    For a wrong option, raises `TypeError` and `ValueError` at once, as `clean_article` does. A wrong column raises an exception later,
    when Ray computes the dataset.
    """
    cleaning = cleaning or Cleaning()
    cleaning.check()
    return dataset.map_batches(
        _clean_batch,
        fn_kwargs={"cleaning": cleaning},
        batch_format="pyarrow",
        batch_size=batch_size,
        zero_copy_batch=True,
        **resources,
    )


def _clean_batch(batch: pa.Table, cleaning: Cleaning) -> pa.Table:
    return clean_table(batch, cleaning)


def learn(
    dataset: Dataset, cleaning: Cleaning | None = None, *, date: str | None = None, batch_size: int | None = 1024
) -> SiteModel:
    """Learn what sites repeat. The result is the model that `SiteModel.learn` makes from the same pages, but Ray counts the lines.

    Only the columns in `cleaning` are used; the default is `Cleaning(url="url")`. `date` is the day when the pages were seen
    ("YYYY-MM-DD"). `batch_size` is the number of pages that a task counts at a time: with more pages, fewer rows must be grouped. The
    driver holds about as many pages of each site as a model remembers. A wrong column raises an exception when Ray begins to count.
    """
    options = {"cleaning": cleaning or Cleaning(url="url"), "date": date}
    counted = dataset.map_batches(
        _count_batch, fn_kwargs=options, batch_format="pyarrow", batch_size=batch_size, zero_copy_batch=True
    )
    return model_of_counts(counted.groupby(["host", "line"]).map_groups(merge_lines, batch_format="pyarrow").iter_rows())


def _count_batch(batch: pa.Table, cleaning: Cleaning, date: str | None) -> pa.Table:
    return count_lines(batch.to_batches(), cleaning, date)
