"""The labeller's net, on numpy alone, and its weights file.

The net is a small stack of dilated convolutions over the blocks of a page (van den Oord et al., "WaveNet", 2016). It sees about sixty blocks
to each side, and two of its layers also see the mean and the maximum of the whole page.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any, BinaryIO, cast
from zipfile import BadZipFile

import numpy as np

from boilerstrip.decide.labeller.arrays import Flags, Floats
from boilerstrip.decide.labeller.feature_names import NAMES
from boilerstrip.decide.labeller.word_votes import SIZE, Steps
from boilerstrip.document.findings import Category

DILATIONS = (1, 2, 4, 8, 16, 32)
# The layers that see the whole page.
POOLED = (0, 3)
KEPT_LABELS = ("headline", "standfirst", "byline", "body")
CUT_LABELS = (
    "newsletter", "subscribe", "related", "repeat", "sharing", "consent", "advert", "navigation",
    "caption", "credits", "comments", "dateline", "other",
)  # fmt: skip
LABELS = KEPT_LABELS + CUT_LABELS
# Standardised features are limited to this many deviations.
MOST_DEVIATIONS = 6.0
# The net is overconfident; with its logits divided by this number, its probabilities are the shares of such blocks that are kept
# (cross-validated).
_TEMPERATURE = 1.5
# OpenBLAS uses other threads from 262,144 multiplications on. For matrices as small as these, threads bring nothing, use the processor while
# they wait, and take it away from programs that clean pages in several processes.
_MOST_MULTIPLICATIONS = 250_000

_DAMAGED = "these weights are damaged ({}); install boilerstrip again, or train again: python -m boilerstrip.training"
_OTHER_FEATURES = "these weights were trained on other cues; train again: python -m boilerstrip.training"
_MOST_BYTES = 10_000_000
# The shape of each array in a weights file; 0 is the width of the net, -2 twice that.
_SHAPES = {
    "first": (len(NAMES), 0),
    "first_bias": (0,),
    "layers": (len(DILATIONS), 3, 0, 0),
    "biases": (len(DILATIONS), 0),
    "pools": (len(POOLED), -2, 0),
    "pool_biases": (len(POOLED), 0),
    "last": (0, 1),
    "last_bias": (1,),
    "labels": (0, len(LABELS)),
    "labels_of_cues": (len(NAMES), len(LABELS)),  # from the features to the labels
    "labels_bias": (len(LABELS),),
    "mean": (len(NAMES),),
    "scale": (len(NAMES),),
}


@dataclass(frozen=True, slots=True)
class Judgement:
    """For each block, its probability of being part of the article, and a logit for each label.

    `features` are standardised, and `active` says which units of each layer are above 0; `Labeller.weigh_features_against` needs both.
    """

    probability: Floats
    label_logits: Floats
    features: Floats
    active: tuple[Flags, ...]

    def pick_categories(self, blocks: Sequence[int]) -> list[Category]:
        """The likeliest category of each of these blocks, assuming that it is no part of the article."""
        likeliest = self.label_logits[list(blocks), len(KEPT_LABELS) :].argmax(axis=1)
        return [cast("Category", CUT_LABELS[number]) for number in likeliest.tolist()]


@dataclass(frozen=True, slots=True)
class Labeller:
    """The net's weights, arrays by name; and the table of sites' votes on words, which `compute_features` needs."""

    weights: Mapping[str, Floats]
    votes: Steps

    def judge(self, features: Floats) -> Judgement:
        """Judge every block of a page; `features` has a row a block."""
        state, standardised, active = self.compute_state(features)
        w = self.weights
        logits = multiply(state, w["last"]) + w["last_bias"]
        label_logits = multiply(state, w["labels"]) + multiply(standardised, w["labels_of_cues"]) + w["labels_bias"]
        return Judgement(1.0 / (1.0 + np.exp(logits[:, 0] / -_TEMPERATURE)), label_logits, standardised, active)

    def compute_state(self, features: Floats) -> tuple[Floats, Floats, tuple[Flags, ...]]:
        """The net's last state, a row a block; the standardised features; and which units of each layer are above 0."""
        w = self.weights
        standardised = self._standardise(features)
        state = _add_and_rectify(multiply(standardised, w["first"]), w["first_bias"])
        active = [state > 0]
        for layer, dilation in enumerate(DILATIONS):
            if layer in POOLED:
                state = state + self._pool_page(state, POOLED.index(layer))
            before, own, after = w["layers"][layer]
            output = multiply(state, own)
            if dilation < len(state):
                output[dilation:] += multiply(state[:-dilation], before)
                output[:-dilation] += multiply(state[dilation:], after)
            state = state + _add_and_rectify(output, w["biases"][layer])
            active.append(output > 0)
        return state, standardised, tuple(active)

    def weigh_features_against(self, judgement: Judgement, blocks: Sequence[int]) -> Floats:
        """How much each feature of these blocks speaks against them, a row a block: the feature times the gradient.

        The gradient is computed through the block alone: its neighbours and the page are held constant.
        """
        w = self.weights
        slope = np.repeat(-w["last"][None, :, 0], len(blocks), axis=0)
        for layer in range(len(DILATIONS) - 1, -1, -1):
            slope += multiply(slope * judgement.active[layer + 1].take(blocks, axis=0), w["layers"][layer, 1].T)
        amounts: Floats = multiply(slope * judgement.active[0].take(blocks, axis=0), w["first"].T)
        amounts *= judgement.features.take(blocks, axis=0)
        return amounts

    def _standardise(self, features: Floats) -> Floats:
        """The features with mean 0 and deviation 1; features that did not vary in training become 0."""
        standardised: Floats = (features - self.weights["mean"]) * self.weights["scale"]
        np.minimum(standardised, MOST_DEVIATIONS, out=standardised)
        np.maximum(standardised, -MOST_DEVIATIONS, out=standardised)
        return standardised

    def _pool_page(self, state: Floats, number: int) -> Floats:
        """What the mean and the maximum of the whole page add to every block."""
        if not len(state):
            return state
        page = np.concatenate((state.mean(axis=0), state.max(axis=0)))
        return _add_and_rectify(page @ self.weights["pools"][number], self.weights["pool_biases"][number])


def _add_and_rectify(output: Floats, bias: Floats) -> Floats:
    """Add the bias and replace negative values by 0, in place."""
    output += bias
    np.maximum(output, 0.0, out=output)
    return output


def multiply(rows: Floats, weights: Floats) -> Floats:
    """The matrix product, on the calling thread: some rows at a time, so few that OpenBLAS does not use other threads.

    >>> multiply(np.ones((3, 2), dtype=np.float32), np.full((2, 1), 2.0, dtype=np.float32)).tolist()
    [[4.0], [4.0], [4.0]]
    """
    step = max(1, _MOST_MULTIPLICATIONS // weights.size)
    if len(rows) <= step:
        whole: Floats = rows @ weights
        return whole
    product = np.empty((len(rows), weights.shape[1]), dtype=np.float32)
    for start in range(0, len(rows), step):
        np.matmul(rows[start : start + step], weights, out=product[start : start + step])
    return product


@cache
def default_labeller() -> Labeller:
    """The labeller in the package; its weights are read on first use."""
    with (files("boilerstrip.decide.labeller") / "weights.npz").open("rb") as file:
        return load_labeller(file)


def load_labeller(file: Path | BinaryIO | Any) -> Labeller:
    """Read a labeller from a weights file. Raises `ValueError` if the file is damaged, or was made for other features.

    The file's own checksums are compared as it is read, and no object in it is ever built (no pickle).
    """
    try:
        with np.load(file, allow_pickle=False) as archive:
            arrays = {name: archive[name] for name in archive.files}
    except (OSError, ValueError, EOFError, KeyError, BadZipFile) as error:
        raise ValueError(_DAMAGED.format(f"{type(error).__name__}: {error}")) from error
    if "names" not in arrays or tuple(arrays.pop("names").tolist()) != NAMES:
        raise ValueError(_OTHER_FEATURES)
    votes = arrays.pop("votes", None)
    if votes is None or votes.shape != (SIZE,) or votes.dtype != np.int8:
        raise ValueError(_DAMAGED.format("it holds no table of votes on words"))
    _check_arrays(arrays)
    return Labeller({name: array.astype(np.float32) for name, array in arrays.items()}, votes)


def _check_arrays(arrays: Mapping[str, np.ndarray[Any, Any]]) -> None:
    """Raise `ValueError` unless these are the arrays of `_SHAPES`, with finite numbers."""
    if arrays.keys() != _SHAPES.keys():
        raise ValueError(_DAMAGED.format(f"it holds {', '.join(sorted(arrays))}"))
    if sum(array.nbytes for array in arrays.values()) > _MOST_BYTES:
        raise ValueError(_DAMAGED.format("it is too large"))
    width = arrays["first_bias"].size
    for name, shape in _SHAPES.items():
        array = arrays[name]
        if array.shape != tuple([size if size > 0 else width * (-size or 1) for size in shape]) or not np.isfinite(array).all():
            raise ValueError(_DAMAGED.format(f"{name} has the shape {array.shape}, or values that are no numbers"))
