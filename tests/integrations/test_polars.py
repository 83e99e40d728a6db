"""The expression namespace of polars."""

from __future__ import annotations

import pytest

from boilerstrip.integrations import Cleaning
from hosts import import_host
from variations import expect_rows, make_variations

import_host("pyarrow")
pl = import_host("polars")
boilerstrip_polars = import_host("boilerstrip.integrations.polars")

FERRY = "Ferry sinks\n\nNobody was hurt when the ferry sank at dawn.\n\nShare on Facebook"


def cleaned(frame, **options):
    article = pl.col("text").boilerstrip.clean(url=pl.col("url"), **options)
    return frame.select("id", "url", article.alias("article")).unnest("article")


def test_rows_are_what_clean_article_gives() -> None:
    rows = make_variations(40)
    assert cleaned(pl.DataFrame(rows)).to_dicts() == expect_rows(rows)


def test_lazy_frames_and_the_streaming_engine_give_the_same(tmp_path) -> None:
    rows = make_variations(40)
    pl.DataFrame(rows).write_parquet(tmp_path / "rows.parquet", row_group_size=7)
    lazy = cleaned(pl.scan_parquet(tmp_path / "rows.parquet"))
    assert lazy.collect_schema()["removed"] == pl.List(lazy.collect_schema()["removed"].inner)
    assert lazy.collect(engine="streaming").to_dicts() == expect_rows(rows)
    lazy.sink_parquet(tmp_path / "cleaned.parquet")
    assert pl.read_parquet(tmp_path / "cleaned.parquet").to_dicts() == expect_rows(rows)


def test_the_streaming_engine_passes_a_part_of_the_rows_at_a_time(tmp_path, monkeypatch) -> None:
    parts = []
    articles = boilerstrip_polars.build_articles

    def counted(rows):
        column = articles(rows)
        parts.append(len(column))
        return column

    monkeypatch.setattr(boilerstrip_polars, "build_articles", counted)
    pl.DataFrame(make_variations(40)).write_parquet(tmp_path / "rows.parquet", row_group_size=10)
    cleaned(pl.scan_parquet(tmp_path / "rows.parquet")).sink_parquet(tmp_path / "cleaned.parquet")
    assert sum(parts) == 40
    assert max(parts) < 40


def test_keeps_the_name_of_the_column() -> None:
    frame = pl.DataFrame({"page": [FERRY, None]})
    article = frame.select(pl.col("page").boilerstrip.clean())
    assert article.columns == ["page"]
    assert article["page"].struct.field("headline").to_list() == ["Ferry sinks", None]
    assert article["page"].struct.field("error").to_list() == [None, "there is no source"]


def test_bytes_and_empty_frames_have_articles_too() -> None:
    clean = pl.col("page").boilerstrip.clean().struct.field("headline")
    assert pl.DataFrame({"page": [FERRY.encode()]}).select(clean).to_series().to_list() == ["Ferry sinks"]
    assert pl.DataFrame({"page": []}, schema={"page": pl.String}).select(clean).shape == (0, 1)


def test_categories_are_texts() -> None:
    frame = pl.DataFrame({"page": pl.Series([FERRY, FERRY, None], dtype=pl.Categorical)})
    article = frame.select(pl.col("page").boilerstrip.clean().struct.field("headline"))
    assert article.to_series().to_list() == ["Ferry sinks", "Ferry sinks", None]


def test_a_wrong_option_is_an_error_when_the_query_is_written() -> None:
    with pytest.raises(ValueError, match="kind must be"):
        pl.col("text").boilerstrip.clean(Cleaning(kind="pdf"))
