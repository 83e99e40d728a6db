"""What is tried where next to nothing comes out, and what pages that are no article say of themselves."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from boilerstrip import Article, Finding, Pipeline, clean_article
from boilerstrip.decide.page_type import NO_ARTICLE, PAGE_TYPES
from boilerstrip.document import Document
from boilerstrip.fallback import DECLARED, GENEROUS, NOTHING
from cases import FIXTURES

PAGES = sorted((FIXTURES / "no_article").iterdir())
STORY = [
    "The ferry sank at dawn on Tuesday, and nobody in the town of Wrenmouth saw it go under the waves.",
    "All forty passengers were safe, the harbour master said, and would be home again by the evening.",
    "The cause is being looked into by the county, and the next ferry is expected at the pier on Friday.",
    "It was the second loss in a year, after a barge broke its chain in March and drifted on to the bar.",
    "Until then a bus will run along the coast road every two hours, from the pier to the old cinema.",
]


def of_page(path: Path) -> Article:
    return clean_article(path.read_text(encoding="utf-8"), kind=path.suffix[1:].replace("txt", "text"))


@pytest.mark.parametrize("path", [pytest.param(path, id=path.name) for path in PAGES])
def test_pages_that_are_no_article_say_so_and_articles_do_not(path: Path) -> None:
    article, kind = of_page(path), path.stem.partition("-")[0]
    if kind == "article":
        assert article.warnings == ()
        assert article.confidence > 0.5
    else:
        assert article.warnings == (NO_ARTICLE + PAGE_TYPES[kind],)
        assert article.confidence <= 0.2


def test_every_kind_of_page_has_a_fixture() -> None:
    assert {path.stem.partition("-")[0] for path in PAGES} == {*PAGE_TYPES, "article"}


class Doubting:
    """Hints strongly at all paragraphs but the first two."""

    name = "doubting"

    def find(self, document: Document) -> Iterator[Finding]:
        for index in range(2, len(document.blocks)):
            yield Finding(index, "other", "doubt", "is doubted", certain=False, score=0.99)


def test_running_text_that_hints_took_is_read_again_generously() -> None:
    article = clean_article("\n".join(STORY), pipeline=Pipeline.default(favor=None).after("navigation", Doubting()))
    assert [str(paragraph) for paragraph in article.body] == STORY
    assert article.warnings == (GENEROUS,)
    assert article.confidence <= 0.5


def test_enough_running_text_is_not_read_again() -> None:
    story = [STORY[0], " ".join(STORY[1:4]), STORY[4]]
    article = clean_article("\n".join(story), pipeline=Pipeline.default(favor=None).after("navigation", Doubting()))
    assert [str(paragraph) for paragraph in article.body] == story[:2]
    assert article.warnings == ()


def shell(body: str, shown: str = "") -> str:
    data = json.dumps({"@type": "NewsArticle", "headline": "Ferry sinks off Wrenmouth", "articleBody": body})
    return (
        f"<html lang='en'><head><script type='application/ld+json'>{data}</script></head>"
        f"<body><h1>Ferry sinks off Wrenmouth</h1><div id='app'>{shown}</div></body></html>"
    )


def test_declared_body_stands_in_where_the_page_shows_none() -> None:
    article = clean_article(shell("\n".join(STORY)))
    assert article.headline == "Ferry sinks off Wrenmouth"
    assert [str(paragraph) for paragraph in article.body] == STORY
    assert {(paragraph.span, paragraph.line) for paragraph in article.body} == {(None, None)}
    assert article.warnings == (DECLARED,)
    assert article.confidence == 0.9


def test_what_the_declared_body_stands_in_for_is_in_the_ledger() -> None:
    article = clean_article(
        shell("\n".join(STORY), f"<p>{STORY[0][:-1]}…</p><p>Loading the story of the day, please wait.</p>")
    )
    assert [str(paragraph) for paragraph in article.body] == STORY
    assert {removal.text: removal.category for removal in article.removed if removal.filter == "fallback"} == {
        STORY[0][:-1] + "…": "repeat",
        "Loading the story of the day, please wait.": "other",
    }


def test_declared_body_changes_nothing_where_the_page_shows_its_article() -> None:
    shown = "".join(f"<p>{paragraph}</p>" for paragraph in STORY)
    article = clean_article(shell("Something else that nobody sees. " * 60, shown))
    assert [*filter(None, [article.standfirst]), *map(str, article.body)] == STORY
    assert article.warnings == ()


def test_short_declared_body_stands_in_for_nothing() -> None:
    assert clean_article(shell(STORY[0])).body == ()


def test_page_without_any_article_text_says_so() -> None:
    sections = (
        "Home News Politics World Business Money Sport Football Weather Travel Culture Books Film Music Food "
        "Science Health Tech Video Archive Jobs Shop Games Letters"
    )
    links = "".join(f"<li><a href='/{name.lower()}'>{name} today</a></li>" for name in sections.split())
    article = clean_article(
        f"<header><h2>Share on Facebook</h2><nav><ul>{links}</ul></nav></header><footer>© 2026 Courier</footer>"
    )
    assert article.body == ()
    assert article.warnings == (NOTHING,)
    assert article.confidence == 0.0


def test_a_short_source_has_no_warning() -> None:
    assert clean_article("Ferry sinks off Wrenmouth").warnings == ()


@pytest.mark.parametrize("source", ["", "  \n", "<p></p>"])
def test_a_source_without_text_has_a_warning(source: str) -> None:
    article = clean_article(source)
    assert (article.warnings, article.confidence) == (("the source has no text",), 0.0)
