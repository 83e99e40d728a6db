"""What is remembered of a page: its lines, normalised, in order, and where among them the running text stands."""

from __future__ import annotations

from datetime import date
from hashlib import blake2b
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from boilerstrip.document import Document
from boilerstrip.document.site_template import line_key
from boilerstrip.readers import read

_MOST_LINES = 2000


class SeenPage(NamedTuple):
    """A page of a site, as far as a model remembers it.

    `number` tells pages apart: a hash of the address, or of the lines where there is no address. `date` is "YYYY-MM-DD", or "" where
    nobody knows. `text` holds the lines, one a row; those from `start` to `end` (half-open, 0 and 0 for none) stand in the running text.
    """

    number: int
    date: str
    text: str
    start: int
    end: int

    @property
    def lines(self) -> tuple[str, ...]:
        """The page's lines in order; one that stands twice is there twice."""
        return tuple(self.text.split("\n"))

    def side(self, place: int) -> int:
        """Whether the line with this number stands before (0), inside (1) or behind (2) the running text; before it where there is none."""
        return 0 if place < self.start or not self.end else 1 if place < self.end else 2

    @property
    def version(self) -> int:
        """A hash of what the page says: of one page seen twice on one day, the larger one counts."""
        return stable_hash(f"{self.start} {self.end} {self.text}")


def stable_hash(text: str) -> int:
    """A number of 63 bits that is the same in every process, on every machine (BLAKE2b).

    >>> stable_hash("ferry")
    594130736040356279
    """
    return int.from_bytes(blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest()) >> 1


def host_of(url: str | None) -> str:
    """The site that an address belongs to: its host in lower case, without "www."; "" where there is none.

    >>> host_of("https://www.Wrenmouth.example:8080/a"), host_of("wrenmouth.example/a"), host_of("page 7"), host_of(None)
    ('wrenmouth.example', 'wrenmouth.example', '', '')
    """
    host, _ = _address(url)
    return host


def page_number(url: str) -> int:
    """The number of the page at an address; scheme, "www.", fragment and a closing slash make no other page of it.

    >>> page_number("https://www.wrenmouth.example/a/#top") == page_number("http://wrenmouth.example/a")
    True
    """
    host, rest = _address(url)
    return stable_hash(f"{host}/{rest.strip('/')}")


def _address(url: str | None) -> tuple[str, str]:
    address = url or ""
    full = "//" in address
    try:
        parts = urlsplit(address if full else f"//{address}")
        host = parts.hostname or ""
    except ValueError:
        return "", address
    if not full and "." not in host:
        return "", address
    return host.removeprefix("www."), f"{parts.path}?{parts.query}" if parts.query else parts.path


def checked_day(day: object) -> str | None:
    """A day as "YYYY-MM-DD"; `None` for `None`. Raises `ValueError` for anything that is none.

    >>> checked_day("20260531")
    '2026-05-31'
    """
    try:
        return None if day is None else date.fromisoformat(str(day)).isoformat()
    except ValueError:
        raise ValueError(f'a date must look like "2026-05-31", but is {day!r}') from None


def seen_page(source: Any, url: str | None, seen: str | None) -> SeenPage | None:
    r"""What to remember of a page; `None` where it has no lines. Pages of more than 2,000 lines are known by their first and last 1,000.

    `seen` is its date; where it is `None`, the date that the page declares.

    >>> seen_page("Most read\nThe ferry sank at dawn on Tuesday, and nobody saw it go.", None, "2026-05-01")[1:]
    ('2026-05-01', 'most read\nthe ferry sank at dawn on tuesday and nobody saw it go', 1, 2)
    """
    document = read(source, url=url)
    lines, start, end = _lines(document)
    if not lines:
        return None
    text = "\n".join(lines)
    number = page_number(url) if url else stable_hash(text)
    return SeenPage(number, _declared(document) if seen is None else seen, text, start, end)


def _lines(document: Document) -> tuple[list[str], int, int]:
    """The lines of a page, and the half-open range of those in the running text."""
    lines: list[str] = []
    inside: list[int] = []
    half = _MOST_LINES // 2
    blocks, folded = document.blocks, document.folded
    if len(blocks) > _MOST_LINES:
        blocks = (*blocks[:half], *blocks[-half:])
    for block in blocks:
        if block.has_words and (line := line_key(folded[block.index])):
            if block.index in document.main:
                inside.append(len(lines))
            lines.append(line)
    return lines, inside[0] if inside else 0, inside[-1] + 1 if inside else 0


def _declared(document: Document) -> str:
    try:
        return date.fromisoformat((document.declared.published or "")[:10]).isoformat()
    except ValueError:
        return ""
