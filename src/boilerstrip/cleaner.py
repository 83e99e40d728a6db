"""Cleans one source of many, in this process or in a worker. An error becomes a `Failure`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Literal, NamedTuple, TypedDict

from boilerstrip.article import Article
from boilerstrip.clean import clean_article
from boilerstrip.pipeline import Pipeline
from boilerstrip.sites import SiteModel

_WARM_UP = "Ferry sinks\nBy Ada Wren\nNobody was hurt when the ferry sank at dawn, the harbour master said.\nShare on Facebook"

FailureKind = Literal["type", "row", "encoding", "empty", "size", "file", "exception", "timeout", "killed"]


class Failure(NamedTuple):
    """Why a source gave no article.

    `kind` is one of these:

    - "type": the source or its address has a wrong type;
    - "exception": a filter raised an exception;
    - "timeout": cleaning took longer than allowed;
    - "killed": the worker process died while it cleaned the source, twice;
    - for files also "row" (the row cannot be read, has no text, or does not fit the columns of the output), "encoding" (broken text),
      "empty" (only white space), "size" (20 MB, which is the pipeline's `max_bytes`, or more) and "file" (the file cannot be read, or
      not to its end).

    >>> Failure("timeout", "took longer than 10 s").kind
    'timeout'
    """

    kind: FailureKind
    message: str


class Options(TypedDict, total=False):
    """The options of `clean_article` that apply to all sources of a batch."""

    kind: str
    language: str | None
    pipeline: Pipeline | None
    site: SiteModel | None


def keep_article(article: Article) -> Article:
    """Return the article unchanged. A lambda cannot be sent to workers."""
    return article


@dataclass(frozen=True, slots=True)
class Cleaner:
    """`clean_article` with its options. Call it with a source and its address.

    The result is what `convert` makes of the article, or a `Failure` if an exception was raised.

    >>> Cleaner(convert=lambda article: article.text)("Nobody was hurt when the ferry sank at dawn.", None)
    'Nobody was hurt when the ferry sank at dawn.'
    """

    options: Options = field(default_factory=Options)
    convert: Callable[[Article], Any] = keep_article

    def __call__(self, source: str | bytes, url: str | None, kind: str | None = None) -> Any:
        """The result for one source. Never raises an `Exception`."""
        options: Options = {**self.options, "kind": kind} if kind else self.options
        try:
            return self.convert(clean_article(source, url=url, **options))
        except Exception as error:
            return Failure("exception", f"{type(error).__name__}: {error}")

    def warm_up(self) -> None:
        """Load everything that is loaded on first use, because that time must not count for a source. The caller's filters are not run."""
        pipeline = self.options.get("pipeline")
        clean_article(_WARM_UP, pipeline=Pipeline.default(pipeline.favor) if pipeline else None)

    def check(self) -> None:
        """Raise the exception of `clean_article` for a wrong option, before the first source is read.

        >>> Cleaner(Options(kind="pdf")).check()
        Traceback (most recent call last):
        ...
        ValueError: kind must be "auto", "text", "markdown" or "html", but is 'pdf'
        """
        options = dict(self.options)
        if "url" in options:
            raise TypeError("url belongs to one source: give sources as tuples (id, source, url)")
        if isinstance(options.get("pipeline"), Pipeline):
            # Without the caller's filters: only the options are checked.
            options["pipeline"] = Pipeline()
        clean_article("", **options)  # type: ignore[arg-type]
