"""Checks that a weights file is whole before anything is decided with it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, BinaryIO
from zipfile import BadZipFile

import numpy as np

from boilerstrip.decide.labeller.arrays import Floats
from boilerstrip.decide.labeller.feature_names import NAMES
from boilerstrip.decide.labeller.word_votes import SIZE, Steps

_DAMAGED = "these weights are damaged ({}); install boilerstrip again, or train again: python -m boilerstrip.training.__main__"
_MOST_BYTES = 10_000_000


def read_weights(file: Path | BinaryIO | Any, shapes: Mapping[str, tuple[int, ...]]) -> tuple[dict[str, Floats], Steps]:
    """The arrays of a weights file, by name, and its table of votes; a size of 0 is the width of the net, and -2 twice that.

    The file's own checksums are compared as it is read, and no object in it is ever built (no pickle). Raises `ValueError` where it is
    damaged, or was made for other cues.
    """
    try:
        with np.load(file, allow_pickle=False) as arrays:
            found = {name: arrays[name] for name in arrays.files}
    except (OSError, ValueError, EOFError, KeyError, BadZipFile) as error:
        raise ValueError(_DAMAGED.format(f"{type(error).__name__}: {error}")) from error
    if "names" not in found or tuple(found.pop("names").tolist()) != NAMES:
        raise ValueError("these weights were trained on other cues; train again: python -m boilerstrip.training.__main__")
    votes = found.pop("votes", None)
    if votes is None or votes.shape != (SIZE,) or votes.dtype != np.int8:
        raise ValueError(_DAMAGED.format("it holds no table of votes on words"))
    if found.keys() != shapes.keys():
        raise ValueError(_DAMAGED.format(f"it holds {', '.join(sorted(found))}"))
    if sum(array.nbytes for array in found.values()) > _MOST_BYTES:
        raise ValueError(_DAMAGED.format("it is too large"))
    width = found["first_bias"].size
    for name, shape in shapes.items():
        array = found[name]
        if array.shape != tuple([size if size > 0 else width * (-size or 1) for size in shape]) or not np.isfinite(array).all():
            raise ValueError(_DAMAGED.format(f"{name} has the shape {array.shape}, or values that are no numbers"))
    return {name: array.astype(np.float32) for name, array in found.items()}, votes
