"""An article as a row of a table, and the options for cleaning rows. The Arrow functions and all integrations use them."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any

from boilerstrip.article import Article
from boilerstrip.cleaner import Cleaner, Failure, Options
from boilerstrip.pipeline import Pipeline
from boilerstrip.sites import SiteModel

# The columns of an article in every table: its fields, and its text after its body.
COLUMNS = tuple(
    [name for field in fields(Article) for name in ((field.name, "text") if field.name == "body" else (field.name,))]
)


def make_article_row(article: Article, prefix: str = "") -> dict[str, Any]:
    """The row of an article: plain values, lists and dicts.

    >>> list(make_article_row(Article(headline="Ferry sinks"), "article_"))[:2]
    ['article_headline', 'article_standfirst']
    """
    values = {**article.to_dict(), "text": article.text}
    return {prefix + name: values[name] for name in COLUMNS}


@dataclass(frozen=True, slots=True)
class Cleaning:
    """What to clean in each row, and how. All integrations take this object.

    Attributes:
        text: The column of texts (plain text, Markdown or HTML). The default is "text" if `html` is not given either.
        html: The column of HTML pages. If both are given, a row's page is cleaned, or its text if it has no page.
        url: The column of the addresses of the pages.
        keep: The columns to carry through to the result; `None` for all except `text` and `html`.
        prefix: Put before the name of each column of the article, for tables that have their own `language` or `text`.
        kind: The kind of the texts: "auto", "text", "markdown" or "html". The pages in `html` are always "html".
        language: An ISO 639-1 code for all rows. By default, the language of each row is detected.
        pipeline: The filters to use, and how hints are weighed. The default is `Pipeline.default()`.
        site: What sites repeat on their pages; `url` shows the site of a page.

    Raises `TypeError` if `text`, `html`, `url` or `prefix` is not a string, or `keep` not a tuple of strings.

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
        """Check the names of columns. `check` checks the rest, because that loads the lexicons."""
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
        """The columns to clean, and the kind of each. The first one with a value is cleaned."""
        named = ((self.html, "html"), (self.text, self.kind))
        return tuple([(name, kind) for name, kind in named if name is not None]) or (("text", self.kind),)

    def check(self) -> None:
        """Raise the exception of `clean_article` for a wrong `kind`, `language`, `pipeline` or `site`, before the first row is read.

        >>> Cleaning(kind="pdf").check()
        Traceback (most recent call last):
        ...
        ValueError: kind must be "auto", "text", "markdown" or "html", but is 'pdf'
        """
        self._cleaner.check()

    def row(self, source: Any, url: str | None = None, kind: str | None = None) -> dict[str, Any]:
        r"""The article of one source as a flat dict of plain values: `Article.to_dict()`, `text` and `error`. Never raises.

        `error` is `None`, or a text that says why there is no article. Then all other values are `None`.

        >>> row = Cleaning().row("Ferry sinks\n\nNobody was hurt when the ferry sank at dawn.\n\nShare on Facebook")
        >>> row["headline"], row["text"], row["error"]
        ('Ferry sinks', 'Ferry sinks\n\n\nNobody was hurt when the ferry sank at dawn.', None)
        >>> Cleaning().row(None)["error"]
        'there is no source'
        """
        if source is None:
            return _make_failed_row("there is no source")
        outcome = self._cleaner(source, url, kind)
        return _make_failed_row(outcome.message) if isinstance(outcome, Failure) else {**outcome, "error": None}

    @property
    def _cleaner(self) -> Cleaner:
        # `clean_many` uses the same class, so rows are cleaned in the same way everywhere.
        options = Options(kind=self.kind, language=self.language, pipeline=self.pipeline, site=self.site)
        return Cleaner(options, make_article_row)


def _make_failed_row(error: str) -> dict[str, Any]:
    return {**dict.fromkeys(COLUMNS), "error": error}
