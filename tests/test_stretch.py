"""Where the article begins and ends: the sums over all stretches are those that adding them one by one gives."""

from __future__ import annotations

import numpy as np
import pytest

from boilerstrip.labeller.model import default_labeller
from boilerstrip.labeller.stretch import FIRST, INSIDE, LAST, NOWHERE, log_inside


def one_by_one(scores: np.ndarray) -> np.ndarray:
    size = len(scores)
    inside, every = np.zeros(size), float(np.exp(scores[:, NOWHERE].mean()))
    for first in range(size):
        for last in range(first, size):
            weight = np.exp(scores[first, FIRST] + scores[last, LAST] + scores[first : last + 1, INSIDE].sum())
            inside[first : last + 1] += weight
            every += weight
    return inside / every


@pytest.mark.parametrize("size", [1, 2, 9])
def test_each_stretch_counts_once(size: int) -> None:
    scores = np.random.default_rng(size).normal(size=(size, 4)).astype(np.float32)
    assert np.allclose(np.exp(log_inside(scores)), one_by_one(scores), atol=1e-6)


def test_page_that_holds_no_article_has_nothing_inside() -> None:
    scores = np.zeros((3, 4), dtype=np.float32)
    scores[:, NOWHERE] = 20.0
    assert np.exp(log_inside(scores)).max() < 1e-6


def test_pages_of_any_length_have_probabilities() -> None:
    cues = np.random.default_rng(0).normal(size=(20_000, len(default_labeller().weights["mean"]))).astype(np.float32) * 50
    judgement = default_labeller().judge(cues)
    for found in (judgement.kept, judgement.inside):
        assert np.isfinite(found).all()
        assert found.min() >= 0.0
        assert found.max() <= 1.0


def test_training_sums_as_inference_does() -> None:
    torch = pytest.importorskip("torch")
    from boilerstrip.labeller.net import _log_inside

    scores = np.random.default_rng(1).normal(size=(2, 7, 4)).astype(np.float32)
    mask = np.ones((2, 7), dtype=np.float32)
    mask[1, 4:] = 0.0
    found = _log_inside(torch.from_numpy(scores), torch.from_numpy(mask)).numpy()
    assert np.allclose(found[0], log_inside(scores[0]), atol=1e-5)
    assert np.allclose(found[1, :4], log_inside(scores[1, :4]), atol=1e-5)
