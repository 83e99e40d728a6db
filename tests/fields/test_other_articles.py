"""Credits and dates of other articles on the page."""

from __future__ import annotations

import pytest

from boilerstrip.fields.other_articles import is_of_other_article
from boilerstrip.readers import read

TEXT = "<p>The ferry sank at dawn on Tuesday, and nobody in the town of Wrenmouth saw it go under the waves.</p>"


def is_other(page: str, text: str) -> bool:
    document = read(page, kind="html")
    index = next(block.index for block in document.blocks if block.text == text)
    return is_of_other_article(document, 0, index)


@pytest.mark.parametrize("element", ["article", "div"])
def test_credit_under_a_later_heading_is_another_articles(element: str) -> None:
    page = f"<{element}><h1>Ferry sinks</h1>{TEXT * 3}</{element}><{element}><h2>Goat elected</h2><p>By Ada Wren</p>{TEXT * 2}</{element}>"
    assert is_other(page, "By Ada Wren")


def test_credit_at_the_end_of_the_article_is_its_own() -> None:
    assert not is_other(f"<article><h1>Ferry sinks</h1>{TEXT * 3}<p>By Ada Wren</p></article>", "By Ada Wren")


def test_credit_under_a_heading_without_text_after_it_is_the_articles_own() -> None:
    assert not is_other(f"<div><h1>Ferry sinks</h1>{TEXT * 3}<h2>About the author</h2><p>Ada Wren</p></div>", "Ada Wren")
