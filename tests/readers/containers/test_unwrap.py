"""What is a container, what is none, and what hostile ones do."""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from boilerstrip import clean_article
from boilerstrip.readers import read
from boilerstrip.readers.containers import unwrap_text

FERRY = "The ferry sank at dawn on Tuesday, and nobody in the town saw it go under the waves."
SAFE = "All forty passengers were safe, the harbour master said, and would be home by the evening."
STORY = f"{FERRY}\n\n{SAFE}\n"


def test_front_matter_is_one_removal_at_its_place_and_the_text_stands_where_it_stood() -> None:
    source = f"---\ntitle: Ferry sinks\ndate: 2031-05-03\n---\n\n{STORY}"
    article = clean_article(source)
    (removal,) = article.removed
    assert source[slice(*removal.span or (0, 0))] == removal.text == source[: source.rindex("---") + 3]
    assert removal.because == "container/front-matter: is the YAML front matter of the text: title, date"
    assert [source[slice(*paragraph.span or (0, 0))] for paragraph in article.body] == [FERRY, SAFE]
    assert [paragraph.line for paragraph in article.body] == [5, 7]


def test_text_of_json_has_no_place_in_the_source() -> None:
    article = clean_article(json.dumps({"title": "Ferry sinks", "text": STORY, "id": 7}))
    assert [paragraph.span for paragraph in article.body] == [None, None]
    assert [(removal.rule, removal.text) for removal in article.removed] == [("json", '{"title": "Ferry sinks", "id": 7}')]


def test_one_container_inside_another_is_taken_off_too() -> None:
    inner = f"---\nauthor: Ada Wren\ndate: 2031-05-03\n---\n{STORY}"
    article = clean_article(json.dumps({"title": "Ferry sinks", "markdown": inner}))
    assert (article.headline, article.authors, [str(p) for p in article.body]) == ("Ferry sinks", ("Ada Wren",), [FERRY, SAFE])


@pytest.mark.parametrize("kind", ["text", "markdown", "html"])
def test_who_says_the_kind_gets_json_as_it_is(kind: str) -> None:
    source = json.dumps({"title": "Ferry sinks", "text": STORY})
    assert unwrap_text(source, kind).text == source


def test_what_the_caller_says_goes_before_what_the_container_states() -> None:
    source = f"---\ntitle: Ferry sinks\nlang: de\nurl: https://bell.example/a\n---\n{STORY}"
    assert (read(source).language, read(source).url) == ("de", "https://bell.example/a")
    document = read(source, language="en", url="https://wren.example/b")
    assert (document.language, document.url) == ("en", "https://wren.example/b")


def test_the_heading_that_is_shown_goes_before_the_title_that_is_stated() -> None:
    source = f"---\ntitle: Ferry disaster LIVE updates\ndate: 2031-05-03\n---\n# Ferry sinks off Wrenmouth\n\n{STORY}"
    assert clean_article(source).headline == "Ferry sinks off Wrenmouth"


@pytest.mark.parametrize("title", ["Ferry sinks off Wrenmouth | The Wrenmouth Post", "Ferry sinks off Wrenmouth - Post"])
def test_a_stated_title_loses_the_name_of_its_site(title: str) -> None:
    source = f'---\ntitle: "{title}"\nsite: Post\nurl: https://www.wrenmouthpost.example/ferry\n---\n{STORY}'
    assert clean_article(source).headline == "Ferry sinks off Wrenmouth"


def test_an_author_is_no_publisher_where_the_site_is_named_after_her() -> None:
    source = f"---\ntitle: Ferry sinks\nauthor: Ada Wren\nsource: https://wren.example/ferry\n---\n{STORY}"
    assert clean_article(source).authors == ("Ada Wren",)


def test_a_path_is_read(tmp_path: Path) -> None:
    path = tmp_path / "ferry.txt"
    path.write_bytes(STORY.encode())
    assert clean_article(path) == clean_article(STORY)
    with pytest.raises(FileNotFoundError):
        clean_article(tmp_path / "none.txt")


@pytest.mark.parametrize(
    "source", ["page.html", "pages/ferry.md", r"C:\pages\ferry.html", "https://wren.example/ferry?a=b", "www.wren.example/a"]
)
def test_a_name_instead_of_a_text_gives_a_warning(source: str) -> None:
    article = clean_article(source)
    assert len(article.warnings) == 1
    assert article.confidence <= 0.2


@pytest.mark.parametrize(
    "source", ["See page.html", "He opened page.html, and it was empty.", f"{FERRY}\nhttps://wren.example/ferry"]
)
def test_a_text_with_a_name_in_it_gives_none(source: str) -> None:
    assert clean_article(source).warnings == ()


HOSTILE = {
    "front matter of megabytes": "---\ntitle: Ferry\n" + "key: value\n" * 400_000 + "---\n" + STORY,
    "front matter that is never closed": "---\n" + "title: Ferry\n" * 200_000,
    "a YAML bomb": "---\na: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b, *b]\nd: &d [*c, *c, *c]\ntitle: *d\n---\n" + STORY,
    "YAML references": "---\ntitle: Ferry\n"
    + "".join(f"k{n}: &k{n} [{'*k' + str(n - 1) if n else 1}]\n" for n in range(900))
    + "---\n"
    + STORY,
    "deep YAML": "---\ntitle: Ferry\nx: " + "[" * 15_000 + "\n---\n" + STORY,
    "deep YAML lists": "---\ntitle: Ferry\nx:\n" + "- " * 9_000 + "\n---\n" + STORY,
    "deep TOML": "+++\ntitle = " + "[" * 15_000 + "\n+++\n" + STORY,
    "deep JSON": '{"title": "Ferry", "text": ' + "[" * 100_000 + "]" * 100_000 + "}",
    "deep JSON objects": '{"title": "Ferry", "text": ' + '{"text": ' * 100_000 + "1" + "}" * 100_000 + "}",
    "long JSON": json.dumps({"title": "Ferry", "text": STORY * 20_000}),
    "JSON of many values": '{"title": "Ferry", "text": [' + "[]," * 1_000_000 + "[]]}",
    "RTF links": r"{\rtf1{\field{\*\fldinst{" * 20_000 + "HYPERLINK " * 20_000,
    "RTF fonts": r"{\rtf1{\fonttbl" + r"\f1" * 100_000,
    "RTF braces": r"{\rtf1" + "{" * 300_000,
    "parts in parts of a mail": "From: a\nTo: b\nSubject: c\nContent-Type: multipart/mixed; boundary=a\n\n"
    + "--a\nContent-Type: multipart/mixed; boundary=a\n\n" * 10_000,
    "header lines": "Title: Ferry\n" * 200_000,
    "references": STORY + "".join(f"[{n}] https://wren.example/{n}\n" for n in range(1, 30_000)),
    "open elements in Markdown": "# Ferry\n\n" + "<p>\n" * 200_000 + "</p>",
    "open comments in Markdown": "# Ferry\n\n[a](b) **c**\n\n" + "<!--\n" * 200_000,
    "open scripts in Markdown": "# Ferry\n\n<div>\n" + "<script>\n" * 100_000 + "</div>\n",
    "entities": "&amp; " * 300_000,
    "tags": "<b>a</b> " * 200_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_containers_give_an_article_in_some_seconds(name: str) -> None:
    start = time.process_time()
    article = clean_article(HOSTILE[name])
    assert time.process_time() - start < 8
    json.loads(article.to_json())


@pytest.mark.parametrize("value", [None, 7, [], {}, [[["Ada"]]], {"name": {"name": "Ada"}}, "\0", "\ud800"])
@pytest.mark.parametrize("name", ["title", "author", "date", "url", "language", "source", "text"])
def test_values_of_any_type_give_an_article(name: str, value: Any) -> None:
    article = clean_article(json.dumps({"title": "Ferry sinks", "text": STORY, name: value}))
    json.loads(article.to_json())


def test_without_its_library_rtf_gives_a_warning_that_names_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "striprtf.striprtf", None)
    article = clean_article(r"{\rtf1\ansi " + FERRY + r"\par " + SAFE + "}")
    assert (article.text, article.confidence) == ("", 0.0)
    assert 'pip install "boilerstrip[containers]"' in article.warnings[0]


@pytest.mark.parametrize("code", ["var b = &num;", "double total = a &sum; b", "x = &unknown;"])
def test_names_in_code_are_no_entities(code: str) -> None:
    assert code in [block.text for block in read(f"{FERRY}\n{code}\n{SAFE}", kind="text").blocks]
