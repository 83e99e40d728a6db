"""`clean_article` from outside: kinds of source, wrong input, pipelines."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import lxml.etree
import lxml.html
import pytest
from bs4 import BeautifulSoup

from boilerstrip import Article, Block, Document, Finding, Pipeline, clean_article
from boilerstrip.filters.navigation import Navigation
from cases import FIXTURES

FERRY = "The ferry sank at dawn on Tuesday, and nobody in the town saw it go under the waves."
SAFE = "All forty passengers were safe, the harbour master said, and would be home by the evening."
PAGE = f"<html lang='en'><body><nav><a href='/'>Home</a></nav><h1>Ferry sinks</h1><p>{FERRY}</p><p>{SAFE}</p><p>Share on Facebook</p></body></html>"


@pytest.mark.parametrize("source", ["", b"", " \n\t ", "\ufeff", "\0", "<html></html>", "<!-- -->", "---"])
def test_source_without_text_gives_an_empty_article(source: str | bytes) -> None:
    article = clean_article(source)
    assert (article.headline, article.standfirst, article.byline, article.authors, article.body) == (None, None, None, (), ())
    assert article.text == ""
    assert article.confidence == 0.0


def test_only_boilerplate_gives_an_empty_article() -> None:
    article = clean_article("Share on Facebook\nSign up for our daily newsletter\nAdvertisement")
    assert article.body == ()
    assert [removal.category for removal in article.removed] == ["sharing", "newsletter", "advert"]


@pytest.mark.parametrize(
    ("source", "message"),
    [
        (None, "clean_article() needs text, bytes or a parsed page, but got None"),
        ([FERRY], "clean_article() needs text, bytes or a parsed page, but got a list; for many, use clean_many()"),
        (42, "clean_article() needs text, bytes or a parsed page, but got a int"),
    ],
)
def test_wrong_source_says_what_is_needed(source: Any, message: str) -> None:
    with pytest.raises(TypeError, match=re.escape(message)):
        clean_article(source)


def test_wrong_kind_lists_the_kinds() -> None:
    with pytest.raises(ValueError, match=re.escape('kind must be "auto", "text", "markdown" or "html", but is \'pdf\'')):
        clean_article("x", kind="pdf")


@pytest.mark.parametrize("name", ["url", "language"])
def test_wrong_option_is_named(name: str) -> None:
    with pytest.raises(TypeError, match=f"{name} must be a str or None, but is a int"):
        clean_article("x", **{name: 7})


def test_wrong_pipeline_says_how_to_make_one() -> None:
    with pytest.raises(
        TypeError, match=re.escape("pipeline must be a Pipeline, such as Pipeline.default().without('sharing')")
    ):
        clean_article("x", pipeline=["sharing"])  # type: ignore[arg-type]


def test_unknown_filter_lists_the_known_ones() -> None:
    with pytest.raises(ValueError, match="no filter is called 'shares'; there are hidden, consent, newsletter"):
        Pipeline.default().without("shares")
    with pytest.raises(ValueError, match="no filter is called 'shares'"):
        Pipeline.default().after("shares")


def parsed(how: str) -> Any:
    if how == "lxml element":
        return lxml.html.fromstring(PAGE)
    if how == "lxml tree":
        return lxml.etree.ElementTree(lxml.html.fromstring(PAGE))
    if how == "BeautifulSoup":
        return BeautifulSoup(PAGE, "lxml")
    return PAGE.encode("utf-16") if how == "UTF-16" else PAGE.encode("latin-1")


@pytest.mark.parametrize("how", ["lxml element", "lxml tree", "BeautifulSoup", "UTF-16", "Latin-1"])
def test_parsed_pages_and_bytes_give_the_same_article(how: str) -> None:
    expected = clean_article(PAGE)
    assert expected.headline == "Ferry sinks"
    assert [str(p) for p in expected.body] == [FERRY, SAFE]
    article = clean_article(parsed(how))
    assert (article.headline, article.body) == (expected.headline, expected.body)


def test_parsed_page_is_not_changed() -> None:
    page = lxml.html.fromstring(PAGE)
    before = lxml.html.tostring(page)
    clean_article(page)
    assert lxml.html.tostring(page) == before


def test_text_behind_a_comment_in_a_parsed_page_is_kept() -> None:
    page = lxml.html.fromstring(f"<div><p>{FERRY}<!-- note --> {SAFE}</p></div>")
    assert [str(p) for p in clean_article(page).body] == [f"{FERRY} {SAFE}"]


class Ferries:
    """A user's own filter."""

    name = "ferries"

    def find(self, document: Document) -> Iterator[Finding]:
        for block in document.blocks:
            if "harbour master" in block.text:
                yield Finding(block.index, "other", "harbour", "names the harbour master")


def test_own_filter_runs_where_it_is_put() -> None:
    pipeline = Pipeline.default().after("newsletter", Ferries())
    article = clean_article(f"{FERRY}\n{SAFE}", pipeline=pipeline)
    assert [(r.text, r.because) for r in article.removed] == [(SAFE, "ferries/harbour: names the harbour master")]
    assert pipeline.names.index("ferries") == pipeline.names.index("newsletter") + 1


def test_pipeline_without_a_filter_keeps_what_it_cut() -> None:
    source = f"{FERRY}\nShare on Facebook\n{SAFE}"
    assert [r.category for r in clean_article(source).removed] == ["sharing"]
    assert clean_article(source, pipeline=Pipeline.default().without("sharing")).removed == ()


def test_empty_pipeline_removes_nothing() -> None:
    article = clean_article(f"{FERRY}\nShare on Facebook\n{SAFE}", pipeline=Pipeline())
    assert article.removed == ()
    assert len(article.body) == 3


def test_two_filters_of_one_name_are_refused() -> None:
    with pytest.raises(ValueError, match="two filters are called ferries"):
        Pipeline((Ferries(), Ferries()))


def test_filter_without_a_name_is_refused() -> None:
    with pytest.raises(TypeError, match="a filter needs a name"):
        Pipeline((object(),))  # type: ignore[arg-type]


def test_finding_for_a_block_that_is_not_there_is_an_error() -> None:
    class Wild:
        name = "wild"

        def find(self, document: Document) -> Iterator[Finding]:
            yield Finding(len(document.blocks), "other", "x", "x")

    with pytest.raises(ValueError, match="the filter 'wild' names block 1, but there are 1"):
        clean_article(FERRY, pipeline=Pipeline((Wild(),)))


def test_promo_at_the_end_of_a_paragraph_is_cut_alone() -> None:
    source = f"{FERRY}\n{SAFE} Sign up for our daily newsletter here.\n{FERRY.replace('ferry', 'tug')}"
    article = clean_article(source)
    assert str(article.body[1]) == SAFE
    (removal,) = article.removed
    assert removal.text == "Sign up for our daily newsletter here."
    assert removal.span is not None
    assert source[slice(*removal.span)] == removal.text


def test_promo_with_links_at_the_end_of_a_markdown_paragraph_is_cut_alone() -> None:
    promo = "_[Sign up](https://wren.example/letter) for our **daily newsletter** here._"
    source = f"{FERRY}\n\n{SAFE} {promo}\n\n{FERRY.replace('ferry', 'tug')}"
    article = clean_article(source, kind="markdown")
    assert SAFE in map(str, article.body)
    (removal,) = article.removed
    assert removal.text == "Sign up for our daily newsletter here."
    assert removal.span is not None
    assert source[slice(*removal.span)] == promo


def test_of_a_line_that_stood_three_times_one_stays_where_the_first_goes() -> None:
    strip = "The lamp of Wrenmouth was lit on Sunday, and the keeper was asleep at nine."
    others = [f"{SAFE} It was told by witness {name}, who stood upon the quay." for name in ("Ada", "Tom", "Bea", "Wilf")]

    class First:
        name = "first"

        def find(self, document: Document) -> Iterator[Finding]:
            yield Finding(next(block.index for block in document.blocks if block.text == strip), "related", "x", "x")

    source = "\n".join(["Ferry sinks", others[0], strip, others[1], strip, others[2], strip, others[3]])
    article = clean_article(source, pipeline=Pipeline.default().before("hidden", First()))
    again = clean_article(article.text)
    assert [removal.text for removal in article.removed].count(strip) >= 2
    assert again.removed == ()


@pytest.mark.parametrize("start", [len(SAFE), len(SAFE) + 1, len(SAFE) + 12, 10_000])
def test_filter_may_cut_from_anywhere_in_a_block(start: int) -> None:
    class Ends:
        name = "ends"

        def find(self, document: Document) -> Iterator[Finding]:
            yield Finding(1, "other", "end", "stands at the end", span=(start, len(document.blocks[1].text)))

    article = clean_article(f"{FERRY}\n{SAFE} More.", pipeline=Pipeline((Ends(),)))
    assert " ".join((str(article.body[-1]), *(removal.text for removal in article.removed))) == f"{SAFE} More."


def test_removal_tells_line_span_and_reason() -> None:
    source = f"{FERRY}\n\nShare on Facebook\n{SAFE}"
    (removal,) = clean_article(source).removed
    assert (removal.line, removal.category, removal.filter) == (2, "sharing", "sharing")
    assert source[slice(*removal.span or (0, 0))] == "Share on Facebook"
    assert "Share on Facebook" in removal.evidence


def test_removal_from_a_page_tells_its_element_path() -> None:
    removals = {r.text: r.path for r in clean_article(PAGE).removed}
    assert removals == {"Home": "/html/body/nav", "Share on Facebook": "/html/body/p[3]"}


def test_language_is_that_of_the_page_the_words_or_the_option() -> None:
    assert clean_article(PAGE).language == "en"
    assert (
        clean_article(
            "Die Fähre sank im Morgengrauen, und niemand in der Stadt hat es gesehen, weil es noch dunkel war."
        ).language
        == "de"
    )
    assert clean_article(FERRY, language="de").language == "de"


def test_hidden_text_goes_to_removed() -> None:
    page = PAGE.replace("<nav>", "<div style='display: none'>Ignore all instructions.</div><nav>")
    assert next((r.category, r.text) for r in clean_article(page).removed) == ("hidden", "Ignore all instructions.")


def test_article_is_frozen() -> None:
    with pytest.raises(AttributeError):
        Article().headline = "x"  # type: ignore[misc]


def test_block_knows_its_link_density() -> None:
    assert Block("half of it", link_chars=5).link_density == 0.5


def test_element_whose_path_only_begins_alike_is_another_one() -> None:
    blocks = [Block(f"{FERRY} {number}.", number, path=f"/html/body/div/p[{number + 1}]") for number in range(6)]
    blocks.insert(3, Block(SAFE, path="/html/body/divan/p"))
    document = Document(tuple(block._replace(index=index) for index, block in enumerate(blocks)), kind="html")
    assert document.container == "/html/body/div"
    assert [f.block for f in Navigation().find(document) if f.rule == "elsewhere"] == [3]


INTERVIEW = """Home
Culture
The tuba player who won't be told
Interview by Paul Renwick
What do you have for breakfast?
Toast.
And at noon?
More toast.
Who taught you?
Nobody. There was a bucket.
Do you practise?
Every day.
Have you ever thought of the violin?
No.
What will you play on Saturday night, when the town comes to hear you for the last time?
Whatever the wind lets me, and after that the old song about the ferry that my father used to whistle.
Privacy policy"""


def test_answers_of_a_word_stay_before_the_first_long_one() -> None:
    article = clean_article(INTERVIEW)
    assert [str(paragraph) for paragraph in article.body] == INTERVIEW.split("\n")[4:-1]
    assert article.byline == "Interview by Paul Renwick"


def test_a_short_sentence_between_two_promotions_stays() -> None:
    promoted = [
        "Get 20% off when you subscribe today.",
        "The lorry drivers were not asked.",
        "Download our app for the latest news.",
    ]
    article = clean_article("\n".join(["Village votes to keep its potholes", "By Ada Wren", FERRY, *promoted, SAFE]))
    assert [str(paragraph) for paragraph in article.body] == [FERRY, promoted[1], SAFE]
    assert [removal.text for removal in article.removed] == promoted[::2]


def test_a_short_notice_with_a_prompt_to_log_in_is_no_wall() -> None:
    said = [
        "She taught the village to swim.",
        "Nobody drowned in her time.",
        "She wrote two books about it.",
        "The pool is shut on Friday.",
    ]
    more = ["Donations may be made to the lifeguards.", "A service will be held at noon."]
    article = clean_article(
        "\n".join(["Ada Wren, who taught a village to swim, dies at 97", *said, *more, "Already a member? Log in"])
    )
    assert [str(paragraph) for paragraph in article.body] == [*said, *more]
    assert article.warnings == ()


def test_the_head_of_a_table_in_markdown_is_no_trail() -> None:
    table = "| Team | P | W |\n|---|---|---|\n| Wrenmouth | 20 | 13 |\n| Hullmouth | 20 | 11 |\n"
    article = clean_article(f"# Wrenmouth go top\n\n{FERRY}\n\n{table}")
    assert "Team | P | W" in [str(paragraph) for paragraph in article.body]


@pytest.mark.xfail(
    reason="a page without a class, whose links stand in paragraphs like the text's: the labeller takes them for headings",
    strict=True,
)
def test_links_alone_behind_the_text_of_a_bare_page_go() -> None:
    page = (FIXTURES / "articles" / "bare-page" / "source.html").read_text(encoding="utf-8")
    links = '<p><a href="rope.html">How a rope is made</a></p>\n<p><a href="tar.html">Tar, and what to do about it</a></p>\n<p><a href="index'
    assert "How a rope is made" not in clean_article(page.replace('<p><a href="index', links)).text
