"""The net of the labeller, on numpy alone.

A small stack of dilated convolutions over the blocks of a page (van den Oord et al., "WaveNet", 2016), which sees some sixty blocks to
each side, with two looks at the whole page.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any, BinaryIO, cast

import numpy as np
from numpy.typing import NDArray

from boilerstrip.decide.labeller.arrays import Floats
from boilerstrip.decide.labeller.feature_names import NAMES
from boilerstrip.decide.labeller.matrix_product import product
from boilerstrip.decide.labeller.weights_file import read_weights
from boilerstrip.decide.labeller.word_votes import Steps
from boilerstrip.document.findings import Category

Flags = NDArray[np.bool_]

DILATIONS = (1, 2, 4, 8, 16, 32)
POOLED = (0, 3)
KEPT = ("headline", "standfirst", "byline", "body")
CUT = (
    "newsletter", "subscribe", "related", "repeat", "sharing", "consent", "advert", "navigation",
    "caption", "credits", "comments", "dateline", "other",
)  # fmt: skip
LABELS = KEPT + CUT
FARTHEST = 6.0
# The net is surer than it is right; so divided, its probabilities say what share of such blocks is kept (cross-validated).
_TEMPERATURE = 1.5

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
    "labels_of_cues": (len(NAMES), len(LABELS)),
    "labels_bias": (len(LABELS),),
    "mean": (len(NAMES),),
    "scale": (len(NAMES),),
}


@dataclass(frozen=True, slots=True)
class Judgement:
    """What the labeller says of each block: its probability of being part of the article, and a logit for each label.

    `seen` holds the cues as the net saw them, and `active` where each of its layers answered anything, so that `Labeller.against` need not
    ask again.
    """

    kept: Floats
    labels: Floats
    seen: Floats
    active: tuple[Flags, ...]

    def categories(self, blocks: Sequence[int]) -> list[Category]:
        """The likeliest category of each of these blocks, as far as they are no part of the article."""
        likeliest = self.labels[list(blocks), len(KEPT) :].argmax(axis=1)
        return [cast("Category", CUT[number]) for number in likeliest.tolist()]


@dataclass(frozen=True, slots=True)
class Labeller:
    """The net's weights, arrays by name; and the table of sites' votes on words, which `features` needs."""

    weights: Mapping[str, Floats]
    votes: Steps

    def judge(self, cues: Floats) -> Judgement:
        """The probability of every block to be part of the article, 0.0 to 1.0, and its label's logits."""
        state, seen, active = self.state(cues)
        w = self.weights
        logits = product(state, w["last"]) + w["last_bias"]
        labels = product(state, w["labels"]) + product(seen, w["labels_of_cues"]) + w["labels_bias"]
        return Judgement(1.0 / (1.0 + np.exp(logits[:, 0] / -_TEMPERATURE)), labels, seen, active)

    def state(self, cues: Floats) -> tuple[Floats, Floats, tuple[Flags, ...]]:
        """The net's last state, one row a block; the cues as it saw them; and where each layer answered anything."""
        w = self.weights
        seen = self.standardised(cues)
        state = _positive(product(seen, w["first"]), w["first_bias"])
        active = [state > 0]
        for layer, dilation in enumerate(DILATIONS):
            if layer in POOLED:
                state = state + self._page(state, POOLED.index(layer))
            before, own, behind = w["layers"][layer]
            found = product(state, own)
            if dilation < len(state):
                found[dilation:] += product(state[:-dilation], before)
                found[:-dilation] += product(state[dilation:], behind)
            state = state + _positive(found, w["biases"][layer])
            active.append(found > 0)
        return state, seen, tuple(active)

    def against(self, judgement: Judgement, blocks: Sequence[int]) -> Floats:
        """How much each cue of these blocks spoke against them: gradient times cue, one row a block, one column a name in `NAMES`.

        The gradient is followed through the block alone, its neighbours and the page taken as they are.
        """
        w = self.weights
        slope = np.repeat(-w["last"][None, :, 0], len(blocks), axis=0)
        for layer in range(len(DILATIONS) - 1, -1, -1):
            slope += product(slope * judgement.active[layer + 1].take(blocks, axis=0), w["layers"][layer, 1].T)
        found: Floats = product(slope * judgement.active[0].take(blocks, axis=0), w["first"].T)
        found *= judgement.seen.take(blocks, axis=0)
        return found

    def standardised(self, matrix: Floats) -> Floats:
        """The cues with mean 0 and deviation 1; those that never varied in training are 0."""
        seen: Floats = (matrix - self.weights["mean"]) * self.weights["scale"]
        np.minimum(seen, FARTHEST, out=seen)
        np.maximum(seen, -FARTHEST, out=seen)
        return seen

    def _page(self, state: Floats, number: int) -> Floats:
        """What the whole page adds to every block."""
        if not len(state):
            return state
        page = np.concatenate((state.mean(axis=0), state.max(axis=0)))
        return _positive(page @ self.weights["pools"][number], self.weights["pool_biases"][number])


def _positive(found: Floats, bias: Floats) -> Floats:
    """A layer's answer, worked out in place."""
    found += bias
    np.maximum(found, 0.0, out=found)
    return found


@cache
def default_labeller() -> Labeller:
    """The labeller that comes with the package; read on first use."""
    with (files("boilerstrip.decide.labeller") / "weights.npz").open("rb") as file:
        return load_labeller(file)


def load_labeller(file: Path | BinaryIO | Any) -> Labeller:
    """A labeller from a weights file. Raises `ValueError` where the file was made for other cues, or is damaged."""
    weights, votes = read_weights(file, _SHAPES)
    return Labeller(weights, votes)
