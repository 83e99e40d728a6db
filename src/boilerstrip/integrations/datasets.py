"""Hugging Face datasets: `Clean`, a function for `Dataset.map`."""

from __future__ import annotations

from dataclasses import dataclass, field

from boilerstrip.extras import MissingExtraError

try:
    import datasets  # noqa: F401  the class is of no use without it
    import pyarrow as pa
except ImportError as error:
    raise MissingExtraError("datasets", error) from error

from boilerstrip.arrow import clean_table
from boilerstrip.table_rows import Cleaning
from boilerstrip.version import RULES_VERSION


@dataclass(frozen=True)
class Clean:
    """A function for `dataset.with_format("arrow").map(Clean(), batched=True)`.

    The new dataset has the columns that are carried through, and those of an article. Their types do not depend on the first batch. The
    fingerprint depends only on the options and on the rules of boilerstrip. So `map` finds a cached result in every process, but never
    one that was made with other rules.
    Raises the exceptions of `boilerstrip.arrow.clean_batches`, and `TypeError` for a batch that is not an Arrow table.

    >>> dataset = datasets.Dataset.from_dict({"id": [7], "text": ["Ferry sinks: nobody was hurt when the ferry sank at dawn."]})
    >>> cleaned = dataset.with_format("arrow").map(Clean(), batched=True).with_format(None)
    >>> cleaned[0]["id"], cleaned[0]["language"], cleaned[0]["error"]
    (7, 'en', None)
    """

    cleaning: Cleaning = field(default_factory=Cleaning)
    rules_version: str = field(default=RULES_VERSION, init=False)

    def __call__(self, batch: pa.Table) -> pa.Table:
        """Clean one batch."""
        if not isinstance(batch, pa.Table):
            raise TypeError(
                f"Clean() needs batches in Arrow format, but got a {type(batch).__name__}: "
                'use dataset.with_format("arrow").map(Clean(), batched=True)'
            )
        return clean_table(batch, self.cleaning)
