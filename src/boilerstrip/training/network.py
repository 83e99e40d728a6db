"""Trains the net with PyTorch, which only training needs."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn import functional

from boilerstrip.decide.labeller.arrays import Floats
from boilerstrip.decide.labeller.labels import LABELS
from boilerstrip.decide.labeller.model import DILATIONS, POOLED, Labeller
from boilerstrip.training.batches import Batch, Pages, Scale

_WIDTH = 48
_EPOCHS = 8
_LEARNING_RATE = 3e-3
# The shares of units and features that are dropped in training.
_UNIT_DROPOUT = 0.1
_FEATURE_DROPOUT = 0.1
# How much the labels weigh in the loss, in comparison with keeping and cutting.
_LABEL_LOSS = 0.3
_RIDGE = 1e-4
# The loss of a batch is divided by this many blocks, whatever its length, so that every block weighs the same.
_BLOCKS_A_STEP = 2000.0


class Net(nn.Module):
    """The net of `Labeller`, in a form that can be trained."""

    def __init__(self, features: int) -> None:
        """`features` is the number of features of a block."""
        super().__init__()
        self.first = nn.Linear(features, _WIDTH)
        self.layers = nn.ModuleList(nn.Linear(3 * _WIDTH, _WIDTH) for _ in DILATIONS)
        self.pools = nn.ModuleList(nn.Linear(2 * _WIDTH, _WIDTH) for _ in POOLED)
        self.last = nn.Linear(_WIDTH, 1 + len(LABELS))

    def forward(self, batch: Batch) -> Tensor:
        """The logits of every block: kept, then one for each label."""
        mask = batch.mask.unsqueeze(2)
        size = mask.sum(1, keepdim=True)
        hidden = functional.relu(self.first(self._drop_columns(batch.features, _FEATURE_DROPOUT))) * mask
        for number, (layer, dilation) in enumerate(zip(self.layers, DILATIONS, strict=True)):
            if number in POOLED:
                page = torch.cat((hidden.sum(1, keepdim=True) / size, hidden.amax(1, keepdim=True)), 2)
                hidden = (hidden + functional.relu(self.pools[POOLED.index(number)](page))) * mask
            output = functional.relu(layer(_add_neighbours(hidden, dilation)))
            hidden = (hidden + self._drop_columns(output, _UNIT_DROPOUT)) * mask
        logits: Tensor = self.last(self._drop_columns(hidden, _UNIT_DROPOUT))
        return logits

    def _drop_columns(self, values: Tensor, share: float) -> Tensor:
        """Drop random columns in training, for all blocks of a page at once: a page that lacks a feature lacks it in every block."""
        if not self.training:
            return values
        left = torch.rand(values.shape[0], 1, values.shape[2]) > share
        return values * (left / (1 - share))


def _add_neighbours(hidden: Tensor, dilation: int) -> Tensor:
    """Each block's units between those of the blocks `dilation` places before and after it."""
    size = hidden.shape[1]
    wide = functional.pad(hidden, (0, 0, dilation, dilation))
    return torch.cat((wide[:, :size], hidden, wide[:, 2 * dilation :]), 2)


def train_net(pages: Pages, scale: Scale, seed: int) -> Net:
    """Train a net on the pages; the same seed gives the same net."""
    torch.manual_seed(seed)
    torch.set_num_threads(1)
    rng = np.random.default_rng(seed)
    net = Net(len(scale.mean))
    batches = [members for _ in range(_EPOCHS) for members in pages.draw_batches(rng)]
    optimizer = torch.optim.AdamW(net.parameters(), lr=_LEARNING_RATE, weight_decay=0.01)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, _LEARNING_RATE, total_steps=len(batches), pct_start=0.15)
    net.train()
    for members in batches:
        loss = _compute_loss(net, pages.make_batch(members, scale, rng), pages.mean_weight)
        optimizer.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        nn.utils.clip_grad_norm_(net.parameters(), 1.0)
        optimizer.step()
        schedule.step()
    return net.eval()


def _compute_loss(net: Net, batch: Batch, mean_weight: float) -> Tensor:
    logits = net(batch)
    kept = functional.binary_cross_entropy_with_logits(logits[..., 0], batch.kept, reduction="none") * batch.weight
    loss = kept.sum() / (mean_weight * _BLOCKS_A_STEP)
    known = batch.labels >= 0
    if known.any():
        labels = functional.cross_entropy(logits[..., 1:][known], batch.labels[known], reduction="sum")
        loss = loss + _LABEL_LOSS * labels / _BLOCKS_A_STEP
    return loss


def export_arrays(net: Net, scale: Scale) -> dict[str, NDArray[np.generic]]:
    """The net as the arrays of a weights file, in half precision: no figure changes by that. The label arrays are left at 0."""
    layers, biases = _stack_layers(net.layers)
    pools, pool_biases = _stack_layers(net.pools)
    first, last = _stack_layers([net.first]), _stack_layers([net.last])
    arrays = {
        "first": first[0][0],
        "first_bias": first[1][0],
        "layers": layers.reshape(len(layers), 3, _WIDTH, _WIDTH),
        "biases": biases,
        "pools": pools,
        "pool_biases": pool_biases,
        "last": last[0][0, :, :1],
        "last_bias": last[1][0, :1],
        "labels": np.zeros((_WIDTH, len(LABELS)), dtype=np.float32),
        "labels_of_cues": np.zeros((len(scale.mean), len(LABELS)), dtype=np.float32),
        "labels_bias": np.zeros(len(LABELS), dtype=np.float32),
    }
    halves: dict[str, NDArray[np.generic]] = {name: array.astype(np.float16) for name, array in arrays.items()}
    return halves | {"mean": scale.mean, "scale": scale.scale}


def _stack_layers(layers: Iterable[nn.Module]) -> tuple[Floats, Floats]:
    """The weights of some layers, transposed for products from the right, and their biases."""
    states = [layer.state_dict() for layer in layers]
    return np.stack([_to_array(state["weight"]).T for state in states]), np.stack(
        [_to_array(state["bias"]) for state in states]
    )


def _to_array(tensor: Tensor) -> Floats:
    array: Floats = tensor.detach().numpy().astype(np.float32)
    return array


def fit_labels(labeller: Labeller, pages: Pages) -> dict[str, NDArray[np.generic]]:
    """Fit the arrays that predict a block's label from the net's last state and the block's features: a ridge softmax regression."""
    inputs, labels = [], []
    for example in pages.examples:
        if (known := example.labels >= 0).any():
            state, standardised, _ = labeller.compute_state(example.features)
            inputs.append(np.concatenate((state, standardised), axis=1)[known])
            labels.append(example.labels[known])
    if not inputs:
        return {}
    states, targets = torch.from_numpy(np.concatenate(inputs)), torch.from_numpy(np.concatenate(labels))
    deviation = states.std(0) + 1e-3
    states = states / deviation
    share = torch.bincount(targets, minlength=len(LABELS)).float().clamp(min=1) / len(targets)
    weight = torch.zeros(states.shape[1], len(LABELS), requires_grad=True)
    bias = torch.zeros(len(LABELS), requires_grad=True)
    optimizer = torch.optim.LBFGS([weight, bias], max_iter=80, line_search_fn="strong_wolfe")

    def compute_loss() -> Tensor:
        optimizer.zero_grad()
        loss: Tensor = (
            functional.cross_entropy(states @ weight + bias, targets, weight=share**-0.5) + _RIDGE * (weight**2).sum()
        )
        loss.backward()  # type: ignore[no-untyped-call]
        return loss

    optimizer.step(compute_loss)  # type: ignore[no-untyped-call]
    fitted = _to_array(weight / deviation[:, None])
    arrays = {"labels": fitted[:_WIDTH], "labels_of_cues": fitted[_WIDTH:], "labels_bias": _to_array(bias)}
    return {name: array.astype(np.float16) for name, array in arrays.items()}
