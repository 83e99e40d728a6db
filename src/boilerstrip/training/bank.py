"""Reads the bank of lines: junk lines in groups, sentences that look like junk, and short clean articles, by language."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

FOLDS = 5
# A label and a line.
Line = tuple[str, str]
CATALOGUES = "catalogues.jsonl"


@dataclass(frozen=True, slots=True)
class Bank:
    """The bank's lines by language.

    `groups` are junk lines that belong together, in order; `messages` are junk lines out of message catalogues, each a group of its own;
    `negatives` are sentences of articles that look like junk; `articles` are clean articles.
    """

    groups: Mapping[str, tuple[tuple[Line, ...], ...]]
    messages: Mapping[str, tuple[tuple[Line, ...], ...]]
    negatives: Mapping[str, tuple[str, ...]]
    articles: Mapping[str, tuple[tuple[Line, ...], ...]]

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages that have junk lines, in alphabetical order."""
        return tuple(sorted(self.groups))


def read_bank(folder: Path, fold: int | None = None, without: Collection[str] = ()) -> Bank:
    """The bank in a folder of JSON lines; `fixtures/bank/README.md` describes the format.

    With `fold`, only its part of the bank; groups of one number are in one fold in all languages, since some are alike. The languages
    in `without` are left out.
    """
    groups: dict[str, dict[object, list[Line]]] = defaultdict(dict)
    messages: dict[str, list[tuple[Line, ...]]] = defaultdict(list)
    negatives: dict[str, list[str]] = defaultdict(list)
    articles: dict[str, list[tuple[Line, ...]]] = defaultdict(list)
    for path in sorted(folder.glob("*.jsonl")):
        for number, row in enumerate(map(json.loads, path.read_text(encoding="utf-8").splitlines())):
            language = row["lang"]
            if language in without or fold not in (None, fold_of_row(row, number)):
                continue
            if "article" in row:
                articles[language].append(tuple([(label, text) for label, text in row["lines"]]))
            elif row["label"] == "body":
                negatives[language].append(row["text"])
            elif path.name == CATALOGUES:
                messages[language].append(((row["label"], row["text"]),))
            else:
                key = ("alone", number) if row["group"] is None else row["group"]
                groups[language].setdefault(key, []).append((row["label"], row["text"]))
    return Bank(
        {language: tuple([tuple(group) for group in found.values()]) for language, found in groups.items()},
        {language: tuple(found) for language, found in messages.items()},
        {language: tuple(found) for language, found in negatives.items()},
        {language: tuple(found) for language, found in articles.items()},
    )


def fold_of_row(row: Mapping[str, Any], number: int) -> int:
    """The fold of a row of the bank: that of its group, else that of its `number` in the file."""
    group = row.get("group")
    return (number if group is None else int(group)) % FOLDS
