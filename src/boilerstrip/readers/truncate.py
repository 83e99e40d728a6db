"""Cuts off what stands after the limits, and keeps the rest as `Unread`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import islice

from boilerstrip.document import Block, Unread
from boilerstrip.options import Limits

# A line that is not blank, up to any of the characters that end lines.
_LINE = re.compile(r"\S[^\n\v\f\r\x1c-\x1e\x85\u2028\u2029]*")
_LINE_ENDS = "\n\v\f\r\x1c\x1d\x1e\x85\u2028\u2029"
# A tag. A script or style is one tag with all its content, as the content may look like tags. Possessive, so that nothing is kept for backtracking.
_TAG = re.compile(r"<(?:(script|style)\b[^<]*+(?:<(?!/\1)[^<]*+)*+|/?[a-z])", re.I)
# A cut is moved back to the end of a line or tag, but by no more than this share of the text.
_MOST_MOVED = 0.1
_BYTES_A_CHARACTER = 4  # the most that UTF-8 needs


def cut_text(text: str, limits: Limits, *, lines: bool) -> tuple[str, tuple[Unread, ...]]:
    r"""The part of a source that is read, and the rest. With `lines`, each line counts as a block; otherwise tags are counted.

    >>> kept, rest = cut_text("One.\n\nTwo.\nThree.", Limits(max_blocks=2), lines=True)
    >>> kept, rest[0].text, rest[0].span, rest[0].line
    ('One.\n\nTwo.\n', 'Three.', (11, 17), 3)
    """
    place, rule, most = _find_cut(text, limits, lines=lines)
    rest = text[place:].strip()
    if not rest:
        return text, ()
    start = text.index(rest[0], place)
    span, line = (start, start + len(rest)), len(f"{text[:start]}x".splitlines()) - 1
    return text[:place], (
        Unread(rest, rule, f"stands behind the first {most}, and was not read", span if lines else None, line),
    )


def _find_cut(text: str, limits: Limits, *, lines: bool) -> tuple[int, str, str]:
    """The place of the first limit that is met, its rule, and what it allows, such as "500 lines"."""
    place, rule, most = len(text), "max-bytes", f"{limits.max_bytes} bytes"
    if limits.max_bytes is not None and len(text) * _BYTES_A_CHARACTER > limits.max_bytes:
        place = _find_byte_cut(text, limits.max_bytes, "\n" if lines else "<")
    allowed, counted, name = (limits.max_blocks, _LINE, "lines") if lines else (limits.max_tags, _TAG, "tags")
    if allowed is not None and place > allowed and sum(map(text.count, _LINE_ENDS if lines else "<")) >= allowed:
        beyond = next(islice(counted.finditer(text, 0, place), allowed, None), None)
        if beyond is not None:
            place, rule, most = beyond.start(), "max-blocks" if lines else "max-tags", f"{allowed} {name}"
    return place, rule, most


def _find_byte_cut(text: str, most: int, mark: str) -> int:
    """The number of characters that fit into `most` bytes of UTF-8, moved back to the last mark."""
    data = text[: most + 1].encode("utf-8", "surrogatepass")
    if len(data) <= most:
        return len(text)
    while data[most] & 0xC0 == 0x80:  # a character is not split
        most -= 1
    place = len(data[:most].decode("utf-8", "surrogatepass"))
    moved = text.rfind(mark, int(place * (1 - _MOST_MOVED)), place)
    return place if moved < 0 else moved + (mark == "\n")


def cut_blocks(
    blocks: tuple[Block, ...], rest: Sequence[str], most: int | None
) -> tuple[tuple[Block, ...], tuple[Unread, ...]]:
    r"""The first `most` blocks, and what stands after them: the other blocks, and the texts of the `rest` that are no blocks yet.

    >>> blocks, unread = cut_blocks((Block("One."), Block("Two.", 1)), ["Three."], 1)
    >>> len(blocks), unread[0].text
    (1, 'Two.\nThree.')
    """
    if most is None or len(blocks) <= most:
        return blocks, ()
    first = blocks[most]
    evidence = f"stands behind the first {most} blocks, and was not looked at"
    texts = [*(block.text for block in blocks[most:]), *rest]
    return blocks[:most], (Unread("\n".join(texts), "max-blocks", evidence, None, first.line, first.path),)
