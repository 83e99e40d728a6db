"""What pages say of themselves: JSON-LD, meta elements, microdata, titles."""

from __future__ import annotations

import json
from typing import Any

import pytest

from boilerstrip.document import Declared
from boilerstrip.readers import read


def declared(page: str) -> Declared:
    return read(page, kind="html").declared


def script(value: Any, kind: str = "application/ld+json") -> str:
    return f"<script type='{kind}'>{value if isinstance(value, str) else json.dumps(value)}</script>"


ARTICLE = {
    "@context": "https://schema.org",
    "@type": "NewsArticle",
    "headline": "Ferry sinks at dawn",
    "description": "Nobody was hurt.",
    "author": [{"@type": "Person", "name": "Ada Wren"}, {"@type": "Organization", "name": "The Bell"}],
    "publisher": {"@type": "Organization", "name": "The Bell"},
    "datePublished": "2031-05-06T07:08:09+02:00",
    "articleBody": "<p>The ferry sank.</p><p>Nobody was <b>hurt</b>.</p>",
}
WHOLE = Declared(
    ("Ferry sinks at dawn",),
    ("Nobody was hurt.",),
    ("Ada Wren",),
    "2031-05-06T07:08:09+02:00",
    "The Bell",
    "The ferry sank.\nNobody was hurt.",
    "NewsArticle",
)


@pytest.mark.parametrize(
    "value",
    [
        ARTICLE,
        [{"@type": "BreadcrumbList"}, ARTICLE],
        {"@graph": [{"@type": "WebSite", "name": "Bell Online"}, {"@type": "WebPage", "description": "A page."}, ARTICLE]},
        {"@type": "WebPage", "datePublished": "1999-01-01", "mainEntity": ARTICLE},
        {**ARTICLE, "@type": ["https://schema.org/NewsArticle", "schema:Article"]},
        f"<!--\n{json.dumps(ARTICLE)}\n-->",
        f"//<![CDATA[\n{json.dumps(ARTICLE)}\n//]]>",
        json.dumps(ARTICLE)[:-1] + ",}",
        json.dumps(ARTICLE) + ";",
        json.dumps({"@type": "Thing"}) + json.dumps(ARTICLE),
        json.dumps(ARTICLE).replace("</p><p>", "</p>\n\t<p>"),
    ],
)
def test_an_article_is_found_wherever_its_script_holds_it(value: Any) -> None:
    assert declared(script(value)) == WHOLE


def test_escapes_of_other_languages_are_read() -> None:
    page = script(r"""{"@type": "Article", "headline": "The ferry\'s \\ end", "author": [],}""")
    assert declared(page).titles == (r"The ferry's \ end",)


def test_authors_by_reference_are_persons_of_the_graph() -> None:
    graph = [
        {"@type": "Article", "headline": "Ferry sinks", "author": [{"@id": "#ada"}, {"@id": "#bell"}, {"@id": "#nobody"}]},
        {"@type": "Person", "@id": "#ada", "name": "Ada Wren"},
        {"@type": "NewsMediaOrganization", "@id": "#bell", "name": "The Bell"},
    ]
    assert declared(script({"@graph": graph})).authors == ("Ada Wren",)


@pytest.mark.parametrize("author", ["The Bell", "THE BELL", "https://example.org/ada", "@adawren", "", 7, None, {"name": None}])
def test_publishers_addresses_and_handles_are_no_authors(author: Any) -> None:
    page = script({"@type": "Article", "author": author, "publisher": {"name": "The Bell"}})
    assert declared(page).authors == ()


def test_authors_come_from_the_first_source_that_names_persons() -> None:
    metas = "<meta name='author' content='The Bell'><meta property='og:site_name' content='The Bell'>"
    items = "<div itemscope itemtype='https://schema.org/NewsArticle'><i itemprop='author'>Tom Marlow</i></div>"
    assert declared(script(ARTICLE) + metas + items).authors == ("Ada Wren",)
    assert declared(metas + items).authors == ("Tom Marlow",)


def test_titles_of_the_article_come_before_those_of_the_page() -> None:
    page = (
        "<title>Ferry sinks | The Bell</title><meta name='twitter:title' content='A ferry sinks!'>"
        "<meta property='og:title' content='Ferry &amp;amp; crew sink'><meta name='DC.title' content='Ferry sinks at dawn'>"
    )
    titles = ("Ferry sinks at dawn", "Ferry & crew sink", "A ferry sinks!", "Ferry sinks | The Bell")
    assert declared(page + script(ARTICLE)).titles == titles


def test_titles_of_drawings_are_none_of_the_page() -> None:
    assert declared("<title>Ferry sinks</title><body><svg><title>Menu</title></svg>").titles == ("Ferry sinks",)


def test_metas_name_date_site_and_type() -> None:
    page = (
        "<meta property='article:published_time' content='2031-05-06'><meta property='og:site_name' content='The Bell'>"
        "<meta property='og:type' content='article'><meta name='parsely-author' content='Ada Wren'>"
        "<meta name='twitter:creator' content='bell'><meta name='description' content='Nobody was hurt.'>"
    )
    assert declared(page) == Declared((), ("Nobody was hurt.",), ("Ada Wren",), "2031-05-06", "The Bell", None, "article")


def test_microdata_speaks_where_the_page_marks_up_one_article() -> None:
    article = (
        "<div itemscope itemtype='http://schema.org/BlogPosting'><h1 itemprop='name headline'>Ferry sinks</h1>"
        "<span itemprop='author' itemscope itemtype='http://schema.org/Person'>By <a itemprop='name'>Ada Wren</a></span>"
        "<time itemprop='datePublished' datetime='2031-05-06'>today</time>"
        "<div itemprop='publisher' itemscope itemtype='http://schema.org/Organization'><meta itemprop='name' content='The Bell'></div>"
        "</div>"
    )
    assert declared(article) == Declared(("Ferry sinks",), (), ("Ada Wren",), "2031-05-06", "The Bell", type="BlogPosting")
    assert declared(article * 2).authors == ()


@pytest.mark.parametrize(
    "broken",
    [
        "",
        "{",
        "{'@type': 'Article'}",
        "[" * 100_000,
        '{"@type": "Article", "headline": ',
        "null",
        "7",
        '"text"',
        '{"@graph": null}',
    ],
)
def test_broken_scripts_say_nothing(broken: str) -> None:
    assert declared(script(broken) + "<title>Ferry sinks</title>") == Declared(("Ferry sinks",))


def test_other_scripts_are_not_read() -> None:
    assert declared(script(ARTICLE, "application/json") + script(ARTICLE, "text/javascript")) == Declared()
