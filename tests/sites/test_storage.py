"""Models as files."""

from __future__ import annotations

import json
import pickle
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given

from boilerstrip import SiteModel
from boilerstrip.sites.storage import dump_sites, parse_sites
from made_sites import learn_pages, list_made_sites, make_pages
from strategies import CALM, model_pages


@CALM
@given(model_pages())
def test_saved_and_pickled_models_come_back_the_same(pages: list[Any]) -> None:
    model = SiteModel.learn(pages, most_pages=5)
    assert parse_sites(dump_sites(model.sites, model.most_pages), "a file") == (model.sites, model.most_pages)
    assert pickle.loads(pickle.dumps(model)) == model


def test_file_can_be_read_by_people(tmp_path: Path) -> None:
    pages = [
        (f"a.example/{n}", f"Most read\nStory number {['one', 'two', 'three', 'four'][n]}", f"2026-01-0{n + 1}")
        for n in range(4)
    ]
    SiteModel.learn(pages).save(tmp_path / "model.json")
    text = (tmp_path / "model.json").read_text(encoding="utf-8")
    site = json.loads(text)["sites"]["a.example"]
    assert (site["pages_seen"], site["pages_kept"], site["first_seen"], site["last_seen"]) == (4, 4, "2026-01-01", "2026-01-04")
    assert '{"line": "most read", "pages": 4, "first_seen": "2026-01-01", "last_seen": "2026-01-04"}' in text.splitlines()[4]
    assert [row["pages"] for row in site["lines"]] == [4, 1, 1, 1, 1]


def test_saving_and_loading_changes_nothing(tmp_path: Path) -> None:
    model = learn_pages(make_pages(list_made_sites()[0]))
    model.save(str(tmp_path / "model.json"))
    assert SiteModel.load(tmp_path / "model.json") == model
    model.save(tmp_path / "again.json")
    assert (tmp_path / "again.json").read_bytes() == (tmp_path / "model.json").read_bytes()


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{}",
        '{"format": "boilerstrip site model 9"}',
        "null",
        '{"format": "boilerstrip site model 1", "most_pages": 9}',
    ],
)
def test_file_that_is_not_a_model_is_named(tmp_path: Path, text: str) -> None:
    (tmp_path / "model.json").write_text(text)
    with pytest.raises(
        ValueError,
        match=r"model\.json is not a site model that this version can read \(.+\); make one with `boilerstrip learn`",
    ):
        SiteModel.load(tmp_path / "model.json")
