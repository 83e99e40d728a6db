"""The nets of the labeller, on numpy alone.

Each is a small stack of dilated convolutions over the blocks of a page (van den Oord et al., "WaveNet", 2016), which sees some sixty
blocks to each side, with two looks at the whole page. One of the two nets also sees hashed words. Their logits are averaged.
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

from boilerstrip.findings import Category
from boilerstrip.labeller.characters import Floats
from boilerstrip.labeller.columns import NAMES
from boilerstrip.labeller.features import Cues

DILATIONS = (1, 2, 4, 8, 16, 32)
POOLED = (0, 3)
KEPT = ("headline", "standfirst", "byline", "body")
CUT = (
    "newsletter", "subscribe", "related", "repeat", "sharing", "consent", "advert", "navigation",
    "caption", "credits", "comments", "dateline", "other",
)  # fmt: skip
LABELS = KEPT + CUT
FARTHEST = 6.0
# The nets are surer than they are right; so divided, their probabilities say what share of such blocks is kept (cross-validated).
_TEMPERATURE = 1.5


@dataclass(frozen=True, slots=True)
class Judgement:
    """What the labeller says of each block: its probability of being part of the article, and a logit for each label.

    `state` is what the labels are told from; `active` holds what the layers answered, so that `Labeller.against` need not ask again.
    """

    kept: Floats
    labels: Floats
    state: Floats
    active: tuple[Floats, ...]

    def field(self, block: int) -> str | None:
        """The field, "headline", "standfirst" or "byline", where one of them is the block's likeliest label, else `None`."""
        label = LABELS[int(self.labels[block].argmax())]
        return label if label in KEPT[:3] else None

    def category(self, block: int) -> Category:
        """The likeliest category of a block that is no part of the article."""
        return cast("Category", CUT[int(self.labels[block, -len(CUT) :].argmax())])


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
        active = [hidden]
        for layer, dilation in enumerate(DILATIONS):
            if layer in POOLED:
                hidden = hidden + self._pooled(hidden, POOLED.index(layer))
            found = spread(hidden, dilation) @ w["layers"][layer] + w["biases"][layer][:, None]
            np.maximum(found, 0.0, out=found)
            hidden = hidden + found
            active.append(found)
        logits = (hidden @ w["last"] + w["last_bias"][:, None]).mean(axis=0)
        state = np.concatenate((*hidden, seen), axis=1)
        return Judgement(
            1.0 / (1.0 + np.exp(logits[:, 0] / -_TEMPERATURE)), state @ w["labels"] + w["labels_bias"], state, tuple(active)
        )

    def against(self, cues: Cues, judgement: Judgement, blocks: Sequence[int]) -> Floats:
        """How much each cue of these blocks spoke against them: gradient times cue, one row a block, one column a name in `NAMES`.

        The gradient is that of all these blocks together in the first net, which knows no words, so that a cue that speaks against the
        neighbours counts too; other blocks' cues are left out.
        """
        w, size, rows = self.weights, len(judgement.kept), list(blocks)
        active = [layer[:1] for layer in judgement.active]
        slope = np.zeros_like(active[0])
        slope[:, rows] = -w["last"][:1, None, :, 0]
        for layer in range(len(DILATIONS) - 1, -1, -1):
            wide = (slope * (active[layer + 1] > 0)) @ w["layers"][layer][:1].transpose(0, 2, 1)
            slope = slope + gathered(wide, DILATIONS[layer], size)
        found: Floats = ((slope * (active[0] > 0))[0, rows] @ w["first"][0].T) * self.standardised(cues.matrix[rows])
        return found

    def standardised(self, matrix: Floats) -> Floats:
        """The cues with mean 0 and deviation 1; those that never varied in training are 0."""
        seen: Floats = np.clip((matrix - self.weights["mean"]) * self.weights["scale"], -FARTHEST, FARTHEST)
        return seen

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


def gathered(wide: Floats, dilation: int, blocks: int) -> Floats:
    """What `spread` set side by side, summed back into the blocks it came from.

    >>> gathered(spread(np.array([[[1.0], [2.0]]], dtype=np.float32), 1), 1, 2).tolist()
    [[[2.0], [4.0]]]
    """
    width = wide.shape[2] // 3
    found = wide[:, :, width : 2 * width].copy()
    if dilation < blocks:
        found[:, :-dilation] += wide[:, dilation:, :width]
        found[:, dilation:] += wide[:, :-dilation, 2 * width :]
    return found


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
