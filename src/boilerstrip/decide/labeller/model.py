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
from typing import IO, Any

import numpy as np
from numpy.typing import NDArray

from boilerstrip.decide.labeller.arrays import Flags, Floats, multiply
from boilerstrip.decide.labeller.feature_names import NAMES
from boilerstrip.decide.labeller.labels import CUT_LABELS, KEPT_LABELS, LABELS
from boilerstrip.decide.labeller.line_model import (
    HIDDEN_SIZE,
    ROW_BITS,
    ROW_SIZE,
    TEXT_SIZE,
    WORD_SIZE,
    LineModel,
    read_line_model,
)
from boilerstrip.decide.labeller.weights_file import DAMAGED, read_weights
from boilerstrip.decide.labeller.word_votes import SIZE, Steps
from boilerstrip.document.findings import Category

DILATIONS = (1, 2, 4, 8, 16, 32)
# The layers that see the whole page.
POOLED = (0, 3)
# Standardised features are limited to this many deviations.
MOST_DEVIATIONS = 6.0
_OTHER_FEATURES = "these weights were trained on other features; train again: python -m boilerstrip.training"
# The shape of each array in a weights file; 0 is the width of the net, -2 twice that, -1 the number of known words, -3 one more.
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
    "temperature": (1,),
    "votes": (SIZE,),
    "line_hashes": (-1,),
    "line_words": (-3, WORD_SIZE),
    "line_rows": (1 << ROW_BITS, ROW_SIZE),
    "line_steps": (2,),
    "line_hidden": (TEXT_SIZE, HIDDEN_SIZE),
    "line_hidden_bias": (HIDDEN_SIZE,),
    "line_last": (HIDDEN_SIZE, len(LABELS)),
    "line_last_bias": (len(LABELS),),
    "line_skip": (TEXT_SIZE, len(LABELS)),
}
# Arrays of bytes stay as they are in the file; the others are made to floats.
_TABLES = frozenset(["votes", "line_hashes", "line_words", "line_rows"])


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
        return [CUT_LABELS[number] for number in likeliest.tolist()]


@dataclass(frozen=True, slots=True)
class Labeller:
    """The net's weights, arrays by name; and what `compute_features` needs: the table of sites' votes on words, and the line model.

    The net is overconfident: its logits are divided by the weight `temperature`, so that its probabilities are the shares of such blocks
    that are kept (Guo et al., "On Calibration of Modern Neural Networks", 2017).
    """

    weights: Mapping[str, Floats]
    votes: Steps
    lines: LineModel

    def judge(self, features: Floats) -> Judgement:
        """Judge every block of a page; `features` has a row a block."""
        state, standardised, active = self.compute_state(features)
        w = self.weights
        logits = multiply(state, w["last"]) + w["last_bias"]
        label_logits = multiply(state, w["labels"]) + multiply(standardised, w["labels_of_cues"]) + w["labels_bias"]
        return Judgement(1.0 / (1.0 + np.exp(logits[:, 0] / -w["temperature"])), label_logits, standardised, active)

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


@cache
def default_labeller() -> Labeller:
    """The labeller in the package; its weights are read on first use."""
    path = files("boilerstrip.decide.labeller") / "weights.npz"
    if isinstance(path, Path):
        return load_labeller(path)
    with path.open("rb") as file:
        return load_labeller(file)


def load_labeller(file: Path | IO[bytes]) -> Labeller:
    """Read a labeller from a weights file. Raises `ValueError` if the file is damaged, or was made for other features.

    The large tables of a file on disk are mapped into memory, so that processes share them. The file's own checksums are compared, and no
    object in it is ever built (no pickle).
    """
    arrays = read_weights(file)
    if tuple(arrays.pop("names", np.zeros(0)).tolist()) != NAMES:
        raise ValueError(_OTHER_FEATURES)
    _check_arrays(arrays)
    weights = {name: array.astype(np.float32) for name, array in arrays.items() if name not in _TABLES}
    return Labeller(weights, arrays["votes"].view(np.int8), read_line_model(arrays))


def _check_arrays(arrays: Mapping[str, NDArray[Any]]) -> None:
    """Raise `ValueError` unless these are the arrays of `_SHAPES`, with finite numbers."""
    if arrays.keys() != _SHAPES.keys():
        raise ValueError(DAMAGED.format(f"it holds {', '.join(sorted(arrays))}"))
    width, known = arrays["first_bias"].size, len(arrays["line_hashes"])
    sizes = {0: width, -2: 2 * width, -1: known, -3: known + 1}
    for name, shape in _SHAPES.items():
        array = arrays[name]
        if array.shape != tuple([sizes.get(size, size) for size in shape]):
            raise ValueError(DAMAGED.format(f"{name} has the shape {array.shape}"))
        is_sound = array.dtype.kind in "iu" if name in _TABLES else np.isfinite(array).all()
        if not is_sound:
            raise ValueError(DAMAGED.format(f"{name} holds values that are no numbers"))
