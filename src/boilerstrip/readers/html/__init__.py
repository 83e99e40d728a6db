"""An HTML page as a `Document`, whether it comes as text or was parsed already."""

from __future__ import annotations

from typing import Any

from lxml import etree

from boilerstrip.document import Document
from boilerstrip.lexicon import load
from boilerstrip.lexicon.language_id import guess_language
from boilerstrip.readers.html.late_parts import has_late_parts, place_late_parts
from boilerstrip.readers.html.limit_attributes import limit_attributes
from boilerstrip.readers.html.parse import parse
from boilerstrip.readers.html.tree import read_tree
from boilerstrip.readers.metadata import language_of, read_declared
from boilerstrip.readers.truncate import cut_blocks


def parse_page(text: str) -> etree._Element | None:
    """The root of a page's tree; `None` where it has none."""
    root = parse(limit_attributes(text))
    if root is not None and has_late_parts(text):
        place_late_parts(root)
    return root


def root_of_parsed(source: Any) -> etree._Element | None:
    """The root of a page that was parsed already; `None` for anything else."""
    if etree.iselement(source):
        return source
    root = source.getroot() if callable(getattr(source, "getroot", None)) else None
    if etree.iselement(root):
        return root
    from bs4 import Tag  # takes longer to load than all else here, and who hands in a tag has loaded it

    return parse_page(str(source)) if isinstance(source, Tag) else None


def read_tree_as_document(
    root: etree._Element | None, url: str | None, language: str | None, most: int | None = None
) -> Document:
    """The page, of which so many blocks are read at most; `language` overrides what it says itself."""
    if root is None:
        return Document((), load(language), "html", None, url, language)
    read, warnings, rest = read_tree(root, None if most is None else most + 1)
    blocks, unread = cut_blocks(read, rest, most)
    spoken = language or language_of(root) or guess_language(" ".join(block.text for block in blocks if not block.hidden))
    return Document(blocks, load(spoken), "html", None, url, spoken, read_declared(root), warnings, unread=unread)
