"""What meta elements and titles declare: OpenGraph, Twitter, Dublin Core and their like."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import unescape
from typing import Any

from lxml import etree

from boilerstrip.document import Declared
from boilerstrip.text.normalise import tidy

# Those that speak of the article come first; others that end alike ("dc.title", "sailthru.title") follow.
_TITLES = ("og:title", "twitter:title")
_DESCRIPTIONS = ("og:description", "twitter:description", "description")
_AUTHORS = frozenset(["author", "authors", "creator", "byl", "parsely-author", "citation_author"])
_HANDLES = ("twitter:", "fediverse:")
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
_SITES = ("og:site_name", "application-name")
_LONGEST_NAME = 200
_titles: Any = etree.XPath("//title[not(ancestor::svg)]")


def said(value: str | None) -> str:
    """A declared value as a reader would see it; many pages escape theirs twice.

    >>> said(" Ferry &amp; bridge ")
    'Ferry & bridge'
    """
    value = value or ""
    return tidy(unescape(value) if "&" in value else value)


def name_said(value: str | None) -> str:
    """A declared name; empty for addresses, handles, numbers and whole sentences.

    >>> name_said("Ada Wren"), name_said("https://example.org/ada"), name_said("@ada")
    ('Ada Wren', '', '')
    """
    name = said(value).strip(" ,;|")
    addressed = "://" in name or name.startswith(("@", "/", "www.")) or name.isdigit()
    return "" if addressed or len(name) > _LONGEST_NAME else name


def read_meta_tags(root: etree._Element) -> Declared:
    """What the meta elements say.

    >>> read_meta_tags(etree.fromstring("<head><meta property='og:site_name' content='The Bell'/></head>")).site_name
    'The Bell'
    """
    rows: dict[str, list[str]] = {}
    for element in root.iter("meta"):
        name = element.get("property") or element.get("name") or element.get("itemprop")
        content = element.get("content")
        if name and content:
            rows.setdefault(name.lower(), []).append(content)
    authors = [row for name in rows if _last(name) in _AUTHORS and not name.startswith(_HANDLES) for row in rows[name]]
    return Declared(
        (*_ranked(rows, _TITLES, "title"),),
        (*_ranked(rows, _DESCRIPTIONS, "description"),),
        tuple([name_said(author) for author in authors]),
        _first(rows, _PUBLISHED),
        _first(rows, _SITES),
        type=_first(rows, ("og:type",)),
    )


def read_title(root: etree._Element) -> Declared:
    """What the title says; titles of drawings are none."""
    return Declared(tuple([said(element.text) for element in _titles(root)]))


def _last(name: str) -> str:
    return name.replace(".", ":").rpartition(":")[2]


def _ranked(rows: dict[str, list[str]], first: Sequence[str], last: str) -> Iterator[str]:
    names = [*first, *[name for name in rows if _last(name) == last and name not in first]]
    return (said(row) for name in names for row in rows.get(name, ()))


def _first(rows: dict[str, list[str]], names: Sequence[str]) -> str | None:
    values = (said(row) for name in names for row in rows.get(name, ()))
    return next((value for value in values if value), None)
