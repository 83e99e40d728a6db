"""The accessors of pandas."""

from __future__ import annotations

import pytest

from boilerstrip.integrations import Cleaning
from hosts import import_host
from variations import expect_rows, make_variations

pa = import_host("pyarrow")
pd = import_host("pandas")
import_host("boilerstrip.integrations.pandas")

FERRY = "Ferry sinks\n\nNobody was hurt when the ferry sank at dawn.\n\nShare on Facebook"


def test_rows_are_what_clean_article_gives() -> None:
    rows = make_variations(40)
    cleaned = pd.DataFrame(rows).boilerstrip.clean(Cleaning(url="url"))
    assert pa.Table.from_pandas(cleaned, preserve_index=False).to_pylist() == expect_rows(rows)


def test_a_series_gives_a_frame_with_its_index() -> None:
    cleaned = pd.Series([FERRY, None], index=["a", "b"]).boilerstrip.clean()
    assert list(cleaned.index) == ["a", "b"]
    assert cleaned.loc["a", "removed"][0]["category"] == "sharing"
    assert pd.isna(cleaned.loc["b", "headline"])
    assert cleaned.loc["b", "error"] == "there is no source"


def test_values_of_any_type_cost_their_own_row_alone() -> None:
    cleaned = pd.Series([7, FERRY.encode(), float("nan"), ["a"], FERRY], dtype=object).boilerstrip.clean()
    assert cleaned["headline"].notna().tolist() == [False, True, False, False, True]
    assert set(cleaned["headline"].dropna()) == {"Ferry sinks"}
    assert cleaned["error"][0].startswith("TypeError: clean_article() needs text, bytes or a parsed page, but got a int")
    assert cleaned["error"].notna().tolist() == [True, False, True, True, False]


def test_columns_that_arrow_does_not_know_are_carried_through() -> None:
    thing = object()
    frame = pd.DataFrame({"thing": [thing], "html": [None], "text": [FERRY]}, index=[3])
    cleaned = frame.boilerstrip.clean(Cleaning(text="text", html="html"))
    assert cleaned.columns[0] == "thing"
    assert cleaned.loc[3, "thing"] is thing
    assert cleaned.loc[3, "headline"] == "Ferry sinks"


def test_an_index_may_say_the_same_twice() -> None:
    frame = pd.DataFrame({"id": [1, 2], "text": [FERRY, None]}, index=["a", "a"])
    cleaned = frame.boilerstrip.clean()
    assert cleaned["id"].tolist() == [1, 2]
    assert cleaned["error"].notna().tolist() == [False, True]
    assert cleaned.index.tolist() == ["a", "a"]


def test_a_page_goes_before_a_text() -> None:
    page = "<html><body><h1>Goat elected</h1><p>The goat was elected by nine votes to four, it said.</p></body></html>"
    frame = pd.DataFrame({"text": [FERRY, FERRY], "html": [page, None]})
    assert frame.boilerstrip.clean(Cleaning(text="text", html="html"))["headline"].tolist() == ["Goat elected", "Ferry sinks"]


def test_an_empty_frame_has_the_columns_all_the_same() -> None:
    cleaned = pd.DataFrame({"id": [], "text": []}).boilerstrip.clean()
    assert (len(cleaned), list(cleaned.columns[:2])) == (0, ["id", "headline"])


def test_goes_to_parquet_and_back(tmp_path) -> None:
    cleaned = pd.DataFrame({"text": [FERRY, None]}).boilerstrip.clean()
    cleaned.to_parquet(tmp_path / "cleaned.parquet")
    again = pd.read_parquet(tmp_path / "cleaned.parquet", dtype_backend="pyarrow")
    assert again["removed"][0] == cleaned["removed"][0]
    assert list(again.dtypes) == list(cleaned.dtypes)


def test_a_column_that_is_not_there_is_an_error() -> None:
    with pytest.raises(ValueError, match="there is no column 'page'"):
        pd.DataFrame({"text": [FERRY]}).boilerstrip.clean(Cleaning(html="page"))
