"""Source to tree: lxml's parser, and what it does not do."""

from __future__ import annotations

import re
from collections.abc import Mapping

from lxml import etree

from boilerstrip.readers.html.elements import AMID, INLINE, LINK, ROLES, SILENT

_XML_DECLARATION = re.compile(r"^\s*<\?xml[^>]{0,200}\?>")
# Deep enough for the reader to notice, and half of what libxml2 takes.
_DEEPEST = 1024


class Flattening:
    """Builds a tree whose elements stand at most so deep: deeper ones leave a rule behind, if they part text, and theirs stays.

    libxml2 drops all text below a depth of 2,048 (XML_PARSE_HUGE); the events of its parser go on. What is no text (a script) stays an
    element at any depth.
    """

    def __init__(self) -> None:
        """A new one for every page."""
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
        elif (role := ROLES.get(tag, AMID)) == SILENT:
            self._builder.start("script", {})
            self._silent = self._depth
        elif role not in (INLINE, LINK):
            self._builder.start("hr", {})
            self._builder.end("hr")

    def end(self, tag: str | bytes) -> None:
        """An element ends; the outermost one stays open for what stands behind it."""
        if self._silent == self._depth:
            self._silent = 0
            self._builder.end("script")
        elif not self._silent and 1 < self._depth <= _DEEPEST:
            self._builder.end(tag)
        self._depth -= 1

    def data(self, data: str | bytes) -> None:
        """Text."""
        self._builder.data(data)

    def comment(self, text: str | bytes) -> None:
        """Comments are no text."""

    def close(self) -> etree._Element:
        """The tree."""
        self._builder.end("html")
        return self._builder.close()


def _without_open_comments(source: str) -> str:
    """The page without the beginnings of comments that never end, which would hide all that stands behind them."""
    start = source.find("<!--", source.rfind("-->") + 1)
    return source if start < 0 else source[:start] + source[start:].replace("<!--", "")


def parse(source: str) -> etree._Element | None:
    """The root of the page's tree, by lxml, which repairs what is broken; `None` where there is nothing in it.

    >>> parse("<p>One").findtext(".//p")
    'One'
    >>> parse(" ") is None
    True
    """
    if not source or source.isspace():
        return None
    declaration = _XML_DECLARATION.match(source)
    text = _without_open_comments(source[declaration.end() :] if declaration else source)
    data = (text.replace("\0", "\ufffd") if "\0" in text else text).encode("utf-8", "replace")
    parser = etree.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True, collect_ids=False)
    try:
        root = etree.fromstring(data, parser)
        if any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log):
            flattening = etree.HTMLParser(encoding="utf-8", huge_tree=True, target=Flattening())
            return etree.fromstring(data, flattening)
    except etree.ParserError:
        return None
    return root
