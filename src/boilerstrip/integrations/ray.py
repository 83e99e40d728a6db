"""Ray Data: `clean`, on `Dataset.map_batches`."""

from __future__ import annotations

from typing import Any

from boilerstrip.extras import MissingExtraError

try:
    import pyarrow as pa
    from ray.data import Dataset
except ImportError as error:
    raise MissingExtraError("ray", error) from error

from boilerstrip.arrow import clean_table
from boilerstrip.rows import Cleaning


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
