"""Reads class names of microformats: the date of an entry (hAtom and h-entry, microformats.org)."""

from __future__ import annotations

from typing import Any

from lxml import etree

from boilerstrip.document import Declared
from boilerstrip.readers.metadata.meta_tags import clean_value

_DATE_CLASSES = frozenset(["published", "dt-published", "entry-date"])
_find_dates: Any = etree.XPath("descendant::time[@datetime and (@class or @pubdate)] | descendant::abbr[@title and @class]")


def read_microformats(root: etree._Element) -> Declared:
    """The date of the page's entry. A page with several dates, such as a list of teasers, gives nothing.

    >>> page = "<p><time class='entry-date published' datetime='2031-05-03'>last Saturday</time></p>"
    >>> read_microformats(etree.fromstring(page)).published
    '2031-05-03'
    """
    dates = {value for element in _find_dates(root) if (value := _read_date(element))}
    return Declared(published=dates.pop() if len(dates) == 1 else None)


def _read_date(element: etree._Element) -> str | None:
    if element.get("pubdate") is None and _DATE_CLASSES.isdisjoint((element.get("class") or "").split()):
        return None
    return clean_value(element.get("datetime") or element.get("title") or "")
