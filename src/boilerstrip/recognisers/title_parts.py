"""Titles that begin with the site's name, where both parts stand on the page: "Pots & Ladders: Harbour wall holds"."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from boilerstrip.document import Document

_MARK = re.compile(r"\s+[|\-–—·•\"]+\s+|:\s+")
_REACH = 12
_LEAST_CHARS = 3


class TitleParts(NamedTuple):
    """The blocks that say the site's name, and the parts of titles that are headlines, folded."""

    sites: frozenset[int] = frozenset()
    headlines: tuple[str, ...] = ()


def title_parts(document: Document, titles: Sequence[str]) -> TitleParts:
    """The parts of folded titles, where both stand as blocks near the top of a page, the first one always before the second.

    >>> from boilerstrip.readers import read
    >>> page = read("<title>The Bell: Ferry sinks</title><h1>The Bell</h1><h3>Ferry sinks</h3><p>Nobody was hurt.</p>", kind="html")
    >>> title_parts(page, ["the bell: ferry sinks"])
    TitleParts(sites=frozenset({0}), headlines=('ferry sinks',))
    """
    places: dict[str, list[int]] = defaultdict(list)
    for index, folded in enumerate(document.folded[: document.main.start + _REACH]):
        places[folded].append(index)
    sites: set[int] = set()
    headlines: list[str] = []
    for title in titles:
        for mark in _MARK.finditer(title):
            site, headline = title[: mark.start()], title[mark.end() :]
            if len(site) >= _LEAST_CHARS and site in places and headline in places and places[site][-1] < places[headline][0]:
                sites.update(places[site])
                headlines.append(headline)
    return TitleParts(frozenset(sites), tuple(headlines))
