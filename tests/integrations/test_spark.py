"""Spark, on a real local engine."""

from __future__ import annotations

import json
import os
import sys

import pytest

from boilerstrip import Finding, Pipeline, SiteModel
from boilerstrip.integrations import Cleaning
from hosts import import_host
from made_sites import list_made_sites, make_pages
from variations import encode_rows, expect_rows, make_variations

import_host("pyarrow")
sql = import_host("pyspark.sql")
clean = import_host("boilerstrip.integrations.spark").clean
learn = import_host("boilerstrip.integrations.spark").learn

FERRY = "Ferry sinks\n\nNobody was hurt when the ferry sank at dawn.\n\nShare on Facebook"


class Harbours:
    """A filter of the user's own: it must reach the workers."""

    name = "harbours"

    def find(self, document):
        for block in document.blocks:
            if "harbour" in block.text:
                raise RuntimeError("no harbours")
            if block.text.startswith("#"):
                yield Finding(block.index, "other", "hashtag", "a hashtag")


@pytest.fixture(scope="module")
def spark(tmp_path_factory):
    os.environ["PYSPARK_PYTHON"] = os.environ["PYSPARK_DRIVER_PYTHON"] = sys.executable
    os.environ["SPARK_LOCAL_IP"] = "127.0.0.1"
    settings = {
        "spark.driver.bindAddress": "127.0.0.1",
        "spark.driver.host": "127.0.0.1",
        "spark.driver.memory": "1g",
        "spark.sql.execution.arrow.maxRecordsPerBatch": "150",
        "spark.sql.warehouse.dir": str(tmp_path_factory.mktemp("warehouse")),
        "spark.ui.enabled": "false",
        "spark.ui.showConsoleProgress": "false",
    }
    session = sql.SparkSession.builder.master("local[2]").config(map=settings).getOrCreate()
    yield session
    session.stop()


def test_2000_rows_are_those_of_clean_many_to_the_byte(spark, tmp_path) -> None:
    rows = make_variations(2000)
    (tmp_path / "pages.jsonl").write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    frame = spark.read.schema("id string, url string, text string").json(str(tmp_path / "pages.jsonl")).repartition(4)
    found = encode_rows(row.asDict(recursive=True) for row in clean(frame, Cleaning(url="url")).collect())
    assert len(found) == 2000
    assert found == encode_rows(expect_rows(rows, workers=2))


def test_a_model_counted_by_host_and_line_is_that_of_all_pages(spark) -> None:
    pages = [page for site in list_made_sites() for page in make_pages(site)]
    frame = spark.createDataFrame(
        [(page.url, page.source) for page in pages] + [("a.example", None)], "url string, text string"
    )
    found = learn(frame.repartition(5), date="2026-03-01")
    assert found == SiteModel.learn([(page.url, page.source) for page in pages], date="2026-03-01")
    assert [found.pages_seen(host) for host in found.hosts] == [20, 20, 20]
    with pytest.raises(ValueError, match="there is no column 'page'"):
        learn(frame, Cleaning(text="page", url="url"))


def test_bad_rows_and_filters_of_ones_own(spark) -> None:
    from pyspark import cloudpickle

    cloudpickle.register_pickle_by_value(sys.modules[__name__])  # this test's module is not installed on the workers
    frame = spark.createDataFrame([(1, FERRY), (2, None), (3, "The harbour was closed.")], "id long, page string")
    cleaning = Cleaning(text="page", pipeline=Pipeline.default().after("sharing", Harbours()), prefix="clean_")
    cleaned = clean(frame, cleaning).select("id", "clean_headline", "clean_error").orderBy("id").collect()
    assert [tuple(row) for row in cleaned] == [
        (1, "Ferry sinks", None),
        (2, None, "there is no source"),
        (3, None, "RuntimeError: no harbours"),
    ]


def test_the_schema_is_known_before_anything_runs(spark) -> None:
    frame = spark.createDataFrame([], "id long, tags array<string>, html binary")
    cleaned = clean(frame, Cleaning(html="html"))
    assert cleaned.columns[:3] == ["id", "tags", "headline"]
    assert dict(cleaned.dtypes)["authors"] == "array<string>"
    assert cleaned.count() == 0


def test_wrong_options_and_columns_are_errors_at_once(spark) -> None:
    frame = spark.createDataFrame([], "id long, text string, language string")
    with pytest.raises(ValueError, match="kind must be"):
        clean(frame, Cleaning(kind="pdf"))
    with pytest.raises(ValueError, match="there is no column 'page'"):
        clean(frame, Cleaning(html="page"))
    with pytest.raises(ValueError, match="there is a column 'language' already"):
        clean(frame)
