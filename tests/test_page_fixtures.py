"""The whole pages of `fixtures/pages`, one for every point that pages are promised to come out right by; see `fixtures/README.md`."""

from __future__ import annotations

import json
import re
import tomllib
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import pytest

from boilerstrip import Article, clean_article
from cases import FIXTURES

FOLDER = FIXTURES / "pages"
POINTS = {
    "reading": {
        "inline markup",
        "paragraphs parted by line breaks",
        "preformatted text",
        "definition lists",
        "quotes",
        "data tables",
        "layout tables",
        "figure captions",
        "live-blog entries",
        "interview lines",
        "depth over 512",
        "parts streamed late",
        "hidden text",
    },
    "declared": {
        "JSON-LD NewsArticle",
        "JSON-LD BlogPosting",
        "JSON-LD graph",
        "JSON-LD list",
        "JSON-LD broken",
        "OpenGraph",
        "Twitter",
        "Dublin Core",
        "microdata",
        "title",
        "site's name behind the headline",
        "title written for social media",
        "publisher as author",
        "description that stands nowhere",
        "articleBody stands in",
    },
    "fields": {
        "fields in English",
        "fields in German",
        "fields in French",
        "fields in Spanish",
        "fields that are not there",
    },
    "credits": {
        "the next article",
        "a time at the headline",
        "a headline in the title alone",
        "the owner of a site",
        "a person whom the article is about",
        "roles in brackets",
        "a credit beside a declared house",
        "parts of a name",
        "an author on a card",
        "dates in pairs",
        "a counter after a date",
        "a headline after breadcrumbs",
        "a byline under the picture",
        "a label within a line",
        "what follows a name",
    },
    "elements": {"article and main are hints"},
}
STORIES: dict[str, list[str]] = tomllib.loads((FOLDER / "stories.toml").read_text(encoding="utf-8"))
_HEAD = re.compile(r"(point|url): (.+)")
_FENCE = re.compile(r"^~~~~ (html|markdown|text|expected)\n(.*?)(?=^~~~~)", re.S | re.M)
_STORY = re.compile(r"<<(?:(text|json) )?(en|de|fr|es) (\d)(?: (\d))?>>")
_TIMES = re.compile(r"<<(\d+) times (.+?)>>(?!>)")
FIELDS = ("headline", "standfirst", "byline", "site_name")


@dataclass(frozen=True)
class PageCase:
    """A page, in one kind or several, and what must come out of each."""

    title: str
    point: str
    url: str | None
    sources: tuple[tuple[str, str], ...]
    expected: dict[str, Any]


def written_out(text: str) -> str:
    """The page with the paragraphs that it names by language and number, and with elements that it repeats."""

    def story(match: re.Match[str]) -> str:
        form, language, first, last = match.groups()
        rows = STORIES[language][int(first) - 1 : int(last or first)]
        if form == "json":
            return json.dumps("\n".join(rows))[1:-1]
        return "\n\n".join(rows) if form == "text" else "\n".join(f"<p>{row}</p>" for row in rows)

    return _TIMES.sub(lambda match: match[2] * int(match[1]), _STORY.sub(story, text))


def cases_of(name: str) -> list[PageCase]:
    found = []
    for part in re.split(r"^## ", (FOLDER / f"{name}.md").read_text(encoding="utf-8"), flags=re.M)[1:]:
        title, head = part.splitlines()[0], dict(_HEAD.findall(part.partition("~~~~")[0]))
        fenced = _FENCE.findall(part)
        expected = tomllib.loads(_STORY.sub(lambda match: STORIES[match[2]][int(match[3]) - 1], fenced[-1][1]))
        sources = tuple((kind, written_out(text)) for kind, text in fenced[:-1])
        assert fenced[-1][0] == "expected", title
        assert sources, title
        found.append(PageCase(title, head["point"], head.get("url"), sources, expected))
    return found


CASES = {name: cases_of(name) for name in POINTS}
# What does not come out as promised yet, with the reason.
KNOWN_FAILURES = {
    "keeps a quote, and who said it": "the name below a quotation goes",
    "keeps the rows of a table of figures, and its title": "rows of a small table go",
}
PAGES = [
    pytest.param(
        case,
        kind,
        source,
        id=f"{name}: {case.title} ({kind})",
        marks=[pytest.mark.xfail(strict=True, raises=AssertionError, reason=KNOWN_FAILURES[case.title])]
        if case.title in KNOWN_FAILURES
        else [],
    )
    for name, cases in CASES.items()
    for case in cases
    for kind, source in case.sources
]


def value_of(article: Article, name: str) -> Any:
    """A field as the fixtures write it: "" and false for none."""
    value = getattr(article, name)
    if name in FIELDS:
        return value or ""
    return list(value) if isinstance(value, tuple) else value


@pytest.mark.parametrize(("case", "kind", "source"), PAGES)
def test_page_comes_out_as_promised(case: PageCase, kind: str, source: str) -> None:
    article = clean_article(source, url=case.url, kind=kind)
    told = {**case.expected}
    removed, has, published = told.pop("removed", {}), told.pop("has", []), told.pop("published", None)
    if "body" in told:
        standfirst = [article.standfirst] if article.standfirst and "standfirst" not in told else []
        assert [*standfirst, *map(str, article.body)] == told.pop("body")
    for name, value in told.items():
        if kind == "html" or name != "site_name":
            assert (name, value_of(article, name)) == (name, value)
    if published is not None:
        assert article.published == (published or None)
        assert published is False or isinstance(published, datetime)
    assert set(has) <= {str(paragraph) for paragraph in article.body}
    if kind == "html":
        gone = {removal.text: removal.category for removal in article.removed}
        assert {text: gone.get(text) for text in removed} == removed


def test_every_point_has_a_page_and_every_page_a_point() -> None:
    assert {name: {case.point for case in cases} for name, cases in CASES.items()} == POINTS
    assert {path.stem for path in FOLDER.glob("*.md")} == set(POINTS)
    assert {path.name for path in FOLDER.iterdir()} == {*(f"{name}.md" for name in POINTS), "stories.toml"}


def test_a_third_of_the_pages_keep_what_looks_like_boilerplate() -> None:
    titles = [case.title for cases in CASES.values() for case in cases]
    assert sum(title.startswith("keeps") for title in titles) >= len(titles) / 3
