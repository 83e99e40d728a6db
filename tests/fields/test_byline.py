"""Promises of the byline, the authors, and notes on them."""

from __future__ import annotations

import pytest

from boilerstrip import clean_article
from ferry_story import BODY, FIRST, PAGE, SECOND, THIRD, URL


@pytest.mark.parametrize(
    ("lines", "authors"),
    [
        (["By", "Ada Wren"], ("Ada Wren",)),
        (["By", "Ada Wren,", "Tom Marlow", "and", "Ida Holt"], ("Ada Wren", "Tom Marlow", "Ida Holt")),
        (["Ada Wren @adawren"], ("Ada Wren",)),
        (["Ada Wren |"], ("Ada Wren",)),
    ],
)
def test_credit_broken_at_its_links_is_one_byline(lines: list[str], authors: tuple[str, ...]) -> None:
    source = "\n\n".join(["Ferry sinks off Wrenmouth at dawn", *lines, FIRST, SECOND, THIRD])
    assert clean_article(source, url=URL).authors == authors


@pytest.mark.parametrize(
    ("line", "authors"),
    [
        ("By Ada Wren ⋅ Review Editor ⋅ Updated May 6, 2031", ("Ada Wren",)),
        ("ByAda Wren", ("Ada Wren",)),
        ("Dec 17, 2031Ada Wren", ("Ada Wren",)),
        ("March 15, 2031 · 3 min read · By the Wrenmouth Team", ("the Wrenmouth Team",)),
        ("By 3i Harbour", ("3i Harbour",)),
        ("Ada Wren, Wrenmouth University", ("Ada Wren",)),
        ("Ada Wren, PhD", ("Ada Wren",)),
        ("Ada Wren | Senior Writer | July 2, 2031", ("Ada Wren",)),
        ("Authors: Ada Wren and Tom Marlow, harbour educators", ("Ada Wren", "Tom Marlow")),
        ("By Ada Wren, DVM. Reviewed by Tom Marlow, DVM", ("Ada Wren",)),
        ("by adawren | Apr 21, 2031", ("adawren",)),
    ],
)
def test_line_right_below_the_headline_credits(line: str, authors: tuple[str, ...]) -> None:
    article = clean_article("\n\n".join(["Ferry sinks off Wrenmouth at dawn", line, FIRST, SECOND, THIRD]), url=URL)
    assert article.authors == authors
    assert article.byline == line


@pytest.mark.parametrize(
    "line",
    [
        "By Friday, the harbour was open again.",
        "Written by Hand",
        "By Continuing",
        "Von Ada Wren, der Hafenmeisterin, war nichts zu hören.",
        "Ada Wren, who had seen it, said nothing.",
        "ByteHarbour",
    ],
)
def test_line_that_only_opens_like_a_credit_is_no_byline(line: str) -> None:
    article = clean_article("\n\n".join(["Ferry sinks off Wrenmouth at dawn", line, FIRST, SECOND, THIRD]), url=URL)
    assert (article.byline, article.authors) == (None, ())


@pytest.mark.parametrize("name", ["Copper Lantern", "Haus Seeblick", "Harbour Trackball"])
def test_heading_of_a_section_that_looks_like_a_name_is_no_byline(name: str) -> None:
    article = clean_article("\n\n".join(["Nine things that we found in the harbour", FIRST, SECOND, name, THIRD]))
    assert (article.byline, article.authors) == (None, ())
    assert name in map(str, article.body)


def test_a_name_amid_the_text_that_begins_a_sentence_is_no_byline() -> None:
    called = "has once more called for a new slipway, which nobody on the quay had expected so soon."
    source = f"Ferry sinks off Wrenmouth at dawn.\nThomas Wren\n{called}\n{BODY}"
    article = clean_article(source, kind="text")
    assert (article.byline, article.authors) == (None, ())


@pytest.mark.parametrize("name", ["Copper Pipes", "Drain Valve"])
def test_a_link_amid_the_text_that_looks_like_a_name_is_no_byline(name: str) -> None:
    article = clean_article(f"Ferry sinks off Wrenmouth at dawn\n{BODY}\n{name}\nCopper\nis cheap.\n{BODY}", kind="text")
    assert (article.byline, article.authors) == (None, ())


@pytest.mark.parametrize("label", ["Reviewed by", "Photos by", "Photos:"])
def test_a_name_after_the_label_of_somebody_else_is_no_byline(label: str) -> None:
    article = clean_article(f"Ferry sinks off Wrenmouth at dawn\n{label}\nThomas Wren\n{BODY}", kind="text")
    assert (article.byline, article.authors) == (None, ())


def test_known_first_name_above_a_paragraph_is_a_byline() -> None:
    article = clean_article("\n\n".join(["Ferry sinks off Wrenmouth at dawn", "Thomas Wren", FIRST, SECOND, THIRD]), url=URL)
    assert article.authors == ("Thomas Wren",)


@pytest.mark.parametrize(
    ("language", "line", "author"),
    [
        ("de", "Veröffentlicht am 3. Mai 2031 von Hannes Vierling", "Hannes Vierling"),
        ("es", "Publicado el 3 de mayo de 2031 por Ana Ruiz", "Ana Ruiz"),
        ("fr", "Publié le 3 mai 2031 par Anne Morel", "Anne Morel"),
        ("en", "Posted on May 3, 2031 by Ada Wren", "Ada Wren"),
    ],
)
def test_a_credit_after_a_date_is_the_byline(language: str, line: str, author: str) -> None:
    text = f"Ferry sinks\n{line}\nThe ferry sank at dawn on Tuesday, and nobody in the town saw it go under the waves."
    article = clean_article(text, language=language)
    assert (article.byline, article.authors) == (line, (author,))


@pytest.mark.parametrize("line", ["by: Thomas Wren", "by\nThomas Wren\nMay 4, 2023"])
def test_a_credit_in_lower_case_below_the_headline_is_the_byline(line: str) -> None:
    article = clean_article(f"Ferry sinks off Wrenmouth at dawn\n{line}\n{BODY}", kind="text")
    assert (article.headline, article.authors) == ("Ferry sinks off Wrenmouth at dawn", ("Thomas Wren",))


def test_a_reviewers_label_in_two_blocks_credits_no_author() -> None:
    head = "Ferry sinks off Wrenmouth at dawn\nMedically reviewed\nby\nRuth Holt\nWritten by\nThomas Wren"
    assert clean_article(f"{head}\n{BODY}", kind="text").authors == ("Thomas Wren",)


@pytest.mark.parametrize(
    ("language", "credit", "note"),
    [
        ("en", "By Thomas Wren", "Thomas Wren lives in Leeds with two cats."),
        ("en", "By Thomas Wren and Ruth Holt", "Ruth Holt is a physician and the author of “Slow Medicine.”"),
        ("de", "Von Thomas Wren", "Thomas Wren schreibt seit 2014 über Häfen."),
        ("fr", "Par Thomas Wren", "À propos de Thomas Wren"),
    ],
)
def test_a_note_at_the_end_on_the_bylines_author_goes(language: str, credit: str, note: str) -> None:
    source = f"Ferry sinks off Wrenmouth at dawn\n{credit}\n{BODY}\n{note}"
    article = clean_article(source, kind="text", language=language)
    assert [(removal.text, removal.category) for removal in article.removed] == [(note, "credits")]
    assert article.byline == credit


@pytest.mark.parametrize(
    "line",
    [
        "Thomas Wren was the first to see it.",
        "Ruth Holt is to leave the company in the spring, the harbour master said.",
        "Wren is a town of four hundred people.",
    ],
)
def test_a_sentence_at_the_end_on_somebody_else_stays(line: str) -> None:
    article = clean_article(f"Ferry sinks off Wrenmouth at dawn\nBy Thomas Wren\n{BODY}\n{line}", kind="text")
    assert str(article.body[-1]) == line


def test_a_sentence_amid_the_text_that_begins_with_the_authors_name_stays() -> None:
    line = "Thomas Wren is a name that two men in town have."
    article = clean_article(f"Ferry sinks off Wrenmouth at dawn\nBy Thomas Wren\n{FIRST}\n{line}\n{BODY}\n{BODY}", kind="text")
    assert line in map(str, article.body)


@pytest.mark.parametrize(
    "line",
    [
        "Leave a Comment / News / By Thomas Wren / October 3, 2024",
        "October 3, 2024 / 0 Comments / in News / by Thomas Wren",
        "October 3, 2024 | News | By Thomas Wren",
        "Opinion | By Thomas Wren | October 3, 2024",
    ],
)
def test_a_credit_line_with_categories_and_comment_counts_is_read(line: str) -> None:
    article = clean_article(f"<h1>Harbour wall holds</h1><div>{line}</div>{PAGE}", kind="html")
    assert article.authors == ("Thomas Wren",)
    assert article.published is not None
    assert article.published.date().isoformat() == "2024-10-03"


def test_the_menu_beside_the_text_of_a_page_made_of_tables_is_no_row_of_it() -> None:
    row = "<tr><td><a>Home</a><br><a>Letters</a></td><td><b>Harbour wall holds</b><br>By Thomas Wren"
    article = clean_article(f"<table>{row}{PAGE}</td></tr></table>", kind="html")
    assert (article.headline, article.authors) == ("Harbour wall holds", ("Thomas Wren",))


def test_a_name_in_a_menu_is_no_byline() -> None:
    article = clean_article(f"<nav><p>Thomas Wren</p></nav><h1>Harbour wall holds</h1>{PAGE}", kind="html")
    assert article.authors == ()


def test_a_place_after_a_signature_is_no_second_author() -> None:
    article = clean_article(f"<h1>Harbour wall holds</h1>{PAGE}<p>Thomas Wren, Weir Lane</p>", kind="html")
    assert article.authors == ("Thomas Wren",)
