"""The result of `clean_article`: `Article`, its `Paragraph`s, and a `Removal` for each line that was removed."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any, Literal, NamedTuple

from boilerstrip.document.findings import Category

ParagraphKind = Literal["paragraph", "heading", "list_item", "quote"]


class Paragraph(NamedTuple):
    """One paragraph of the body: its plain text and its kind.

    `level` is the rank of a heading, 1 to 6; 0 for other kinds, and where the source does not show it. `span` is the half-open range of
    characters in the source (text and Markdown; `None` for HTML). `line` is its first line in the source, counted from 0.

    >>> str(Paragraph("What next?", "heading", 2))
    'What next?'
    """

    text: str
    kind: ParagraphKind = "paragraph"
    level: int = 0
    span: tuple[int, int] | None = None
    line: int | None = None

    def __str__(self) -> str:
        return self.text

    def to_markdown(self) -> str:
        """The paragraph as Markdown. Characters of the text that Markdown would read as marks are escaped.

        >>> Paragraph("What next?", "heading", 2).to_markdown()
        '## What next?'
        """
        marks = {"heading": "#" * (self.level or 2) + " ", "list_item": "- ", "quote": "> "}
        return marks.get(self.kind, "") + _escape_marks(self.text)


class Removal(NamedTuple):
    """A part of the source that was removed, and why.

    `rule` is the rule of the `filter` that decided, `evidence` the reason in words, and `score` the certainty of the decision, 0.0 to
    1.0. `span` is the half-open range of characters in the source (text and Markdown), `line` its first line in the source, counted
    from 0, and `path` the element path (HTML). The category of a later copy of a block is "repeat" if the first one is in the article.

    >>> Removal("Share on Facebook", "sharing", "sharing", "share-on", 'begins "Share on Facebook"').because
    'sharing/share-on: begins "Share on Facebook"'
    """

    text: str
    category: Category
    filter: str
    rule: str
    evidence: str
    score: float = 1.0
    span: tuple[int, int] | None = None
    line: int | None = None
    path: str | None = None

    @property
    def because(self) -> str:
        """The reason in one line."""
        return f"{self.filter}/{self.rule}: {self.evidence}"


@dataclass(frozen=True, slots=True)
class Article:
    """A clean article: its fields, what was removed, and how far the result can be trusted.

    A field that was not found is `None` (or an empty tuple), never `""`.

    Attributes:
        headline: The title of the article.
        standfirst: The summary under the headline.
        byline: The credit as it is on the page, with line breaks if it has several lines.
        authors: Names only, including those found only in metadata.
        published: When the article was published, never when it was changed. It has a time zone if the page gives one. If the page
            gives only the day, the time is midnight.
        site_name: The name that the site gives itself.
        body: The paragraphs of the article.
        removed: What was removed, in the order of the source.
        language: The language as an ISO 639-1 code.
        confidence: The expected word F1 of the body, 0.0 to 1.0.
        warnings: What a reader of the article should know.
        rules_version: The version of the rules. The same rules and the same source give the same article.

    >>> article = Article(headline="Ferry sinks", body=(Paragraph("Nobody was hurt."),))
    >>> Article.from_dict(article.to_dict()) == article
    True
    """

    headline: str | None = None
    standfirst: str | None = None
    byline: str | None = None
    authors: tuple[str, ...] = ()
    published: datetime | None = None
    site_name: str | None = None
    body: tuple[Paragraph, ...] = ()
    removed: tuple[Removal, ...] = ()
    language: str | None = None
    confidence: float = 0.0
    warnings: tuple[str, ...] = ()
    rules_version: str = ""

    @property
    def text(self) -> str:
        r"""The clean article as plain text: headline, standfirst, byline and body, one paragraph a line, a blank line between.

        Two blank lines separate the body from the fields before it, so that `clean_article` can find the fields again.

        >>> Article(headline="Ferry sinks", body=(Paragraph("Nobody was hurt."), Paragraph("All is well."))).text
        'Ferry sinks\n\n\nNobody was hurt.\n\nAll is well.'
        """
        fields = [part for part in (self.headline, self.standfirst, self.byline) if part]
        body = [paragraph.text for paragraph in self.body]
        return "\n\n\n".join("\n\n".join(parts) for parts in (fields, body) if parts)

    def to_dict(self) -> dict[str, Any]:
        """The article as dicts, lists, strings and numbers, with `published` in ISO 8601. `from_dict` makes the same article again.

        >>> Article(headline="Ferry sinks").to_dict()["headline"]
        'Ferry sinks'
        """
        return {field.name: _to_plain(getattr(self, field.name)) for field in fields(self)}

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Article:
        """The article for the result of `to_dict`, or of `json.loads` of `to_json`.

        Raises `TypeError` for an unknown field, and `ValueError` for a `published` that is not in ISO 8601.

        >>> Article.from_dict({"headline": "Ferry sinks", "authors": ["Ada Wren"]}).authors
        ('Ada Wren',)
        """
        values = dict(data)
        for name in ("authors", "warnings"):
            values[name] = tuple(values.get(name, ()))
        if isinstance(values.get("published"), str):
            values["published"] = datetime.fromisoformat(values["published"])
        values["body"] = tuple([Paragraph(**_restore_span(row)) for row in values.get("body", ())])
        values["removed"] = tuple([Removal(**_restore_span(row)) for row in values.get("removed", ())])
        return cls(**values)

    def to_json(self, indent: int | None = None) -> str:
        """`to_dict` as JSON. Non-ASCII text stays as it is; if there are lone surrogates, all of it is escaped.

        >>> Article.from_dict(json.loads(Article(headline="Fähre sinkt").to_json())).headline
        'Fähre sinkt'
        """
        text = json.dumps(self.to_dict(), ensure_ascii=False, indent=indent)
        try:
            text.encode()
        except UnicodeEncodeError:
            return json.dumps(self.to_dict(), indent=indent)
        return text

    def to_markdown(self) -> str:
        """The clean article as Markdown: headline as `#`, standfirst in bold, byline in italics, and the marks of the body.

        >>> print(Article(headline="Ferry sinks", byline="By Ada Wren").to_markdown())
        # Ferry sinks
        <BLANKLINE>
        *By Ada Wren*
        """
        parts = [f"# {_escape_marks(self.headline)}"] if self.headline else []
        parts += [f"**{_escape_marks(self.standfirst)}**"] if self.standfirst else []
        parts += [f"*{_escape_marks(' · '.join(self.byline.splitlines()))}*"] if self.byline else []
        text = "\n\n".join(parts)
        kind_before = "heading"
        for paragraph in self.body:
            is_tight = paragraph.kind == kind_before == "list_item"
            text += ("\n" if is_tight else "\n\n" if text else "") + paragraph.to_markdown()
            kind_before = paragraph.kind
        return text

    def explain(self) -> str:
        """A line for each removal: its line in the source, category, reason, and the beginning of its text.

        >>> removal = Removal("Share", "sharing", "sharing", "share", 'says "Share"', line=4)
        >>> print(Article(removed=(removal,)).explain())
        5  sharing  sharing/share: says "Share"  | Share
        """
        rows = [(_describe_place(r), r.category, r.because, _shorten(r.text)) for r in self.removed]
        widths = [max((len(row[column]) for row in rows), default=0) for column in range(3)]
        lines = (
            "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=False)) + f"  | {row[3]}" for row in rows
        )
        return "\n".join(lines)


def _describe_place(removal: Removal) -> str:
    """Where the text was. For people, lines are counted from 1."""
    return str(removal.line + 1) if removal.line is not None else removal.path or "-"


def _shorten(text: str, width: int = 60) -> str:
    return text if len(text) <= width else text[: width - 1] + "…"


def _escape_marks(text: str) -> str:
    """The text with backslashes before characters that Markdown could read as marks at their place."""
    for mark in "\\`*_[]<":
        text = text.replace(mark, "\\" + mark)
    if text[:1] in "#>+-=|~" or text[:1].isdigit():
        number, dot, rest = text.partition(".")
        if number.isdigit() and dot:
            return f"{number}\\.{rest}"
        return text if text[0].isdigit() else "\\" + text
    return text


def _to_plain(value: Any) -> Any:
    """Named tuples as dicts, other tuples as lists, dates in ISO 8601: the value is equal to the one that JSON gives back."""
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, Paragraph | Removal):
        return {key: _to_plain(item) for key, item in value._asdict().items()}
    return [_to_plain(item) for item in value] if isinstance(value, tuple) else value


def _restore_span(row: Mapping[str, Any]) -> dict[str, Any]:
    span = row.get("span")
    return {**row, "span": tuple(span) if span is not None else None}
