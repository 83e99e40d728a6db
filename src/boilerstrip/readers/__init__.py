"""Readers: plain text, Markdown and HTML all become one kind of `Document`."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple, cast, get_args

from boilerstrip.document import Document, SourceKind
from boilerstrip.lexicon import load
from boilerstrip.lexicon.language_id import guess_language
from boilerstrip.options import Limits
from boilerstrip.readers.containers import NO_TEXT, Stated, Unwrapped, unwrap_bytes, unwrap_text
from boilerstrip.readers.containers.escapes import mask_escapes
from boilerstrip.readers.containers.references import mask_references
from boilerstrip.readers.detect import detect_kind
from boilerstrip.readers.rejoin import JoiningWords
from boilerstrip.readers.truncate import cut_text

_NO_LIMITS = Limits(None, None)


def read(
    source: Any, *, url: str | None = None, kind: str = "auto", language: str | None = None, limits: Limits = _NO_LIMITS
) -> Document:
    r"""The page as a `Document`.

    `kind` is "text", "markdown", "html" or "auto"; with "auto", the marks of the source decide. A parsed page (an lxml element or tree, a
    BeautifulSoup object) is HTML and is not changed. The file of a `Path` is read. Containers of the text, such as front matter and
    compression, are taken off before; what they state is `Document.declared`. `language` overrides the language that the page declares and
    the one that is guessed. What stands after the `limits` is `Document.unread`.

    Raises `TypeError` for a source of another type, `ValueError` for an unknown `kind`, and `OSError` for a file that cannot be read.

    >>> [block.text for block in read("Ferry sinks\n\nNobody was hurt.").blocks]
    ['Ferry sinks', 'Nobody was hurt.']
    """
    if kind != "auto" and kind not in get_args(SourceKind):
        raise ValueError(f'kind must be "auto", "text", "markdown" or "html", but is {kind!r}')
    if isinstance(source, os.PathLike):
        source = Path(source).read_bytes()
    # lxml and comrak are loaded on first use: a text needs neither.
    if not isinstance(source, str | bytes | bytearray | memoryview):
        from boilerstrip.readers.html import get_parsed_root, read_page

        root = get_parsed_root(source)
        if root is None:
            raise TypeError(_explain_wrong_type(source))
        return read_page(root, url, language, limits.max_blocks)
    opened = Unwrapped(source) if isinstance(source, str) else unwrap_bytes(bytes(source), limits.max_bytes)
    unwrapped = opened.unwrap_further(unwrap_text(opened.text.removeprefix("\ufeff"), kind))
    stated = unwrapped.stated
    source_kind = _choose_kind(unwrapped) if kind == "auto" else cast("SourceKind", kind)
    reader = _read_html if source_kind == "html" else _read_lines
    document = reader(unwrapped, source_kind, Origin(url or stated.url, language or stated.language), limits)
    return _add_container(document, unwrapped)


class Origin(NamedTuple):
    """Where a text comes from, and its language, as the caller or a container says it."""

    url: str | None
    language: str | None


def _choose_kind(unwrapped: Unwrapped) -> SourceKind:
    """The kind that the container says, unless the text is a page; otherwise the kind that the marks say."""
    if unwrapped.kind in ("text", "html"):
        return unwrapped.kind
    detected = detect_kind(unwrapped.text)
    return detected if detected == "html" else unwrapped.kind or detected


def _read_html(unwrapped: Unwrapped, _: SourceKind, origin: Origin, limits: Limits) -> Document:
    from boilerstrip.readers.html import parse_page, read_page

    text, unread = cut_text(unwrapped.text, limits, lines=False)
    page = read_page(parse_page(text), origin.url, origin.language, limits.max_blocks)
    return replace(page, unread=(*page.unread, *unread)) if unread else page


def _read_lines(unwrapped: Unwrapped, kind: SourceKind, origin: Origin, limits: Limits) -> Document:
    text, references = mask_references(unwrapped.text)
    text, unread = cut_text(mask_escapes(text) if kind == "text" else text, limits, lines=True)
    language = origin.language or guess_language(text)
    lexicon = load(language)
    if kind == "markdown":
        from boilerstrip.readers.markdown import read_markdown as reader
    else:
        from boilerstrip.readers.text import read_text as reader
    words = JoiningWords(lexicon.list("joiners"), lexicon.credit_words, lexicon.name_links)
    blocks = reader(text, words)
    return Document(blocks, lexicon, kind, text, origin.url, language, unread=unread, wrapping=references)


def _add_container(document: Document, unwrapped: Unwrapped) -> Document:
    """The document with what its container states. Blocks have no places where the text does not stand in the source as it is."""
    warnings = (*unwrapped.warnings, *document.warnings)
    if not document.blocks and not document.unread and not warnings:
        warnings = (NO_TEXT,)
    wrapping = (*unwrapped.wrapping, *document.wrapping)
    changes: dict[str, Any] = {}
    if wrapping and document.blocks and document.kind != "html":
        changes["blocks"] = (document.blocks[0]._replace(gap=0), *document.blocks[1:])
    if not unwrapped.in_place:
        blocks = changes.get("blocks", document.blocks)
        changes["blocks"] = tuple([block._replace(span=None, line=None) for block in blocks])
        changes["source"] = None
        changes["unread"] = tuple([part._replace(span=None, line=None) for part in document.unread])
        wrapping = tuple([part._replace(span=None, line=None) for part in wrapping])
    if warnings != document.warnings:
        changes["warnings"] = warnings
    if wrapping:
        changes["wrapping"] = wrapping
    if unwrapped.stated != Stated():
        changes["declared"] = unwrapped.stated.merge(Stated(document.declared)).declared
    if unwrapped.most_confidence < 1:
        changes["most_confidence"] = unwrapped.most_confidence
    return replace(document, **changes) if changes else document


def _explain_wrong_type(source: object) -> str:
    many = "; for many, use clean_many()" if isinstance(source, list | tuple | set | dict) else ""
    kind = type(source).__name__
    return f"clean_article() needs text, bytes or a parsed page, but got {'None' if source is None else f'a {kind}'}{many}"
