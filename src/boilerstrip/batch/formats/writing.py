"""What a writer of rows is, and what an article becomes in a row."""

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
from boilerstrip.clean_one import Failure
from boilerstrip.extras import ZSTD, load
from boilerstrip.table_rows import COLUMNS


class Formed(NamedTuple):
    """An article as workers send it: in the output's form, and with the characters removed by category."""

    data: Any
    removed: Mapping[str, int]


class Segment(NamedTuple):
    """Some rows as they stand in the part file, the columns that are settled with them, and the rows that did not fit, by position."""

    data: bytes
    columns: Any
    failures: Mapping[int, Failure] = {}


@dataclass(frozen=True, slots=True)
class Writer(ABC):
    """Makes segments of rows, one after the other, and a file of the segments. It holds no state, so that a run can be taken up again.

    `prefix` stands before each of the article's column names; `compression` is "", ".gz" or ".zst".
    """

    prefix: str = ""
    compression: str = ""
    needs: ClassVar[str | None] = None

    def __post_init__(self) -> None:
        """Raise `MissingExtraError` before anything is cleaned, rather than when it is to be written."""
        if self.needs:
            load(self.needs)
        if self.compression == ".zst":
            load(*ZSTD)

    def __call__(self, article: Article) -> Formed:
        """What a worker makes of an article, so that the parent has little left to do."""
        removed: Counter[str] = Counter()
        for removal in article.removed:
            removed[removal.category] += len(removal.text)
        return Formed(self.data(article), dict(removed))

    @abstractmethod
    def data(self, article: Article) -> Any:
        """The article in the output's form; done in the workers."""

    @abstractmethod
    def encode(self, rows: Sequence[tuple[Row, Any]], columns: Any) -> Segment:
        """A segment of rows and their articles. `columns` are those of the segment before, `None` for the first."""

    def finish(self, part: Path, target: Path) -> None:
        """Make the output of the part file, which ends with that; the output appears whole."""
        part.replace(target)

    def packed(self, data: bytes) -> bytes:
        """Data, compressed as one member or frame; several of them make a whole file."""
        if self.compression == ".gz":
            return gzip.compress(data, 6, mtime=0)
        if self.compression == ".zst":
            packed: bytes = load(*ZSTD).compress(data)
            return packed
        return data

    def taken(self, row: Row) -> str | None:
        """A column that is carried through under a name that the article has too.

        >>> from boilerstrip.batch.formats.jsonl import JsonlWriter
        >>> from boilerstrip.batch.formats.source_rows import ColumnNames, row_of
        >>> row = row_of({"text": "Ferry sinks", "language": "en"}, ColumnNames(), "pages.jsonl:1")
        >>> JsonlWriter().taken(row), JsonlWriter("article_").taken(row)
        ('language', None)
        """
        own = {self.prefix + name for name in COLUMNS}
        return next((name for name in row.columns if name in own), None)
