"""What class names declare: the date of an entry (hAtom and h-entry, microformats.org)."""

from __future__ import annotations

from typing import Any

from lxml import etree

from boilerstrip.document import Declared
from boilerstrip.readers.metadata.meta_tags import said

_PUBLISHED = frozenset(["published", "dt-published", "entry-date"])
_dates: Any = etree.XPath("descendant::time[@datetime and (@class or @pubdate)] | descendant::abbr[@title and @class]")


def read_microformats(root: etree._Element) -> Declared:
    """When the page's entry was published; nothing where there are several dates, as on a list of teasers.

    >>> page = "<p><time class='entry-date published' datetime='2031-05-03'>last Saturday</time></p>"
    >>> read_microformats(etree.fromstring(page)).published
    '2031-05-03'
    """
    found = {value for element in _dates(root) if (value := _published(element))}
    return Declared(published=found.pop() if len(found) == 1 else None)


def _published(element: etree._Element) -> str | None:
    if element.get("pubdate") is None and _PUBLISHED.isdisjoint((element.get("class") or "").split()):
        return None
    return said(element.get("datetime") or element.get("title") or "")
