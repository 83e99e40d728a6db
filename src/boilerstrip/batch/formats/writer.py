"""The base class of all writers."""

from __future__ import annotations

import gzip
from abc import ABC, abstractmethod
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar, NamedTuple

from boilerstrip.article import Article
from boilerstrip.batch.formats.source_rows import Row
from boilerstrip.cleaner import Failure
from boilerstrip.extras import ZSTD, import_optional
from boilerstrip.table_rows import COLUMNS

HALF_SURROGATE = "contains half of a surrogate pair, which UTF-8 cannot hold; JSONL output can hold it"


def describe_new_column(name: str) -> str:
    """The message for a row with a column that a format with fixed columns cannot write."""
    return f"has a column {name!r} that the first rows do not have; JSONL output can hold it"


class FormattedArticle(NamedTuple):
    """An article as workers send it: in the form of the output, and with the number of removed characters by category."""

    data: Any
    removed: Mapping[str, int]


class Segment(NamedTuple):
    """Some rows as bytes of the part file, the columns that the first rows have fixed, and the failures by position of the row."""

    data: bytes
    columns: Any
    failures: Mapping[int, Failure] = {}


@dataclass(frozen=True, slots=True)
class Writer(ABC):
    """Makes segments from rows, and at the end a file from the segments. It has no state, so that a run can be continued.

    `prefix` is put before the name of each of the article's columns; `compression` is "", ".gz" or ".zst".
    """

    prefix: str = ""
    compression: str = ""
    required_library: ClassVar[str | None] = None

    def __post_init__(self) -> None:
        """Raise `MissingExtraError` before the first row is cleaned, not after it."""
        if self.required_library:
            import_optional(self.required_library)
        if self.compression == ".zst":
            import_optional(*ZSTD)

    def __call__(self, article: Article) -> FormattedArticle:
        """Format an article. This is done in the workers, so that little work is left for the parent."""
        removed: Counter[str] = Counter()
        for removal in article.removed:
            removed[removal.category] += len(removal.text)
        return FormattedArticle(self.format_article(article), dict(removed))

    @abstractmethod
    def format_article(self, article: Article) -> Any:
        """The article in the form of the output."""

    @abstractmethod
    def encode_rows(self, rows: Sequence[tuple[Row, Any]], columns: Any) -> Segment:
        """A segment of rows and their articles. `columns` are those of the previous segment, `None` for the first segment."""

    def finish_file(self, part: Path, target: Path) -> None:
        """Turn the part file into the output, which appears when it is complete."""
        part.replace(target)

    def compress(self, data: bytes) -> bytes:
        """The data as one gzip member or zstd frame. Several of them make a valid file."""
        if self.compression == ".gz":
            return gzip.compress(data, 6, mtime=0)
        if self.compression == ".zst":
            compressed: bytes = import_optional(*ZSTD).compress(data)
            return compressed
        return data

    def find_clash(self, row: Row) -> str | None:
        """A column of the row that has the name of one of the article's columns; `None` if there is no such column.

        >>> from boilerstrip.batch.formats.jsonl import JsonlWriter
        >>> from boilerstrip.batch.formats.source_rows import ColumnNames, make_row
        >>> row = make_row({"text": "Ferry sinks", "language": "en"}, ColumnNames(), "pages.jsonl:1")
        >>> JsonlWriter().find_clash(row), JsonlWriter("article_").find_clash(row)
        ('language', None)
        """
        own = {self.prefix + name for name in COLUMNS}
        return next((name for name in row.columns if name in own), None)
