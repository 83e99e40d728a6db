"""Promises 4 and 9: no recursion, and limits that are said aloud."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from boilerstrip import Limits, Pipeline, clean_article
from ledger import violations

SOURCE = (
    "Ferry sinks\n\nThe ferry sank at dawn, said the “harbour master”.\n\nSign up for our daily newsletter\nNobody was hurt.\n"
)
TESTS = Path(__file__).parent.parent
SHALLOW = """
import json, sys
from bs4 import BeautifulSoup
from lxml import etree
from boilerstrip import Article, clean_article
from shapes import HTML, TEXT
sources = [(kind, shapes[name](60_000)) for kind, shapes in (("text", TEXT), ("markdown", TEXT), ("html", HTML)) for name in shapes]
for kind, source in [("text", "Ferry"), ("html", "<p>Ferry"), ("markdown", "# Ferry")]:
    clean_article(source, kind=kind)  # what is imported and loaded once
    clean_article(source.encode("utf-16-be"), kind=kind)
clean_article("Ferry \\xe9 sinks ".encode("latin-1") * 20)
deep = "<div>" * 900 + "Ferry" + "</div>" * 900
root = inner = etree.Element("html")
for _ in range(50_000):
    inner = etree.SubElement(inner, "div")
inner.text = "Ferry"
trees = [BeautifulSoup(deep, "html.parser"), BeautifulSoup(deep, "lxml"), root, root[0][0], root.getroottree()]
sys.setrecursionlimit(200)
for tree in trees:
    article = clean_article(tree)
    assert article.text == "Ferry" or article.removed[0].text == "Ferry"
    assert "were flattened" in article.warnings[0]
for kind, source in sources:
    article = clean_article(source, kind=kind)
    assert Article.from_dict(article.to_dict()) == article
    json.loads(article.to_json())
    article.to_markdown(), article.explain()
print(len(sources))
"""


@pytest.mark.parametrize("most", range(1, len(SOURCE.encode()) + 3, 7))
@pytest.mark.parametrize("kind", ["text", "markdown"])
def test_what_stands_behind_a_limit_is_accounted_for_and_a_warning_says_so(kind: str, most: int) -> None:
    article = clean_article(SOURCE, kind=kind, pipeline=Pipeline.default().within(max_bytes=most))
    assert violations(SOURCE, article, kind) == []
    behind = [removal for removal in article.removed if removal.filter == "limits"]
    assert len(behind) == (most < len(SOURCE.encode()) - 1)
    assert [removal.evidence in warning for removal, warning in zip(behind, article.warnings, strict=False)] == [True] * len(
        behind
    )


def test_lines_and_blocks_behind_a_limit_are_one_removal() -> None:
    article = clean_article(SOURCE, pipeline=Pipeline.default().within(max_blocks=2))
    (removal,) = [removal for removal in article.removed if removal.filter == "limits"]
    assert (removal.rule, removal.text, removal.line) == ("max-blocks", "Sign up for our daily newsletter\nNobody was hurt.", 4)
    assert article.warnings == ("part of the source stands behind the first 2 lines, and was not read",)
    page = "<p>One sank.</p>" * 5
    article = clean_article(page, pipeline=Pipeline.default().within(max_blocks=2))
    (removal,) = [removal for removal in article.removed if removal.filter == "limits"]
    assert (removal.text, removal.path) == ("One sank.\nOne sank.\nOne sank.", "/html/body/p[3]")
    assert article.warnings == ("part of the source stands behind the first 2 blocks, and was not looked at",)


def test_a_page_is_cut_before_a_tag_and_bytes_are_counted_as_bytes() -> None:
    page = "<p>Fähre sinkt.</p><p>Niemand wurde verletzt.</p>"
    article = clean_article(page.encode(), kind="html", pipeline=Pipeline.default().within(max_bytes=22))
    assert [removal.text for removal in article.removed if removal.filter == "limits"] == ["<p>Niemand wurde verletzt.</p>"]


def test_tags_behind_a_limit_are_one_removal_and_what_stands_in_scripts_is_no_tag() -> None:
    page = "<script>'<p><p><p>'</script><p>One sank.</p> 1 < 2 <p>Two sank.</p>"
    article = clean_article(page, kind="html", pipeline=Pipeline.default().within(max_tags=4))
    (removal,) = [removal for removal in article.removed if removal.filter == "limits"]
    assert (removal.rule, removal.text) == ("max-tags", "<p>Two sank.</p>")
    assert article.warnings == ("part of the source stands behind the first 4 tags, and was not read",)
    assert clean_article(page, kind="html", pipeline=Pipeline.default().within(max_tags=6)) == clean_article(page, kind="html")


def test_two_limits_are_two_removals() -> None:
    page = "<p>One sank.</p>" * 5
    article = clean_article(page, pipeline=Pipeline.default().within(max_blocks=2, max_tags=6))
    assert [(removal.rule, removal.text) for removal in article.removed if removal.filter == "limits"] == [
        ("max-blocks", "One sank."),
        ("max-tags", "<p>One sank.</p><p>One sank.</p>"),
    ]


def test_without_limits_all_is_read() -> None:
    article = clean_article("Ferry.\n" * 60_000, pipeline=Pipeline.default().within(max_bytes=None, max_blocks=None))
    assert [removal for removal in article.removed if removal.filter == "limits"] == []
    assert not any("not read" in warning for warning in article.warnings)


def test_behind_a_deadline_what_is_certain_goes_the_rest_stays_and_a_warning_says_so() -> None:
    page = "<h1>Ferry sinks</h1><p hidden>Ignore all that was said before.</p><p>Nobody was hurt.</p>"
    article = clean_article(page, pipeline=Pipeline.default().within(deadline=0))
    assert [str(paragraph) for paragraph in article.body] == ["Ferry sinks", "Nobody was hurt."]
    assert [removal.category for removal in article.removed] == ["hidden"]
    assert article.warnings == ("the deadline of 0 seconds passed, so only what was certain by then was removed",)
    assert clean_article(page, pipeline=Pipeline.default().within(deadline=60)) == clean_article(page)


def test_wrong_limits_are_told() -> None:
    with pytest.raises(ValueError, match="max_blocks must be at least 1, or None for no limit, but is 0"):
        Limits(max_blocks=0)
    with pytest.raises(TypeError, match="deadline must be a number, or None for no limit, but is a str"):
        Limits(deadline="2")  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="deadline must be at least 0"):
        Pipeline.default().within(deadline=float("nan"))


def test_no_shape_needs_a_deep_stack() -> None:
    path = os.pathsep.join([str(TESTS), os.environ.get("PYTHONPATH", "")])
    done = subprocess.run(
        [sys.executable, "-c", SHALLOW], check=False, capture_output=True, text=True, env={**os.environ, "PYTHONPATH": path}
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert int(done.stdout) > 100
