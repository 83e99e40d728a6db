"""What the labeller sees of a page: one row of numbers a block, made in one pass over the page's characters.

Shape, place, marks, repeats, shared words and the filters' claims. Besides, each block's words and pairs of words go to one of the nets
as hashes; only those that many sites use have a meaning there.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

import numpy as np

from boilerstrip.document import Document
from boilerstrip.findings import Claim
from boilerstrip.labeller.characters import Floats, Ints, read_characters, wording
from boilerstrip.labeller.columns import CATEGORIES, NAMES, TAGS, TOKENS
from boilerstrip.labeller.context import page_cues, place_cues, rhythm, shared_words
from boilerstrip.labeller.shape import mark_cues, shape_cues
from boilerstrip.roles import Roles

_NUMBER_OF = {category: number for number, category in enumerate(CATEGORIES)}


class Cues(NamedTuple):
    """What the labeller sees: a row of numbers for each block, and the buckets of its words, one block's after the other's."""

    matrix: Floats
    buckets: Ints
    sizes: Ints


def features(document: Document, claims: Iterable[Claim], roles: Roles) -> Cues:
    r"""The cues of a page; `matrix` has one row a block and one column a name in `NAMES`, about -1 to 3 each.

    >>> from boilerstrip.readers import read
    >>> cues = features(read("Ferry sinks\nNobody was hurt."), (), Roles())
    >>> cues.matrix.shape == (2, len(NAMES)), cues.sizes.tolist()
    (True, [4, 6])
    """
    if not document.blocks:
        return Cues(np.zeros((0, len(NAMES)), dtype=np.float32), np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64))
    seen = read_characters(document.folded, [block.text for block in document.blocks])
    prose = np.array(document.prose, dtype=np.float32)
    shape = shape_cues(document, seen, prose)
    parts = [shape, mark_cues(document), place_cues(document, prose, roles), shared_words(document, seen, prose, roles)]
    claimed = _claimed(document, claims)
    sure = claimed[:, len(CATEGORIES) :].max(axis=1)
    parts += [rhythm(document, seen, prose, sure), page_cues(document, shape, prose, sure), claimed, _elements(document)]
    buckets, sizes = wording(seen.words, len(document.blocks))
    return Cues(np.concatenate(parts, axis=1, dtype=np.float32), buckets, sizes)


def _claimed(document: Document, claims: Iterable[Claim]) -> Floats:
    """The strongest hint of each category, and whether a filter is certain of it; what only says where a block stands is left out."""
    found = np.zeros((len(document.blocks), 2 * len(CATEGORIES)), dtype=np.float32)
    for _, finding in claims:
        if finding.by_place:
            continue
        column = _NUMBER_OF.get(finding.category, len(CATEGORIES) - 1)
        if finding.certain and finding.span is None:
            found[finding.block, column + len(CATEGORIES)] = 1.0
        elif finding.score > found[finding.block, column]:
            found[finding.block, column] = finding.score
    return found


def _elements(document: Document) -> Floats:
    found = np.zeros((len(document.blocks), len(TAGS) + len(TOKENS)), dtype=np.float32)
    if document.kind != "html":
        return found
    for row, block in zip(found, document.blocks, strict=True):
        for column, tag in enumerate(TAGS):
            if tag in block.tags:
                row[column] = 1.0
        for column, tokens in enumerate(TOKENS.values(), len(TAGS)):
            row[column] = min(2, len(block.tokens.intersection(tokens)))
    return found
