"""The teacher of the line model: a small net on the encoder's vectors of whole lines, which takes no account of speed or size.

The line model learns the teacher's logits beside the labels (Hinton et al., "Distilling the Knowledge in a Neural Network", 2015), also on
lines whose label nobody knows.
"""

from __future__ import annotations

import numpy as np
import torch
from numpy.typing import NDArray
from torch import nn

from boilerstrip.decide.labeller.arrays import Floats
from boilerstrip.decide.labeller.labels import LABELS
from boilerstrip.training.line_losses import compute_label_loss, weigh_labels
from boilerstrip.training.line_sets import LineSet

_HIDDEN, _EPOCHS, _BATCH = 128, 12, 512
_LEARNING_RATE, _WEIGHT_DECAY, _DROPOUT = 1e-3, 0.05, 0.2
# Surer answers are not asked of the line model.
_MOST_LOGIT = 6.0


def teach(lines: LineSet, vectors: Floats, members: NDArray[np.int64], seed: int) -> Floats:
    """Train a teacher on some of the lines, and give its logits for all of them; those of a line add up to 0."""
    torch.manual_seed(seed)
    rng = np.random.default_rng(seed)
    mean, deviation = vectors.mean(axis=0), vectors.std(axis=0)
    inputs = torch.from_numpy((vectors - mean) / deviation)
    net = nn.Sequential(nn.Linear(inputs.shape[1], _HIDDEN), nn.ReLU(), nn.Dropout(_DROPOUT), nn.Linear(_HIDDEN, len(LABELS)))
    weight = torch.from_numpy(weigh_labels(lines))
    labels, kept = torch.from_numpy(lines.labels), torch.from_numpy(lines.kept)
    steps = _EPOCHS * -(-len(members) // _BATCH)
    optimizer = torch.optim.AdamW(net.parameters(), lr=_LEARNING_RATE, weight_decay=_WEIGHT_DECAY)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, 2 * _LEARNING_RATE, total_steps=steps, pct_start=0.1)
    for _ in range(_EPOCHS):
        order = torch.from_numpy(rng.permutation(members))
        for batch in order.split(_BATCH):
            loss = compute_label_loss(net(inputs[batch]), labels[batch], kept[batch], weight[batch]).sum() / _BATCH
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            schedule.step()
    net.eval()
    with torch.inference_mode():
        logits = net(inputs)
    centred: Floats = (logits - logits.mean(1, keepdim=True)).clamp(-_MOST_LOGIT, _MOST_LOGIT).numpy()
    return centred
