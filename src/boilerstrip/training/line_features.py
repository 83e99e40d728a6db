"""Fills in the features that come from the line model, for training."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import numpy as np

from boilerstrip.decide.labeller.line_model import LIKENESS_ROWS, LINE_ROWS, LineModel, fill_line_features
from boilerstrip.training.examples import Example
from boilerstrip.training.line_sets import read_tokens


def fill_lines_of_others(examples: Iterable[Example], fold_of: Mapping[str, int], models: Sequence[LineModel]) -> None:
    """Fill in the features of each example from the model that saw no line of its fold.

    Otherwise the net would learn to trust a line model that knows the lines by heart.
    """
    for example in examples:
        fill_lines(example, models[fold_of[example.page]])


def fill_lines(example: Example, model: LineModel) -> None:
    """Fill in the features of an example from one line model."""
    rows = np.zeros((example.features.shape[1], len(example.kept)), dtype=np.float32)
    words = np.array([len(text.split()) for text in example.texts], dtype=np.float32)
    fill_line_features(rows, read_tokens(example.texts), words, model)
    for part in (LINE_ROWS, LIKENESS_ROWS):
        example.features[:, part] = rows[part].T
