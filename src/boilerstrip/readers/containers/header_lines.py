"""Reads the lines with fields that crawlers and note-taking tools write above a text: "Title: ...", "URL Source: ..."."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import takewhile
from typing import NamedTuple

from boilerstrip.document import SourceKind
from boilerstrip.readers.containers.field_names import (
    AUTHORS,
    KNOWN,
    PUBLISHED,
    TITLES,
    find_address,
    fold_key,
    read_stated,
)
from boilerstrip.readers.containers.mask import blank_out, make_wrapping, name_fields
from boilerstrip.readers.containers.unwrapped import Unwrapped

_FIELD = re.compile(r"(?:[-*] )?\*{0,2}([A-Za-z][A-Za-z_ -]{1,30}?)\*{0,2}:\*{0,2}(?:[ \t]+(.*))?")
_HEADING = re.compile(r"\s{0,20}# {1,3}\S.{0,300}\n")
# The line after which the text begins, and the kind of the text.
_MARKERS: dict[str, SourceKind | None] = {
    "markdowncontent": "markdown",
    "content": None,
    "text": None,
    "body": None,
    "articletext": None,
    "fulltext": None,
}
_MOST_LINES, _MOST_CHARS = 40, 20_000
# Without the marker of the text, so many known fields are needed; after a heading fewer, as the heading is the title.
_LEAST_FIELDS, _LEAST_FIELDS_AFTER_HEADING = 3, 2
_RULE = re.compile(r"\s{0,20}[-=*_]{3,80}[ \t]{0,20}(?=\r?\n|$)")


class _Field(NamedTuple):
    """A line with a field: its name, its value, the blank lines before it, and where the line ends."""

    name: str
    value: str
    gap: int
    end: int

    @property
    def key(self) -> str:
        return fold_key(self.name)


def unwrap_header_lines(text: str) -> Unwrapped | None:
    r"""The text with blanks in place of its header; `None` for a text without a header.

    A header has a title, an address or a date, and a line such as "Markdown Content:" at its end. Without such a line, it has three known
    fields in lines one after another, an address or both an author and a date among them. A text that merely begins "Title: ..." has no
    header. Fields below a Markdown heading need an address; the heading stays in the text.

    >>> header = "Title: Ferry sinks\n\nURL Source: https://wren.example/a\n\nMarkdown Content:\n"
    >>> unwrap_header_lines(header + "Nobody was hurt.").stated.url
    'https://wren.example/a'
    >>> unwrap_header_lines("Title: Ferry sinks\n\nNobody was hurt.") is None
    True
    """
    heading = _HEADING.match(text)
    start = heading.end() if heading else 0
    if not _FIELD.fullmatch(text[start : start + 400].lstrip().split("\n", 1)[0].rstrip()):
        return None
    fields: list[_Field] = []
    for field in _iterate_fields(text, start):
        if field.key in _MARKERS and not heading and _has_title(fields) and _has_origin(fields):
            return _unwrap(text, (0, field.end - len(field.value)), fields, _MARKERS[field.key])
        fields.append(field)
    fields = _take_header(fields)
    if not fields or not _is_header(fields, has_heading=heading is not None):
        return None
    return _unwrap(text, (start, fields[-1].end), fields, "markdown" if heading else None)


def _iterate_fields(text: str, start: int) -> Iterator[_Field]:
    """The fields at the beginning of the text, up to the first line that is none."""
    gap = 0
    for whole in text[start : start + _MOST_CHARS].splitlines(keepends=True)[:_MOST_LINES]:
        line, start = whole.strip(), start + len(whole)
        if not line:
            gap += 1
            continue
        match = _FIELD.fullmatch(line)
        if match is None:
            return
        yield _Field(match[1], (match[2] or "").strip("* \t"), gap, start - len(whole) + len(whole.rstrip()))
        gap = 0


def _take_header(fields: Sequence[_Field]) -> list[_Field]:
    """The known fields that stand one below the other, with the first of each name."""
    if not fields:
        return []
    block = [fields[0], *takewhile(lambda field: field.gap == 0, fields[1:])]
    known = list(takewhile(lambda field: field.key in KNOWN and field.value, block))
    return known if len({field.key for field in known}) == len(known) == len(block) else []


def _is_header(fields: Sequence[_Field], *, has_heading: bool) -> bool:
    by_key = _map_fields(fields)
    if has_heading:
        return len(fields) >= _LEAST_FIELDS_AFTER_HEADING and find_address(by_key) is not None
    has_author_and_date = not by_key.keys().isdisjoint(AUTHORS) and not by_key.keys().isdisjoint(PUBLISHED)
    return len(fields) >= _LEAST_FIELDS and _has_title(fields) and (has_author_and_date or find_address(by_key) is not None)


def _has_title(fields: Sequence[_Field]) -> bool:
    return any(field.key in TITLES for field in fields)


def _has_origin(fields: Sequence[_Field]) -> bool:
    """Whether fields state an address or a date."""
    by_key = _map_fields(fields)
    return find_address(by_key) is not None or not by_key.keys().isdisjoint(PUBLISHED)


def _map_fields(fields: Sequence[_Field]) -> dict[str, str]:
    return {field.key: field.value for field in reversed(fields)}


def _unwrap(text: str, span: tuple[int, int], fields: Sequence[_Field], kind: SourceKind | None) -> Unwrapped:
    """The text without the header at a span, and without a rule directly after it."""
    start, end = span
    rule = _RULE.match(text, end)
    end = rule.end() if rule else end
    names = name_fields(field.name for field in fields)
    wrapping = make_wrapping(text, (start, end), "header", f"is the header that a crawler wrote: {names}")
    return Unwrapped(blank_out(text, start, end), kind, read_stated(_map_fields(fields)), (wrapping,))
