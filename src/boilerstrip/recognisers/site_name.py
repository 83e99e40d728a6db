"""The site's name: as the page declares it, or behind its title: "Ferry sinks off Wrenmouth | The Wrenmouth Post"."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from boilerstrip.document import Document
from boilerstrip.text.normalise import fold

_MARK = re.compile(r"(?<=\s)[|•·»\-–—]+\s+")
_MARKS = " |•·»-–—"
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
    return next((title[start:].strip(_MARKS) for title, start in found if start is not None), None)


def site_name_start(headline: str, url: str | None) -> int | None:
    """Where the site's name begins, its mark included; `None` where the headline does not end with it.

    >>> site_name_start("Ferry sinks | The Wrenmouth Post", "https://www.wrenmouthpost.example/ferry")
    12
    >>> site_name_start("Ferry sinks - a town in mourning", "https://www.wrenmouthpost.example/ferry") is None
    True
    """
    marks = list(_MARK.finditer(headline))
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
