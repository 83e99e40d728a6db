"""Every fixture, by its file; see `fixtures/README.md`."""

from __future__ import annotations

import re

import pytest

from boilerstrip import Article, Pipeline, clean_article
from boilerstrip.readers import read
from cases import FIXTURES, ArticleCase, FilterCase, ReaderCase, article_cases, clean_texts, filter_cases, reader_cases

FILTER_FILES = sorted((FIXTURES / "filters").glob("*.md"))
FILTER_CASES = [pytest.param(case, id=f"{path.stem}: {case.title}") for path in FILTER_FILES for case in filter_cases(path)]
FAILURE_FILES = sorted(path for path in (FIXTURES / "known_failures").glob("*.md") if path.name != "README.md")
FAILURES = [pytest.param(case, id=f"{path.stem}: {case.title}") for path in FAILURE_FILES for case in filter_cases(path)]
READER_CASES = [
    pytest.param(kind, case, id=f"{kind}: {case.title}")
    for kind in ("text", "markdown", "html")
    for case in reader_cases(FIXTURES / "readers" / f"{kind}.md")
]


def group_by_label(article: Article) -> dict[str, list[str]]:
    """The texts of the article and of its removals, by label."""
    by_label: dict[str, list[str]] = {"body": [str(p) for p in article.body]}
    for label in ("headline", "standfirst", "byline"):
        if value := getattr(article, label):
            by_label[label] = value.split("\n")
    for removal in article.removed:
        by_label.setdefault(removal.category, []).append(removal.text)
    return {label: texts for label, texts in by_label.items() if texts}


def strip_marks(text: str) -> str:
    """A source line without marks of Markdown, with single blanks."""
    text = re.sub(r"!?\[([^\]]*)\]\([^)]*\)", r"\1", text)
    text = re.sub(r"(?<!\w)_|_(?!\w)|\*", "", " ".join(text.replace("\\", "").split()))
    return re.sub(r"^(?:[#>+-]\s*|\d+\.\s+)*", "", text).strip()


def check_labels(case: FilterCase) -> None:
    article = clean_article(case.source, kind=case.directives.get("kind", "text"))
    expected: dict[str, list[str]] = {}
    for label, text in case.labelled:
        expected.setdefault(label, []).append(strip_marks(text))
    actual = {label: [strip_marks(text) for text in texts] for label, texts in group_by_label(article).items()}
    assert actual == expected
    if "authors" in case.directives:
        assert list(article.authors) == case.directives["authors"].split("; ")


@pytest.mark.parametrize("case", FILTER_CASES)
def test_every_line_ends_up_where_its_label_says(case: FilterCase) -> None:
    check_labels(case)


@pytest.mark.parametrize("case", FAILURES)
@pytest.mark.xfail(strict=True, raises=AssertionError)
def test_known_failure(case: FilterCase) -> None:
    check_labels(case)


@pytest.mark.parametrize(("kind", "case"), READER_CASES)
def test_reads_exactly_these_blocks(kind: str, case: ReaderCase) -> None:
    blocks = read(case.source, kind=kind).blocks
    assert tuple(f"{'hidden' if block.hidden else block.kind} | {block.text}" for block in blocks) == case.blocks


# Pages and clean articles that do not come out as they should yet, with the reason.
PAGE_FAILURES = {
    "bruecke-am-see": "a paragraph of two sentences goes as related",
    "ecole-de-morvent": "a name of a section in quotation marks is left, and a label gets another category",
    "elzheim-pegel": "a sub-heading that a list of contents repeats goes, and dates of teasers are called datelines",
    "ginger-biscuits": "a short button among the steps of a recipe is left",
    "gueterzug": "one bare teaser is left",
    "harbour-live": "the name below a quotation goes",
    "lock-keeper": "the name of the paper gets another category",
    "slow-kitchen-blog": "items of a list go",
}
CLEAN_FAILURES = {"interview.txt": "an answer of one word goes"}


def mark_known(name: str, failures: dict[str, str]) -> list[pytest.MarkDecorator]:
    if name not in failures:
        return []
    return [pytest.mark.xfail(strict=True, raises=AssertionError, reason=failures[name])]


@pytest.mark.parametrize(
    "case", [pytest.param(case, id=case.slug, marks=mark_known(case.slug, PAGE_FAILURES)) for case in article_cases()]
)
def test_whole_page_comes_out_as_expected(case: ArticleCase) -> None:
    article = clean_article(case.source)
    fields = {name: getattr(article, name) for name in ("headline", "standfirst", "byline")}
    assert fields == {name: case.expected[name] for name in fields}
    assert list(article.authors) == case.expected["authors"]
    assert [str(p) for p in article.body] == case.expected["body"]
    removed = [{"text": removal.text, "category": removal.category} for removal in article.removed]
    assert removed == case.expected["removed"]


@pytest.mark.parametrize(
    ("name", "text"),
    [pytest.param(name, text, id=name, marks=mark_known(name, CLEAN_FAILURES)) for name, text in clean_texts()],
)
def test_clean_article_stays_whole(name: str, text: str) -> None:
    article = clean_article(text)
    assert [removal.because for removal in article.removed] == []
    paragraphs = [block.text for block in read(text).blocks]
    fields = [article.headline, article.standfirst, *(article.byline or "").split("\n"), *map(str, article.body)]
    assert [field for field in fields if field] == paragraphs, name


def test_every_filter_has_its_fixtures_and_every_file_a_filter() -> None:
    assert {path.stem for path in FILTER_FILES} == set(Pipeline.default().names) - {"hidden", "sitewide"}


def test_a_third_of_the_cases_are_kept() -> None:
    titles = [case.title for path in FILTER_FILES for case in filter_cases(path)]
    assert sum(title.startswith("keeps") for title in titles) >= len(titles) / 3


def test_no_fixture_folder_is_orphaned() -> None:
    assert {path.name for path in FIXTURES.iterdir()} == {
        "README.md",
        "articles",
        "bank",
        "kinds",
        "clean",
        "containers",
        "filters",
        "golden.json",
        "hostile.json",
        "known_failures",
        "no_article",
        "pages",
        "readers",
        "sites",
    }
