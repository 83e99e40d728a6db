"""Readers: plain text, Markdown and HTML, all into one kind of `Document`."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, cast, get_args

from bs4 import Tag
from lxml import etree

from boilerstrip.document import Document, SourceKind
from boilerstrip.languages import guess_language
from boilerstrip.lexicon import load
from boilerstrip.limits import Limits
from boilerstrip.readers.attributes import without_swarms
from boilerstrip.readers.cutting import cut_blocks, cut_text
from boilerstrip.readers.decoding import decode
from boilerstrip.readers.head import declared_in, language_of
from boilerstrip.readers.html import read_tree
from boilerstrip.readers.kinds import kind_of
from boilerstrip.readers.markdown import read_markdown
from boilerstrip.readers.parsing import parse
from boilerstrip.readers.text import read_text

_NO_LIMITS = Limits(None, None)


def read(
    source: Any, *, url: str | None = None, kind: str = "auto", language: str | None = None, limits: Limits = _NO_LIMITS
) -> Document:
    r"""The page as a `Document`, whatever it came as.

    `kind` is "text", "markdown", "html", or "auto": told by the source's marks. A parsed page (an lxml element or tree, a BeautifulSoup
    object) is HTML and is not changed. `language` overrides what the page or its words say. What stands behind the `limits` is
    `Document.unread`.

    Raises `TypeError` for a source of another type, and `ValueError` for an unknown `kind`.

    >>> [block.text for block in read("Ferry sinks\n\nNobody was hurt.").blocks]
    ['Ferry sinks', 'Nobody was hurt.']
    """
    if kind != "auto" and kind not in get_args(SourceKind):
        raise ValueError(f'kind must be "auto", "text", "markdown" or "html", but is {kind!r}')
    page = _parsed(source)
    if page is not None:
        return _page(page, url, language, limits.max_blocks)
    if not isinstance(source, str | bytes | bytearray | memoryview):
        raise TypeError(_wanted(source))
    text = source if isinstance(source, str) else decode(bytes(source))
    text = text.removeprefix("\ufeff")
    told = kind_of(text) if kind == "auto" else cast("SourceKind", kind)
    text, unread = cut_text(text, limits, lines=told != "html")
    if told == "html":
        found = _page(parse(without_swarms(text)), url, language, limits.max_blocks)
        return replace(found, unread=(*found.unread, *unread)) if unread else found
    spoken = language or guess_language(text)
    lexicon = load(spoken)
    reader = read_markdown if told == "markdown" else read_text
    return Document(reader(text, lexicon.list("joiners")), lexicon, told, text, url, spoken, unread=unread)


def _parsed(source: Any) -> etree._Element | None:
    """The root of a page that was parsed already; `None` for anything else."""
    if etree.iselement(source):
        return source
    if isinstance(source, Tag):
        return parse(str(source))
    root = source.getroot() if callable(getattr(source, "getroot", None)) else None
    return root if etree.iselement(root) else None


def _page(root: etree._Element | None, url: str | None, language: str | None, most: int | None) -> Document:
    if root is None:
        return Document((), load(language), "html", None, url, language)
    read, warnings, rest = read_tree(root, None if most is None else most + 1)
    blocks, unread = cut_blocks(read, rest, most)
    spoken = language or language_of(root) or guess_language(" ".join(block.text for block in blocks if not block.hidden))
    return Document(blocks, load(spoken), "html", None, url, spoken, declared_in(root), warnings, unread=unread)


def _wanted(source: object) -> str:
    many = "; for many, use clean_many()" if isinstance(source, list | tuple | set | dict) else ""
    kind = type(source).__name__
    return f"clean_article() needs text, bytes or a parsed page, but got {'None' if source is None else f'a {kind}'}{many}"
