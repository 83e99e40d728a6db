"""What the line model and its teacher are to learn: the label where it is known, else only whether the line is kept."""

from __future__ import annotations

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from boilerstrip.decide.labeller.arrays import Floats
from boilerstrip.decide.labeller.labels import KEPT_LABELS, LABELS
from boilerstrip.training.line_sets import LineSet


def weigh_labels(lines: LineSet) -> Floats:
    """The lines' weights, those of rare labels raised by the root of their rarity."""
    known = lines.labels >= 0
    counts = np.bincount(lines.labels[known], minlength=len(LABELS))
    rarity = np.sqrt(counts.max() / np.maximum(counts, 1))
    rarity /= rarity[lines.labels[known]].mean()
    weight: Floats = lines.weight.copy()
    weight[known] *= rarity[lines.labels[known]].astype(np.float32)
    return weight


def compute_label_loss(logits: Tensor, labels: Tensor, kept: Tensor, weight: Tensor) -> Tensor:
    """The weighted loss of each line: cross-entropy of its label, or of being kept where the label is -1."""
    by_label = functional.cross_entropy(logits, labels.clamp(min=0), reduction="none")
    keep = torch.logsumexp(logits[:, : len(KEPT_LABELS)], 1) - torch.logsumexp(logits[:, len(KEPT_LABELS) :], 1)
    by_side = functional.binary_cross_entropy_with_logits(keep, kept, reduction="none")
    return torch.where(labels >= 0, by_label, by_side) * weight
