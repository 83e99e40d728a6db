"""Property tests: what holds for every source."""

from __future__ import annotations

import itertools
import json
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from boilerstrip import Article, clean_article
from boilerstrip.readers import read
from cases import FIXTURES, article_cases, clean_texts
from strategies import Planted, any_text, planted_articles

CALM = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
SOURCES = [case.source for case in article_cases()] + [text for _, text in clean_texts()]
TEXTS = [source for source in SOURCES if read(source).kind == "text"]


def bare(text: str) -> str:
    """All but white space."""
    return "".join(text.split())


def spans(article: Article) -> list[tuple[int, int]]:
    """Where body and removals stood in the source."""
    found = [*(p.span for p in article.body), *(r.span for r in article.removed)]
    return sorted(span for span in found if span is not None)


def roles_of(article: Article) -> list[str]:
    return [part for part in (article.headline, article.standfirst, *(article.byline or "").split("\n")) if part]


@CALM
@given(any_text())
def test_any_text_gives_an_article_that_survives_json(text: str) -> None:
    article = clean_article(text)
    assert Article.from_dict(article.to_dict()) == article
    assert Article.from_dict(json.loads(article.to_json())) == article
    assert all(
        part for part in (article.headline, article.standfirst, article.byline, *map(str, article.body)) if part is not None
    )


@CALM
@given(st.binary(max_size=400))
def test_any_bytes_give_an_article(data: bytes) -> None:
    assert isinstance(clean_article(data), Article)


@CALM
@given(any_text())
def test_spans_of_text_and_markdown_never_overlap_and_stand_in_the_source(text: str) -> None:
    for kind in ("text", "markdown"):
        found = spans(clean_article(text, kind=kind))
        assert all(0 <= start < end <= len(text) for start, end in found)
        assert all(before[1] <= after[0] for before, after in itertools.pairwise(found))


@pytest.mark.parametrize("source", TEXTS)
def test_kept_and_removed_tile_the_source(source: str) -> None:
    """What no span of body or removal covers is the headline, standfirst and byline, and white space."""
    article = clean_article(source)
    rest, position = "", 0
    for start, end in spans(article):
        rest += source[position:start]
        position = end
    rest += source[position:]
    assert sorted(bare(rest)) == sorted(bare("".join(roles_of(article))))


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


def test_order_of_calls_and_threads_changes_nothing() -> None:
    expected = {source: clean_article(source).to_json() for source in SOURCES}
    backwards = {source: clean_article(source).to_json() for source in reversed(SOURCES)}
    assert backwards == expected
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(lambda source: clean_article(source).to_json(), SOURCES * 3)) == [*expected.values()] * 3


def test_fixtures_folder_is_where_the_tests_look() -> None:
    assert (FIXTURES / "articles" / "the-twin").is_dir()
    assert len(TEXTS) >= 20
