"""The document transformer of LangChain."""

from __future__ import annotations

import asyncio

import pytest

from boilerstrip import Pipeline
from boilerstrip.integrations import Cleaning
from hosts import import_host

Document = import_host("langchain_core.documents").Document
BoilerstripTransformer = import_host("boilerstrip.integrations.langchain").BoilerstripTransformer

FERRY = "Ferry sinks\n\nBy Ada Wren\n\nNobody was hurt when the ferry sank at dawn.\n\nShare on Facebook"
CLEAN = "Ferry sinks\n\nBy Ada Wren\n\n\nNobody was hurt when the ferry sank at dawn."


class Fails:
    name = "fails"

    def find(self, document):
        raise RuntimeError(f"no goats in {len(document.blocks)} blocks")


def test_content_is_the_clean_article_and_metadata_has_its_fields() -> None:
    document = Document(FERRY, metadata={"source": "https://example.org/ferry-sinks", "page": 3}, id="7")
    (cleaned,) = BoilerstripTransformer().transform_documents([document])
    assert cleaned.page_content == CLEAN
    assert cleaned.id == "7"
    assert cleaned.metadata["page"] == 3
    assert cleaned.metadata["headline"] == "Ferry sinks"
    assert cleaned.metadata["authors"] == ["Ada Wren"]
    assert "error" not in cleaned.metadata
    assert document.page_content == FERRY
    assert sorted(document.metadata) == ["page", "source"]


def test_an_empty_document_stays_empty() -> None:
    (cleaned,) = BoilerstripTransformer().transform_documents([Document("")])
    assert cleaned.page_content == ""
    assert "headline" not in cleaned.metadata


def test_a_document_that_fails_says_why() -> None:
    transformer = BoilerstripTransformer(Cleaning(pipeline=Pipeline.default().after("sharing", Fails())))
    (cleaned,) = transformer.transform_documents([Document(FERRY)])
    assert (cleaned.page_content, cleaned.metadata) == ("", {"error": "RuntimeError: no goats in 4 blocks"})


def test_runs_without_blocking_too() -> None:
    (cleaned,) = asyncio.run(BoilerstripTransformer().atransform_documents([Document(FERRY)]))
    assert cleaned.page_content == CLEAN


def test_a_wrong_option_is_an_error_at_once() -> None:
    with pytest.raises(ValueError, match="kind must be"):
        BoilerstripTransformer(Cleaning(kind="pdf"))
