"""Parses the source of a page with lxml, and repairs what lxml loses: text in deep elements, and text after open comments."""

from __future__ import annotations

import re
from collections.abc import Mapping

from lxml import etree

from boilerstrip.readers.html.elements import EFFECTS, EITHER, INLINE, LINK, SILENT

_XML_DECLARATION = re.compile(r"^\s*<\?xml[^>]{0,200}\?>")
# Deeper than the paths that the reader gives, so that it warns, and half of the depth that libxml2 allows.
_DEEPEST = 1024


class FlatteningTarget:
    """A parser target whose tree is at most 1,024 elements deep. Deeper text is kept; a deeper element that separates text becomes a rule.

    libxml2 drops all text below a depth of 2,048 (XML_PARSE_HUGE), but its parser still sends the events. A silent element, such as a
    script, stays an element at any depth, so that its content is not taken for text.
    """

    def __init__(self) -> None:
        self._builder = etree.TreeBuilder()
        self._depth = 0
        self._silent = 0

    def start(self, tag: str | bytes, attrib: Mapping[str | bytes, str | bytes]) -> None:
        """An element begins."""
        self._depth += 1
        if self._silent:
            return
        if self._depth <= _DEEPEST:
            self._builder.start(tag, dict(attrib))
        elif (effect := EFFECTS.get(tag, EITHER)) == SILENT:
            self._builder.start("script", {})
            self._silent = self._depth
        elif effect not in (INLINE, LINK):
            self._builder.start("hr", {})
            self._builder.end("hr")

    def end(self, tag: str | bytes) -> None:
        """An element ends. The outermost element stays open for text after it."""
        if self._silent == self._depth:
            self._silent = 0
            self._builder.end("script")
        elif not self._silent and 1 < self._depth <= _DEEPEST:
            self._builder.end(tag)
        self._depth -= 1

    def data(self, data: str | bytes) -> None:
        """Text is kept at any depth."""
        self._builder.data(data)

    def comment(self, text: str | bytes) -> None:
        """Comments are dropped."""

    def close(self) -> etree._Element:
        """The root of the finished tree."""
        self._builder.end("html")
        return self._builder.close()


def _drop_open_comments(source: str) -> str:
    """The page without the beginnings of comments that never end; such a beginning would hide all text after it."""
    start = source.find("<!--", source.rfind("-->") + 1)
    return source if start < 0 else source[:start] + source[start:].replace("<!--", "")


def parse_html(source: str) -> etree._Element | None:
    """The root of the page's tree; lxml repairs broken markup. `None` for a page without elements.

    >>> parse_html("<p>One").findtext(".//p")
    'One'
    >>> parse_html(" ") is None
    True
    """
    if not source or source.isspace():
        return None
    declaration = _XML_DECLARATION.match(source)
    text = _drop_open_comments(source[declaration.end() :] if declaration else source)
    data = (text.replace("\0", "\ufffd") if "\0" in text else text).encode("utf-8", "replace")
    parser = etree.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True, collect_ids=False)
    try:
        root = etree.fromstring(data, parser)
        if any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log):
            flattening = etree.HTMLParser(encoding="utf-8", huge_tree=True, target=FlatteningTarget())
            return etree.fromstring(data, flattening)
    except etree.ParserError:
        return None
    return root
