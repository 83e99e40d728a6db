"""Moves the late parts of a page to their places, as the page's script does: React sends parts after the end of a page, hidden at first.

`<div hidden id="S:0">` goes to the place of `<template id="B:0">` (react.dev, `renderToPipeableStream`). A tree that a caller parsed is
not changed, so the late parts stay hidden in it.
"""

from __future__ import annotations

import re
from itertools import islice

from lxml import etree

_PART_ID = re.compile(r"([^:\"']{0,20})S:([\da-f]{1,4})")
_LATE_PART = re.compile(rf"<div hidden(?:=[\"'][\"'])? id=[\"']{_PART_ID.pattern}[\"']")
# The letters of a place's id.
_PLACE_MARKS = ("B", "P")
_MOST_PARTS = 500


def has_late_parts(source: str) -> bool:
    """Whether the page has late parts.

    >>> has_late_parts('<div hidden id="S:0"><p>Nobody was hurt.</p></div>'), has_late_parts('<div hidden id="menu"></div>')
    (True, False)
    """
    return "S:" in source and _LATE_PART.search(source) is not None


def place_late_parts(root: etree._Element) -> None:
    """Move the first 500 late parts to their places. A part without a place is shown where it stands.

    >>> root = etree.fromstring('<p><template id="B:1"/>One.<div hidden="" id="S:1">Two.</div></p>')
    >>> place_late_parts(root)
    >>> etree.tostring(root)
    b'<p><div id="S:1">Two.</div>One.<template/></p>'
    """
    places = {place.get("id", ""): place for place in root.iter("template")}
    late = (part for part in root.iter("div") if part.get("hidden") is not None and _PART_ID.fullmatch(part.get("id", "")))
    for part in list(islice(late, _MOST_PARTS)):
        del part.attrib["hidden"]
        before, _, number = part.get("id", "").rpartition("S:")
        place = next((p for mark in _PLACE_MARKS if (p := places.pop(f"{before}{mark}:{number}", None)) is not None), None)
        if place is not None and part not in place.iterancestors():
            _move(part, place)


def _move(part: etree._Element, place: etree._Element) -> None:
    """Put a part into its place. The text after the part and the text after the place stay where they are."""
    left = etree.Element("template")
    part.addprevious(left)
    left.tail, part.tail, place.tail = part.tail, place.tail, None
    parent = place.getparent()
    if parent is not None:
        parent.replace(place, part)
