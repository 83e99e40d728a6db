"""The nets of the labeller, on numpy alone.

Each is a small stack of dilated convolutions over the blocks of a page (van den Oord et al., "WaveNet", 2016), which sees some sixty
blocks to each side, with two looks at the whole page. One of the two nets also sees hashed words. Their logits are averaged.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np
from numpy.typing import NDArray

from boilerstrip.labeller.characters import Floats
from boilerstrip.labeller.features import NAMES, Cues

DILATIONS = (1, 2, 4, 8, 16, 32)
POOLED = (0, 3)
LABELS = (
    "headline", "standfirst", "byline", "body",
    "newsletter", "subscribe", "related", "repeat", "sharing", "consent", "advert", "navigation", "caption", "credits", "comments", "dateline", "other",
)  # fmt: skip
CUT = LABELS[4:]
FARTHEST = 6.0


@dataclass(frozen=True, slots=True)
class Judgement:
    """What the labeller says of each block: its probability of being part of the article, and the likeliest label if it is cut."""

    kept: Floats
    labels: Floats
    hidden: tuple[Floats, ...]

    def category(self, block: int) -> str:
        """The likeliest category of a block that is no part of the article."""
        return CUT[int(self.labels[block, len(LABELS) - len(CUT) :].argmax())]


@dataclass(frozen=True, slots=True)
class Labeller:
    """The nets' weights: arrays by name, the nets stacked along the first axis; `buckets` maps hashed words to embedded ones."""

    weights: Mapping[str, Floats]
    buckets: NDArray[np.uint16]

    def judge(self, cues: Cues) -> Judgement:
        """The probability of every block to be part of the article, 0.0 to 1.0, and its label's logits."""
        w = self.weights
        seen = self.standardised(cues.matrix)
        hidden = seen @ w["first"] + w["first_bias"][:, None]
        hidden += self._wording(cues) @ w["wording"]
        np.maximum(hidden, 0.0, out=hidden)
        layers = [hidden]
        for layer, dilation in enumerate(DILATIONS):
            if layer in POOLED:
                hidden = hidden + self._pooled(hidden, POOLED.index(layer))
            hidden = hidden + np.maximum(spread(hidden, dilation) @ w["layers"][layer] + w["biases"][layer][:, None], 0.0)
            layers.append(hidden)
        logits = (hidden @ w["last"] + w["last_bias"][:, None]).mean(axis=0)
        return Judgement(1.0 / (1.0 + np.exp(-logits[:, 0])), logits[:, 1:], tuple(layers))

    def standardised(self, matrix: Floats) -> Floats:
        """The cues with mean 0 and deviation 1; those that never varied in training are 0."""
        return np.clip((matrix - self.weights["mean"]) * self.weights["scale"], -FARTHEST, FARTHEST)

    def _wording(self, cues: Cues) -> Floats:
        """The sum of each block's embedded words over the root of their number."""
        table = self.weights["words"]
        found = np.zeros((len(cues.sizes), table.shape[1]), dtype=np.float32)
        ends = np.cumsum(cues.sizes)
        full = np.flatnonzero(cues.sizes)
        if len(full):
            found[full] = np.add.reduceat(table[self.buckets[cues.buckets]], (ends - cues.sizes)[full], axis=0)
            found[full] /= np.sqrt(cues.sizes[full, None]).astype(np.float32)
        return found

    def _pooled(self, hidden: Floats, number: int) -> Floats:
        """What the whole page adds to every block."""
        page = np.concatenate((hidden.mean(axis=1, keepdims=True), hidden.max(axis=1, keepdims=True)), axis=2)
        pooled: Floats = np.maximum(page @ self.weights["pools"][number] + self.weights["pool_biases"][number][:, None], 0.0)
        return pooled


def spread(hidden: Floats, dilation: int) -> Floats:
    """Each block's state between that of the block `dilation` before and that of the one `dilation` behind; zeros beyond the page.

    >>> spread(np.array([[[1.0], [2.0]]], dtype=np.float32), 1).tolist()
    [[[0.0, 1.0, 2.0], [1.0, 2.0, 0.0]]]
    """
    nets, blocks, width = hidden.shape
    wide = np.zeros((nets, blocks, 3 * width), dtype=np.float32)
    wide[:, :, width : 2 * width] = hidden
    if dilation < blocks:
        wide[:, dilation:, :width] = hidden[:, :-dilation]
        wide[:, :-dilation, 2 * width :] = hidden[:, dilation:]
    return wide


@cache
def default_labeller() -> Labeller:
    """The labeller that comes with the package; read on first use."""
    with (files("boilerstrip.labeller") / "weights.npz").open("rb") as file:
        return load_labeller(file)


def load_labeller(file: Path | BinaryIO | Any) -> Labeller:
    """A labeller from a weights file. Raises `ValueError` where the file was made for other cues."""
    with np.load(file, allow_pickle=False) as arrays:
        if tuple(arrays["names"].tolist()) != NAMES:
            raise ValueError("these weights were trained on other cues; train again: python -m boilerstrip.labeller.train")
        weights = {name: arrays[name].astype(np.float32) for name in arrays.files if name not in ("names", "buckets")}
        return Labeller(weights, arrays["buckets"])
