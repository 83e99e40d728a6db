"""Takes off what stands behind the limits, and keeps account of it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import islice

from boilerstrip.document import Block, Unread
from boilerstrip.options import Limits

# A line with something on it, up to any of the characters that end lines.
_LINE = re.compile(r"\S[^\n\v\f\r\x1c-\x1e\x85\u2028\u2029]*")
_LINE_ENDS = "\n\v\f\r\x1c\x1d\x1e\x85\u2028\u2029"
# A tag; a script's or style's with all that stands in it, which is no tag, whatever it looks like. Possessive: no way back is kept.
_TAG = re.compile(r"<(?:(script|style)\b[^<]*+(?:<(?!/\1)[^<]*+)*+|/?[a-z])", re.I)
# A cut is moved back to the end of a line or tag, but not by more than this share.
_MOVED = 0.1
_MOST_BYTES = 4


def cut_text(text: str, limits: Limits, *, lines: bool) -> tuple[str, tuple[Unread, ...]]:
    r"""The part of a source that is read, and the rest; `lines` tells whether its lines count as blocks.

    >>> head, rest = cut_text("One.\n\nTwo.\nThree.", Limits(max_blocks=2), lines=True)
    >>> head, rest[0].text, rest[0].span, rest[0].line
    ('One.\n\nTwo.\n', 'Three.', (11, 17), 3)
    """
    place, rule, most = _end(text, limits, lines=lines)
    rest = text[place:].strip()
    if not rest:
        return text, ()
    start = text.index(rest[0], place)
    span, line = (start, start + len(rest)), len(f"{text[:start]}x".splitlines()) - 1
    return text[:place], (
        Unread(rest, rule, f"stands behind the first {most}, and was not read", span if lines else None, line),
    )


def _end(text: str, limits: Limits, *, lines: bool) -> tuple[int, str, str]:
    """Where the first limit is met, which one it is, and how many of what it allows."""
    place, rule, most = len(text), "max-bytes", f"{limits.max_bytes} bytes"
    if limits.max_bytes is not None and len(text) * _MOST_BYTES > limits.max_bytes:
        place = _place(text, limits.max_bytes, "\n" if lines else "<")
    pieces, first, name = (limits.max_blocks, _LINE, "lines") if lines else (limits.max_tags, _TAG, "tags")
    if pieces is not None and place > pieces and sum(map(text.count, _LINE_ENDS if lines else "<")) >= pieces:
        beyond = next(islice(first.finditer(text, 0, place), pieces, None), None)
        if beyond is not None:
            place, rule, most = beyond.start(), "max-blocks" if lines else "max-tags", f"{pieces} {name}"
    return place, rule, most


def _place(text: str, most: int, mark: str) -> int:
    """How many characters have so many bytes in UTF-8, moved back to the last mark."""
    data = text[: most + 1].encode("utf-8", "surrogatepass")
    if len(data) <= most:
        return len(text)
    while data[most] & 0xC0 == 0x80:  # never within a character
        most -= 1
    place = len(data[:most].decode("utf-8", "surrogatepass"))
    moved = text.rfind(mark, int(place * (1 - _MOVED)), place)
    return place if moved < 0 else moved + (mark == "\n")


def cut_blocks(
    blocks: tuple[Block, ...], rest: Sequence[str], most: int | None
) -> tuple[tuple[Block, ...], tuple[Unread, ...]]:
    r"""The first blocks, `most` of them, and what stands behind them: the last of those that are given, and the texts of the rest.

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
