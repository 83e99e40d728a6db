"""The sources of `fixtures/containers`: two or more of each kind, and some that merely look like them; see `fixtures/README.md`."""

from __future__ import annotations

import tomllib
from typing import Any

import pytest

from boilerstrip import clean_article
from boilerstrip.readers import read
from cases import FIXTURES

FILES = {
    path.stem: tomllib.loads(path.read_text(encoding="utf-8"))["case"] for path in (FIXTURES / "containers").glob("*.toml")
}
CASES = [pytest.param(case, id=f"{name}: {case['title']}") for name, cases in FILES.items() for case in cases]
FIELDS = ("headline", "standfirst", "byline", "published", "language")


@pytest.mark.parametrize("case", CASES)
def test_container_is_taken_off_and_its_fields_are_found(case: dict[str, Any]) -> None:
    source = case["source"]
    article = clean_article(source)
    wanted = {name: case[name] for name in FIELDS if name in case}
    assert {name: getattr(article, name) for name in wanted} == wanted
    if "authors" in case:
        assert list(article.authors) == case["authors"]
    body = [str(paragraph) for paragraph in article.body]
    if "body" in case:
        assert body == case["body"]
    assert set(case.get("body_has", ())) <= {*body, article.standfirst, article.byline}
    shown = "\n".join([*body, article.headline or "", article.standfirst or ""])
    assert [piece for piece in case.get("gone", ()) if piece in shown] == []
    assert article.warnings == ()


@pytest.mark.parametrize("case", [case for case in CASES if case.values[0].get("keeps")])
def test_source_that_only_looks_like_a_container_is_none(case: dict[str, Any]) -> None:
    document = read(case["source"])
    assert document.wrapping == ()
    assert not document.declared.is_exact


@pytest.mark.parametrize("case", [case for case in CASES if not case.values[0].get("keeps")])
def test_container_in_bytes_and_with_other_line_ends_gives_the_same_article(case: dict[str, Any]) -> None:
    source = case["source"].strip("\n")
    expected = clean_article(source)
    for changed in (source.encode(), source.encode("utf-16"), source.replace("\n", "\r\n"), "\ufeff" + source):
        article = clean_article(changed)
        assert (article.headline, article.authors, list(map(str, article.body))) == (
            expected.headline,
            expected.authors,
            list(map(str, expected.body)),
        )


def test_each_kind_has_two_containers_and_a_source_that_only_looks_like_one() -> None:
    for name, cases in FILES.items():
        keeps = [case["title"].startswith("keeps") for case in cases]
        assert (name, keeps.count(False) >= 2, keeps.count(True) >= 1) == (name, True, True)
        assert keeps == [case.get("keeps", False) for case in cases]
