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
    r"""Makes documents with the clean article as their content, and with headline, authors and other fields in their metadata.

    The given documents are not changed. If cleaning fails, the new document has no content, and `metadata["error"]` says why. The
    address is `metadata["source"]`, where loaders put it, if it begins with http:// or https://. The column names in `cleaning` are
    ignored. For a wrong option, raises `TypeError` and `ValueError` as `clean_article` does.

    >>> document = Document("Ferry sinks\n\nNobody was hurt when the ferry sank at dawn.\n\nShare on Facebook")
    >>> (cleaned,) = BoilerstripTransformer().transform_documents([document])
    >>> cleaned.metadata["headline"], cleaned.page_content
    ('Ferry sinks', 'Ferry sinks\n\n\nNobody was hurt when the ferry sank at dawn.')
    """

    def __init__(self, cleaning: Cleaning | None = None) -> None:
        self._cleaning = cleaning or Cleaning()
        self._cleaning.check()

    def transform_documents(self, documents: Sequence[Document], **_: Any) -> list[Document]:
        """Make a cleaned document from each document, in order."""
        return [self._clean_document(document) for document in documents]

    def _clean_document(self, document: Document) -> Document:
        source = document.metadata.get("source")
        url = source if isinstance(source, str) and source.startswith(("http://", "https://")) else None
        row = self._cleaning.row(document.page_content, url)
        fields = {name: row[name] for name in _METADATA if row[name] is not None}
        return Document(page_content=row["text"] or "", metadata={**document.metadata, **fields}, id=document.id)
