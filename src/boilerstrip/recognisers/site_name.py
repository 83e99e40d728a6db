"""The site's name: as the page declares it, or at an end of its title: "Ferry sinks off Wrenmouth | The Wrenmouth Post"."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple
from urllib.parse import urlsplit

from boilerstrip.document import Document
from boilerstrip.text.normalise import fold

# What stands between a headline and the site's name: in a text as it stands, in a folded title (folding makes a quotation mark of »),
# and in a folded title on either side of the name, where a colon counts, too.
_SEPARATOR = re.compile(r"(?<=\s)[|•·»\-–—]+\s+")
_SEPARATOR_CHARS = " |•·»-–—"
_FOLDED_SEPARATOR = re.compile(r"\s+[|\-·•\"]\s")
_TITLE_SEPARATOR = re.compile(r"\s+[|\-–—·•\"]+\s+|:\s+")
# How far below the start of the running text the parts of a title may stand, in blocks.
_TOP_REACH = 12
_LEAST_TITLE_CHARS = 3
_LONGEST_NAME = 50
_LETTERS = re.compile(r"[\W_]+")
_LEAST_LETTERS = 3
_LEAST_WORDS = 2


def find_site_name(document: Document) -> str | None:
    r"""The name that the page declares for its site, or that its title ends with and its address bears out; `None` without either.

    >>> from boilerstrip.readers import read
    >>> find_site_name(read("Ferry sinks | The Wrenmouth Post\nThe ferry sank at dawn.", url="https://www.wrenmouthpost.example/ferry"))
    'The Wrenmouth Post'
    """
    if document.declared.site_name:
        return document.declared.site_name
    first = (document.blocks[0].text,) if document.blocks and document.kind != "html" else ()
    titles = (*document.declared.titles, *first)
    found = ((title, site_name_start(title, document.url)) for title in titles)
    return next((title[start:].strip(_SEPARATOR_CHARS) for title, start in found if start is not None), None)


def site_name_start(headline: str, url: str | None) -> int | None:
    """Where the site's name begins, its mark included; `None` where the headline does not end with it.

    >>> site_name_start("Ferry sinks | The Wrenmouth Post", "https://www.wrenmouthpost.example/ferry")
    12
    >>> site_name_start("Ferry sinks - a town in mourning", "https://www.wrenmouthpost.example/ferry") is None
    True
    """
    marks = list(_SEPARATOR.finditer(headline))
    if not marks or headline.count(" ", 0, marks[-1].start()) + 1 < _LEAST_WORDS:
        return None
    name = headline[marks[-1].end() :]
    return marks[-1].start() if len(name) <= _LONGEST_NAME and is_host(name, url) else None


def is_host(name: str, url: str | None) -> bool:
    """Whether the words of a name are those of the address's host."""
    try:
        labels = (urlsplit(url or "").hostname or "").split(".")
    except ValueError:
        return False
    letters = _LETTERS.sub("", fold(name).removeprefix("the "))
    hosts = [_LETTERS.sub("", label.removeprefix("the")) for label in labels[:-1] if label != "www"]
    if len(letters) < _LEAST_LETTERS:
        return False
    return any(len(host) >= _LEAST_LETTERS and (host in letters or letters in host) for host in hosts)


def is_followed_by_site_name(title: str, end: int) -> bool:
    """Whether a folded title goes on with a separator, and so with the site's name, where the headline ends."""
    return _FOLDED_SEPARATOR.match(title, end) is not None


class TitleParts(NamedTuple):
    """The blocks that say the site's name, and the parts of titles that are headlines, folded."""

    sites: frozenset[int] = frozenset()
    headlines: tuple[str, ...] = ()


def find_title_parts(document: Document, titles: Sequence[str]) -> TitleParts:
    """The parts of folded titles, where both stand as blocks near the top of a page, the first one always before the second.

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
        for mark in _TITLE_SEPARATOR.finditer(title):
            site, headline = title[: mark.start()], title[mark.end() :]
            if (
                len(site) >= _LEAST_TITLE_CHARS
                and site in places
                and headline in places
                and places[site][-1] < places[headline][0]
            ):
                sites.update(places[site])
                headlines.append(headline)
    return TitleParts(frozenset(sites), tuple(headlines))
