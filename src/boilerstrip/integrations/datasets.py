"""Hugging Face datasets: `Clean`, a function for `Dataset.map`."""

from __future__ import annotations

from dataclasses import dataclass, field

from boilerstrip.extras import MissingExtraError

try:
    import datasets  # noqa: F401  it brings `map`
    import pyarrow as pa
except ImportError as error:
    raise MissingExtraError("datasets", error) from error

from boilerstrip.arrow import clean_table
from boilerstrip.table_rows import Cleaning
from boilerstrip.version import RULES_VERSION


@dataclass(frozen=True)
class Clean:
    """A function for `dataset.with_format("arrow").map(Clean(), batched=True)`.

    The new dataset has the columns carried through and those of an article, whatever the first batch holds. Two of the same cleaning and
    the same rules have the same fingerprint in every process, so that `map` finds its own cached result, and a stale one never.
    Raises `TypeError` and `ValueError` as `boilerstrip.arrow.clean_batches`, and `TypeError` for a batch that is no Arrow table.

    >>> dataset = datasets.Dataset.from_dict({"id": [7], "text": ["Ferry sinks: nobody was hurt when the ferry sank at dawn."]})
    >>> cleaned = dataset.with_format("arrow").map(Clean(), batched=True).with_format(None)
    >>> cleaned[0]["id"], cleaned[0]["language"], cleaned[0]["error"]
    (7, 'en', None)
    """

    cleaning: Cleaning = field(default_factory=Cleaning)
    rules_version: str = field(default=RULES_VERSION, init=False)

    def __call__(self, batch: pa.Table) -> pa.Table:
        """The cleaned batch."""
        if not isinstance(batch, pa.Table):
            raise TypeError(
                f"Clean() needs batches in Arrow format, but got a {type(batch).__name__}: "
                'use dataset.with_format("arrow").map(Clean(), batched=True)'
            )
        return clean_table(batch, self.cleaning)
