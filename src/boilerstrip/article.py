"""What `clean_article` gives back: `Article`, its `Paragraph`s, and a `Removal` for every line that went."""

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

    `level` is a heading's rank, 1 to 6 (0 for other kinds, and where the source did not say). `span` is the half-open range of
    characters of the source it came from (text and Markdown; `None` for HTML), `line` its first source line, from 0.

    >>> str(Paragraph("What next?", "heading", 2))
    'What next?'
    """

    text: str
    kind: ParagraphKind = "paragraph"
    level: int = 0
    span: tuple[int, int] | None = None
    line: int | None = None

    def __str__(self) -> str:
        """The text alone."""
        return self.text

    def to_markdown(self) -> str:
        """The paragraph as Markdown; characters that Markdown would read as marks are escaped.

        >>> Paragraph("What next?", "heading", 2).to_markdown()
        '## What next?'
        """
        marks = {"heading": "#" * (self.level or 2) + " ", "list_item": "- ", "quote": "> "}
        return marks.get(self.kind, "") + _escape(self.text)


class Removal(NamedTuple):
    """One piece of the source that is no part of the article, and why.

    `span` is the half-open range of characters in the source (text and Markdown), `line` its first source line from 0, and
    `path` the element path (HTML). `rule` names the rule of the `filter` that spoke, `evidence` says it for a reader,
    `score` is how sure the decision is, 0.0 to 1.0. A later copy of a block that stands in the article is a `repeat`.

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
    """A clean article: four fields, what was removed, and how far to trust it.

    A field that was not found is `None` (or an empty tuple), never `""`. `byline` is the credit as the page has it, with a
    line break where it stood on several lines; `authors` are the names alone, those among them whom only the page's head names.
    `published` is the moment of publication, never that of a change, aware of its zone where the page tells it and at midnight where it
    tells the day alone; `site_name` is what the site calls itself. `removed` is in source order. `confidence` is
    the word F1 to expect of the body, 0.0 to 1.0. `rules_version` names the rules that decided: the same rules and the
    same source give the same article.

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

        Two blank lines part the body from the fields before it, by which `clean_article` knows them again.

        >>> Article(headline="Ferry sinks", body=(Paragraph("Nobody was hurt."), Paragraph("All is well."))).text
        'Ferry sinks\n\n\nNobody was hurt.\n\nAll is well.'
        """
        fields = [part for part in (self.headline, self.standfirst, self.byline) if part]
        body = [paragraph.text for paragraph in self.body]
        return "\n\n\n".join("\n\n".join(parts) for parts in (fields, body) if parts)

    def to_dict(self) -> dict[str, Any]:
        """Plain dicts, lists, strings and numbers, `published` in ISO 8601; `from_dict` turns them into the same article again.

        >>> Article(headline="Ferry sinks").to_dict()["headline"]
        'Ferry sinks'
        """
        return {field.name: _listed(getattr(self, field.name)) for field in fields(self)}

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Article:
        """The article that `to_dict` (or `json.loads` of `to_json`) described.

        Raises `TypeError` for a field that no article has, and `ValueError` for a `published` that is not in ISO 8601.

        >>> Article.from_dict({"headline": "Ferry sinks", "authors": ["Ada Wren"]}).authors
        ('Ada Wren',)
        """
        values = dict(data)
        for name in ("authors", "warnings"):
            values[name] = tuple(values.get(name, ()))
        if isinstance(values.get("published"), str):
            values["published"] = datetime.fromisoformat(values["published"])
        values["body"] = tuple([Paragraph(**_spanned(row)) for row in values.get("body", ())])
        values["removed"] = tuple([Removal(**_spanned(row)) for row in values.get("removed", ())])
        return cls(**values)

    def to_json(self, indent: int | None = None) -> str:
        """`to_dict` as JSON, with non-ASCII text as it is and lone surrogates escaped.

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
        """The clean article as Markdown: headline as `#`, standfirst in bold, byline in italics, body with its own marks.

        >>> print(Article(headline="Ferry sinks", byline="By Ada Wren").to_markdown())
        # Ferry sinks
        <BLANKLINE>
        *By Ada Wren*
        """
        parts = [f"# {_escape(self.headline)}"] if self.headline else []
        parts += [f"**{_escape(self.standfirst)}**"] if self.standfirst else []
        parts += [f"*{_escape(' · '.join(self.byline.splitlines()))}*"] if self.byline else []
        text = "\n\n".join(parts)
        before = "heading"
        for paragraph in self.body:
            tight = paragraph.kind == before == "list_item"
            text += ("\n" if tight else "\n\n" if text else "") + paragraph.to_markdown()
            before = paragraph.kind
        return text

    def explain(self) -> str:
        """A line for every removal: source line, category, reason, and the text's beginning.

        >>> gone = Removal("Share", "sharing", "sharing", "share", 'says "Share"', line=4)
        >>> print(Article(removed=(gone,)).explain())
        5  sharing  sharing/share: says "Share"  | Share
        """
        rows = [(_place(r), r.category, r.because, _shortened(r.text)) for r in self.removed]
        widths = [max((len(row[column]) for row in rows), default=0) for column in range(3)]
        lines = (
            "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=False)) + f"  | {row[3]}" for row in rows
        )
        return "\n".join(lines)


def _place(removal: Removal) -> str:
    """Where it stood, for people: lines count from 1."""
    return str(removal.line + 1) if removal.line is not None else removal.path or "-"


def _shortened(text: str, width: int = 60) -> str:
    return text if len(text) <= width else text[: width - 1] + "…"


def _escape(text: str) -> str:
    """Markdown marks taken as text; only those that could be read as marks where they stand."""
    for mark in "\\`*_[]<":
        text = text.replace(mark, "\\" + mark)
    if text[:1] in "#>+-=|~" or text[:1].isdigit():
        head, dot, rest = text.partition(".")
        if head.isdigit() and dot:
            return f"{head}\\.{rest}"
        return text if text[0].isdigit() else "\\" + text
    return text


def _listed(value: Any) -> Any:
    """Named tuples as dicts, other tuples as lists, moments in ISO 8601, so that the value equals what JSON gives back."""
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, Paragraph | Removal):
        return {key: _listed(item) for key, item in value._asdict().items()}
    return [_listed(item) for item in value] if isinstance(value, tuple) else value


def _spanned(row: Mapping[str, Any]) -> dict[str, Any]:
    span = row.get("span")
    return {**row, "span": tuple(span) if span is not None else None}
