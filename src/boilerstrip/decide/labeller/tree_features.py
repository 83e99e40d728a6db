"""Cues of a block in HTML: which elements it stands in, and how much of the running text these hold."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

import numpy as np

from boilerstrip.decide.labeller.arrays import Floats, Ints
from boilerstrip.decide.labeller.page_arrays import ROW, Page, rows

_NUMBERS = re.compile(r"\[\d+\]")
# The element right around a block, the one around that, and the one two steps farther out.
_LEVELS = (0, 1, 3)
_PROSE, _LINKED, _BLOCKS = (rows(f"{name}_0", f"{name}_2") for name in ("held_prose", "held_links", "held_blocks"))
_MOST_STEPS = 12


def fill_tree_features(cues: Floats, page: Page) -> None:
    """What the elements around each block hold, how far it stands from the element with the running text, and where its kin stand."""
    if page.document.kind != "html":
        return
    steps = [(path or "").rpartition("/") for path in page.columns["path"]]
    met: dict[str, int] = {}
    parents = np.array([met.setdefault(parent, len(met)) for parent, _, _ in steps])
    paths = tuple(met)
    _fill_held(cues, page, parents, paths)
    parted = [path.split("/") for path in paths]
    _fill_container(cues, (page.document.container or "").split("/"), parents, parted)
    _fill_kin(cues, page.running, parents, paths, [step.partition("[")[0] for _, _, step in steps])
    _fill_steps(cues, parents, parted)


def _fill_held(cues: Floats, page: Page, parents: Ints, paths: Sequence[str]) -> None:
    """Of the elements around each block: their share of the running text, of links, and how many blocks they hold."""
    amounts = np.stack((page.running, page.numbers("link_chars"), page.seen.sizes, np.ones(page.size, dtype=np.float32)))
    by_parent = np.stack([np.bincount(parents, row, len(paths)) for row in amounts])
    lineages = [tuple(_lineage(path)) for path in paths]
    place: dict[str, int] = {}
    pairs = [(place.setdefault(path, len(place)), number) for number, around in enumerate(lineages) for path in around]
    outer, inner = np.array(pairs).T
    held = np.stack([np.bincount(outer, row[inner], len(place)) for row in by_parent])
    for order, level in enumerate(_LEVELS):
        around = np.array([place[lineage[min(level, len(lineage) - 1)]] for lineage in lineages]).take(parents)
        prose, links, chars, blocks = held.take(around, axis=1)
        cues[_PROSE.start + order] = prose
        cues[_LINKED.start + order] = np.minimum(links / np.maximum(chars, 1), 1)
        cues[_BLOCKS.start + order] = blocks


def _lineage(path: str) -> Iterator[str]:
    """An element and those around it, from the inside out."""
    for _ in range(_LEVELS[-1] + 1):
        yield path
        path = path.rpartition("/")[0]
        if not path:
            return


def _fill_container(cues: Floats, container: Sequence[str], parents: Ints, paths: Sequence[Sequence[str]]) -> None:
    """Whether each block stands in the element with the running text; if so how deep, else how many steps outside."""
    depth = len(container)
    told = []
    for path in paths:
        shared = _shared(path, container)
        inside = shared == depth
        told.append((inside, len(path) - depth if inside else 0, depth - shared))
    table = np.minimum(np.array(told, dtype=np.float32).T, _MOST_STEPS)
    cues[rows("in_container", "steps_out")] = table.take(parents, axis=1)


def _fill_kin(cues: Floats, running: Floats, parents: Ints, paths: Sequence[str], tags: Sequence[str]) -> None:
    """What blocks of the same tag in elements of the same names hold of the running text, and how many they are."""
    forms: dict[str, int] = {}
    form_of = [forms.setdefault(_NUMBERS.sub("", path), len(forms)) for path in paths]
    kin: dict[tuple[int, str], int] = {}
    numbers = np.array([kin.setdefault((form_of[parent], tag), len(kin)) for parent, tag in zip(parents, tags, strict=True)])
    cues[ROW["kin_prose"]] = np.bincount(numbers, running).take(numbers)
    cues[ROW["kin"]] = np.bincount(numbers).take(numbers)


def _fill_steps(cues: Floats, parents: Ints, paths: Sequence[Sequence[str]]) -> None:
    """How many steps through the tree part each block's element from that of the block before it, and of the one behind."""
    steps = np.zeros(len(parents), dtype=np.float32)
    in_order = [paths[parent] for parent in parents.tolist()]
    steps[1:] = [0 if one is other else len(one) + len(other) - 2 * _shared(one, other) for one, other in pairwise(in_order)]
    np.minimum(steps, _MOST_STEPS, out=steps)
    cues[ROW["steps_from_last"]] = steps / 4
    cues[ROW["steps_to_next"], :-1] = steps[1:] / 4


def _shared(one: Sequence[str], other: Sequence[str]) -> int:
    """How many steps two paths share.

    >>> _shared(["html", "body", "div[1]"], ["html", "body", "div[12]", "p"])
    2
    """
    for place, (step, beside) in enumerate(zip(one, other, strict=False)):
        if step != beside:
            return place
    return min(len(one), len(other))
