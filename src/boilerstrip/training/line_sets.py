"""The lines that the line model learns from: labelled lines of real texts, the bank's lines, and lines of annotated pages."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from boilerstrip.decide.labeller.characters import read_characters
from boilerstrip.decide.labeller.labels import KEPT_LABELS, LABELS
from boilerstrip.decide.labeller.line_tokens import LineTokens, join_tokens, read_line_tokens
from boilerstrip.decide.labeller.tokens import read_letters
from boilerstrip.text.normalise import fold, tidy
from boilerstrip.training.augment import THINNED
from boilerstrip.training.bank import CATALOGUES, fold_of_row
from boilerstrip.training.examples import Example
from boilerstrip.training.planted_examples import PLANTED
from boilerstrip.training.planting import NAMES_OF_OUTLETS

# How much a line weighs: a labelled one, one of the bank, a message of free software, and one of an annotated page.
_LABELLED, _OF_BANK, _MESSAGE, _OF_PAGE = 1.0, 2.0, 0.5, 0.3
# Lines of annotated pages that are taken from each page, at most.
_MOST_OF_PAGE = 60
_AT_ONCE = 2000


class Line(NamedTuple):
    """A line to learn from: its label's number, or -1; whether it is kept; its weight; and the fold of its site or group."""

    text: str
    label: int
    kept: bool
    weight: float
    fold: int


@dataclass(frozen=True, slots=True)
class LineSet:
    """Lines as arrays, and their words."""

    texts: tuple[str, ...]
    tokens: LineTokens
    labels: NDArray[np.int64]
    kept: NDArray[np.float32]
    weight: NDArray[np.float32]
    folds: NDArray[np.int64]


def read_line_set(
    examples: Sequence[Example], fold_of: Mapping[str, int], bank: Path | None, without: Collection[str] = ()
) -> LineSet:
    """All lines, each once in a fold."""
    lines = dict.fromkeys(_read_bank_lines(bank, without) if bank is not None else ())
    lines |= dict.fromkeys(_read_labelled(examples, fold_of))
    known = {(line.text, line.fold) for line in lines}
    lines |= dict.fromkeys(line for line in _read_annotated(examples, fold_of) if (line.text, line.fold) not in known)
    texts, labels, kept, weight, folds = zip(*lines, strict=True)
    return LineSet(
        texts,
        read_tokens(texts),
        np.array(labels),
        np.array(kept, dtype=np.float32),
        np.array(weight, dtype=np.float32),
        np.array(folds),
    )


def read_tokens(texts: Sequence[str]) -> LineTokens:
    """The words of some texts as the line model knows them.

    >>> read_tokens(["Read more", "Ferries sink"]).bounds.tolist()
    [0, 2, 4]
    """
    parts = []
    for start in range(0, len(texts), _AT_ONCE):
        tidied = [tidy(text) for text in texts[start : start + _AT_ONCE]]
        folded = [fold(text) for text in tidied]
        _, stream = read_characters(tidied)
        parts.append(read_line_tokens(read_letters(folded, stream), stream))
    return join_tokens(parts, np.arange(len(texts) + 1))


def _read_bank_lines(folder: Path, without: Collection[str]) -> Iterator[Line]:
    for path in sorted(folder.glob("*.jsonl")):
        weight = _MESSAGE if path.name == CATALOGUES else _OF_BANK
        for number, row in enumerate(map(json.loads, path.read_text(encoding="utf-8").splitlines())):
            if row["lang"] in without:
                continue
            for label, text in row["lines"] if "article" in row else [(row["label"], row["text"])]:
                named = text.replace("{N}", NAMES_OF_OUTLETS[number % len(NAMES_OF_OUTLETS)])
                yield Line(named, LABELS.index(label), label in KEPT_LABELS, weight, fold_of_row(row, number))


def _read_labelled(examples: Sequence[Example], fold_of: Mapping[str, int]) -> Iterator[Line]:
    for example in examples:
        if not example.scraper.startswith((THINNED, PLANTED)):
            for text, label, weight in zip(example.texts, example.labels.tolist(), example.weight.tolist(), strict=True):
                if label >= 0 and weight:
                    yield Line(text, label, label < len(KEPT_LABELS), _LABELLED, fold_of[example.page])


def _read_annotated(examples: Sequence[Example], fold_of: Mapping[str, int]) -> Iterator[Line]:
    """Lines of annotated pages, known to be kept or not; of a page with many lines, some from all its parts."""
    for example in examples:
        if example.scraper != "html" or example.labels.max(initial=-1) >= 0:
            continue
        blocks = np.flatnonzero(example.weight > 0)
        step = max(1, -(-len(blocks) // _MOST_OF_PAGE))
        for block in blocks[::step].tolist():
            yield Line(example.texts[block], -1, bool(example.kept[block]), _OF_PAGE, fold_of[example.page])
