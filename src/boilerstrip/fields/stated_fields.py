"""Headline and standfirst that a container states, such as front matter or JSON, and that no block of the text shows."""

from __future__ import annotations

from collections.abc import Sequence

from boilerstrip.document import Document
from boilerstrip.recognisers.site_name import find_site_name_start
from boilerstrip.text.normalise import fold

_END_CHARS = " .\u2026"
# A headline that is cut off, or has the site's name after it, has at least this many characters in common with the stated one.
_LEAST_CHARS = 8


def find_stated_headline(document: Document, headline: int | None) -> str | None:
    r"""The headline that the container states; `None` where it states none, or where the block that was found is the headline.

    A heading of the first rank is the headline whatever the container states, because the stated one may be written for search engines.

    >>> from boilerstrip.readers import read
    >>> page = read("---\ntitle: Ferry sinks\ndate: 2031-05-03\n---\nThe ferry sank at dawn, and nobody saw it go under.")
    >>> find_stated_headline(page, 0)
    'Ferry sinks'
    """
    declared = document.declared
    if not declared.is_exact or not declared.titles:
        return None
    title = _strip_site_name(document, declared.titles[0])
    if headline is None:
        return title
    shown, folded = document.folded[headline].strip(_END_CHARS), fold(declared.titles[0]).strip(_END_CHARS)
    is_part = len(shown) >= _LEAST_CHARS and (folded.startswith(shown) or shown.startswith(folded))
    return None if document.blocks[headline].level == 1 or is_part or shown == folded else title


def find_stated_standfirst(document: Document, standfirst: Sequence[int]) -> str | None:
    """The standfirst that the container states; `None` where it states none, or where the text shows one."""
    return None if standfirst or not document.declared.is_exact else document.declared.subtitle


def _strip_site_name(document: Document, title: str) -> str:
    """The title without the site's name after it."""
    start = find_site_name_start(title, document.url)
    site = document.declared.site_name
    if start is None and site and fold(title).endswith(fold(site)):
        start = len(title) - len(site)
        start = start if title[:start].rstrip().endswith(("|", "-", "\u2013", "\u2014", "\u00b7")) else None
    return title if start is None else title[:start].rstrip(" |-\u2013\u2014\u00b7") or title
