"""The names under which containers state the fields of an article, and how their values are read."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from html import unescape
from typing import Any

from boilerstrip.document import Declared
from boilerstrip.readers.containers.unwrapped import Stated
from boilerstrip.text.normalise import tidy

# The names in lower case without blanks, hyphens and underscores; the most exact name of a field comes first.
TITLES = ("headline", "title", "webtitle", "articletitle", "posttitle", "ogtitle", "subject")
AUTHORS = ("author", "authors", "byline", "creator", "writer", "by", "authorname")
PUBLISHED = (
    "published",
    "datepublished",
    "publishedtime",
    "publishedat",
    "publishdate",
    "publisheddate",
    "publishingdate",
    "publicationdate",
    "publishedon",
    "articlepublishedtime",
    "webpublicationdate",
    "pubdate",
    "date",
    "dategmt",
)
ADDRESSES = (
    "url",
    "urlsource",
    "sourceurl",
    "source",
    "link",
    "weburl",
    "canonicalurl",
    "canonical",
    "permalink",
    "originalurl",
)
DESCRIPTIONS = ("description", "excerpt", "metadescription", "ogdescription", "abstract")
SUBTITLES = ("standfirst", "subtitle", "subheadline", "dek", "deck", "lede", "trailtext", "kurztext", "chapo")
LANGUAGES = ("language", "lang", "inlanguage", "locale")
SITE_NAMES = ("sitename", "site", "publisher", "ogsitename", "publication", "source", "website", "sourcename")
# Names that say nothing about the text, but that a container of an article often has.
OTHERS = (
    "tags",
    "tag",
    "categories",
    "category",
    "keywords",
    "layout",
    "slug",
    "draft",
    "created",
    "updated",
    "modified",
    "lastmod",
    "image",
    "images",
    "cover",
    "type",
    "id",
    "clipped",
    "aliases",
    "summary",
    "license",
    "warning",
    "hostname",
    "sitehostname",
    "status",
    "retrieved",
    "crawled",
)
KNOWN = frozenset([*TITLES, *AUTHORS, *PUBLISHED, *ADDRESSES, *DESCRIPTIONS, *SUBTITLES, *LANGUAGES, *SITE_NAMES, *OTHERS])
_NAME_MARKS = re.compile(r"[\s_:.-]+")
_WIKI_LINK = re.compile(r"\[\[(?:[^\[\]|]{0,200}\|)?([^\[\]|]{1,200})\]\]")
_MARKDOWN_LINK = re.compile(r"\[([^\[\]]{1,300})\]\([^()\s]{0,2000}\)")
_TAG = re.compile(r"</?[a-z][^<>]{0,500}>", re.I)
_URL = re.compile(r"https?://[^\s<>\"]{1,2000}", re.I)
_LANGUAGE = re.compile(r"([a-z]{2,3})(?:[-_][a-z0-9]{2,8}){0,2}", re.I)
_HAS_DAY = re.compile(r"\d")
# Longer values are no fields, but texts.
_MOST_CHARS, _MOST_DESCRIPTION_CHARS, _MOST_NAME_CHARS = 500, 3000, 200
_MOST_AUTHORS, _MOST_DEPTH = 20, 3
_INNER_KEYS = ("name", "rendered", "@value", "value", "title", "text")


def fold_key(name: str) -> str:
    """A field's name in lower case, without blanks, hyphens and underscores.

    >>> fold_key("Published Time"), fold_key("og:site_name")
    ('publishedtime', 'ogsitename')
    """
    return _NAME_MARKS.sub("", name).lower()


def fold_keys(fields: Mapping[Any, Any]) -> dict[str, Any]:
    """The fields by their folded names. The first of two fields with the same folded name counts.

    >>> fold_keys({"Title": "Ferry sinks", "title": "Ferry"})
    {'title': 'Ferry sinks'}
    """
    folded: dict[str, Any] = {}
    for name, value in fields.items():
        if isinstance(name, str):
            folded.setdefault(fold_key(name), value)
    return folded


def read_stated(fields: Mapping[str, Any]) -> Stated:
    """What fields with folded names state. Values that cannot be read are left out.

    >>> stated = read_stated({"title": "Ferry sinks", "author": [{"name": "Ada Wren"}], "source": "https://wren.example/a"})
    >>> stated.declared.titles, stated.declared.authors, stated.url
    (('Ferry sinks',), ('Ada Wren',), 'https://wren.example/a')
    """
    title = _find_text(fields, TITLES)
    subtitle = _find_text(fields, SUBTITLES, _MOST_DESCRIPTION_CHARS)
    description = _find_text(fields, DESCRIPTIONS, _MOST_DESCRIPTION_CHARS)
    site = next((text for text in _iterate_texts(fields, SITE_NAMES) if "://" not in text), None)
    authors, published = _find_authors(fields), _find_published(fields)
    declared = Declared(
        titles=(title,) if title else (),
        descriptions=(description,) if description else (),
        authors=authors,
        published=published,
        site_name=site,
        subtitle=subtitle,
        is_exact=bool(title or authors or published),
    )
    return Stated(declared, find_address(fields), _find_language(fields))


def find_address(fields: Mapping[str, Any]) -> str | None:
    """The address that fields with folded names state.

    >>> find_address({"source": "[Ferry](https://wren.example/a)"}), find_address({"source": "Reuters"})
    ('https://wren.example/a', None)
    """
    for text in _iterate_texts(fields, ADDRESSES, as_written=True):
        if match := _URL.search(text):
            return match[0].rstrip(").,;")
    return None


def _find_published(fields: Mapping[str, Any]) -> str | None:
    return next((text for text in _iterate_texts(fields, PUBLISHED) if _HAS_DAY.search(text)), None)


def _find_language(fields: Mapping[str, Any]) -> str | None:
    for text in _iterate_texts(fields, LANGUAGES):
        if match := _LANGUAGE.fullmatch(text):
            return match[1].lower()
    return None


def _find_authors(fields: Mapping[str, Any]) -> tuple[str, ...]:
    """The authors of the first field that names any."""
    for key in AUTHORS:
        names = (_clean_text(name) for name in _iterate_values(fields.get(key), 0))
        authors = [name for name in names if name and len(name) <= _MOST_NAME_CHARS and "://" not in name and name[0] != "@"]
        if authors:
            return tuple(dict.fromkeys(authors[:_MOST_AUTHORS]))
    return ()


def _find_text(fields: Mapping[str, Any], keys: tuple[str, ...], most: int = _MOST_CHARS) -> str | None:
    return next((text for text in _iterate_texts(fields, keys) if len(text) <= most), None)


def _iterate_texts(fields: Mapping[str, Any], keys: tuple[str, ...], *, as_written: bool = False) -> Iterator[str]:
    """The texts of these fields, in the order of the keys; of a list, its first text. `as_written` keeps link targets."""
    for key in keys:
        value = next(_iterate_values(fields.get(key), 0), "")
        if text := tidy(value) if as_written else _clean_text(value):
            yield text


def _iterate_values(value: Any, depth: int) -> Iterator[str]:
    """The texts in a value: the text itself, the texts of a list, and the names in mappings. Deeper values are left out."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list) and depth < _MOST_DEPTH:
        for item in value[:_MOST_AUTHORS]:
            yield from _iterate_values(item, depth + 1)
    elif isinstance(value, dict) and depth < _MOST_DEPTH:
        folded = fold_keys(value)
        inner = next((folded[key] for key in _INNER_KEYS if isinstance(folded.get(key), str)), None)
        if inner is not None:
            yield inner


def _clean_text(value: str) -> str:
    """A value as a reader would see it: without tags, entities, and the marks of links."""
    text = value[: 4 * _MOST_DESCRIPTION_CHARS]
    if "[" in text:
        text = _MARKDOWN_LINK.sub(r"\1", _WIKI_LINK.sub(r"\1", text))
    if "<" in text:
        text = _TAG.sub(" ", text)
    return tidy(unescape(text) if "&" in text else text)
