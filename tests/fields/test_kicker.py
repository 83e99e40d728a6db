"""Kickers before the headline, in a line of their own or in its heading."""

from __future__ import annotations

import pytest

from boilerstrip import clean_article
from boilerstrip.fields.kicker import find_inner_kicker
from boilerstrip.readers import read

TITLE = "Ferry sinks off Wrenmouth at dawn"


@pytest.mark.parametrize(
    ("before", "start"), [("Harbour", 8), ("Opinion and debate", 19), ("The", None), ("2031", None), ("", None)]
)
def test_words_before_the_declared_title_are_a_kicker(before: str, start: int | None) -> None:
    page = read(f"<title>{TITLE}</title><h1>{before} <span>{TITLE}</span></h1><p>Nobody saw it.</p>", kind="html")
    assert find_inner_kicker(page, 0) == start


def test_kicker_is_removed_with_its_reason() -> None:
    body = "<p>The ferry sank at dawn on Tuesday, and nobody in the town of Wrenmouth saw it go under the waves.</p>" * 2
    article = clean_article(f"<title>{TITLE}</title><h1>Harbour <span>{TITLE}</span></h1>{body}", kind="html")
    assert article.headline == TITLE
    assert [(removal.text, removal.rule) for removal in article.removed if removal.filter == "headline"] == [
        ("Harbour", "kicker")
    ]


def test_kicker_that_the_title_has_too_stays() -> None:
    page = read(f"<title>Harbour: {TITLE}</title><h1>Harbour: {TITLE}</h1><p>Nobody saw it.</p>", kind="html")
    assert find_inner_kicker(page, 0) is None
