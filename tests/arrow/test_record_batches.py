"""The Arrow core."""

from __future__ import annotations

from dataclasses import fields

import pytest

from boilerstrip import Article, Finding, Paragraph, Pipeline, Removal, clean_article
from boilerstrip.integrations import Cleaning
from hosts import import_host
from variations import expect_rows, make_variations

pa = import_host("pyarrow")
arrow = import_host("boilerstrip.arrow")
clean_batches, clean_table = arrow.clean_batches, arrow.clean_table

FERRY = "Ferry sinks\n\nNobody was hurt when the ferry sank at dawn.\n\nShare on Facebook"
GOAT = "Goat elected\n\nThe goat was elected by nine votes to four, and nobody was surprised."
STRINGS = [pa.string(), pa.large_string(), pa.string_view()]
BINARIES = [pa.binary(), pa.large_binary(), pa.binary_view()]


class Fails:
    name = "fails"

    def find(self, document):
        if any("goat" in block.text for block in document.blocks):
            raise RuntimeError("no goats")
        yield from ()


class Hashtags:
    name = "hashtags"

    def find(self, document):
        for block in document.blocks:
            if block.text.startswith("#"):
                yield Finding(block.index, "other", "hashtag", f'begins "{block.text[:20]}"')


def headlines(batches):
    return [value for batch in batches for value in batch.column("headline").to_pylist()]


def test_schema_has_every_field_of_an_article() -> None:
    names = arrow.ARTICLE.names
    assert sorted(names) == sorted([*(field.name for field in fields(Article)), "text", "error"])
    assert [field.name for field in arrow.ARTICLE.field("body").type.value_type] == list(Paragraph._fields)
    assert [field.name for field in arrow.ARTICLE.field("removed").type.value_type] == list(Removal._fields)


def test_rows_are_what_clean_article_gives() -> None:
    rows = make_variations(60)
    (batch,) = clean_batches([pa.RecordBatch.from_pylist(rows)], Cleaning(url="url"))
    assert batch.to_pylist() == expect_rows(rows)
    assert batch.schema == arrow.output_schema(pa.schema({name: pa.string() for name in rows[0]}), Cleaning(url="url"))


@pytest.mark.parametrize("kind", [*STRINGS, *BINARIES], ids=str)
def test_reads_every_type_of_text_and_bytes(kind) -> None:
    batch = pa.record_batch({"text": pa.array([FERRY, None, GOAT]).cast(pa.binary()).cast(kind)})
    assert headlines(clean_batches([batch])) == ["Ferry sinks", None, "Goat elected"]


def test_reads_dictionaries_and_runs() -> None:
    texts = pa.array([FERRY, FERRY, None, GOAT])
    for column in (texts.dictionary_encode(), pa.compute.run_end_encode(texts)):
        assert headlines(clean_batches([pa.record_batch({"text": column})])) == [
            "Ferry sinks",
            "Ferry sinks",
            None,
            "Goat elected",
        ]


def test_reads_an_extension_type_by_what_it_stores() -> None:
    column = pa.ExtensionArray.from_storage(pa.opaque(pa.string(), "page", "crawler"), pa.array([FERRY]))
    assert headlines(clean_batches([pa.record_batch({"text": column})])) == ["Ferry sinks"]


def test_a_column_of_nulls_has_errors_and_no_articles() -> None:
    (batch,) = clean_batches([pa.record_batch({"text": pa.nulls(2)})])
    assert batch.column("error").to_pylist() == ["there is no source", "there is no source"]
    assert all(batch.column(name).null_count == 2 for name in arrow.ARTICLE.names if name != "error")


def test_an_empty_text_is_an_empty_article_and_no_error() -> None:
    (batch,) = clean_batches([pa.record_batch({"text": [""]})])
    (row,) = batch.to_pylist()
    assert (row["headline"], row["body"], row["text"], row["error"]) == (None, [], "", None)


def test_reads_a_slice_and_chunks_that_do_not_match() -> None:
    table = pa.table(
        {
            "id": pa.chunked_array([[1], [2, 3, 4]]),
            "text": pa.chunked_array([[FERRY, GOAT, None], [FERRY]]),
        }
    )
    cleaned = clean_table(table.slice(1))
    assert cleaned.select(["id", "headline"]).to_pylist() == [
        {"id": 2, "headline": "Goat elected"},
        {"id": 3, "headline": None},
        {"id": 4, "headline": "Ferry sinks"},
    ]


def test_an_empty_batch_gives_an_empty_batch_of_the_same_schema() -> None:
    schema = pa.schema({"id": pa.int64(), "text": pa.string()})
    (batch,) = clean_batches([pa.RecordBatch.from_pylist([], schema=schema)])
    assert (batch.num_rows, batch.schema) == (0, arrow.output_schema(schema, Cleaning()))
    assert clean_table(schema.empty_table()).schema == batch.schema
    assert list(clean_batches([])) == []


def test_takes_one_batch_at_a_time() -> None:
    taken = []

    def batches():
        for number in range(3):
            taken.append(number)
            yield pa.record_batch({"text": [FERRY]})

    cleaned = clean_batches(batches())
    assert taken == []
    next(cleaned)
    assert taken == [0]


def test_a_row_that_fails_leaves_the_others_alone() -> None:
    pipeline = Pipeline.default().after("sharing", Fails())
    (batch,) = clean_batches([pa.record_batch({"text": [FERRY, GOAT, FERRY]})], Cleaning(pipeline=pipeline))
    assert batch.column("headline").to_pylist() == ["Ferry sinks", None, "Ferry sinks"]
    assert batch.column("error").to_pylist() == [None, "RuntimeError: no goats", None]
    assert batch.column("text").null_count == batch.column("authors").null_count == batch.column("removed").null_count == 1


def test_broken_utf8_in_a_column_of_text_costs_one_row_at_most() -> None:
    broken = pa.array([FERRY.encode(), "Fähre sinkt\n\nNiemand wurde verletzt, als sie sank.".encode("latin-1")])
    (batch,) = clean_batches([pa.record_batch({"text": broken.view(pa.string())})])
    assert batch.column("text").to_pylist()[1] == "Fähre sinkt\n\nNiemand wurde verletzt, als sie sank."
    assert headlines([batch])[0] == "Ferry sinks"


def test_half_a_surrogate_pair_becomes_a_replacement_character() -> None:
    page = '<script type="application/ld+json">{"@type": "NewsArticle", "headline": "Ferry \\ud83d sinks"}</script>'
    page = f"<html><head>{page}</head><body><h1>Ferry sinks</h1><p>Nobody was hurt when it sank at dawn.</p></body></html>"
    (batch,) = clean_batches([pa.record_batch({"html": [page]})], Cleaning(html="html"))
    batch.validate(full=True)
    assert batch.column("error").to_pylist() == [None]
    assert "Nobody was hurt" in batch.column("text")[0].as_py()
    from boilerstrip.arrow.columns import build_articles

    row = {**Cleaning().row(FERRY), "headline": "Ferry \ud83d sinks", "authors": ["A\ud83d"]}
    assert build_articles([row]).to_pylist()[0]["headline"] == "Ferry � sinks"
    assert build_articles([row]).to_pylist()[0]["authors"] == ["A�"]


def test_a_page_goes_before_a_text() -> None:
    page = "<html><body><h1>Goat elected</h1><p>The goat was elected by nine votes to four, it said.</p></body></html>"
    batch = pa.record_batch({"text": [FERRY, FERRY, None], "html": [page, None, None]})
    (cleaned,) = clean_batches([batch], Cleaning(text="text", html="html"))
    assert cleaned.column("headline").to_pylist() == ["Goat elected", "Ferry sinks", None]
    assert cleaned.column("error").to_pylist() == [None, None, "there is no source"]
    assert cleaned.schema.names == arrow.ARTICLE.names


def test_carries_the_other_columns_through_as_they_are() -> None:
    batch = pa.record_batch({"id": [7], "tags": [["a", "b"]], "text": [FERRY], "url": ["https://example.org/ferry-sinks"]})
    (cleaned,) = clean_batches([batch], Cleaning(url="url"))
    assert cleaned.schema.names[:3] == ["id", "tags", "url"]
    assert cleaned.select(["id", "tags", "url"]).to_pylist() == batch.select(["id", "tags", "url"]).to_pylist()


def test_keeps_the_columns_that_are_asked_for() -> None:
    batch = pa.record_batch({"id": [7], "language": ["xx"], "text": [FERRY]})
    (cleaned,) = clean_batches([batch], Cleaning(keep=("id",)))
    assert cleaned.schema.names == ["id", *arrow.ARTICLE.names]
    assert cleaned.column("language").to_pylist() == ["en"]
    (cleaned,) = clean_batches([batch], Cleaning(keep=("text", "language"), prefix="clean_"))
    assert cleaned.schema.names == ["language", "text", *(f"clean_{name}" for name in arrow.ARTICLE.names)]
    assert cleaned.column("text").to_pylist() == [FERRY]
    assert cleaned.column("clean_headline").to_pylist() == ["Ferry sinks"]


def test_options_are_those_of_clean_article() -> None:
    text = "#goats\n\nThe goat was elected by nine votes to four, and nobody was surprised."
    pipeline = Pipeline.default().after("sharing", Hashtags())
    (batch,) = clean_batches([pa.record_batch({"text": [text]})], Cleaning(pipeline=pipeline, kind="text", language="fr"))
    article = clean_article(text, pipeline=pipeline, kind="text", language="fr")
    assert batch.to_pylist() == [{**article.to_dict(), "text": article.text, "error": None}]
    assert [removal.rule for removal in article.removed] == ["hashtag"]


def test_large_batches_come_out_in_parts_in_order(monkeypatch) -> None:
    monkeypatch.setattr("boilerstrip.arrow.record_batches._MAX_BATCH_LENGTH", 2 * len(GOAT))
    texts = [FERRY, GOAT, None, FERRY, FERRY, GOAT]
    batches = list(clean_batches([pa.record_batch({"id": list(range(6)), "text": texts})]))
    assert len(batches) == 3
    assert [number for batch in batches for number in batch.column("id").to_pylist()] == list(range(6))
    assert headlines(batches) == ["Ferry sinks", "Goat elected", None, "Ferry sinks", "Ferry sinks", "Goat elected"]


@pytest.mark.parametrize(
    ("cleaning", "error", "message"),
    [
        ({"kind": "pdf"}, ValueError, 'kind must be "auto", "text", "markdown" or "html"'),
        ({"language": 7}, TypeError, "language must be a str or None, but is a int"),
        ({"pipeline": "all"}, TypeError, "pipeline must be a Pipeline"),
        ({"text": 7}, TypeError, "text must be the name of a column or None, but is a int"),
        ({"keep": "id"}, TypeError, "keep must be a tuple of column names"),
        ({"prefix": None}, TypeError, "prefix must be a str, but is a NoneType"),
    ],
)
def test_wrong_options_are_errors_before_the_first_row(cleaning, error, message) -> None:
    with pytest.raises(error, match=message):
        clean_batches([], Cleaning(**cleaning))


@pytest.mark.parametrize(
    ("columns", "cleaning", "error", "message"),
    [
        ({"id": [1]}, {}, ValueError, "there is no column 'text'; there are id"),
        ({"text": ["a"]}, {"url": "link"}, ValueError, "there is no column 'link'"),
        ({"text": ["a"], "language": ["en"]}, {}, ValueError, "there is a column 'language' already"),
        ({"html": ["a"], "text": ["a"]}, {"html": "html"}, ValueError, "there is a column 'text' already"),
        ({"text": [1]}, {}, TypeError, "the column 'text' must hold text or bytes, but holds int64"),
        ({"text": ["a"], "url": [1]}, {"url": "url"}, TypeError, "the column 'url' must hold text or bytes, but holds int64"),
    ],
)
def test_wrong_columns_are_errors_that_say_what_to_do(columns, cleaning, error, message) -> None:
    with pytest.raises(error, match=message):
        list(clean_batches([pa.record_batch(columns)], Cleaning(**cleaning)))
