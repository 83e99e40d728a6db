"""Features of a block in HTML: which elements hold it, and how much of the running text they hold."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

import numpy as np

from boilerstrip.decide.labeller.arrays import Floats, Ints
from boilerstrip.decide.labeller.page_arrays import ROW, Page, row_range

_NUMBERS = re.compile(r"\[\d+\]")
# A block's parent element, the parent of that, and the element two steps further out.
_LEVELS = (0, 1, 3)
_PROSE_ROWS, _LINK_ROWS, _BLOCK_ROWS = (
    row_range(f"{name}_0", f"{name}_2") for name in ("held_prose", "held_links", "held_blocks")
)
_MOST_STEPS = 12


def fill_tree_features(features: Floats, page: Page) -> None:
    """What the elements around each block hold, how far it is from the running text's element, and what similar elements hold."""
    if page.document.kind != "html":
        return
    paths = [(path or "").rpartition("/") for path in page.block_fields["path"]]
    numbers: dict[str, int] = {}
    parents = np.array([numbers.setdefault(parent, len(numbers)) for parent, _, _ in paths])
    parent_paths = tuple(numbers)
    _fill_held(features, page, parents, parent_paths)
    split_paths = [path.split("/") for path in parent_paths]
    _fill_container(features, (page.document.container or "").split("/"), parents, split_paths)
    _fill_kin(features, page.main_share, parents, parent_paths, [step.partition("[")[0] for _, _, step in paths])
    _fill_steps(features, parents, split_paths)


def _fill_held(features: Floats, page: Page, parents: Ints, parent_paths: Sequence[str]) -> None:
    """For the elements around each block: their share of the running text and of links, and how many blocks they hold."""
    blocks_alone = np.ones(page.size, dtype=np.float32)
    amounts = np.stack((page.main_share, page.get_numbers("link_chars"), page.characters.sizes, blocks_alone))
    by_parent = np.stack([np.bincount(parents, row, len(parent_paths)) for row in amounts])
    ancestors = [tuple(_list_ancestors(path)) for path in parent_paths]
    place: dict[str, int] = {}
    pairs = [(place.setdefault(path, len(place)), number) for number, around in enumerate(ancestors) for path in around]
    outer, inner = np.array(pairs).T
    held = np.stack([np.bincount(outer, row[inner], len(place)) for row in by_parent])
    for order, level in enumerate(_LEVELS):
        around = np.array([place[paths[min(level, len(paths) - 1)]] for paths in ancestors]).take(parents)
        prose, links, chars, blocks = held.take(around, axis=1)
        features[_PROSE_ROWS.start + order] = prose
        features[_LINK_ROWS.start + order] = np.minimum(links / np.maximum(chars, 1), 1)
        features[_BLOCK_ROWS.start + order] = blocks


def _list_ancestors(path: str) -> Iterator[str]:
    """An element and those around it, from the inside out, up to the last of `_LEVELS`."""
    for _ in range(_LEVELS[-1] + 1):
        yield path
        path = path.rpartition("/")[0]
        if not path:
            return


def _fill_container(features: Floats, container: Sequence[str], parents: Ints, parent_paths: Sequence[Sequence[str]]) -> None:
    """Whether each block is in the element with the running text; if so how deep, or else how many steps outside."""
    depth = len(container)
    columns = []
    for path in parent_paths:
        shared = _count_shared_steps(path, container)
        inside = shared == depth
        columns.append((inside, len(path) - depth if inside else 0, depth - shared))
    table = np.minimum(np.array(columns, dtype=np.float32).T, _MOST_STEPS)
    features[row_range("in_container", "steps_out")] = table.take(parents, axis=1)


def _fill_kin(features: Floats, main_share: Floats, parents: Ints, parent_paths: Sequence[str], tags: Sequence[str]) -> None:
    """How many blocks have the same tag in elements of the same names, and their share of the running text."""
    forms: dict[str, int] = {}
    form_of = [forms.setdefault(_NUMBERS.sub("", path), len(forms)) for path in parent_paths]
    kin: dict[tuple[int, str], int] = {}
    numbers = np.array([kin.setdefault((form_of[parent], tag), len(kin)) for parent, tag in zip(parents, tags, strict=True)])
    features[ROW["kin_prose"]] = np.bincount(numbers, main_share).take(numbers)
    features[ROW["kin"]] = np.bincount(numbers).take(numbers)


def _fill_steps(features: Floats, parents: Ints, parent_paths: Sequence[Sequence[str]]) -> None:
    """How many steps through the tree each block's element is away from that of the block before it, and of the block after it."""
    steps = np.zeros(len(parents), dtype=np.float32)
    in_order = [parent_paths[parent] for parent in parents.tolist()]
    steps[1:] = [
        0 if one is other else len(one) + len(other) - 2 * _count_shared_steps(one, other) for one, other in pairwise(in_order)
    ]
    np.minimum(steps, _MOST_STEPS, out=steps)
    features[ROW["steps_from_last"]] = steps / 4
    features[ROW["steps_to_next"], :-1] = steps[1:] / 4


def _count_shared_steps(one: Sequence[str], other: Sequence[str]) -> int:
    """The number of steps that two paths have in common from their beginning.

    >>> _count_shared_steps(["html", "body", "div[1]"], ["html", "body", "div[12]", "p"])
    2
    """
    for place, (step, other_step) in enumerate(zip(one, other, strict=False)):
        if step != other_step:
            return place
    return min(len(one), len(other))
