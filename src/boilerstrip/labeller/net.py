"""Trains one net with PyTorch; only training needs it."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn import functional

from boilerstrip.labeller.characters import WORDINGS, Floats
from boilerstrip.labeller.gold import Example
from boilerstrip.labeller.model import DILATIONS, FARTHEST, LABELS, POOLED, Labeller

_WIDTH = 48
_WORD_SIZE = 12
_LONGEST = 320
_BATCH = 16
_RATE = 3e-3
_LABEL_LOSS = 0.15
_RIDGE = 1e-4
_BLOCKS_A_STEP = 2000.0


@dataclass(frozen=True, slots=True)
class Plan:
    """How a net is trained: whether it sees words, how often it sees every page, and what is hidden from it at random."""

    wording: bool
    epochs: int = 8
    hidden_units: float = 0.1
    hidden_cues: float = 0.1
    hidden_words: float = 0.3
    hidden_wordings: float = 0.2


@dataclass(frozen=True, slots=True)
class Scale:
    """What makes the cues comparable, and which buckets of words are embedded: number 0 is every other one."""

    mean: Floats
    scale: Floats
    buckets: NDArray[np.uint16]

    def standardised(self, matrix: Floats) -> Floats:
        """The cues as `Labeller.standardised` gives them."""
        seen: Floats = np.clip((matrix - self.mean) * self.scale, -FARTHEST, FARTHEST).astype(np.float32)
        return seen


@dataclass(frozen=True, slots=True)
class Batch:
    """Pages, padded to one length."""

    cues: Tensor
    mask: Tensor
    kept: Tensor
    weight: Tensor
    labels: Tensor
    words: Tensor
    sizes: Tensor


class Net(nn.Module):
    """Dilated convolutions over the blocks of pages, with two looks at the whole page."""

    def __init__(self, cues: int, words: int, plan: Plan) -> None:
        """A net for so many cues a block and so many words; `plan` tells what is hidden in training."""
        super().__init__()
        self.plan = plan
        self.words = nn.EmbeddingBag(words + 1, _WORD_SIZE, mode="sum", padding_idx=0)
        nn.init.normal_(self.words.weight, std=0.1)
        with torch.no_grad():
            self.words.weight[0] = 0.0
        self.first = nn.Linear(cues + _WORD_SIZE, _WIDTH)
        self.layers = nn.ModuleList(nn.Linear(3 * _WIDTH, _WIDTH) for _ in DILATIONS)
        self.pools = nn.ModuleList(nn.Linear(2 * _WIDTH, _WIDTH) for _ in POOLED)
        self.last = nn.Linear(_WIDTH, 1 + len(LABELS))

    def forward(self, batch: Batch) -> Tensor:
        """The logits of every block: kept, then one for each label."""
        plan, mask = self.plan, batch.mask.unsqueeze(2)
        cues = functional.dropout(batch.cues, plan.hidden_cues, self.training)
        hidden = functional.relu(self.first(torch.cat((cues, self._wording(batch)), 2))) * mask
        for number, (layer, dilation) in enumerate(zip(self.layers, DILATIONS, strict=True)):
            if number in POOLED:
                size = mask.sum(1, keepdim=True)
                page = torch.cat((hidden.sum(1, keepdim=True) / size, hidden.amax(1, keepdim=True)), 2)
                hidden = (hidden + functional.relu(self.pools[POOLED.index(number)](page))) * mask
            found = functional.relu(layer(_spread(hidden, dilation)))
            hidden = (hidden + functional.dropout(found, plan.hidden_units, self.training)) * mask
        logits: Tensor = self.last(functional.dropout(hidden, plan.hidden_units, self.training))
        return logits

    def _wording(self, batch: Batch) -> Tensor:
        shape = (*batch.mask.shape, _WORD_SIZE)
        if not self.plan.wording:
            return torch.zeros(shape)
        words = batch.words
        if self.training:
            words = words * (torch.rand(words.shape) > self.plan.hidden_words)
        offsets = torch.cumsum(batch.sizes, 0) - batch.sizes
        found: Tensor = self.words(words, offsets) / batch.sizes.clamp(min=1).sqrt().unsqueeze(1)
        found = found.view(shape)
        return found * (torch.rand(*shape[:2], 1) > self.plan.hidden_wordings) if self.training else found


def _spread(hidden: Tensor, dilation: int) -> Tensor:
    size = hidden.shape[1]
    wide = functional.pad(hidden, (0, 0, dilation, dilation))
    return torch.cat((wide[:, :size], hidden, wide[:, 2 * dilation :]), 2)


def scale_of(examples: Sequence[Example], least_sites: int) -> Scale:
    """Means and deviations of the cues, and the words that stand on at least so many sites."""
    rows = np.concatenate([example.cues.matrix[::5] for example in examples])
    deviation = rows.std(axis=0)
    scale = np.where(deviation < 1e-3, 0.0, 1.0 / np.maximum(deviation, 0.05)).astype(np.float32)
    sites: dict[str, NDArray[np.bool_]] = {}
    for example in examples:
        seen = sites.setdefault(example.site, np.zeros(WORDINGS, dtype=bool))
        seen[example.cues.buckets] = True
    spread = np.sum(list(sites.values()), axis=0) >= least_sites
    buckets = np.where(spread, np.cumsum(spread), 0).astype(np.uint16)
    return Scale(rows.mean(axis=0).astype(np.float32), scale, buckets)


def train_net(examples: Sequence[Example], scale: Scale, plan: Plan, seed: int) -> Net:
    """A net trained on the examples; the same seed gives the same net."""
    torch.manual_seed(seed)
    torch.set_num_threads(1)
    rng = np.random.default_rng(seed)
    net = Net(len(scale.mean), int(scale.buckets.max()), plan)
    steps = plan.epochs * len(_batches(examples, rng))
    optimizer = torch.optim.AdamW(net.parameters(), lr=_RATE, weight_decay=0.01)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, _RATE, total_steps=steps, pct_start=0.15)
    usual = float(np.concatenate([example.weight for example in examples]).mean())
    net.train()
    for _ in range(plan.epochs):
        for members in _batches(examples, rng):
            loss = _loss(net, _batch([examples[member] for member in members], scale, rng), usual)
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


def _batches(examples: Sequence[Example], rng: np.random.Generator) -> list[NDArray[np.int64]]:
    """Pages at random, those of about one length together."""
    order = rng.permutation(len(examples))
    lengths = np.array([min(_LONGEST, len(example.kept)) for example in examples])
    found: list[NDArray[np.int64]] = []
    for start in range(0, len(order), 16 * _BATCH):
        near = order[start : start + 16 * _BATCH]
        near = near[np.argsort(lengths[near], kind="stable")]
        found += np.array_split(near, math.ceil(len(near) / _BATCH))
    return [found[number] for number in rng.permutation(len(found))]


def _batch(examples: Sequence[Example], scale: Scale, rng: np.random.Generator) -> Batch:
    """The pages as one batch; of a long page, a stretch at random."""
    longest = min(_LONGEST, max(len(example.kept) for example in examples))
    shape = (len(examples), longest)
    cues = np.zeros((*shape, len(scale.mean)), dtype=np.float32)
    mask, kept, weight = (np.zeros(shape, dtype=np.float32) for _ in range(3))
    labels = np.full(shape, -1)
    sizes = np.zeros(shape, dtype=np.int64)
    words = []
    for row, example in enumerate(examples):
        size = min(longest, len(example.kept))
        start = int(rng.integers(0, len(example.kept) - size + 1))
        part = slice(start, start + size)
        cues[row, :size] = scale.standardised(example.cues.matrix[part])
        mask[row, :size], kept[row, :size], weight[row, :size] = 1.0, example.kept[part], example.weight[part]
        labels[row, :size], sizes[row, :size] = example.labels[part], example.cues.sizes[part]
        first = int(example.cues.sizes[:start].sum())
        words.append(scale.buckets[example.cues.buckets[first : first + int(sizes[row].sum())]].astype(np.int64))
    arrays = (cues, mask, kept, weight, labels, np.concatenate(words), sizes.ravel())
    return Batch(*(torch.from_numpy(array) for array in arrays))


def fit_labels(labeller: Labeller, examples: Sequence[Example]) -> tuple[Floats, Floats]:
    """Weights and biases that tell each block's label from the nets' last state and its own cues: a ridge softmax regression."""
    rows, labels = [], []
    for example in examples:
        if (known := example.labels >= 0).any():
            rows.append(labeller.judge(example.cues).state[known])
            labels.append(example.labels[known])
    if not rows:
        return labeller.weights["labels"], labeller.weights["labels_bias"]
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
    return _array(weight / deviation[:, None]), _array(bias)


def arrays_of(nets: Sequence[Net], scale: Scale) -> dict[str, NDArray[np.generic]]:
    """The nets as the arrays that `model.Labeller` reads, stacked; half precision, which changes no figure."""
    words = np.concatenate([_array(net.words.weight) for net in nets if net.plan.wording], axis=1)
    wording = np.zeros((len(nets), words.shape[1], _WIDTH))
    place = 0
    for number, net in enumerate(nets):
        if net.plan.wording:
            wording[number, place : place + _WORD_SIZE] = _array(net.first.weight).T[len(scale.mean) :]
            place += _WORD_SIZE
    found = {"words": words, "wording": wording}
    found["first"] = np.stack([_array(net.first.weight).T[: len(scale.mean)] for net in nets])
    found["first_bias"] = np.stack([_array(net.first.bias) for net in nets])
    for name, bias in (("layers", "biases"), ("pools", "pool_biases")):
        rows = list(_stacked(nets, name))
        found[name] = np.stack([weight for weight, _ in rows])
        found[bias] = np.stack([one for _, one in rows])
    found["last"] = np.stack([_array(net.last.weight).T for net in nets])
    found["last_bias"] = np.stack([_array(net.last.bias) for net in nets])
    found["labels"] = np.zeros((len(nets) * _WIDTH + len(scale.mean), len(LABELS)))
    found["labels_bias"] = np.zeros(len(LABELS))
    halves: dict[str, NDArray[np.generic]] = {name: array.astype(np.float16) for name, array in found.items()}
    return halves | {"mean": scale.mean, "scale": scale.scale, "buckets": scale.buckets}


def _stacked(nets: Sequence[Net], name: str) -> Iterator[tuple[Floats, Floats]]:
    """Weights and biases of each layer, one net's after the other's."""
    for layers in zip(*(getattr(net, name) for net in nets), strict=True):
        yield np.stack([_array(layer.weight).T for layer in layers]), np.stack([_array(layer.bias) for layer in layers])


def _array(tensor: Tensor) -> Floats:
    array: Floats = tensor.detach().numpy().astype(np.float32)
    return array
