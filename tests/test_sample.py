"""The sample article beside the project, where it is; its twin in `fixtures/` is always tested."""

from __future__ import annotations

import html
import json
from pathlib import Path

import pytest

from boilerstrip import Article, clean_article
from cases import FIXTURES

SAMPLE = Path(__file__).parent.parent.parent / "shared" / "sample"
TWIN = FIXTURES / "articles" / "the-twin"


def sample() -> tuple[str, dict]:
    text, expected = SAMPLE / "the-week.txt", SAMPLE / "the-week.expected.json"
    if not text.exists():
        pytest.skip("the sample article does not lie beside the project")
    return text.read_text(encoding="utf-8"), json.loads(expected.read_text(encoding="utf-8"))


def check_fields(article: Article, expected: dict) -> None:
    for name in ("headline", "standfirst", "byline"):
        assert getattr(article, name) == expected[name]
    assert list(article.authors) == expected["authors"]
    assert [str(p) for p in article.body] == expected["body"]


def test_sample_comes_out_to_the_letter() -> None:
    text, expected = sample()
    article = clean_article(text)
    check_fields(article, expected)
    categories = {line: row["category"] for row in expected["removed"] for line in row["lines"]}
    assert {removal.line: removal.category for removal in article.removed} == categories


def as_page(text: str) -> str:
    return (
        "<html><body>"
        + "".join(f"<p>{html.escape(line)}</p>\n" for line in text.split("\n") if line.strip())
        + "</body></html>"
    )


VARIANTS = {
    "CRLF": lambda text: text.replace("\n", "\r\n"),
    "blank lines between all lines": lambda text: text.replace("\n", "\n\n"),
    "a page of paragraphs": as_page,
    "bytes": lambda text: text.encode(),
}


@pytest.mark.parametrize("variant", VARIANTS)
def test_sample_in_another_form_gives_the_same_article(variant: str) -> None:
    text, expected = sample()
    check_fields(clean_article(VARIANTS[variant](text)), expected)


@pytest.mark.parametrize("variant", VARIANTS)
def test_twin_in_another_form_gives_the_same_article(variant: str) -> None:
    text = (TWIN / "source.txt").read_text(encoding="utf-8")
    check_fields(clean_article(VARIANTS[variant](text)), json.loads((TWIN / "expected.json").read_text(encoding="utf-8")))
