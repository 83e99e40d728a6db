"""Promise 8: nothing is lost without a word, and what is clean stays as it is."""

from __future__ import annotations

import os
from dataclasses import replace
from itertools import islice
from pathlib import Path
from unicodedata import normalize

import pytest
from hypothesis import HealthCheck, given, settings

from boilerstrip import Article, Paragraph, Pipeline, clean_article
from boilerstrip.readers import read
from cases import FIXTURES, article_cases, clean_texts
from ledger import bare, roles_of, uncovered, violations
from second_pass import passes, sources, told_otherwise
from strategies import Planted, planted_articles

CALM = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
SOURCES = [case.source for case in article_cases()] + [text for _, text in clean_texts()]
# Annotated pages that are no part of the repository: a folder beside the checkout, or the one that BOILERSTRIP_BENCH names.
BESIDE = Path(__file__).parent.parent.parent.parent / "shared" / "bench" / "data"
PLACE = Path(os.environ.get("BOILERSTRIP_BENCH", BESIDE))
DEV = PLACE if PLACE.is_dir() else None
FIELDS = frozenset(["headline", "standfirst", "byline"])
# Every so many documents in the quick form.
EVERY = 97
TEXTS = [source for source in SOURCES if read(source).kind == "text"]


@pytest.mark.parametrize("source", TEXTS)
def test_kept_and_removed_tile_the_source(source: str) -> None:
    """What no span of body or removal covers is the headline, standfirst and byline, and white space."""
    article = clean_article(source)
    assert sorted(bare(uncovered(source, article))) == sorted(bare("".join(roles_of(article))))


@pytest.mark.parametrize("source", TEXTS)
def test_replaying_the_removals_gives_the_article_again(source: str) -> None:
    article = clean_article(source)
    left = source
    for removal in reversed(article.removed):
        assert removal.span is not None
        left = left[: removal.span[0]] + left[removal.span[1] :]
    kept = sorted([*roles_of(article), *map(str, article.body)])
    assert sorted(block.text for block in read(left, kind="text").blocks) == kept


@pytest.mark.parametrize("source", SOURCES)
def test_body_stands_in_source_order(source: str) -> None:
    places = [p.span for p in clean_article(source).body if p.span is not None]
    assert places == sorted(places)
    removed = [(r.span or (r.line or 0, 0)) for r in clean_article(source).removed]
    assert removed == sorted(removed)


@pytest.mark.parametrize("source", SOURCES)
def test_cleaning_the_clean_text_removes_nothing_more(source: str) -> None:
    again = clean_article(clean_article(source).text)
    assert [removal.because for removal in again.removed] == []


def second_passes(every: int) -> tuple[int, list[str], list[str]]:
    """How many documents there are, those of which a second pass removes anything, and those of which it tells a field otherwise.

    Each first pass's ledger holds.
    """
    assert DEV is not None
    seen, changed, moved = 0, [], []
    for source in islice(sources([DEV]), 0, None, every):
        once, twice = passes(source, Pipeline.default())
        assert violations(source.text, once, source.kind) == [], source.name
        seen += 1
        changed += [source.name] if twice.removed else []
        moved += [source.name] if FIELDS.intersection(told_otherwise(once, twice)) else []
    return seen, changed, moved


@pytest.mark.skipif(DEV is None, reason="there is no bench folder beside the checkout")
@pytest.mark.parametrize(("every", "most"), [(EVERY, 0.02), pytest.param(1, 0.001, marks=pytest.mark.long)])
def test_a_second_pass_removes_something_of_one_document_in_a_thousand_at_most(every: int, most: float) -> None:
    """A few more in the quick form, whose documents are few; headline, standfirst or byline move in four times as many at most."""
    seen, changed, moved = second_passes(every)
    assert seen * every >= 1000
    assert len(changed) <= most * seen, changed
    assert len(moved) <= 4 * most * seen, moved


@CALM
@given(planted_articles())
def test_planted_boilerplate_goes_and_the_planted_article_stays(planted: Planted) -> None:
    article = clean_article(planted.source)
    assert article.headline == planted.headline
    assert tuple(map(str, article.body)) == planted.paragraphs
    assert [removal.text for removal in article.removed] == [text for category, text in planted.lines if category]


@CALM
@given(planted_articles())
def test_cleaning_a_planted_article_twice_changes_nothing(planted: Planted) -> None:
    once = clean_article(planted.source)
    twice = clean_article(once.text)
    assert twice.text == once.text
    assert twice.removed == ()


@pytest.mark.parametrize("source", TEXTS)
def test_line_ends_blanks_and_unicode_forms_change_nothing(source: str) -> None:
    expected = [str(p) for p in clean_article(source).body]
    for changed in (source.replace("\n", "\r\n"), source.replace("\n", "  \n"), source.replace(" ", "\u00a0")):
        assert [str(p) for p in clean_article(changed).body] == expected


@pytest.mark.parametrize("kind", ["markdown", "html"])
@pytest.mark.parametrize("word", ["caf\u00e9", "x\u0301", "\u0915\u093f", "\u0e17\u0e35"], ids=ascii)
def test_the_check_sees_a_lost_accent_or_vowel_sign(word: str, kind: str) -> None:
    whole, cut = (
        f"<p>The ferry sank at dawn on Tuesday, and nobody in the town saw it go under the waves of {name}.</p>"
        for name in (word, normalize("NFD", word)[:-1])
    )
    if kind == "markdown":
        whole, cut = whole[3:-4], cut[3:-4]
    assert violations(whole, clean_article(whole, kind=kind), kind) == []
    assert violations(whole, clean_article(cut, kind=kind), kind) != []


def test_the_check_sees_a_word_lost_from_markdown_with_links_tags_and_code() -> None:
    source = "See [the **map**](https://wren.example/map) of *Wrenmouth*, <b>now</b> `List<String>` and Cafe&eacute;.\n\n1. ![](a.png) Tide\n"
    article = clean_article(source, kind="markdown")
    assert violations(source, article, "markdown") == []
    for word in ("map", "now", "String", "Tide"):
        body = tuple(paragraph._replace(text=paragraph.text.replace(word, "")) for paragraph in article.body)
        poorer = replace(article, headline=None, standfirst=None, body=body)
        assert violations(source, poorer, "markdown") != [], word


def test_a_text_that_was_cleaned_keeps_its_fields() -> None:
    fields = "Ferry sinks off Wrenmouth", "Forty people went to sea with a bucket and came home with two.", "Ada Wren"
    body = tuple(
        map(Paragraph, ("The ferry sank at dawn on Tuesday, and nobody saw it go.", "It was raised on Friday, with a crane."))
    )
    article = clean_article(Article(*fields, body=body).text)
    assert (article.headline, article.standfirst, article.byline) == fields
    assert [str(paragraph) for paragraph in article.body] == [str(paragraph) for paragraph in body]


BODY = (
    Paragraph("The ferry sank at dawn on Tuesday, and nobody in the town saw it go under the waves."),
    Paragraph("It was raised on Friday, with a crane that came all the way from Hullmouth."),
)
SUMS_UP = "Forty people went to sea with a bucket and came home with two."


@pytest.mark.parametrize("standfirst", [SUMS_UP, "What is a ferry?", f"{SUMS_UP}\nThe harbour is shut.", None])
@pytest.mark.parametrize("byline", ["By Ada Wren", "Ada Wren\nStaff Writer", "By\nAda Wren", "By the Wrenmouth Team", None])
def test_every_set_of_fields_is_told_again(standfirst: str | None, byline: str | None) -> None:
    article = clean_article(Article("Ferry sinks off Wrenmouth", standfirst, byline, body=BODY).text)
    assert (article.headline, article.standfirst, article.byline) == ("Ferry sinks off Wrenmouth", standfirst, byline)
    assert tuple(map(str, article.body)) == tuple(map(str, BODY))
    assert article.removed == ()


@pytest.mark.parametrize("byline", ["By Ada Wren", "Ada Wren\nStaff Writer", "By\nAda Wren"])
def test_a_byline_without_a_headline_stays_one(byline: str) -> None:
    article = clean_article(Article(byline=byline, body=BODY).text)
    assert (article.headline, article.byline, article.authors) == (None, byline, ("Ada Wren",))


@pytest.mark.parametrize(
    "line",
    [
        "# Ferry timetable and **all** of its marks",
        "Read [the map](https://wren.example/map) or [the tide table](https://wren.example/tide).",
        "Write <p>Ferry</p> and then </div></div></body>, as the manual of the harbour office says.",
        "Tool | Use | Format",
        "- - -",
    ],
)
def test_what_a_cleaned_text_tells_of_is_no_mark_of_its_own(line: str) -> None:
    """A text that was cleaned is plain text, though its article be about Markdown or HTML."""
    text = Article("How the harbour writes", byline="By Ada Wren", body=(*BODY, Paragraph(line), *BODY[:1])).text
    article = clean_article(text)
    assert article.headline == "How the harbour writes"
    assert line == "- - -" or line in map(str, article.body)


def test_a_menu_set_apart_is_no_head() -> None:
    """More than a stray box of boilerplate, or any in front, and a text was not cleaned before, however it is set."""
    lines = [
        "Skip to content",
        "Ferry sinks off Wrenmouth",
        "By Ada Wren",
        *map(str, BODY),
        "Share on Facebook",
        "Privacy policy",
    ]
    article = clean_article(f"{lines[0]}\n\n\n" + "\n\n".join(lines[1:]))
    assert (article.headline, article.byline) == ("Ferry sinks off Wrenmouth", "By Ada Wren")
    assert tuple(map(str, article.body)) == tuple(map(str, BODY))


def test_boilerplate_behind_a_cleaned_text_goes_all_the_same() -> None:
    text = Article("Ferry sinks off Wrenmouth", byline="By Ada Wren", body=BODY).text
    article = clean_article(f"{text}\n\nSign up for our daily newsletter")
    assert [removal.category for removal in article.removed] == ["newsletter"]
    assert tuple(map(str, article.body)) == tuple(map(str, BODY))


def test_a_text_that_was_cleaned_and_has_no_standfirst_gets_none() -> None:
    body = tuple(
        map(
            Paragraph,
            ("Forty people went to sea with a bucket and came home with two.", "It was raised on Friday, with a crane."),
        )
    )
    article = clean_article(Article("Ferry sinks off Wrenmouth", byline="By Ada Wren", body=body).text)
    assert article.standfirst is None
    assert len(article.body) == 2


def test_fixtures_folder_is_where_the_tests_look() -> None:
    assert (FIXTURES / "articles" / "the-twin").is_dir()
    assert len(TEXTS) >= 20
