"""What is known of a page before its cues are told: its characters and words, and what readers and filters say of its blocks."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

import numpy as np

from boilerstrip.decide.labeller.arrays import Floats
from boilerstrip.decide.labeller.characters import Characters
from boilerstrip.decide.labeller.feature_names import NAMES
from boilerstrip.decide.labeller.page_text import read_page
from boilerstrip.decide.labeller.tokens import Words
from boilerstrip.document import Block, Document
from boilerstrip.fields import Fields

# The row of each cue while they are told: one cue of all blocks stands together, which is what numpy is fast at.
ROW = {name: number for number, name in enumerate(NAMES)}


class Page(NamedTuple):
    """A page with its blocks' fields, each as one tuple, and its numbers: blank-separated words and running text by block.

    `running` has each block's share of the running text in the main run, the sum of which is 1 where there is any.
    """

    document: Document
    columns: Mapping[str, tuple[Any, ...]]
    seen: Characters
    words: Words
    counted: Floats
    prose: Floats
    running: Floats
    fields: Fields

    @property
    def size(self) -> int:
        """The number of blocks."""
        return len(self.prose)

    def numbers(self, field: str, most: int | None = None) -> Floats:
        """A field of all blocks as numbers, those that are larger than `most` cut to it."""
        found = np.fromiter(self.columns[field], np.float32, self.size)
        return found if most is None else np.minimum(found, most, out=found)


def page_of(document: Document, fields: Fields) -> Page:
    """The page of a document that has blocks.

    >>> page = page_of(Document((Block("Ferry sinks"), Block("Nobody was hurt."))), Fields())
    >>> page.size, page.counted.tolist(), page.numbers("level").tolist()
    (2, [2.0, 3.0], [0.0, 0.0])
    """
    size = len(document.blocks)
    columns = dict(zip(Block._fields, zip(*document.blocks, strict=True), strict=True))
    seen, words = read_page(columns["text"], document.folded, document.lexicon)
    counted = np.fromiter(document.words, np.float32, size)
    prose = np.fromiter(document.prose, np.float32, size)
    running = np.zeros(size, dtype=np.float32)
    running[document.main.start : document.main.end] = prose[document.main.start : document.main.end]
    running /= max(float(running.sum()), 1.0)
    return Page(document, columns, seen, words, counted, prose, running, fields)


def rows(first: str, last: str) -> slice:
    """The rows of the cues from one to another.

    >>> rows("commas", "quotes").stop - rows("commas", "quotes").start
    2
    """
    return slice(ROW[first], ROW[last] + 1)


def pair(first: str, second: str) -> slice:
    """Two rows of the cues alone.

    >>> list(range(len(NAMES)))[pair("chars", "digits")] == [ROW["chars"], ROW["digits"]]
    True
    """
    return slice(ROW[first], ROW[second] + 1, ROW[second] - ROW[first])
