"""Pages as the training sees them: cut to one length, put together in batches."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from boilerstrip.decide.labeller.arrays import Floats
from boilerstrip.decide.labeller.model import FARTHEST
from boilerstrip.training.examples import Example

_LONGEST = 320
_BATCH = 16


@dataclass(frozen=True, slots=True)
class Scale:
    """What makes the cues comparable."""

    mean: Floats
    scale: Floats


@dataclass(frozen=True, slots=True)
class Batch:
    """Pages, padded to one length."""

    cues: Tensor
    mask: Tensor
    kept: Tensor
    weight: Tensor
    labels: Tensor


@dataclass(frozen=True, slots=True)
class Pages:
    """Examples with their blocks in one row, so that a batch is taken at once; `starts` has where each one's blocks begin."""

    examples: tuple[Example, ...]
    starts: NDArray[np.int64]
    sizes: NDArray[np.int64]
    cues: NDArray[np.float16]
    kept: Floats
    weight: Floats
    labels: NDArray[np.int64]

    @classmethod
    def of(cls, examples: Sequence[Example]) -> Pages:
        """The examples, cues in half precision."""
        sizes = np.array([len(example.kept) for example in examples])
        return cls(
            tuple(examples),
            np.cumsum(sizes) - sizes,
            sizes,
            np.concatenate([example.cues.astype(np.float16) for example in examples]),
            np.concatenate([example.kept for example in examples]).astype(np.float32),
            np.concatenate([example.weight for example in examples]).astype(np.float32),
            np.concatenate([example.labels for example in examples]),
        )

    @property
    def usual_weight(self) -> float:
        """The mean weight of a block."""
        return float(self.weight.mean())

    def scale(self) -> Scale:
        """Means and deviations of the cues."""
        rows = self.cues[::5].astype(np.float32)
        deviation = rows.std(axis=0)
        scale = np.where(deviation < 1e-3, 0.0, 1.0 / np.maximum(deviation, 0.05)).astype(np.float32)
        return Scale(rows.mean(axis=0), scale)

    def order(self, rng: np.random.Generator) -> list[NDArray[np.int64]]:
        """Every page once, at random, those of about one length together."""
        order = rng.permutation(len(self.sizes))
        lengths = np.minimum(_LONGEST, self.sizes)
        found: list[NDArray[np.int64]] = []
        for start in range(0, len(order), 16 * _BATCH):
            near = order[start : start + 16 * _BATCH]
            near = near[np.argsort(lengths[near], kind="stable")]
            found += np.array_split(near, math.ceil(len(near) / _BATCH))
        return [found[number] for number in rng.permutation(len(found))]

    def batch(self, members: NDArray[np.int64], scale: Scale, rng: np.random.Generator) -> Batch:
        """These pages as one batch; of a long page, a stretch at random."""
        sizes = np.minimum(_LONGEST, self.sizes[members])
        starts = self.starts[members] + rng.integers(0, self.sizes[members] - sizes + 1)
        at = np.arange(int(sizes.max()))
        mask = at < sizes[:, None]
        rows = np.where(mask, starts[:, None] + at, 0)
        cues = np.clip((self.cues[rows].astype(np.float32) - scale.mean) * scale.scale, -FARTHEST, FARTHEST)
        shown = mask.astype(np.float32)
        arrays = (
            cues * shown[:, :, None],
            shown,
            self.kept[rows],
            self.weight[rows] * shown,
            np.where(mask, self.labels[rows], -1),
        )
        return Batch(*(torch.from_numpy(array) for array in arrays))
