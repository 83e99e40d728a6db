"""The step of a datatrove pipeline."""

from __future__ import annotations

import json

import pytest

from boilerstrip import Pipeline
from boilerstrip.integrations import Cleaning
from hosts import import_host
from variations import expect_rows, make_variations

Document = import_host("datatrove.data").Document
Clean = import_host("boilerstrip.integrations.datatrove").Clean

FERRY = "Ferry sinks\n\nNobody was hurt when the ferry sank at dawn.\n\nShare on Facebook"


class Fails:
    name = "fails"

    def find(self, document):
        if any("goat" in block.text for block in document.blocks):
            raise RuntimeError("no goats")
        yield from ()


def test_a_local_pipeline_writes_what_clean_article_gives(tmp_path) -> None:
    executor = import_host("datatrove.executor.local").LocalPipelineExecutor
    reader = import_host("datatrove.pipeline.readers").JsonlReader
    writer = import_host("datatrove.pipeline.writers").JsonlWriter
    rows = make_variations(20)
    (tmp_path / "in").mkdir()
    lines = (json.dumps({"id": row["id"], "text": row["text"], "metadata": {"url": row["url"]}}) for row in rows)
    (tmp_path / "in" / "pages.jsonl").write_text("\n".join(lines), encoding="utf-8")
    steps = [reader(str(tmp_path / "in"), doc_progress=False), Clean(), writer(str(tmp_path / "out"), compression=None)]
    executor(steps, logging_dir=str(tmp_path / "logs")).run()
    (written,) = (tmp_path / "out").iterdir()
    documents = [json.loads(line) for line in written.read_text(encoding="utf-8").splitlines()]
    found = [
        {"id": row["id"], "url": row["metadata"]["url"], **row["metadata"]["article"], "text": row["text"]} for row in documents
    ]
    assert found == expect_rows(rows)


def test_an_empty_document_and_one_that_fails_are_dropped_and_counted() -> None:
    step = Clean(Cleaning(pipeline=Pipeline.default().after("sharing", Fails())))
    texts = [FERRY, "Share on Facebook", "", "The goat was elected by nine votes to four, and nobody was surprised: a goat."]
    kept = list(step.run(Document(text, str(number)) for number, text in enumerate(texts)))
    assert [document.id for document in kept] == ["0"]
    counts = {name: step.stats[name].total for name in ("total", "forwarded", "dropped", "failed", "removed_sharing")}
    assert counts == {"total": 4, "forwarded": 1, "dropped": 3, "failed": 1, "removed_sharing": len("Share on Facebook")}


def test_takes_one_document_at_a_time() -> None:
    taken = []

    def documents():
        for number in range(3):
            taken.append(number)
            yield Document(FERRY, str(number))

    next(Clean().run(documents()))
    assert taken == [0]


def test_a_wrong_option_is_an_error_when_the_step_is_made() -> None:
    with pytest.raises(ValueError, match="kind must be"):
        Clean(Cleaning(kind="pdf"))
