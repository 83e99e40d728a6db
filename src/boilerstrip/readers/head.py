"""What a page says of itself: its language, titles, description and authors."""

from __future__ import annotations

from lxml import etree

from boilerstrip.document import Declared
from boilerstrip.folding import tidy


def language_of(root: etree._Element) -> str | None:
    """The ISO 639 code that the page claims for itself; `None` where it claims none.

    >>> language_of(etree.fromstring("<html lang='de-AT'/>"))
    'de'
    """
    value = root.get("lang") or root.get("{http://www.w3.org/XML/1998/namespace}lang") or ""
    code = value.strip().lower().replace("_", "-").split("-")[0]
    return code if code.isalpha() and len(code) in (2, 3) else None


def declared_in(root: etree._Element) -> Declared:
    """What the title and meta elements say: each value once, in the page's order.

    >>> declared_in(etree.fromstring("<html><title>Ferry sinks</title></html>")).titles
    ('Ferry sinks',)
    """
    found: dict[str, list[str]] = {"title": [], "description": [], "author": []}
    for element in root.iter("title", "meta"):
        if element.tag == "title":
            found["title"].append(tidy(element.text or ""))
            continue
        name = (element.get("property") or element.get("name") or "").lower().rpartition(":")[2]
        if name in found:
            found[name].append(tidy(element.get("content") or ""))
    unique = {name: tuple(dict.fromkeys(value for value in values if value)) for name, values in found.items()}
    return Declared(unique["title"], unique["description"], unique["author"])
