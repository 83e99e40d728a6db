"""Source to tree: lxml's parser, and what it does not do."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from lxml import etree

_XML_DECLARATION = re.compile(r"^\s*<\?xml[^>]{0,200}\?>")
_DEEPEST = 512
FLATTENED = f"elements nested more than {_DEEPEST} deep were flattened; their text is kept"


@dataclass(frozen=True, slots=True)
class Parsed:
    """A page's tree, `None` where there is nothing in it, and what the reader should know."""

    root: etree._Element | None
    warnings: tuple[str, ...] = ()


class _Flattening:
    """Builds a tree whose elements stand at most so deep: deeper ones leave a rule behind, and their text stays.

    libxml2 drops all text below a depth of 2,048 (XML_PARSE_HUGE); the events of its parser go on.
    """

    def __init__(self) -> None:
        self._builder = etree.TreeBuilder()
        self._depth = 0

    def start(self, tag: str | bytes, attrib: Mapping[str | bytes, str | bytes]) -> None:
        self._depth += 1
        if self._depth <= _DEEPEST:
            self._builder.start(tag, dict(attrib))
        else:
            self._builder.start("hr", {})
            self._builder.end("hr")

    def end(self, tag: str | bytes) -> None:
        if self._depth <= _DEEPEST:
            self._builder.end(tag)
        self._depth -= 1

    def data(self, data: str | bytes) -> None:
        self._builder.data(data)

    def comment(self, text: str | bytes) -> None:
        """Comments are no text."""

    def close(self) -> etree._Element:
        return self._builder.close()


def parse(source: str) -> Parsed:
    """The page's tree, by lxml, which repairs what is broken; deep nesting is flattened, with a warning.

    >>> parse("<p>One").root.findtext(".//p")
    'One'
    >>> parse(" ").root is None
    True
    """
    if not source or source.isspace():
        return Parsed(None)
    declaration = _XML_DECLARATION.match(source)
    text = source[declaration.end() :] if declaration else source
    data = (text.replace("\0", "\ufffd") if "\0" in text else text).encode("utf-8", "replace")
    parser = etree.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True)
    try:
        root = etree.fromstring(data, parser)
    except etree.ParserError:
        return Parsed(None)
    if any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log):
        flattening = etree.HTMLParser(
            encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True, target=_Flattening()
        )
        return Parsed(etree.fromstring(data, flattening), (FLATTENED,))
    return Parsed(root)
