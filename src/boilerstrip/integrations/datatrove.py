"""datatrove: `Clean`, a step of a pipeline."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from boilerstrip.extras import MissingExtraError

try:
    from datatrove.pipeline.base import PipelineStep
except ImportError as error:
    raise MissingExtraError("datatrove", error) from error

from boilerstrip.table_rows import Cleaning


class Clean(PipelineStep):
    r"""Replaces the text of each document with the clean article, and puts the other fields into `metadata["article"]`.

    A document is dropped if nothing is left of it, or if cleaning fails; datatrove's extractors do the same. Statistics count `total`,
    `forwarded`, `dropped`, `failed`, and the removed characters of each category. The address is `metadata["url"]`, if it exists.
    The column names in `cleaning` are ignored. For a wrong option, raises `TypeError` and `ValueError` as `clean_article` does.

    >>> from datatrove.data import Document
    >>> (document,) = Clean().run([Document("Nobody was hurt when the ferry sank.\nShare on Facebook", "7")])
    >>> document.text, document.metadata["article"]["removed"][0]["category"]
    ('Nobody was hurt when the ferry sank.', 'sharing')
    """

    type = "🧽 - CLEAN"
    name = "boilerstrip"

    def __init__(self, cleaning: Cleaning | None = None) -> None:
        """Check the options here: on the cluster it would be late."""
        super().__init__()
        self.cleaning = cleaning or Cleaning()
        self.cleaning.check()

    def run(self, data: Any, rank: int = 0, world_size: int = 1) -> Iterator[Any]:  # noqa: ARG002  datatrove's signature
        """Clean the documents lazily, in order."""
        for document in data:
            self.stat_update("total")
            with self.track_time():
                row = self.cleaning.row(document.text, document.metadata.get("url"))
            if not row["text"]:
                self.stat_update("dropped", *(["failed"] if row["error"] else []))
                continue
            document.text = row.pop("text")
            document.metadata["article"] = row
            for removal in row["removed"]:
                self.stat_update(f"removed_{removal['category']}", value=len(removal["text"]), unit="character")
            self.stat_update("forwarded")
            self.update_doc_stats(document)
            yield document
