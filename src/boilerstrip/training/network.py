"""Trains the net with PyTorch; only training needs it."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn import functional

from boilerstrip.decide.labeller.arrays import Floats
from boilerstrip.decide.labeller.model import DILATIONS, LABELS, POOLED, Labeller
from boilerstrip.training.batches import Batch, Pages, Scale

_WIDTH = 48
_EPOCHS = 8
_RATE = 3e-3
_HIDDEN_UNITS = 0.1
_HIDDEN_CUES = 0.1
_LABEL_LOSS = 0.15
_RIDGE = 1e-4
_BLOCKS_A_STEP = 2000.0


class Net(nn.Module):
    """Dilated convolutions over the blocks of pages, with two looks at the whole page."""

    def __init__(self, cues: int) -> None:
        """A net for so many cues a block."""
        super().__init__()
        self.first = nn.Linear(cues, _WIDTH)
        self.layers = nn.ModuleList(nn.Linear(3 * _WIDTH, _WIDTH) for _ in DILATIONS)
        self.pools = nn.ModuleList(nn.Linear(2 * _WIDTH, _WIDTH) for _ in POOLED)
        self.last = nn.Linear(_WIDTH, 1 + len(LABELS))

    def forward(self, batch: Batch) -> Tensor:
        """The logits of every block: kept, then one for each label."""
        mask = batch.mask.unsqueeze(2)
        size = mask.sum(1, keepdim=True)
        hidden = functional.relu(self.first(self._dropped(batch.cues, _HIDDEN_CUES))) * mask
        for number, (layer, dilation) in enumerate(zip(self.layers, DILATIONS, strict=True)):
            if number in POOLED:
                page = torch.cat((hidden.sum(1, keepdim=True) / size, hidden.amax(1, keepdim=True)), 2)
                hidden = (hidden + functional.relu(self.pools[POOLED.index(number)](page))) * mask
            found = functional.relu(layer(_spread(hidden, dilation)))
            hidden = (hidden + self._dropped(found, _HIDDEN_UNITS)) * mask
        logits: Tensor = self.last(self._dropped(hidden, _HIDDEN_UNITS))
        return logits

    def _dropped(self, values: Tensor, share: float) -> Tensor:
        """In training, some columns are hidden, from all of a page at once: a cue that is missing here is missing everywhere."""
        if not self.training:
            return values
        left = torch.rand(values.shape[0], 1, values.shape[2]) > share
        return values * (left / (1 - share))


def _spread(hidden: Tensor, dilation: int) -> Tensor:
    size = hidden.shape[1]
    wide = functional.pad(hidden, (0, 0, dilation, dilation))
    return torch.cat((wide[:, :size], hidden, wide[:, 2 * dilation :]), 2)


def train_net(pages: Pages, scale: Scale, seed: int) -> Net:
    """A net trained on the pages; the same seed gives the same net."""
    torch.manual_seed(seed)
    torch.set_num_threads(1)
    rng = np.random.default_rng(seed)
    net = Net(len(scale.mean))
    order = [members for _ in range(_EPOCHS) for members in pages.order(rng)]
    optimizer = torch.optim.AdamW(net.parameters(), lr=_RATE, weight_decay=0.01)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, _RATE, total_steps=len(order), pct_start=0.15)
    net.train()
    for members in order:
        loss = _loss(net, pages.batch(members, scale, rng), pages.usual_weight)
        optimizer.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        nn.utils.clip_grad_norm_(net.parameters(), 1.0)
        optimizer.step()
        schedule.step()
    return net.eval()


def _loss(net: Net, batch: Batch, usual: float) -> Tensor:
    logits = net(batch)
    kept = functional.binary_cross_entropy_with_logits(logits[..., 0], batch.kept, reduction="none") * batch.weight
    loss = kept.sum() / (usual * _BLOCKS_A_STEP)
    known = batch.labels >= 0
    if known.any():
        labels = functional.cross_entropy(logits[..., 1:][known], batch.labels[known], reduction="sum")
        loss = loss + _LABEL_LOSS * labels / _BLOCKS_A_STEP
    return loss


def arrays_of(net: Net, scale: Scale) -> dict[str, NDArray[np.generic]]:
    """The net as the arrays that `model.Labeller` reads; half precision, which changes no figure."""
    layers, biases = _stacked(net.layers)
    pools, pool_biases = _stacked(net.pools)
    first, last = _stacked([net.first]), _stacked([net.last])
    found = {
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
    halves: dict[str, NDArray[np.generic]] = {name: array.astype(np.float16) for name, array in found.items()}
    return halves | {"mean": scale.mean, "scale": scale.scale}


def _stacked(layers: Iterable[nn.Module]) -> tuple[Floats, Floats]:
    """Weights, for products from the right, and biases of some layers."""
    states = [layer.state_dict() for layer in layers]
    return np.stack([_array(state["weight"]).T for state in states]), np.stack([_array(state["bias"]) for state in states])


def _array(tensor: Tensor) -> Floats:
    array: Floats = tensor.detach().numpy().astype(np.float32)
    return array


def fit_labels(labeller: Labeller, pages: Pages) -> dict[str, NDArray[np.generic]]:
    """Arrays that tell each block's label from the net's last state and the block's own cues: a ridge softmax regression."""
    rows, labels = [], []
    for example in pages.examples:
        if (known := example.labels >= 0).any():
            state, seen, _ = labeller.state(example.cues)
            rows.append(np.concatenate((state, seen), axis=1)[known])
            labels.append(example.labels[known])
    if not rows:
        return {}
    states, wanted = torch.from_numpy(np.concatenate(rows)), torch.from_numpy(np.concatenate(labels))
    deviation = states.std(0) + 1e-3
    states = states / deviation
    share = torch.bincount(wanted, minlength=len(LABELS)).float().clamp(min=1) / len(wanted)
    weight = torch.zeros(states.shape[1], len(LABELS), requires_grad=True)
    bias = torch.zeros(len(LABELS), requires_grad=True)
    optimizer = torch.optim.LBFGS([weight, bias], max_iter=80, line_search_fn="strong_wolfe")

    def loss() -> Tensor:
        optimizer.zero_grad()
        found = functional.cross_entropy(states @ weight + bias, wanted, weight=share**-0.5) + _RIDGE * (weight**2).sum()
        found.backward()  # type: ignore[no-untyped-call]
        return found

    optimizer.step(loss)  # type: ignore[no-untyped-call]
    fitted = _array(weight / deviation[:, None])
    found = {"labels": fitted[:_WIDTH], "labels_of_cues": fitted[_WIDTH:], "labels_bias": _array(bias)}
    return {name: array.astype(np.float16) for name, array in found.items()}
