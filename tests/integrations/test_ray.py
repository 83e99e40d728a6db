"""Ray Data, on a real local engine."""

from __future__ import annotations

import json
import sys

import pytest

from boilerstrip import Pipeline
from boilerstrip.integrations import Cleaning
from hosts import host
from variations import expected_rows, variations

host("pyarrow")
ray = host("ray")
host("ray.data")
clean = host("boilerstrip.integrations.ray").clean

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


def test_2000_rows_are_those_of_clean_article_to_the_byte() -> None:
    rows = variations(2000)
    cleaned = clean(ray.data.from_items(rows, override_num_blocks=4), Cleaning(url="url")).take_all()
    assert len(cleaned) == 2000
    found = {row["id"]: json.dumps(row, sort_keys=True) for row in cleaned}
    assert found == {row["id"]: json.dumps(row, sort_keys=True) for row in expected_rows(rows)}


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
