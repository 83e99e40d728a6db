"""Puts what a page streams late into its place, as its script does: React sends parts of a page behind its end, hidden until then.

`<div hidden id="S:0">` goes where `<template id="B:0">` stands (react.dev, `renderToPipeableStream`).
Trees that were handed in are not changed, and such parts are hidden there.
"""

from __future__ import annotations

import re
from itertools import islice

from lxml import etree

_PART = re.compile(r"([^:\"']{0,20})S:([\da-f]{1,4})")
_SIGN = re.compile(rf"<div hidden(?:=[\"'][\"'])? id=[\"']{_PART.pattern}[\"']")
_PLACES = ("B", "P")
_MOST = 500


def has_late_parts(source: str) -> bool:
    """Whether the page streams a part of itself.

    >>> has_late_parts('<div hidden id="S:0"><p>Nobody was hurt.</p></div>'), has_late_parts('<div hidden id="menu"></div>')
    (True, False)
    """
    return "S:" in source and _SIGN.search(source) is not None


def place_late_parts(root: etree._Element) -> None:
    """Move each streamed part to its place, or show it where it stands if it has none; the first 500 of a page.

    >>> root = etree.fromstring('<p><template id="B:1"/>One.<div hidden="" id="S:1">Two.</div></p>')
    >>> place_late_parts(root)
    >>> etree.tostring(root)
    b'<p><div id="S:1">Two.</div>One.<template/></p>'
    """
    places = {place.get("id", ""): place for place in root.iter("template")}
    late = (part for part in root.iter("div") if part.get("hidden") is not None and _PART.fullmatch(part.get("id", "")))
    for part in list(islice(late, _MOST)):
        del part.attrib["hidden"]
        before, _, number = part.get("id", "").rpartition("S:")
        place = next((found for mark in _PLACES if (found := places.pop(f"{before}{mark}:{number}", None)) is not None), None)
        if place is not None and part not in place.iterancestors():
            _move(part, place)


def _move(part: etree._Element, place: etree._Element) -> None:
    """Put a part into its place; the text behind each of them stays where it is."""
    left = etree.Element("template")
    part.addprevious(left)
    left.tail, part.tail, place.tail = part.tail, place.tail, None
    parent = place.getparent()
    if parent is not None:
        parent.replace(place, part)
