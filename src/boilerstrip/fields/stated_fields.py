"""Headline and standfirst that a container states, such as front matter or JSON, and that no block of the text shows."""

from __future__ import annotations

import re
from collections.abc import Sequence

from boilerstrip.document import Document
from boilerstrip.recognisers.site_name import find_site_name_start
from boilerstrip.text.normalise import fold

_END_CHARS = " .\u2026"
# A headline that is cut off, or has the site's name after it, has at least this many characters in common with the stated one.
_LEAST_CHARS = 8
# The title of a page that shows no headline: words of the headline in it, and of the site's name after it.
_LEAST_TITLE_WORDS = 3
_MOST_SITE_WORDS = 4
_SEPARATOR_CHARS = " |-\u2013\u2014\u00b7"
_TITLE_SEPARATOR = re.compile(r"\s+[|\-\u2013\u2014\u00b7]+\s+")


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


def find_title_headline(document: Document) -> str | None:
    """The headline in the title of a page that shows none, without the site's name; `None` where the page has no title.

    The first declared title is the article's own. Where the page has only a title for its window, what stands after the last separator is
    the site's name if the page's foot has it, too, or if it is a few words with capitals.

    >>> from boilerstrip.readers import read
    >>> find_title_headline(read("<title>Ferry sinks at dawn | Wrenmouth Post</title><p>Nobody saw it.</p>", kind="html"))
    'Ferry sinks at dawn'
    """
    titles = document.declared.titles
    if document.kind != "html" or not titles:
        return None
    title = _strip_site_name(document, titles[0])
    longer = [fold(other) for other in titles[1:]]
    if title != titles[0] or any(other.startswith(fold(title)) for other in longer):
        return title
    *heads, last = _TITLE_SEPARATOR.split(title)
    if not heads or not _reads_as_site_name(document, last):
        return title
    head = title[: title.rindex(last)].rstrip(_SEPARATOR_CHARS)
    return head if head.count(" ") + 1 >= _LEAST_TITLE_WORDS else title


def _reads_as_site_name(document: Document, text: str) -> bool:
    words = text.split()
    if not 0 < len(words) <= _MOST_SITE_WORDS:
        return False
    if any(fold(text) in folded for folded in document.folded[document.main.end :]):
        return True
    return all(word[0].isupper() or not word.isalpha() for word in words)


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
    return title if start is None else title[:start].rstrip(_SEPARATOR_CHARS) or title
