"""The blocks of Markdown."""

from __future__ import annotations

import pytest

from boilerstrip.readers import read


def test_markdown_keeps_raw_html_out_and_escapes_in() -> None:
    blocks = read("# A\n\nOne <b>bold</b> \\*star\\* a < b & c &amp; d.", kind="markdown").blocks
    assert [block.text for block in blocks] == ["A", "One bold *star* a < b & c & d."]


def test_spans_of_markdown_hold_the_marks() -> None:
    source = "# Ferry\n\n* [Map](https://example.org)\n* two\n\n> Said.\n"
    assert [source[slice(*block.span)] for block in read(source, kind="markdown").blocks if block.span] == [
        "# Ferry",
        "* [Map](https://example.org)",
        "* two",
        "> Said.",
    ]


def test_markdown_takes_raw_tags_of_blocks_for_text() -> None:
    page = read("The ferry </p> (a boat) sank.\n\nNobody </li> (not one) was **hurt**.", kind="markdown")
    assert [block.text for block in page.blocks] == ["The ferry (a boat) sank.", "Nobody (not one) was hurt."]


def test_markdown_keeps_the_cells_of_rows_that_are_longer_than_their_header() -> None:
    source = "| Port | Year |\n|---|---|\n| Élie | 1911 | sunk | [a *map*](x) |\n| Ost | 1912 |\n\nx\n:-\n#|1.|a\\|b\n"
    blocks = [(block.kind, block.text, block.link_chars) for block in read(source, kind="markdown").blocks]
    assert [block for block in blocks if block[0] != "separator"] == [
        ("paragraph", "Port | Year", 0),
        ("paragraph", "Élie | 1911 | sunk | a map", 5),
        ("paragraph", "Ost | 1912", 0),
        ("paragraph", "x", 0),
        ("paragraph", "# | 1. | a|b", 0),
    ]


def test_markdown_accounts_for_a_line_of_tags_in_a_heading() -> None:
    blocks = read("Ferry sinks\n<div hidden>\n===\n", kind="markdown").blocks
    assert [(block.kind, block.text, block.line) for block in blocks] == [
        ("heading", "Ferry sinks", 0),
        ("separator", "<div hidden>", 1),
    ]


@pytest.mark.parametrize("above", ["Courses\n\n", "Courses\n"], ids=["as code", "as more of a paragraph"])
def test_a_list_that_is_indented_too_far_is_a_list(above: str) -> None:
    blocks = read(f"{above}    * [Tides](https://wren.example/t)\n    * * Maps\n", kind="markdown").blocks
    assert [(block.kind, block.text) for block in blocks[1:]] == [("list_item", "Tides"), ("list_item", "Maps")]


def test_dashes_in_fenced_code_are_no_bullets() -> None:
    blocks = read("```yaml\n- name: tide\n- name: map\n```\n", kind="markdown").blocks
    assert [block.text for block in blocks if block.has_words] == ["- name: tide", "- name: map"]


@pytest.mark.parametrize("source", ["*\n\tTide table", "1.\n   Tide table", "- *\n    Tide table"])
def test_an_item_whose_mark_stands_on_a_line_of_its_own_is_read_once(source: str) -> None:
    assert [(block.kind, block.text) for block in read(source, kind="markdown").blocks] == [("list_item", "Tide table")]


@pytest.mark.parametrize(("source", "line"), [("* --\nTide table", 1), ("*\n  --\nTide table", 2), ("* \xa0*\nTide table", 1)])
def test_an_item_that_begins_with_nothing_but_marks_is_read_line_by_line(source: str, line: int) -> None:
    blocks = read(source, kind="markdown").blocks
    assert [(block.text, block.line) for block in blocks if block.has_words] == [("Tide table", line)]


@pytest.mark.parametrize(
    "source", ["    ```tide \\_ table\n\nLow", "    ~~~tide \\_ table    \n\t    \nLow", "\n\n\t```tide \\_ table\xa0\nLow"]
)
def test_indented_code_that_looks_like_a_fence_stands_on_its_own_line(source: str) -> None:
    code, low = read(source, kind="markdown").blocks
    assert source[slice(*code.span or (0, 0))].strip().startswith(("```tide", "~~~tide"))
    assert code.text.endswith("tide _ table")
    assert source[slice(*low.span or (0, 0))] == "Low"


def test_a_fence_with_the_first_line_of_code_is_no_fence() -> None:
    blocks = read("~~~tide ```\n```\nLow", kind="markdown").blocks
    assert [(block.text, block.line) for block in blocks] == [("~~~tide ```", 0), ("```", 1), ("Low", 2)]


def test_a_blank_that_the_parser_takes_for_text_stands_on_the_line_of_its_mark() -> None:
    blocks = read("* \xa0\nTide table", kind="markdown").blocks
    assert [(block.text, block.line) for block in blocks if block.has_words] == [("Tide table", 1)]
