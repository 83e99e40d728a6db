"""What is done to each source, in this process or in another."""

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

    `kind` is "type" (the source or its address is of a wrong type), "exception" (a filter raised), "timeout" (it took longer than
    allowed) or "killed" (the worker process died on it, twice). From files, it can also be "row" (a row that cannot be read, has no text, or
    does not fit the output's columns), "encoding" (broken text), "empty" (a text of nothing but white space), "size" (a page as large as
    the pipeline's `max_bytes`, 20 MB, or larger) or "file" (a file that cannot be read, or not to its end).

    >>> Failure("timeout", "took longer than 10 s").kind
    'timeout'
    """

    kind: FailureKind
    message: str


class Options(TypedDict, total=False):
    """The options of `clean_article` that hold for all sources of a batch."""

    kind: str
    language: str | None
    pipeline: Pipeline | None
    site: SiteModel | None


def whole_article(article: Article) -> Article:
    """The article itself."""
    return article


@dataclass(frozen=True, slots=True)
class Cleaner:
    """`clean_article` with its options, and the form that its article comes back in.

    Called with a source and its address, it gives what `form` makes of the article, or a `Failure` if anything raised.

    >>> Cleaner(form=lambda article: article.text)("Nobody was hurt when the ferry sank at dawn.", None)
    'Nobody was hurt when the ferry sank at dawn.'
    """

    options: Options = field(default_factory=Options)
    form: Callable[[Article], Any] = whole_article

    def __call__(self, source: str | bytes, url: str | None, kind: str | None = None) -> Any:
        """The result for one source; never raises an `Exception`."""
        options: Options = {**self.options, "kind": kind} if kind else self.options
        try:
            return self.form(clean_article(source, url=url, **options))
        except Exception as error:
            return Failure("exception", f"{type(error).__name__}: {error}")

    def warm_up(self) -> None:
        """Load what is loaded on first use, so that no source is charged for it; the caller's own filters see nothing of it."""
        pipeline = self.options.get("pipeline")
        clean_article(_WARM_UP, pipeline=Pipeline.default(pipeline.favor) if pipeline else None)

    def check(self) -> None:
        """Raise what `clean_article` raises for wrong options, before the first source is read.

        >>> Cleaner(Options(kind="pdf")).check()
        Traceback (most recent call last):
        ...
        ValueError: kind must be "auto", "text", "markdown" or "html", but is 'pdf'
        """
        options = dict(self.options)
        if "url" in options:
            raise TypeError("url belongs to one source: give sources as tuples (id, source, url)")
        if isinstance(options.get("pipeline"), Pipeline):
            # Without the caller's filters, which have nothing to say about the options.
            options["pipeline"] = Pipeline()
        clean_article("", **options)  # type: ignore[arg-type]
