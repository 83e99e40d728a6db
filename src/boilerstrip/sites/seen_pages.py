"""What is remembered of a page: its normalised lines, in order, and which of them are the running text."""

from __future__ import annotations

from datetime import date
from hashlib import blake2b
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from boilerstrip.document import Document
from boilerstrip.document.site_template import make_line_key
from boilerstrip.readers import read

_MOST_LINES = 2000


class SeenPage(NamedTuple):
    """A page of a site, as a model remembers it.

    `number` identifies the page: a hash of its address, or of its lines where there is no address. `date` is "YYYY-MM-DD", or "" where
    it is unknown. `text` holds the lines, separated by line breaks. The lines from `start` to `end` (half-open; 0 and 0 for none) are
    the running text.
    """

    number: int
    date: str
    text: str
    start: int
    end: int

    @property
    def lines(self) -> tuple[str, ...]:
        """The lines of the page in order. A line that stands on the page twice is listed twice."""
        return tuple(self.text.split("\n"))

    def find_side(self, place: int) -> int:
        """Whether the line at this place is before (0), in (1) or after (2) the running text; 0 where the page has none."""
        return 0 if place < self.start or not self.end else 1 if place < self.end else 2

    @property
    def version(self) -> int:
        """A hash of the page's content. Of two versions of a page with the same date, the one with the larger hash counts."""
        return hash_text(f"{self.start} {self.end} {self.text}")


def hash_text(text: str) -> int:
    """A number of 63 bits that is the same in every process and on every machine (BLAKE2b), unlike Python's own hash.

    >>> hash_text("ferry")
    594130736040356279
    """
    return int.from_bytes(blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest()) >> 1


def parse_host(url: str | None) -> str:
    """The site of an address: its host in lower case, without "www."; "" where there is none.

    >>> parse_host("https://www.Wrenmouth.example:8080/a"), parse_host("wrenmouth.example/a"), parse_host("page 7"), parse_host(None)
    ('wrenmouth.example', 'wrenmouth.example', '', '')
    """
    host, _ = _split_url(url)
    return host


def hash_url(url: str) -> int:
    """The number of the page at an address. Scheme, "www.", fragment and a slash at the end do not matter.

    >>> hash_url("https://www.wrenmouth.example/a/#top") == hash_url("http://wrenmouth.example/a")
    True
    """
    host, rest = _split_url(url)
    return hash_text(f"{host}/{rest.strip('/')}")


def _split_url(url: str | None) -> tuple[str, str]:
    address = url or ""
    has_scheme = "//" in address
    try:
        parts = urlsplit(address if has_scheme else f"//{address}")
        host = parts.hostname or ""
    except ValueError:
        return "", address
    if not has_scheme and "." not in host:
        return "", address
    return host.removeprefix("www."), f"{parts.path}?{parts.query}" if parts.query else parts.path


def parse_day(day: object) -> str | None:
    """A date as "YYYY-MM-DD"; `None` for `None`. Raises `ValueError` for anything that is not a date.

    >>> parse_day("20260531")
    '2026-05-31'
    """
    try:
        return None if day is None else date.fromisoformat(str(day)).isoformat()
    except ValueError:
        raise ValueError(f'a date must look like "2026-05-31", but is {day!r}') from None


def read_page(source: Any, url: str | None, seen: str | None) -> SeenPage | None:
    r"""What to remember of a page; `None` for a page without lines. Of more than 2,000 blocks, the first and the last 1,000 are used.

    `seen` is the date of the page. Where it is `None`, the date that the page declares is used.

    >>> read_page("Most read\nThe ferry sank at dawn on Tuesday, and nobody saw it go.", None, "2026-05-01")[1:]
    ('2026-05-01', 'most read\nthe ferry sank at dawn on tuesday and nobody saw it go', 1, 2)
    """
    document = read(source, url=url)
    lines, start, end = _list_lines(document)
    if not lines:
        return None
    text = "\n".join(lines)
    number = hash_url(url) if url else hash_text(text)
    return SeenPage(number, _find_declared_day(document) if seen is None else seen, text, start, end)


def _list_lines(document: Document) -> tuple[list[str], int, int]:
    """The lines of a page, and the half-open range of those in the running text."""
    lines: list[str] = []
    inside: list[int] = []
    half = _MOST_LINES // 2
    blocks, folded = document.blocks, document.folded
    if len(blocks) > _MOST_LINES:
        blocks = (*blocks[:half], *blocks[-half:])
    for block in blocks:
        if block.has_words and (line := make_line_key(folded[block.index])):
            if block.index in document.main:
                inside.append(len(lines))
            lines.append(line)
    return lines, inside[0] if inside else 0, inside[-1] + 1 if inside else 0


def _find_declared_day(document: Document) -> str:
    try:
        return date.fromisoformat((document.declared.published or "")[:10]).isoformat()
    except ValueError:
        return ""
