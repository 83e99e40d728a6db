"""Promise 2: twice the source, at most twice the work. Calls are counted instead of seconds, which no machine keeps to."""

from __future__ import annotations

import sys
from types import FrameType

import pytest

from boilerstrip import Pipeline, clean_article
from shapes import HTML, TEXT

SIZE = 12_000
# The first 512 levels of these are one block, so that below some tens of thousands of characters twice as many are more than twice the work.
DEEP_SIZE = {"open inlines": 48_000}
MOST = 2.3
# What is worked out once for a process or a language is no part of the measure.
WARM = (
    "Ferry sinks\nNobody was hurt.",
    "The cat and the dog of the town are in the house.",
    "# Ferry *sinks*\n\n[a](b)",
    "<p>Ferry</p>",
)
SHAPES = [("text", name) for name in TEXT] + [("markdown", name) for name in TEXT] + [("html", name) for name in HTML]


def calls(source: str, kind: str) -> int:
    """How many functions are called, those written in C among them."""
    count = 0

    def counted(_: FrameType, event: str, __: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    sys.setprofile(counted)
    try:
        clean_article(source, kind=kind, pipeline=Pipeline.default().within(max_bytes=None, max_blocks=None))
    finally:
        sys.setprofile(None)
    return count


@pytest.mark.parametrize(("kind", "name"), SHAPES)
def test_twice_the_source_takes_at_most_twice_the_calls(kind: str, name: str) -> None:
    shape = (HTML if kind == "html" else TEXT)[name]
    for source in WARM:
        clean_article(source)
    size = DEEP_SIZE.get(name, SIZE)
    for source in (shape(size), shape(2 * size)):
        clean_article(source, kind=kind)
    one, two = (calls(shape(size * times), kind) for times in (1, 2))
    assert two <= MOST * one + 200, f"{one} calls for {size} characters, {two} for twice as many"
