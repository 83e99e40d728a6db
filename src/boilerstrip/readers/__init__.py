"""Readers: plain text, Markdown and HTML all become one kind of `Document`."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, cast, get_args

from boilerstrip.document import Document, SourceKind
from boilerstrip.lexicon import load
from boilerstrip.lexicon.language_id import guess_language
from boilerstrip.options import Limits
from boilerstrip.readers.decode import decode
from boilerstrip.readers.detect import detect_kind
from boilerstrip.readers.rejoin import JoiningWords
from boilerstrip.readers.truncate import cut_text

_NO_LIMITS = Limits(None, None)


def read(
    source: Any, *, url: str | None = None, kind: str = "auto", language: str | None = None, limits: Limits = _NO_LIMITS
) -> Document:
    r"""The page as a `Document`.

    `kind` is "text", "markdown", "html" or "auto"; with "auto", the marks of the source decide. A parsed page (an lxml element or tree, a
    BeautifulSoup object) is HTML and is not changed. `language` overrides the language that the page declares and the one that is guessed.
    What stands after the `limits` is `Document.unread`.

    Raises `TypeError` for a source of another type, and `ValueError` for an unknown `kind`.

    >>> [block.text for block in read("Ferry sinks\n\nNobody was hurt.").blocks]
    ['Ferry sinks', 'Nobody was hurt.']
    """
    if kind != "auto" and kind not in get_args(SourceKind):
        raise ValueError(f'kind must be "auto", "text", "markdown" or "html", but is {kind!r}')
    # lxml and comrak are loaded on first use: a text needs neither.
    if not isinstance(source, str | bytes | bytearray | memoryview):
        from boilerstrip.readers.html import get_parsed_root, read_page

        root = get_parsed_root(source)
        if root is None:
            raise TypeError(_explain_wrong_type(source))
        return read_page(root, url, language, limits.max_blocks)
    text = source if isinstance(source, str) else decode(bytes(source))
    text = text.removeprefix("\ufeff")
    source_kind = detect_kind(text) if kind == "auto" else cast("SourceKind", kind)
    text, unread = cut_text(text, limits, lines=source_kind != "html")
    if source_kind == "html":
        from boilerstrip.readers.html import parse_page, read_page

        page = read_page(parse_page(text), url, language, limits.max_blocks)
        return replace(page, unread=(*page.unread, *unread)) if unread else page
    language = language or guess_language(text)
    lexicon = load(language)
    if source_kind == "markdown":
        from boilerstrip.readers.markdown import read_markdown as reader
    else:
        from boilerstrip.readers.text import read_text as reader
    words = JoiningWords(lexicon.list("joiners"), lexicon.credit_words, lexicon.name_links)
    return Document(reader(text, words), lexicon, source_kind, text, url, language, unread=unread)


def _explain_wrong_type(source: object) -> str:
    many = "; for many, use clean_many()" if isinstance(source, list | tuple | set | dict) else ""
    kind = type(source).__name__
    return f"clean_article() needs text, bytes or a parsed page, but got {'None' if source is None else f'a {kind}'}{many}"
