"""Promise 1: any text and any bytes give an article."""

from __future__ import annotations

import json
import os
import random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from boilerstrip import Article, clean_article
from boilerstrip.readers import read
from cases import FIXTURES
from fuzzing import KINDS, broken, made_up, only_marks
from ledger import spans, violations
from strategies import any_text

CALM = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
HOSTILE = json.loads((FIXTURES / "hostile.json").read_text(encoding="utf-8"))
ODD = [
    "",
    "\0",
    "\ud800",
    "\ufeff",
    "\ufeff\ufeff",
    "\u0301",
    "\u202e",
    "\U0010ffff",
    "\r",
    "\u2028",
    "<",
    "&",
    "<!--",
    "]](",
    "\x1b$B",
    "%PDF-1.7",
]


@CALM
@given(any_text())
def test_any_text_gives_an_article_that_survives_json(text: str) -> None:
    article = clean_article(text)
    assert Article.from_dict(article.to_dict()) == article
    assert Article.from_dict(json.loads(article.to_json())) == article
    fields = (article.headline, article.standfirst, article.byline, *map(str, article.body))
    assert all(part for part in fields if part is not None)


@CALM
@given(st.binary(max_size=400))
def test_any_bytes_give_an_article(data: bytes) -> None:
    assert isinstance(clean_article(data), Article)


@pytest.mark.parametrize("text", ODD, ids=ascii)
def test_odd_sources_give_an_article(text: str) -> None:
    for source in (text, text * 3000, f"Ferry sinks\n{text}\nNobody was hurt when the ferry sank, the harbour master said."):
        for kind in (*KINDS, "auto"):
            article = clean_article(source, kind=kind)
            assert violations(source, article, kind if kind != "auto" else read(source).kind) == []
        assert isinstance(clean_article(source.encode("utf-16", "surrogatepass")), Article)
        assert isinstance(clean_article(source.encode("utf-8", "surrogatepass")), Article)


@pytest.mark.parametrize("mark", ["[", "&", '"', ".", "> ", "**a", "![a](b)", "`", "    ```", "<"])
def test_crowds_of_marks_are_read_as_plain_text_and_nothing_is_lost(mark: str) -> None:
    source = f"# Ferry sinks\n\n{mark * (400_000 // len(mark))}\nNobody was *hurt*.\n"
    article = clean_article(source, kind="markdown")
    assert violations(source, article, "markdown") == []
    texts = [article.headline, *map(str, article.body), *(removal.text for removal in article.removed)]
    assert {"Ferry sinks", "Nobody was hurt."} <= set(texts)


def test_rows_that_would_be_filled_up_without_end_are_read_as_lines() -> None:
    source = "|" + "a|" * 500 + "\n|" + "-|" * 500 + "\n" + "|b\n" * 500 + "\n| a | b |\n|---|---|\n| c |\n"
    article = clean_article(source, kind="markdown")
    assert violations(source, article, "markdown") == []
    texts = [*map(str, article.body), *(removal.text for removal in article.removed)]
    assert texts.count("b") == 500
    assert "a | b" in texts


@pytest.mark.parametrize("source", HOSTILE)
def test_what_fuzzing_found_stays_mended(source: str) -> None:
    assert broken(source) == []


@CALM
@given(any_text())
def test_spans_of_text_and_markdown_never_overlap_and_stand_in_the_source(text: str) -> None:
    for kind in ("text", "markdown"):
        article = clean_article(text, kind=kind)
        assert violations(text, article, kind) == []
        assert len(spans(article)) == len(article.body) + len(article.removed)


@pytest.mark.parametrize("seed", range(4))
def test_made_up_sources_give_articles_whose_ledger_holds(seed: int) -> None:
    chance = random.Random(seed)
    for number in range(60):
        source = only_marks(chance) if number % 3 else made_up(chance)
        assert (source, broken(source)) == (source, [])


@pytest.mark.fuzz
def test_a_hundred_thousand_made_up_sources_give_articles_whose_ledger_holds() -> None:
    """Each is read as three kinds. `FUZZ_SEED` and `FUZZ_SOURCES` change which ones, and how many."""
    chance = random.Random(int(os.environ.get("FUZZ_SEED", "0")))
    for number in range(int(os.environ.get("FUZZ_SOURCES", "100000"))):
        source = made_up(chance) if number % 2 else only_marks(chance)
        assert (source, broken(source)) == (source, [])
