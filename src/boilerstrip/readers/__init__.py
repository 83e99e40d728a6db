"""Readers: plain text, Markdown and HTML, all into one kind of `Document`."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, cast, get_args

from boilerstrip.document import Document, SourceKind
from boilerstrip.lexicon import load
from boilerstrip.lexicon.language_id import guess_language
from boilerstrip.options import Limits
from boilerstrip.readers.decode import decode
from boilerstrip.readers.detect import detect_kind
from boilerstrip.readers.rejoin import Wordings
from boilerstrip.readers.truncate import cut_text

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
    # lxml and comrak are loaded on first use: a text needs neither.
    if not isinstance(source, str | bytes | bytearray | memoryview):
        from boilerstrip.readers.html import read_tree_as_document, root_of_parsed

        root = root_of_parsed(source)
        if root is None:
            raise TypeError(_wanted(source))
        return read_tree_as_document(root, url, language, limits.max_blocks)
    text = source if isinstance(source, str) else decode(bytes(source))
    text = text.removeprefix("\ufeff")
    told = detect_kind(text) if kind == "auto" else cast("SourceKind", kind)
    text, unread = cut_text(text, limits, lines=told != "html")
    if told == "html":
        from boilerstrip.readers.html import parse_page, read_tree_as_document

        found = read_tree_as_document(parse_page(text), url, language, limits.max_blocks)
        return replace(found, unread=(*found.unread, *unread)) if unread else found
    spoken = language or guess_language(text)
    lexicon = load(spoken)
    if told == "markdown":
        from boilerstrip.readers.markdown.blocks import read_markdown as reader
    else:
        from boilerstrip.readers.text import read_text as reader
    wordings = Wordings(lexicon.list("joiners"), lexicon.credit_words, lexicon.name_links)
    return Document(reader(text, wordings), lexicon, told, text, url, spoken, unread=unread)


def _wanted(source: object) -> str:
    many = "; for many, use clean_many()" if isinstance(source, list | tuple | set | dict) else ""
    kind = type(source).__name__
    return f"clean_article() needs text, bytes or a parsed page, but got {'None' if source is None else f'a {kind}'}{many}"
