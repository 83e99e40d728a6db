"""Reads an HTML page, as text or as a tree that was parsed before."""

from __future__ import annotations

from typing import Any

from lxml import etree

from boilerstrip.document import Document
from boilerstrip.lexicon import load
from boilerstrip.lexicon.language_id import guess_language
from boilerstrip.readers.html.limit_attributes import limit_attributes
from boilerstrip.readers.html.parse import parse_html
from boilerstrip.readers.html.streamed_parts import has_late_parts, place_late_parts
from boilerstrip.readers.html.tree import read_tree
from boilerstrip.readers.metadata import read_declared, read_language
from boilerstrip.readers.truncate import cut_blocks


def parse_page(text: str) -> etree._Element | None:
    """The root of a page's tree; `None` for a page without elements."""
    root = parse_html(limit_attributes(text))
    if root is not None and has_late_parts(text):
        place_late_parts(root)
    return root


def get_parsed_root(source: Any) -> etree._Element | None:
    """The root of a page that was parsed before; `None` for anything else."""
    if etree.iselement(source):
        return source
    root = source.getroot() if callable(getattr(source, "getroot", None)) else None
    if etree.iselement(root):
        return root
    from bs4 import Tag  # takes longer to load than everything else here; whoever hands in a tag has loaded it already

    return parse_page(str(source)) if isinstance(source, Tag) else None


def read_page(root: etree._Element | None, url: str | None, language: str | None, most: int | None = None) -> Document:
    """The page as a `Document` of at most `most` blocks. `language` overrides the language that the page declares."""
    if root is None:
        return Document((), load(language), "html", None, url, language)
    read, warnings, rest = read_tree(root, None if most is None else most + 1)
    blocks, unread = cut_blocks(read, rest, most)
    language = language or read_language(root) or guess_language(" ".join(block.text for block in blocks if not block.hidden))
    return Document(blocks, load(language), "html", None, url, language, read_declared(root), warnings, unread=unread)
