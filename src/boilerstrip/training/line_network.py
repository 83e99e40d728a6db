"""Trains the line model with PyTorch."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn import functional

from boilerstrip.decide.labeller.arrays import Floats, Ints
from boilerstrip.decide.labeller.labels import LABELS
from boilerstrip.decide.labeller.line_model import (
    HIDDEN_SIZE,
    MOST_STEPS,
    ROW_BITS,
    ROW_SIZE,
    ROW_ZERO,
    TEXT_SIZE,
    WORD_SIZE,
)
from boilerstrip.decide.labeller.line_tokens import Hashes, LineTokens, find_word_pairs
from boilerstrip.training.line_losses import compute_label_loss, weigh_labels
from boilerstrip.training.line_sets import LineSet
from boilerstrip.training.vocabulary import Vocabulary

# More epochs learn the lines by heart.
_EPOCHS, _BATCH = 4, 512
_LEARNING_RATE, _ROW_FACTOR, _WEIGHT_DECAY = 2e-3, 2.0, 0.1
# Shares of units that are dropped, and of lines without one of the parts: sum, maximum, first word, last word, hashed words.
_DROPOUT, _UNIT_DROPOUT = 0.1, 0.25
_PART_DROPOUT = (0.12, 0.12, 0.2, 0.2, 0.2)
# How much the teacher's logits weigh, in comparison with the labels.
_TEACHER_SHARE = 0.3
_SPREAD = 0.25
# Higher numbers than this share of all are lowered to it.
_HIGH = 0.999


@dataclass(frozen=True, slots=True)
class _Bags:
    """For each text the numbers of its known words, and those of its hashed words; text i has those from `bounds[i]` on.

    `ends` has the numbers of the first and the last word of each text; a word that is not known has the number after the last one.
    """

    words: Ints
    word_bounds: Ints
    rows: Ints
    row_bounds: Ints
    ends: Ints

    def take(self, members: NDArray[np.int64]) -> tuple[Tensor, Tensor, Tensor, Tensor, Tensor]:
        words, rows = _take(self.words, self.word_bounds, members), _take(self.rows, self.row_bounds, members)
        return (*words, *rows, torch.from_numpy(self.ends[members]))


def _take(values: Ints, bounds: Ints, members: NDArray[np.int64]) -> tuple[Tensor, Tensor]:
    sizes = bounds[members + 1] - bounds[members]
    starts = np.concatenate(([0], np.cumsum(sizes)))
    places = np.repeat(bounds[members] - starts[:-1], sizes) + np.arange(starts[-1])
    return torch.from_numpy(values[places]), torch.from_numpy(starts)


def _make_bags(tokens: LineTokens, known_hashes: Hashes) -> _Bags:
    size, bounds = len(known_hashes), tokens.bounds
    places = np.minimum(known_hashes.searchsorted(tokens.words), size - 1)
    known = known_hashes[places] == tokens.words
    through = np.concatenate(([0], np.cumsum(known)))
    text_of = [np.arange(len(part) - 1).repeat(np.diff(part)) for part in (bounds, bounds, tokens.prefix_bounds)]
    order = np.argsort(np.concatenate(text_of), kind="stable")
    rows = np.concatenate((tokens.words, find_word_pairs(tokens), tokens.prefixes))[order] >> np.uint32(32 - ROW_BITS)
    words = np.append(np.where(known, places, size), size)
    full = bounds[1:] > bounds[:-1]
    ends = np.stack([words[np.where(full, place, len(words) - 1)] for place in (bounds[:-1], bounds[1:] - 1)], axis=1)
    return _Bags(places[known], through[bounds], rows.astype(np.int64), 2 * bounds + tokens.prefix_bounds, ends)


class _LineNet(nn.Module):
    """The net of `LineModel`, in a form that can be trained."""

    def __init__(self, vectors: Tensor) -> None:
        super().__init__()
        self.vectors = torch.cat((vectors, torch.zeros_like(vectors[:1])))
        self.project = nn.Linear(vectors.shape[1], WORD_SIZE)
        nn.init.normal_(self.project.weight, std=_SPREAD)
        nn.init.zeros_(self.project.bias)
        self.rows = nn.EmbeddingBag(1 << ROW_BITS, ROW_SIZE, mode="sum")
        nn.init.normal_(self.rows.weight, std=0.02)
        self.hidden = nn.Linear(TEXT_SIZE, HIDDEN_SIZE)
        self.last = nn.Linear(HIDDEN_SIZE, len(LABELS))
        self.skip = nn.Linear(TEXT_SIZE, len(LABELS), bias=False)

    def make_word_vectors(self, words: Tensor) -> Tensor:
        vectors = functional.relu(self.project(self.vectors[words].float()))
        return vectors * (words < len(self.vectors) - 1)[..., None]

    def forward(self, words: Tensor, word_bounds: Tensor, rows: Tensor, row_bounds: Tensor, ends: Tensor) -> Tensor:
        size, counts = len(word_bounds) - 1, word_bounds.diff()
        each, places = words.unique(return_inverse=True)
        vectors = self.make_word_vectors(each)[places]
        text_of = torch.repeat_interleave(torch.arange(size), counts)
        lengths = counts.float().clamp(min=1)[:, None]
        added = torch.zeros(size, WORD_SIZE).index_add_(0, text_of, vectors) / lengths.sqrt()
        index = text_of[:, None].expand(-1, WORD_SIZE)
        most = torch.zeros(size, WORD_SIZE).scatter_reduce_(0, index, vectors, "amax", include_self=True)
        hashed = self.rows(rows, row_bounds[:-1]) / row_bounds.diff().float().clamp(min=1).sqrt()[:, None]
        first, last = self.make_word_vectors(ends).unbind(1)
        parts = (added, most, first, last, hashed)
        if self.training:
            parts = tuple([part * (torch.rand(size, 1) > share) for part, share in zip(parts, _PART_DROPOUT, strict=True)])
        text = functional.dropout(torch.cat((*parts, lengths.log()), 1), _DROPOUT, self.training)
        hidden = functional.dropout(functional.relu(self.hidden(text)), _UNIT_DROPOUT, self.training)
        logits: Tensor = self.last(hidden) + self.skip(text)
        return logits


def train_line_model(
    lines: LineSet, vocabulary: Vocabulary, members: NDArray[np.int64], taught: Floats | None, seed: int
) -> dict[str, NDArray[np.generic]]:
    """The arrays of a line model as a weights file holds them, trained on some of the lines; `taught` has the teacher's logits for all lines.

    The same seed gives the same arrays.
    """
    torch.manual_seed(seed)
    rng = np.random.default_rng(seed)
    bags = _make_bags(lines.tokens, vocabulary.hashes)
    net = _LineNet(torch.from_numpy(vocabulary.vectors).half())
    weight = torch.from_numpy(weigh_labels(lines))
    labels, kept = torch.from_numpy(lines.labels), torch.from_numpy(lines.kept)
    slow = [parameter for name, parameter in net.named_parameters() if not name.startswith("rows.")]
    groups = [
        {"params": slow, "weight_decay": _WEIGHT_DECAY},
        {"params": [net.rows.weight], "weight_decay": 0.0, "lr": _ROW_FACTOR * _LEARNING_RATE},
    ]
    optimizer = torch.optim.AdamW(groups, lr=_LEARNING_RATE)
    rates = [_LEARNING_RATE, _ROW_FACTOR * _LEARNING_RATE]
    steps = _EPOCHS * -(-len(members) // _BATCH)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, rates, total_steps=steps, pct_start=0.1)
    net.train()
    for _ in range(_EPOCHS):
        order = rng.permutation(members)
        for start in range(0, len(order), _BATCH):
            batch = order[start : start + _BATCH]
            logits = net(*bags.take(batch))
            loss = compute_label_loss(logits, labels[batch], kept[batch], weight[batch]).sum() / _BATCH
            if taught is not None:
                centred = logits - logits.mean(1, keepdim=True)
                distance = ((centred - torch.from_numpy(taught[batch])) ** 2).mean(1)
                loss = loss + _TEACHER_SHARE * distance.sum() / _BATCH
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(net.parameters(), 2.0)
            optimizer.step()
            schedule.step()
    return _export(net.eval(), vocabulary)


@torch.inference_mode()
def _export(net: _LineNet, vocabulary: Vocabulary) -> dict[str, NDArray[np.generic]]:
    words = net.make_word_vectors(torch.arange(len(vocabulary.hashes))).numpy()
    rows = net.rows.weight.numpy()
    word_step = float(np.quantile(words[words > 0], _HIGH)) / MOST_STEPS
    row_step = float(np.quantile(np.abs(rows), _HIGH)) / ROW_ZERO
    steps = np.clip(np.round(words / word_step), 0, MOST_STEPS)
    # The answers are the same if every label's logit is lowered by the same number.
    last, last_bias, skip = (
        tensor - tensor.mean(0, keepdim=True) for tensor in (net.last.weight, net.last.bias, net.skip.weight)
    )
    layers = {
        "hidden": net.hidden.weight.T,
        "hidden_bias": net.hidden.bias,
        "last": last.T,
        "last_bias": last_bias,
        "skip": skip.T,
    }
    return {
        "line_hashes": vocabulary.hashes,
        "line_words": np.concatenate((steps, np.zeros((1, WORD_SIZE)))).astype(np.uint8),
        "line_rows": (np.clip(np.round(rows / row_step), -ROW_ZERO, ROW_ZERO) + ROW_ZERO).astype(np.uint8),
        "line_steps": np.array([word_step, row_step], dtype=np.float32),
        **{f"line_{name}": np.ascontiguousarray(tensor.numpy().astype(np.float16)) for name, tensor in layers.items()},
    }
