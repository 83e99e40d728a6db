"""Recognises the numbered references that crawlers and text browsers append to a text for its links."""

from __future__ import annotations

import re
from typing import NamedTuple

from boilerstrip.document import Wrapping
from boilerstrip.readers.containers.mask import FILLER, blank_out, make_wrapping

_REFERENCE = re.compile(r"\s{0,12}(?:⟨(\d{1,4})⟩|\[(\d{1,4})\]|(\d{1,4})\.)[ \t]{1,8}<?(?:https?|ftp|file|mailto):\S[^\n]*")
_MARK = re.compile(r"⟨(\d{1,4})⟩|\[(\d{1,4})\](?![(:])")
_HEADING = re.compile(r"\s{0,8}#{0,6}\s{0,3}(?:[^\W\d_]+[ ]?){1,3}:?\s{0,8}")
# At the end of the text: the longest list, and the share of its numbers that marks in the text must have.
_MOST_LINES = 5_000
_LEAST_CITED = 0.5


class _List(NamedTuple):
    """The references at the end of a text: where they start, and how many there are."""

    start: int
    size: int


def mask_references(text: str) -> tuple[str, tuple[Wrapping, ...]]:
    r"""The text with blanks in place of the references that a crawler appended and of the marks that name them, and the references.

    Each reference begins with its number and an address; the numbers count from one, and half of them stand as marks in the text. The
    notes of an author do not begin with an address.

    >>> text = "The ferry⟨1⟩ sank.\n\n## References\n\n⟨1⟩ https://wren.example/a: The ferry"
    >>> masked, (wrapping,) = mask_references(text)
    >>> masked.replace("\u2060", "").rstrip(), len(masked) == len(text), wrapping.rule
    ('The ferry sank.', True, 'references')
    """
    if "⟩" not in text and "]" not in text:
        return text, ()
    found = _find_list(text)
    if found is None:
        return text, ()
    marks = [match for match in _MARK.finditer(text, 0, found.start) if 0 < _get_number(match) <= found.size]
    if len({_get_number(match) for match in marks}) < _LEAST_CITED * found.size:
        return text, ()
    start = _include_headings(text, found.start)
    evidence = f"{found.size} numbered addresses that a crawler appended for the links of the text"
    wrapping = make_wrapping(text, (start, len(text)), "references", evidence)
    head = _MARK.sub(lambda match: FILLER * len(match[0]) if 0 < _get_number(match) <= found.size else match[0], text[:start])
    return head + blank_out(text[start:], 0, len(text) - start), (wrapping,)


def _find_list(text: str) -> _List | None:
    """The references that are the last lines of the text, counted from one; `None` where there are none."""
    end, start, numbers = len(text.rstrip()), -1, list[int]()
    for _ in range(_MOST_LINES):
        line_start = text.rfind("\n", 0, end) + 1
        line = text[line_start:end]
        if line.strip():
            match = _REFERENCE.fullmatch(line.rstrip())
            if match is None:
                break
            numbers.append(_get_number(match))
            start = line_start
        if not line_start:
            return None
        end = line_start - 1
    return _List(start, len(numbers)) if numbers and numbers[::-1] == list(range(1, len(numbers) + 1)) else None


def _get_number(match: re.Match[str]) -> int:
    return int(next(group for group in match.groups() if group))


def _include_headings(text: str, start: int) -> int:
    """The place where the headings directly before the references begin: "References", and "Visible links" below it."""
    for _ in range(2):
        above = text[:start].rstrip()
        line_start = above.rfind("\n") + 1
        is_apart = line_start and (not text[max(0, line_start - 2) : line_start].strip() or above[line_start:].startswith("#"))
        if not is_apart or not _HEADING.fullmatch(above[line_start:]) or above.endswith((".", "!", "?")):
            break
        start = line_start
    return start
