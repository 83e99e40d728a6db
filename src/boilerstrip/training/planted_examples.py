"""Makes training examples from planted sources: each block has the label of the line that it came from."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any
from unicodedata import normalize

import numpy as np

from boilerstrip.decide.labeller.labels import KEPT_LABELS, LABELS
from boilerstrip.document import Document
from boilerstrip.readers import read
from boilerstrip.training.alignment import split_tokens
from boilerstrip.training.bank import FOLDS, Bank
from boilerstrip.training.examples import (
    LABELLED_FACTOR,
    Example,
    find_small_vote_places,
    get_site,
    make_outcome,
    prepare_source,
)
from boilerstrip.training.planting import PlantedLine, PlantedSource, plant_articles, plant_labelled, plant_pages

# The scraper's name in an example from a planted source.
PLANTED = "planted"
_TIMES, _MOST_PAGES = 6, 500
# A reader may join lines or split them: a block is looked for among so many lines, and letters fewer than these prove nothing.
_REACH, _LEAST_LETTERS = 6, 7
_LEAST_SHARE = 0.6
_MOST_WORDS = 60


def read_planted_examples(
    paths: Sequence[Path], bank: Bank, fold: int, fold_of: Mapping[str, int], seed: int
) -> Iterator[Example]:
    """An example for each planted source: of the bank's articles, of the labelled texts and of the annotated HTML pages in the files.

    Only pages of this fold are planted, and `bank` is the fold's part of the bank, so that no line of another fold is in the sources.
    """
    for source in _plant_all(paths, bank, fold, fold_of, seed):
        example = make_planted_example(source, fold)
        if example is not None:
            yield example


def _plant_all(paths: Sequence[Path], bank: Bank, fold: int, fold_of: Mapping[str, int], seed: int) -> Iterator[PlantedSource]:
    yield from plant_articles(bank, _TIMES, seed)
    for path in paths:
        records = [record for record in _read_records(path) if fold_of.get(record["id"].partition("/")[0]) == fold]
        if records and "labels" in records[0]:
            yield from plant_labelled(bank, records, seed)
        elif records and "html" in records[0]:
            yield from plant_pages(bank, records, _MOST_PAGES // FOLDS, seed)


def _read_records(path: Path) -> list[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as file:
        return [
            {key: row.get(key) for key in row if key not in ("html", "text")} | _sources_of(row)
            for row in map(json.loads, file)
        ]


def _sources_of(row: dict[str, Any]) -> dict[str, Any]:
    """What planting needs of a record's sources: labelled texts whole, of pages only that there is one."""
    if "labels" in row:
        return {"text": row["text"]}
    return {"html": ""} if "html" in row else {}


def make_planted_example(source: PlantedSource, fold: int) -> Example | None:
    """The example of a planted source; `None` if a reader finds no block in it."""
    document = read(source.text, url=source.url, kind=source.kind)
    if not document.blocks:
        return None
    lines = _align_lines(document, source.lines)
    fields, features, certain = prepare_source(document)
    sizes = np.array([len(split_tokens(block.text)) for block in document.blocks])
    weight = np.array([line.weight if line else 0.0 for line in lines])
    kept = np.array([float(line is not None and line.label in KEPT_LABELS) for line in lines])
    labels = np.array([LABELS.index(line.label) if line else -1 for line in lines])
    body = [block.text for block, line in zip(document.blocks, lines, strict=True) if line and line.label == "body"]
    return Example(
        source.page or f"bank {fold} {source.language}",
        PLANTED,
        PLANTED,
        source.language,
        get_site(source.url) if source.url else f"bank {source.language}",
        features,
        kept,
        weight * LABELLED_FACTOR * (1 + 0.25 * np.sqrt(np.minimum(sizes, _MOST_WORDS))),
        labels,
        sizes,
        make_outcome(document, fields, certain, body),
        find_small_vote_places(document, fields),
        tuple([block.text for block in document.blocks]),
    )


def _align_lines(document: Document, lines: Sequence[PlantedLine]) -> list[PlantedLine | None]:
    """For each block the line that it came from, compared by letters and digits alone; `None` where there is none."""
    letters = [_letters(line.text) for line in lines]
    found: list[PlantedLine | None] = []
    start = 0
    for block in document.blocks:
        own = _letters(block.text)
        reach = range(start, min(start + _REACH, len(lines)))
        place = next((place for place in reach if own and _is_same(own, letters[place])), None)
        found.append(None if place is None else lines[place])
        if place is not None:
            # A line may have become several blocks: the next block may be of the same line.
            start = place if own != letters[place] and own in letters[place] else place + 1
    return found


def _is_same(own: str, line: str) -> bool:
    if own == line:
        return True
    return len(own) >= _LEAST_LETTERS and (own in line or (line in own and len(line) > _LEAST_SHARE * len(own)))


def _letters(text: str) -> str:
    return "".join([letter for letter in normalize("NFC", text).lower() if letter.isalnum()])
