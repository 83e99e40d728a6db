"""Reads microdata: the properties of the one article that a page marks up."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, cast

from lxml import etree

from boilerstrip.document import Declared
from boilerstrip.readers.metadata.json_ld import is_organisation
from boilerstrip.readers.metadata.meta_tags import clean_name, clean_value

_MOST_PROPERTIES = 200
_PROPERTIES = frozenset(["headline", "description", "author", "creator", "datePublished", "publisher"])
_find_articles: Any = etree.XPath(
    "descendant-or-self::*[@itemscope and (contains(@itemtype, 'Article') or contains(@itemtype, 'Posting'))]"
)
_find_properties: Any = etree.XPath(".//*[@itemprop]")
_find_names: Any = etree.XPath(".//*[@itemprop='name']")


def read_microdata(root: etree._Element) -> Declared:
    """What the page's article declares in `itemprop` attributes. A page with several articles, such as a list of teasers, gives nothing.

    >>> page = "<p itemscope='' itemtype='https://schema.org/Article'>By <b itemprop='author'>Ada Wren</b></p>"
    >>> read_microdata(etree.fromstring(page)).authors
    ('Ada Wren',)
    """
    articles: list[etree._Element] = _find_articles(root)
    if not articles or any(articles[0] not in article.iterancestors() for article in articles[1:]):
        return Declared()
    values: dict[str, list[str]] = {name: [] for name in _PROPERTIES}
    for element in _find_properties(articles[0])[:_MOST_PROPERTIES]:
        names = _PROPERTIES.intersection((element.get("itemprop") or "").split())
        if names and _find_item(element) is articles[0]:
            for name in names:
                values[name].append(_read_value(element, person=name in ("author", "creator")))
    return Declared(
        tuple(values["headline"][:1]),
        tuple(values["description"][:1]),
        tuple([clean_name(name) for name in values["author"] or values["creator"]]),
        next(iter(values["datePublished"]), None),
        next(iter(values["publisher"]), None),
        type=_read_type(articles[0]),
    )


def _read_type(item: etree._Element) -> str:
    return (item.get("itemtype") or "").strip().rpartition("/")[2]


def _find_item(element: etree._Element) -> etree._Element | None:
    """The innermost item around a property."""
    return next((outer for outer in element.iterancestors() if outer.get("itemscope") is not None), None)


def _read_value(element: etree._Element, *, person: bool) -> str:
    """The value of a property. The value of an item is its name; an organisation has none where a person is wanted."""
    if element.get("itemscope") is not None:
        if person and is_organisation(_read_type(element)):
            return ""
        element = next(iter(_find_names(element)), element)
    declared = element.get("content") or element.get("datetime")
    return clean_value(declared or "".join(cast("Iterator[str]", element.itertext())))
