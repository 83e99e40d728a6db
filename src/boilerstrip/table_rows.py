"""One article as one row of a table, and what to make rows of: shared by the Arrow core and by the integrations that need no Arrow."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any

from boilerstrip.article import Article
from boilerstrip.clean_one import Cleaner, Failure, Options
from boilerstrip.pipeline import Pipeline
from boilerstrip.sites import SiteModel

# An article's columns, wherever articles are rows: its fields, and its text behind its body.
COLUMNS = tuple(
    [name for field in fields(Article) for name in ((field.name, "text") if field.name == "body" else (field.name,))]
)


def article_row(article: Article, prefix: str = "") -> dict[str, Any]:
    """The columns of an article: plain values, lists and dicts.

    >>> list(article_row(Article(headline="Ferry sinks"), "article_"))[:2]
    ['article_headline', 'article_standfirst']
    """
    values = {**article.to_dict(), "text": article.text}
    return {prefix + name: values[name] for name in COLUMNS}


@dataclass(frozen=True, slots=True)
class Cleaning:
    """What to clean in every row, and how: the one object of options that all integrations take.

    Attributes:
        text: The column of texts (plain text, Markdown or HTML). "text" where neither this nor `html` is given.
        html: The column of HTML pages. Where both are given, a row's page is cleaned if it has one, and its text if not.
        url: The column of the pages' addresses.
        keep: The columns to carry through to the result; `None` for all but `text` and `html`.
        prefix: Stands before each of the article's column names, for tables that have a `language` or a `text` of their own.
        kind: What the texts are: "auto", "text", "markdown" or "html". Pages in `html` are "html".
        language: An ISO 639-1 code for all rows; detected row by row where it is not given.
        pipeline: The filters to use, and how hints are weighed; `Pipeline.default()` where it is not given.
        site: What the pages' sites repeat on their pages; `url` says which site a page is of.

    Raises `TypeError` where `text`, `html`, `url` or `prefix` is no text, or `keep` no tuple of texts.

    >>> Cleaning(html="page", url="address").sources
    (('page', 'html'),)
    """

    text: str | None = None
    html: str | None = None
    url: str | None = None
    keep: tuple[str, ...] | None = None
    prefix: str = ""
    kind: str = "auto"
    language: str | None = None
    pipeline: Pipeline | None = None
    site: SiteModel | None = None

    def __post_init__(self) -> None:
        """Check the names of columns; `check` checks the rest, for which the lexicons are loaded."""
        for name in ("text", "html", "url"):
            value = getattr(self, name)
            if value is not None and not isinstance(value, str):
                raise TypeError(f"{name} must be the name of a column or None, but is a {type(value).__name__}")
        if not isinstance(self.prefix, str):
            raise TypeError(f"prefix must be a str, but is a {type(self.prefix).__name__}")
        if self.keep is not None and not (isinstance(self.keep, tuple) and all(isinstance(name, str) for name in self.keep)):
            raise TypeError(f"keep must be a tuple of column names, such as ('id', 'url'), or None, but is {self.keep!r}")

    @property
    def sources(self) -> tuple[tuple[str, str], ...]:
        """The columns to clean and the kind of each, the one to be preferred first."""
        named = ((self.html, "html"), (self.text, self.kind))
        return tuple([(name, kind) for name, kind in named if name is not None]) or (("text", self.kind),)

    def check(self) -> None:
        """Raise what `clean_article` raises for a wrong `kind`, `language`, `pipeline` or `site`, before the first row is read.

        >>> Cleaning(kind="pdf").check()
        Traceback (most recent call last):
        ...
        ValueError: kind must be "auto", "text", "markdown" or "html", but is 'pdf'
        """
        self._work.check()

    def row(self, source: Any, url: str | None = None, kind: str | None = None) -> dict[str, Any]:
        r"""The article of one source as a flat dict of plain values: `Article.to_dict()`, `text` and `error`. Never raises.

        `error` is `None`, or says why there is no article; then all other values are `None`.

        >>> row = Cleaning().row("Ferry sinks\n\nNobody was hurt when the ferry sank at dawn.\n\nShare on Facebook")
        >>> row["headline"], row["text"], row["error"]
        ('Ferry sinks', 'Ferry sinks\n\n\nNobody was hurt when the ferry sank at dawn.', None)
        >>> Cleaning().row(None)["error"]
        'there is no source'
        """
        if source is None:
            return _failed("there is no source")
        outcome = self._work(source, url, kind)
        return _failed(outcome.message) if isinstance(outcome, Failure) else {**outcome, "error": None}

    @property
    def _work(self) -> Cleaner:
        """What is done to each source, which is what `clean_many` does to it."""
        options = Options(kind=self.kind, language=self.language, pipeline=self.pipeline, site=self.site)
        return Cleaner(options, article_row)


def _failed(error: str) -> dict[str, Any]:
    return {**dict.fromkeys(COLUMNS), "error": error}
