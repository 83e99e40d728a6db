"""LangChain: `BoilerstripTransformer`, a document transformer."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from boilerstrip.extras import MissingExtraError

try:
    from langchain_core.documents import BaseDocumentTransformer, Document
except ImportError as error:
    raise MissingExtraError("langchain", error) from error

from boilerstrip.table_rows import Cleaning

_METADATA = ("headline", "standfirst", "byline", "authors", "language", "confidence", "warnings", "error")


class BoilerstripTransformer(BaseDocumentTransformer):
    r"""Makes every document's content the clean article, and puts headline, authors and the like into its metadata.

    The documents handed in are not changed. One whose cleaning fails has no content, and `metadata["error"]` says why. The address is
    `metadata["source"]` (where loaders put it), if that begins as an address does. Of `cleaning`, the names of columns are not used.
    Raises `TypeError` and `ValueError` as `clean_article` does for a wrong option.

    >>> document = Document("Ferry sinks\n\nNobody was hurt when the ferry sank at dawn.\n\nShare on Facebook")
    >>> (cleaned,) = BoilerstripTransformer().transform_documents([document])
    >>> cleaned.metadata["headline"], cleaned.page_content
    ('Ferry sinks', 'Ferry sinks\n\n\nNobody was hurt when the ferry sank at dawn.')
    """

    def __init__(self, cleaning: Cleaning | None = None) -> None:
        """Take the options."""
        self._cleaning = cleaning or Cleaning()
        self._cleaning.check()

    def transform_documents(self, documents: Sequence[Document], **_: Any) -> list[Document]:
        """A cleaned document for each, in order."""
        return [self._cleaned(document) for document in documents]

    def _cleaned(self, document: Document) -> Document:
        source = document.metadata.get("source")
        url = source if isinstance(source, str) and source.startswith(("http://", "https://")) else None
        row = self._cleaning.row(document.page_content, url)
        found = {name: row[name] for name in _METADATA if row[name] is not None}
        return Document(page_content=row["text"] or "", metadata={**document.metadata, **found}, id=document.id)
