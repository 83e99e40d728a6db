"""Ray Data, on a real local engine."""

from __future__ import annotations

import sys

import pytest

from boilerstrip import Pipeline, SiteModel
from boilerstrip.integrations import Cleaning
from hosts import import_host
from made_sites import list_made_sites, make_pages
from variations import encode_rows, expect_rows, make_variations

import_host("pyarrow")
ray = import_host("ray")
import_host("ray.data")
clean = import_host("boilerstrip.integrations.ray").clean
learn = import_host("boilerstrip.integrations.ray").learn

pytestmark = [
    pytest.mark.filterwarnings("ignore:.*is deprecated:DeprecationWarning:ray"),  # it warns itself of its own options
    pytest.mark.usefixtures("ray_engine"),
]

FERRY = "Ferry sinks\n\nNobody was hurt when the ferry sank at dawn.\n\nShare on Facebook"


class Harbours:
    """A filter of the user's own: it must reach the workers."""

    name = "harbours"

    def find(self, document):
        if any("harbour" in block.text for block in document.blocks):
            raise RuntimeError("no harbours")
        yield from ()


def test_2000_rows_are_those_of_clean_many_to_the_byte() -> None:
    rows = make_variations(2000)
    found = encode_rows(clean(ray.data.from_items(rows, override_num_blocks=4), Cleaning(url="url")).take_all())
    assert len(found) == 2000
    assert found == encode_rows(expect_rows(rows, workers=2))


def test_a_model_counted_by_host_and_line_is_that_of_all_pages() -> None:
    pages = [page for site in list_made_sites() for page in make_pages(site)]
    rows = [{"url": page.url, "text": page.source} for page in pages]
    found = learn(ray.data.from_items([*rows, {"url": "a.example", "text": None}], override_num_blocks=5), date="2026-03-01")
    assert found == SiteModel.learn([(page.url, page.source) for page in pages], date="2026-03-01")
    assert [found.pages_seen(host) for host in found.hosts] == [20, 20, 20]


def test_bad_rows_and_filters_of_ones_own() -> None:
    ray.cloudpickle.register_pickle_by_value(sys.modules[__name__])  # this test's module is not installed on the workers
    pages = [{"id": 1, "page": FERRY}, {"id": 2, "page": None}, {"id": 3, "page": "The harbour was closed."}]
    cleaning = Cleaning(text="page", pipeline=Pipeline.default().after("sharing", Harbours()), prefix="clean_")
    cleaned = clean(ray.data.from_items(pages), cleaning).select_columns(["id", "clean_headline", "clean_error"]).take_all()
    assert sorted((row["id"], row["clean_headline"], row["clean_error"]) for row in cleaned) == [
        (1, "Ferry sinks", None),
        (2, None, "there is no source"),
        (3, None, "RuntimeError: no harbours"),
    ]


def test_a_wrong_option_is_an_error_at_once() -> None:
    with pytest.raises(ValueError, match="kind must be"):
        clean(ray.data.from_items([{"text": FERRY}]), Cleaning(kind="pdf"))
