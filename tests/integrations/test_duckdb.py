"""The SQL function of DuckDB."""

from __future__ import annotations

import pytest

from boilerstrip.integrations import Cleaning
from hosts import import_host
from variations import expect_rows, make_variations

pa = import_host("pyarrow")
duckdb = import_host("duckdb")
register = import_host("boilerstrip.integrations.duckdb").register

FERRY = "Ferry sinks\n\nNobody was hurt when the ferry sank at dawn.\n\nShare on Facebook"


@pytest.fixture
def connection():
    with duckdb.connect() as connection:
        yield connection


def test_rows_are_what_clean_article_gives(connection) -> None:
    rows = make_variations(40)
    register(connection)
    connection.register("pages", pa.Table.from_pylist(rows))
    query = "SELECT id, url, unnest(article) FROM (SELECT id, url, boilerstrip(text, url) AS article FROM pages)"
    assert connection.sql(query).to_arrow_table().to_pylist() == expect_rows(rows)


def test_null_has_an_error_and_no_article(connection) -> None:
    register(connection)
    query = "SELECT a.headline, a.error FROM (SELECT boilerstrip(x, NULL) AS a FROM (VALUES (?), (NULL)) AS t(x))"
    assert connection.execute(query, [FERRY]).fetchall() == [("Ferry sinks", None), (None, "there is no source")]


def test_other_options_have_another_name(connection) -> None:
    register(connection, Cleaning(language="fr"), name="nettoyer")
    assert connection.execute("SELECT nettoyer(?, NULL).language", [FERRY]).fetchone() == ("fr",)


def test_more_rows_than_one_vector_holds(connection) -> None:
    register(connection, Cleaning(kind="text", language="en"))
    query = "SELECT count(*), count(DISTINCT boilerstrip('Row ' || range, NULL).text) FROM range(2500)"
    assert connection.execute(query).fetchone() == (2500, 2500)


def test_a_wrong_option_is_an_error_at_once(connection) -> None:
    with pytest.raises(ValueError, match="kind must be"):
        register(connection, Cleaning(kind="pdf"))
