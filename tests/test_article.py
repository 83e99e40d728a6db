"""`Article` and its forms."""

from __future__ import annotations

import json

import pytest

from boilerstrip import Article, Paragraph, Removal, clean_article
from boilerstrip.readers import read

FULL = Article(
    headline="Ferry sinks",
    standfirst="Forty saved",
    byline="By Ada Wren\nIn Wrenmouth",
    authors=("Ada Wren",),
    body=(
        Paragraph("Nobody was hurt.", span=(0, 5), line=2),
        Paragraph("What next?", "heading", 2),
        Paragraph("one", "list_item"),
        Paragraph("two", "list_item"),
        Paragraph("“No.”", "quote"),
    ),
    removed=(Removal("Share", "sharing", "sharing", "share", 'says "Share"', 1.0, (6, 11), 3),),
    language="en",
    confidence=0.9,
    warnings=("w",),
    rules_version="1",
)


def test_dict_and_json_give_the_same_article_again() -> None:
    assert Article.from_dict(FULL.to_dict()) == FULL
    assert Article.from_dict(json.loads(FULL.to_json(indent=2))) == FULL


def test_dict_is_what_json_gives_back() -> None:
    assert json.loads(FULL.to_json()) == FULL.to_dict()


def test_unknown_field_is_refused() -> None:
    with pytest.raises(TypeError, match="colour"):
        Article.from_dict({"colour": "red"})


def test_json_of_a_lone_surrogate_can_be_written() -> None:
    article = Article(headline="\ud800")
    assert Article.from_dict(json.loads(article.to_json().encode())) == article


def test_text_has_all_fields_in_order() -> None:
    fields = ["Ferry sinks", "Forty saved", "By Ada Wren\nIn Wrenmouth"]
    body = ["Nobody was hurt.", "What next?", "one", "two", "“No.”"]
    assert [part.split("\n\n") for part in FULL.text.split("\n\n\n")] == [fields, body]


def test_markdown_shows_each_kind() -> None:
    assert FULL.to_markdown().split("\n\n") == [
        "# Ferry sinks",
        "**Forty saved**",
        "*By Ada Wren · In Wrenmouth*",
        "Nobody was hurt.",
        "## What next?",
        "- one\n- two",
        "> “No.”",
    ]


@pytest.mark.parametrize(
    "text", ["# no heading", "- no item", "1. no item", "2024 was dry.", "a *b* [c](d) <e> `f` _g_", "\\", "> x", "=== x", "12"]
)
def test_markdown_escapes_what_is_text(text: str) -> None:
    (block,) = read(Article(body=(Paragraph(text),)).to_markdown(), kind="markdown").blocks
    assert (block.kind, block.text) == ("paragraph", text)


def test_explain_counts_lines_from_one() -> None:
    assert FULL.explain() == '4  sharing  sharing/share: says "Share"  | Share'


def test_explain_of_a_page_names_the_element() -> None:
    page = "<p>The ferry sank at dawn on Tuesday, and nobody in the town saw it go.</p><div>Share on Facebook</div>"
    assert "sharing" in clean_article(page).explain()


def test_empty_article_has_empty_forms() -> None:
    assert (Article().text, Article().to_markdown(), Article().explain()) == ("", "", "")
