"""Reads meta elements and titles: OpenGraph, Twitter, Dublin Core and the like."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from html import unescape
from typing import Any

from lxml import etree

from boilerstrip.document import Declared
from boilerstrip.lexicon import load
from boilerstrip.text.normalise import fold, tidy

# These names come first, because they describe the article. Other names with the same end ("dc.title", "sailthru.title") follow.
_TITLES = ("og:title", "twitter:title")
_DESCRIPTIONS = ("og:description", "twitter:description", "description")
_AUTHORS = frozenset(["author", "authors", "creator", "byl", "parsely-author", "citation_author"])
_HANDLE_PREFIXES = ("twitter:", "fediverse:")
_PUBLISHED = (
    "article:published_time",
    "og:article:published_time",
    "og:published_time",
    "datepublished",
    "publishdate",
    "publish_date",
    "publish-date",
    "pubdate",
    "parsely-pub-date",
    "dc.date.issued",
    "dcterms.issued",
    "dcterms.created",
    "sailthru.date",
    "citation_publication_date",
    "dc.date",
    "date",
)
_SITE_NAMES = ("og:site_name", "application-name")
_CARD_PAIRS = (("twitter:label1", "twitter:data1"), ("twitter:label2", "twitter:data2"))
_LONGEST_NAME = 200
_find_titles: Any = etree.XPath("//title[not(ancestor::svg)]")


def clean_value(value: str | None) -> str:
    """A declared value as a reader would see it. Many pages escape their values twice.

    >>> clean_value(" Ferry &amp; bridge ")
    'Ferry & bridge'
    """
    value = value or ""
    return tidy(unescape(value) if "&" in value else value)


def clean_name(value: str | None) -> str:
    """A declared name; empty for addresses, handles, numbers and whole sentences.

    >>> clean_name("Ada Wren"), clean_name("https://example.org/ada"), clean_name("@ada")
    ('Ada Wren', '', '')
    """
    name = clean_value(value).strip(" ,;|")
    is_no_name = "://" in name or name.startswith(("@", "/", "www.")) or name.isdigit()
    return "" if is_no_name or len(name) > _LONGEST_NAME else name


def read_meta_tags(root: etree._Element, language: str | None = None) -> Declared:
    """What the meta elements declare. The language is that of the labels on the page's card ("Written by").

    >>> read_meta_tags(etree.fromstring("<head><meta property='og:site_name' content='The Bell'/></head>")).site_name
    'The Bell'
    """
    contents: dict[str, list[str]] = {}
    for element in root.iter("meta"):
        name = element.get("property") or element.get("name") or element.get("itemprop")
        content = element.get("content")
        if name and content:
            contents.setdefault(name.lower(), []).append(content)
    names = [name for name in contents if _drop_vocabulary(name) in _AUTHORS and not name.startswith(_HANDLE_PREFIXES)]
    authors = [clean_name(content) for name in names for content in contents[name]]
    return Declared(
        (*_collect_ranked(contents, _TITLES, "title"),),
        (*_collect_ranked(contents, _DESCRIPTIONS, "description"),),
        tuple(authors if any(authors) else _read_card_authors(contents, language)),
        _find_first(contents, _PUBLISHED),
        _find_first(contents, _SITE_NAMES),
        type=_find_first(contents, ("og:type",)),
    )


def _read_card_authors(contents: Mapping[str, Sequence[str]], language: str | None) -> list[str]:
    """The authors on the card that the page shows in social media: a label such as "Written by", and the names beside it."""
    prefixes = load(language).list("byline_prefixes")
    return [
        clean_name(content)
        for label, data in _CARD_PAIRS
        if fold(clean_value(next(iter(contents.get(label, ())), ""))) in prefixes
        for content in contents.get(data, ())
    ]


def read_title(root: etree._Element) -> Declared:
    """What the title declares. A `title` inside a drawing (svg) does not count."""
    return Declared(tuple([clean_value(element.text) for element in _find_titles(root)]))


def _drop_vocabulary(name: str) -> str:
    return name.replace(".", ":").rpartition(":")[2]


def _collect_ranked(contents: dict[str, list[str]], first: Sequence[str], last: str) -> Iterator[str]:
    names = [*first, *[name for name in contents if _drop_vocabulary(name) == last and name not in first]]
    return (clean_value(content) for name in names for content in contents.get(name, ()))


def _find_first(contents: dict[str, list[str]], names: Sequence[str]) -> str | None:
    values = (clean_value(content) for name in names for content in contents.get(name, ()))
    return next((value for value in values if value), None)
