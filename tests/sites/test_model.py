"""Learning, merging and forgetting."""

from __future__ import annotations

import os
import pickle
import random
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from boilerstrip import SiteModel, clean_article
from made_sites import learn_site, make_story
from strategies import CALM, model_pages


@CALM
@given(model_pages(), st.integers(3, 8), st.randoms(use_true_random=False))
def test_merging_parts_in_any_order_gives_the_model_of_all_pages(pages: list[Any], most: int, chance: random.Random) -> None:
    whole = SiteModel.learn(pages, most_pages=most)
    shuffled = chance.sample(pages, len(pages))
    cuts = sorted(chance.choices(range(len(pages) + 1), k=3))
    parts = [shuffled[start:end] for start, end in zip([0, *cuts], [*cuts, len(pages)], strict=True)]
    one, two, three, four = (SiteModel.learn(part, most_pages=most) for part in parts)
    assert one.merge(two, three, four) == whole
    assert four.merge(two).merge(one.merge(three)) == whole
    assert whole.merge(two) == whole == whole.merge()
    assert all(len(site.pages) <= most for site in whole.sites)


def test_date_is_that_of_the_page_the_caller_or_the_metadata() -> None:
    declared = '<html><head><meta property="article:published_time" content="2025-02-03T10:00:00Z"></head><body><p>Most read</p></body></html>'
    pages = [("a.example/1", declared), ("a.example/2", "Most read"), ("a.example/3", "Most read", "2024-01-01")]
    assert sorted(page.date for page in SiteModel.learn(pages).sites[0].pages) == ["", "2024-01-01", "2025-02-03"]
    assert sorted(page.date for page in SiteModel.learn(pages, date="2026-05-05").sites[0].pages) == [
        "2024-01-01",
        "2026-05-05",
        "2026-05-05",
    ]


def test_page_seen_twice_counts_once_in_its_later_version() -> None:
    model = SiteModel.learn(
        [("https://www.a.example/1#top", "Most read", "2026-02-01"), ("http://a.example/1/", "Old news", "2025-02-01")]
    )
    assert [page.text for page in model.sites[0].pages] == ["most read"]


def test_since_forgets_lines_that_only_old_pages_have() -> None:
    pages = [
        (f"a.example/{n}", make_story(n, "House manners" if n < 5 else "Kitchen Door"), f"20{20 + n}-01-01") for n in range(10)
    ]
    template = SiteModel.learn(pages).since("2025-01-01").template("a.example")
    assert template is not None
    assert template.find_stats("house manners") is None
    assert template.find_stats("kitchen door") is not None


def test_model_of_many_pages_is_no_larger_than_its_bound(tmp_path: Path) -> None:
    pages = [(f"https://a.example/{n}", f"Most read\nStory {n:x} of the lamp\n" + "x" * 5000) for n in range(300)]
    model = SiteModel.learn(pages, most_pages=20)
    assert [len(site.pages) for site in model.sites] == [20]
    assert max(len(line) for page in model.sites[0].pages for line in page.lines) <= 80
    assert 200 <= model.pages_seen("a.example") <= 450
    model.save(tmp_path / "model.json")
    assert (tmp_path / "model.json").stat().st_size < 20 * 600


def test_page_of_very_many_lines_is_known_by_its_first_and_last() -> None:
    (site,) = SiteModel.learn(
        [("a.example/1", "\n\n".join(f"Line {'abcdefghij'[n % 10]}{n % 7 * 'x'}" for n in range(5000)))]
    ).sites
    assert len(site.pages[0].lines) == 2000


def test_cleaning_does_not_change_a_model() -> None:
    model = learn_site(*(make_story(n) for n in range(3)))
    before = pickle.dumps(model.sites[0].pages)
    clean_article(make_story(5), url="https://wrenmouth.example/5", site=model)
    assert pickle.dumps(model.sites[0].pages) == before
    assert model == learn_site(*(make_story(n) for n in range(3)))


def test_models_are_the_same_in_every_process(tmp_path: Path) -> None:
    """The hash function of Python gives other values in each process."""
    program = (
        "import sys; from boilerstrip import SiteModel;"
        "pages = [(f'a.example/{n}', f'Most read {n}') for n in range(50)];"
        "SiteModel.learn(pages, most_pages=9).save(sys.argv[1])"
    )
    files = [tmp_path / "1.json", tmp_path / "2.json"]
    for seed, path in enumerate(files):
        environment = {**os.environ, "PYTHONHASHSEED": str(seed)}
        subprocess.run([sys.executable, "-c", program, str(path)], check=True, env=environment)
    assert files[0].read_bytes() == files[1].read_bytes()


def test_any_source_can_be_learned_from() -> None:
    sources: list[Any] = ["", b"\xff\xfe\x00", "\0", "\ud800", "<html>", " \n ", "1 2 3"]
    assert SiteModel.learn(sources).hosts in ((), ("",))
    assert SiteModel.learn([("https://[broken", "Most read")]).hosts == ("",)


@pytest.mark.parametrize(
    ("pages", "message"),
    [
        ("Most read", "learn() needs many pages, such as a list of (url, source), but got a str"),
        (7, "learn() needs many pages, such as a list of (url, source), but got a int"),
        ([("a", "b", "2026-01-01", "d")], "a page is a source, (url, source) or (url, source, date), but one is a tuple of 4"),
        ([(7, "text")], "a page's url must be a str or None, but is a int"),
    ],
)
def test_wrong_pages_are_explained(pages: Any, message: str) -> None:
    with pytest.raises(TypeError, match=re.escape(message)):
        SiteModel.learn(pages)


def test_wrong_date_and_bound_are_explained() -> None:
    with pytest.raises(ValueError, match="a date must look like \"2026-05-31\", but is 'yesterday'"):
        SiteModel.learn([("a.example", "Most read")], date="yesterday")
    with pytest.raises(ValueError, match="most_pages must be a whole number, 3 or more, but is 2"):
        SiteModel.learn([], most_pages=2)
    with pytest.raises(TypeError, match=re.escape("merge() needs other SiteModels, but got a dict")):
        SiteModel().merge({})  # type: ignore[arg-type]


def test_wrong_site_says_how_to_make_one() -> None:
    with pytest.raises(TypeError, match=re.escape("site must be a SiteModel, such as SiteModel.load(path), but is a str")):
        clean_article("Ferry sinks", site="model.json")  # type: ignore[arg-type]
