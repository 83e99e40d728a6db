"""What microdata declares: the properties of the one article that a page marks up."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, cast

from lxml import etree

from boilerstrip.document import Declared
from boilerstrip.readers.metadata.json_ld import is_organisation
from boilerstrip.readers.metadata.meta_tags import name_said, said

_MOST_PROPERTIES = 200
_WANTED = frozenset(["headline", "description", "author", "creator", "datePublished", "publisher"])
_scopes: Any = etree.XPath(
    "descendant-or-self::*[@itemscope and (contains(@itemtype, 'Article') or contains(@itemtype, 'Posting'))]"
)
_properties: Any = etree.XPath(".//*[@itemprop]")
_names: Any = etree.XPath(".//*[@itemprop='name']")


def read_microdata(root: etree._Element) -> Declared:
    """What the page's article says of itself in `itemprop` attributes; nothing where there are several, as on a list of teasers.

    >>> page = "<p itemscope='' itemtype='https://schema.org/Article'>By <b itemprop='author'>Ada Wren</b></p>"
    >>> read_microdata(etree.fromstring(page)).authors
    ('Ada Wren',)
    """
    scopes: list[etree._Element] = _scopes(root)
    if not scopes or any(scopes[0] not in scope.iterancestors() for scope in scopes[1:]):
        return Declared()
    found: dict[str, list[str]] = {name: [] for name in _WANTED}
    for element in _properties(scopes[0])[:_MOST_PROPERTIES]:
        wanted = _WANTED.intersection((element.get("itemprop") or "").split())
        if wanted and _scope_of(element) is scopes[0]:
            for name in wanted:
                found[name].append(_value(element, person=name in ("author", "creator")))
    return Declared(
        tuple(found["headline"][:1]),
        tuple(found["description"][:1]),
        tuple([name_said(name) for name in found["author"] or found["creator"]]),
        next(iter(found["datePublished"]), None),
        next(iter(found["publisher"]), None),
        type=_type_of(scopes[0]),
    )


def _type_of(scope: etree._Element) -> str:
    return (scope.get("itemtype") or "").strip().rpartition("/")[2]


def _scope_of(element: etree._Element) -> etree._Element | None:
    """The item that a property belongs to."""
    return next((outer for outer in element.iterancestors() if outer.get("itemscope") is not None), None)


def _value(element: etree._Element, *, person: bool) -> str:
    """What a property says: of an item its name, and of an organisation, where a person is wanted, nothing."""
    if element.get("itemscope") is not None:
        if person and is_organisation(_type_of(element)):
            return ""
        element = next(iter(_names(element)), element)
    declared = element.get("content") or element.get("datetime")
    return said(declared or "".join(cast("Iterator[str]", element.itertext())))
