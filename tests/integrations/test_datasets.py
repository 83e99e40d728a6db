"""The function for `map` of Hugging Face datasets."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest

from boilerstrip import Pipeline
from boilerstrip.integrations import Cleaning
from hosts import import_host
from variations import expect_rows, make_variations

import_host("pyarrow")
datasets = import_host("datasets")
Clean = import_host("boilerstrip.integrations.datasets").Clean

FERRY = "Ferry sinks\n\nNobody was hurt when the ferry sank at dawn.\n\nShare on Facebook"


@pytest.fixture(autouse=True)
def _quiet_and_in_memory(tmp_path, monkeypatch):
    monkeypatch.setattr(datasets.config, "HF_DATASETS_CACHE", tmp_path)
    datasets.disable_progress_bars()


def test_rows_are_what_clean_article_gives() -> None:
    rows = make_variations(40)
    dataset = datasets.Dataset.from_list(rows).with_format("arrow")
    cleaned = dataset.map(Clean(Cleaning(url="url")), batched=True, batch_size=7)
    assert list(cleaned.with_format(None)) == expect_rows(rows)


def test_the_first_batch_does_not_decide_the_types() -> None:
    dataset = datasets.Dataset.from_dict({"text": [None, FERRY]}).with_format("arrow")
    cleaned = dataset.map(Clean(), batched=True, batch_size=1).with_format(None)
    assert cleaned["headline"][:] == [None, "Ferry sinks"]
    assert cleaned["error"][:] == ["there is no source", None]
    assert cleaned.features["headline"].dtype == "string"


def test_streams() -> None:
    rows = make_variations(9)
    stream = datasets.Dataset.from_list(rows).to_iterable_dataset().with_format("arrow")
    tables = stream.map(Clean(Cleaning(url="url")), batched=True, batch_size=4)
    assert [row for table in tables for row in table.to_pylist()] == expect_rows(rows)


def test_runs_in_several_processes(tmp_path) -> None:
    rows = make_variations(12)
    program = (
        "import datasets, json, sys\n"
        "from boilerstrip.integrations import Cleaning\n"
        "from boilerstrip.integrations.datasets import Clean\n"
        "dataset = datasets.Dataset.from_list(json.load(sys.stdin)).with_format('arrow')\n"
        "cleaned = dataset.map(Clean(Cleaning(url='url')), batched=True, num_proc=2)\n"
        "json.dump(list(cleaned.with_format(None)), open('cleaned.json', 'w'))"
    )
    # In a process of its own, for datasets forks, and other tests have started threads in this one.
    command = [sys.executable, "-c", program]
    subprocess.run(command, input=json.dumps(rows), cwd=tmp_path, capture_output=True, text=True, check=True, timeout=180)
    assert json.loads((tmp_path / "cleaned.json").read_text(encoding="utf-8")) == expect_rows(rows)


def test_the_fingerprint_is_the_same_in_another_process() -> None:
    program = (
        "from datasets.fingerprint import Hasher\n"
        "from boilerstrip import Pipeline\n"
        "from boilerstrip.integrations.datasets import Clean\n"
        "from boilerstrip.integrations import Cleaning\n"
        "import json\n"
        "pipelines = [None, Pipeline.default(), Pipeline.default(None), Pipeline.default().without('sharing')]\n"
        "print(json.dumps([Hasher.hash(Clean(Cleaning(pipeline=pipeline))) for pipeline in pipelines]))"
    )
    hashes = []
    for seed in ("1", "2"):
        environment = {**os.environ, "PYTHONHASHSEED": seed}
        done = subprocess.run(
            [sys.executable, "-c", program], env=environment, capture_output=True, text=True, check=True, timeout=120
        )
        hashes.append(json.loads(done.stdout))
    assert hashes[0] == hashes[1]
    assert len(set(hashes[0])) == 4


def test_the_fingerprint_changes_with_the_rules_and_after_use_stays() -> None:
    hashed = datasets.fingerprint.Hasher.hash
    clean = Clean(Cleaning(pipeline=Pipeline.default()))
    before = hashed(clean)
    datasets.Dataset.from_dict({"text": [FERRY]}).with_format("arrow").map(clean, batched=True)
    assert hashed(clean) == before
    object.__setattr__(clean, "rules_version", "2001.01.01")
    assert hashed(clean) != before


def test_rows_that_are_not_arrow_are_an_error_that_says_what_to_do() -> None:
    with pytest.raises(TypeError, match="with_format"):
        datasets.Dataset.from_dict({"text": [FERRY]}).map(Clean(), batched=True)
