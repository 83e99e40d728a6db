"""Ray Data: `clean`, on `Dataset.map_batches`, and `learn`, on `groupby`."""

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
    """The dataset's columns carried through, and those of an article, for every row; lazily, as Ray does.

    The column of texts or pages holds text or bytes; "text" where `cleaning` is not given. A row without a source has nothing but `error`.
    `batch_size` is the number of rows that a task holds at a time; `resources` (`num_cpus`, `concurrency`) go to `map_batches`.
    Raises `TypeError` and `ValueError` as `clean_article` for a wrong option, at once; a wrong column is found when the work begins.
    """
    cleaning = cleaning or Cleaning()
    cleaning.check()
    return dataset.map_batches(
        _cleaned,
        fn_kwargs={"cleaning": cleaning},
        batch_format="pyarrow",
        batch_size=batch_size,
        zero_copy_batch=True,
        **resources,
    )


def _cleaned(batch: pa.Table, cleaning: Cleaning) -> pa.Table:
    return clean_table(batch, cleaning)


def learn(
    dataset: Dataset, cleaning: Cleaning | None = None, *, date: str | None = None, batch_size: int | None = 1024
) -> SiteModel:
    """What the sites of a dataset's pages repeat: the model that `SiteModel.learn` makes of the same pages, counted by host and line.

    `Cleaning(url="url")` where it is not given; its columns are used, and nothing else of it. `date` is when the pages were seen
    ("YYYY-MM-DD"). `batch_size` is the number of pages that a task counts at a time: the more, the fewer rows are grouped. The driver holds
    no more than the model's bound, a site. A wrong column is found when the work begins.
    """
    options = {"cleaning": cleaning or Cleaning(url="url"), "date": date}
    counted = dataset.map_batches(
        _counted, fn_kwargs=options, batch_format="pyarrow", batch_size=batch_size, zero_copy_batch=True
    )
    return model_of_counts(counted.groupby(["host", "line"]).map_groups(merge_lines, batch_format="pyarrow").iter_rows())


def _counted(batch: pa.Table, cleaning: Cleaning, date: str | None) -> pa.Table:
    return count_lines(batch.to_batches(), cleaning, date)
