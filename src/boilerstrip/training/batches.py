"""Puts the pages of the training data together in batches of one length."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from boilerstrip.decide.labeller.arrays import Floats
from boilerstrip.decide.labeller.model import MOST_DEVIATIONS
from boilerstrip.training.examples import Example

# Longer pages are cut to this many blocks.
_MOST_BLOCKS = 320
_BATCH_PAGES = 16
# Pages of about one length are batched together; they are sorted within groups of this many pages.
_SORTED_PAGES = 16 * _BATCH_PAGES


@dataclass(frozen=True, slots=True)
class Scale:
    """The mean of each feature, and the factor that standardises it."""

    mean: Floats
    scale: Floats


@dataclass(frozen=True, slots=True)
class Batch:
    """Pages, padded to one length; `mask` is 0 for the padding."""

    features: Tensor
    mask: Tensor
    kept: Tensor
    weight: Tensor
    labels: Tensor


@dataclass(frozen=True, slots=True)
class Pages:
    """Examples with their blocks in one array, so that a batch is taken at once; `starts` has the first block of each example."""

    examples: tuple[Example, ...]
    starts: NDArray[np.int64]
    sizes: NDArray[np.int64]
    features: NDArray[np.float16]
    kept: Floats
    weight: Floats
    labels: NDArray[np.int64]

    @classmethod
    def from_examples(cls, examples: Sequence[Example]) -> Pages:
        """The examples, with features in half precision to save memory."""
        sizes = np.array([len(example.kept) for example in examples])
        return cls(
            tuple(examples),
            np.cumsum(sizes) - sizes,
            sizes,
            np.concatenate([example.features.astype(np.float16) for example in examples]),
            np.concatenate([example.kept for example in examples]).astype(np.float32),
            np.concatenate([example.weight for example in examples]).astype(np.float32),
            np.concatenate([example.labels for example in examples]),
        )

    @property
    def mean_weight(self) -> float:
        """The mean weight of a block."""
        return float(self.weight.mean())

    def compute_scale(self) -> Scale:
        """The scale of the features, from every fifth block."""
        sample = self.features[::5].astype(np.float32)
        deviation = sample.std(axis=0)
        scale = np.where(deviation < 1e-3, 0.0, 1.0 / np.maximum(deviation, 0.05)).astype(np.float32)
        return Scale(sample.mean(axis=0), scale)

    def draw_batches(self, rng: np.random.Generator) -> list[NDArray[np.int64]]:
        """The numbers of the examples of each batch: every example once, in random order."""
        order = rng.permutation(len(self.sizes))
        lengths = np.minimum(_MOST_BLOCKS, self.sizes)
        batches: list[NDArray[np.int64]] = []
        for start in range(0, len(order), _SORTED_PAGES):
            group = order[start : start + _SORTED_PAGES]
            group = group[np.argsort(lengths[group], kind="stable")]
            batches += np.array_split(group, math.ceil(len(group) / _BATCH_PAGES))
        return [batches[number] for number in rng.permutation(len(batches))]

    def make_batch(self, members: NDArray[np.int64], scale: Scale, rng: np.random.Generator) -> Batch:
        """These examples as one batch; of a long page, a random part."""
        sizes = np.minimum(_MOST_BLOCKS, self.sizes[members])
        starts = self.starts[members] + rng.integers(0, self.sizes[members] - sizes + 1)
        index = np.arange(int(sizes.max()))
        mask = index < sizes[:, None]
        blocks = np.where(mask, starts[:, None] + index, 0)
        standardised = (self.features[blocks].astype(np.float32) - scale.mean) * scale.scale
        features = np.clip(standardised, -MOST_DEVIATIONS, MOST_DEVIATIONS)
        float_mask = mask.astype(np.float32)
        arrays = (
            features * float_mask[:, :, None],
            float_mask,
            self.kept[blocks],
            self.weight[blocks] * float_mask,
            np.where(mask, self.labels[blocks], -1),
        )
        return Batch(*(torch.from_numpy(array) for array in arrays))
