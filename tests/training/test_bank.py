"""The bank of lines: what it promises of itself."""

from __future__ import annotations

import json
from collections import Counter

import pytest

from boilerstrip.decide.labeller.labels import LABELS
from boilerstrip.training.bank import read_bank
from cases import FIXTURES

FOLDER = FIXTURES / "bank"
FILES = sorted(FOLDER.glob("*.jsonl"))
BY_HAND = [path for path in FILES if path.name != "catalogues.jsonl"]
BANK = read_bank(FOLDER)


@pytest.mark.parametrize("path", [pytest.param(path, id=path.stem) for path in FILES])
def test_every_line_has_a_label_a_language_and_a_text(path) -> None:
    for row in map(json.loads, path.read_text(encoding="utf-8").splitlines()):
        assert path.name == "catalogues.jsonl" or row["lang"] == path.stem
        lines = row["lines"] if "article" in row else [(row["label"], row["text"])]
        assert all(label in LABELS and text.strip() == text != "" for label, text in lines), row


def test_no_line_stands_twice_in_a_language() -> None:
    counts = Counter(
        (row["lang"], row["text"].lower())
        for path in BY_HAND
        for row in map(json.loads, path.read_text(encoding="utf-8").splitlines())
        if "text" in row
    )
    assert [line for line, count in counts.items() if count > 1] == []


def test_twenty_seven_languages_have_junk_hard_negatives_and_articles() -> None:
    assert len(BANK.languages) >= 27
    for language in BANK.languages:
        junk = sum(len(group) for group in BANK.groups[language])
        assert junk >= 500, language
        assert len(BANK.negatives[language]) >= 0.4 * junk, language
        assert len(BANK.articles[language]) >= 9, language


def test_groups_keep_their_order() -> None:
    rows = [json.loads(line) for line in (FOLDER / "it.jsonl").read_text(encoding="utf-8").splitlines()]
    first = tuple([(row["label"], row["text"]) for row in rows if row.get("group") == 1])
    assert len(first) > 1
    assert first in BANK.groups["it"]
