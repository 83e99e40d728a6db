"""The kind of a source."""

from __future__ import annotations

import pytest

from boilerstrip.readers import read
from boilerstrip.readers.detect import detect_kind

TEXT = [
    "The ferry sank at dawn.",
    "If a < b and b > c, then a <b>bold</b> claim is made.",
    "Rated * out of ****, it has one # too many.",
    "A line with <br> in it\nand another <br/>",
    "* one\n* two\n* three",
    "1. one\n2. two",
    "See https://example.org/(x)[y] for more.",
    "--- Advertisement ---",
    "a_b_c and __init__",
    "",
]

MARKDOWN = [
    "# Ferry sinks\n\nSee [the map](https://example.org/map).",
    "[Home](/)\n[News](/news)\n\nThe ferry sank.",
    "![Ferry](ferry.jpg)\n\n**Bold** start",
    "## One\n\ntext\n\n## Two\n\ntext",
]

HTML = [
    "<!DOCTYPE html><html><body><p>x</p></body></html>",
    "<p>The ferry sank at dawn.</p>",
    "<div><h1>Ferry</h1><p>It sank.</p></div>",
    '<?xml version="1.0"?><html><body>x</body></html>',
    "<!-- saved page --><html><body>x</body></html>",
    "  \n<html lang='en'><head><title>x</title></head><body>y</body></html>",
]


@pytest.mark.parametrize(
    ("source", "kind"),
    [*((s, "text") for s in TEXT), *((s, "markdown") for s in MARKDOWN), *((s, "html") for s in HTML)],
)
def test_marks_decide_the_kind(source: str, kind: str) -> None:
    assert detect_kind(source) == kind


def test_a_heading_at_its_beginning_makes_a_text_markdown() -> None:
    blocks = read("# Best kettles\n\nThe first kettle boiled for three hundred days.\n").blocks
    assert next((block.kind, block.level, block.text) for block in blocks) == ("heading", 1, "Best kettles")
    assert read("# 1 in the charts for a week, and nobody knows why.").kind == "text"


def test_links_by_reference_make_a_text_markdown() -> None:
    source = "# City to plant trees\nIt will plant [10,000 trees][1], paid by a [grant][2].\n\n[1]: https://wren.example/t\n[2]: /grant\n"
    document = read(source)
    assert document.kind == "markdown"
    assert [block.text for block in document.blocks if block.kind == "paragraph"] == [
        "It will plant 10,000 trees, paid by a grant."
    ]
    assert read("He said so.[1] She did not.[2]\n\n[1] The Wren, p. 4\n[2] Ibid.\n").kind == "text"
