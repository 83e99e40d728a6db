"""The site's name: from the page's metadata, or at an end of the page's title: "Ferry sinks off Wrenmouth | The Wrenmouth Post"."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple
from urllib.parse import urlsplit

from boilerstrip.document import Document
from boilerstrip.text.normalise import fold

# The separators between a headline and the site's name: in a text, and in a folded title, where folding has changed "»" to a quotation
# mark. Where the name may stand on either side of the separator, a colon is a separator too.
_SEPARATOR = re.compile(r"(?<=\s)[|•·»\-–—]+\s+")
_SEPARATOR_CHARS = " |•·»-–—"
_FOLDED_SEPARATOR = re.compile(r"\s+[|\-·•\"]\s")
_TITLE_SEPARATOR = re.compile(r"\s+[|\-–—·•\"]+\s+|:\s+")
_NO_LETTERS = re.compile(r"[\W_]+")
_LEAST_LETTERS = 3
_MOST_NAME_CHARS = 50
_LEAST_HEADLINE_WORDS = 2
_LEAST_PART_CHARS = 3
# How far below the start of the running text the parts of a title may stand, in blocks.
_TOP_REACH = 12


def find_site_name(document: Document) -> str | None:
    r"""The site's name from the metadata, or from the end of a title where the name matches the address; `None` without either.

    >>> from boilerstrip.readers import read
    >>> find_site_name(read("Ferry sinks | The Wrenmouth Post\nThe ferry sank at dawn.", url="https://www.wrenmouthpost.example/ferry"))
    'The Wrenmouth Post'
    """
    if document.declared.site_name:
        return document.declared.site_name
    first = (document.blocks[0].text,) if document.blocks and document.kind != "html" else ()
    titles = (*document.declared.titles, *first)
    starts = ((title, find_site_name_start(title, document.url)) for title in titles)
    return next((title[start:].strip(_SEPARATOR_CHARS) for title, start in starts if start is not None), None)


def find_site_name_start(headline: str, url: str | None) -> int | None:
    """The place where the separator before the site's name begins; `None` where the headline does not end with the name.

    >>> find_site_name_start("Ferry sinks | The Wrenmouth Post", "https://www.wrenmouthpost.example/ferry")
    12
    >>> find_site_name_start("Ferry sinks - a town in mourning", "https://www.wrenmouthpost.example/ferry") is None
    True
    """
    separators = list(_SEPARATOR.finditer(headline))
    if not separators or headline.count(" ", 0, separators[-1].start()) + 1 < _LEAST_HEADLINE_WORDS:
        return None
    name = headline[separators[-1].end() :]
    return separators[-1].start() if len(name) <= _MOST_NAME_CHARS and is_name_of_host(name, url) else None


def is_name_of_host(name: str, url: str | None) -> bool:
    """Whether the letters of a name contain a label of the address's host, or are contained in one."""
    try:
        labels = (urlsplit(url or "").hostname or "").split(".")
    except ValueError:
        return False
    letters = _NO_LETTERS.sub("", fold(name).removeprefix("the "))
    hosts = [_NO_LETTERS.sub("", label.removeprefix("the")) for label in labels[:-1] if label != "www"]
    if len(letters) < _LEAST_LETTERS:
        return False
    return any(len(host) >= _LEAST_LETTERS and (host in letters or letters in host) for host in hosts)


def is_followed_by_site_name(title: str, end: int) -> bool:
    """Whether a separator, and so the site's name, follows the headline in a folded title; `end` is where the headline ends."""
    return _FOLDED_SEPARATOR.match(title, end) is not None


class TitleParts(NamedTuple):
    """The blocks that are the site's name, and the parts of folded titles that are headlines."""

    sites: frozenset[int] = frozenset()
    headlines: tuple[str, ...] = ()


def find_title_parts(document: Document, titles: Sequence[str]) -> TitleParts:
    """The two parts of each folded title that both stand as blocks near the top of a page, the first one always before the second.

    >>> from boilerstrip.readers import read
    >>> page = read("<title>The Bell: Ferry sinks</title><h1>The Bell</h1><h3>Ferry sinks</h3><p>Nobody was hurt.</p>", kind="html")
    >>> find_title_parts(page, ["the bell: ferry sinks"])
    TitleParts(sites=frozenset({0}), headlines=('ferry sinks',))
    """
    places: dict[str, list[int]] = defaultdict(list)
    for index, folded in enumerate(document.folded[: document.main.start + _TOP_REACH]):
        places[folded].append(index)
    sites: set[int] = set()
    headlines: list[str] = []
    for title in titles:
        for separator in _TITLE_SEPARATOR.finditer(title):
            site, headline = title[: separator.start()], title[separator.end() :]
            if (
                len(site) >= _LEAST_PART_CHARS
                and site in places
                and headline in places
                and places[site][-1] < places[headline][0]
            ):
                sites.update(places[site])
                headlines.append(headline)
    return TitleParts(frozenset(sites), tuple(headlines))
