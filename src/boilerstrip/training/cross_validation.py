"""How well labellers do on the pages of the folds that they were not trained on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from boilerstrip.decide.labeller.model import Labeller
from boilerstrip.decide.labeller.threshold import Choice, choose_blocks
from boilerstrip.options import FAVORS
from boilerstrip.training.augment import THINNED
from boilerstrip.training.examples import Example
from boilerstrip.training.planted_examples import PLANTED
from boilerstrip.training.vote_counts import fill_votes


def compute_body_f1(example: Example, kept: NDArray[np.bool_]) -> float:
    """The word F1 of the blocks that are kept, as the benchmark counts it: fields are not part of the body."""
    outcome = example.outcome
    body = kept & ~outcome.cut & ~outcome.fields
    counts = Counter(token for index in np.flatnonzero(body) for token in outcome.tokens[index])
    shared = (counts & outcome.gold).total()
    return 2 * shared / max(1, counts.total() + outcome.gold.total())


def cross_validate(examples: Sequence[Example], fold_of: Mapping[str, int], labellers: Sequence[Labeller]) -> str:
    """The table of figures, each page judged by the fold that it was left out of.

    It has the mean F1 at each operating point by scraper, source and language; the shares of blocks lost and left; and the expected F1
    beside the actual one.
    """
    examples = [example for example in examples if not example.scraper.startswith((THINNED, PLANTED))]
    for fold, labeller in enumerate(labellers):
        fill_votes([example for example in examples if fold_of[example.page] == fold], labeller.votes)
    choices = []
    for example in examples:
        judgement = labellers[fold_of[example.page]].judge(example.features)
        undecided_words = example.words * ~example.outcome.cut
        choices.append(
            [
                choose_blocks(judgement.probability, undecided_words, favor, is_html=example.scraper == "html")
                for favor in FAVORS
            ]
        )
    scores = np.array(
        [[compute_body_f1(e, choice.kept) for choice in by_favor] for e, by_favor in zip(examples, choices, strict=True)]
    )
    lines = [f"{'':<14}" + "".join(f"{favor:>11}" for favor in FAVORS)]
    for name in ("scraper", "source", "language"):
        groups = np.array([getattr(example, name) or "unknown" for example in examples])
        lines += [_format_line(group, scores[groups == group].mean(axis=0), 3) for group in sorted(set(groups.tolist()))]
    lines += [_format_line("all", scores.mean(axis=0), 4), *_count_wrong_blocks(examples, choices)]
    return "\n".join([*lines, "", *_compare_expected_f1(choices, scores[:, FAVORS.index("balanced")])])


def _format_line(name: str, values: Iterable[float], digits: int) -> str:
    return f"{name:<14}" + "".join(f"{value:>11.{digits}f}" for value in values)


def _count_wrong_blocks(examples: Sequence[Example], choices: Sequence[Sequence[Choice]]) -> Iterator[str]:
    """For the texts with labelled lines: how many of 1,000 blocks to keep are lost, and how many of 1,000 blocks to remove are left."""
    counts = np.zeros((2, 2, len(FAVORS)))  # to keep or to remove; wrong or all; by operating point
    for example, by_favor in zip(examples, choices, strict=True):
        if example.labels.max(initial=-1) < 0:
            continue
        is_known, is_gold = example.weight > 0, example.kept > 0
        for column, choice in enumerate(by_favor):
            stays = (choice.kept | example.outcome.fields) & ~example.outcome.cut
            counts[:, 0, column] += (is_gold & is_known & ~stays).sum(), (~is_gold & is_known & stays).sum()
            counts[:, 1, column] += (is_gold & is_known).sum(), (~is_gold & is_known).sum()
    for name, (wrong, every) in zip(("lost of 1,000", "left of 1,000"), counts, strict=True):
        yield _format_line(name, 1000 * wrong / np.maximum(every, 1), 1)


def _compare_expected_f1(choices: Sequence[Sequence[Choice]], scores: NDArray[np.float64]) -> Iterator[str]:
    """The mean expected F1 and the mean actual F1 of ten equal parts of the pages, ordered by expected F1."""
    expected = np.array([by_favor[FAVORS.index("balanced")].expected_f1 for by_favor in choices])
    bins = np.array_split(np.argsort(expected, kind="stable"), 10)
    yield "expected F1   " + "".join(f"{expected[part].mean():>7.3f}" for part in bins)
    yield "mean F1       " + "".join(f"{scores[part].mean():>7.3f}" for part in bins)
    yield f"lost F1 in the lowest tenth: {(1 - scores[bins[0]]).sum() / (1 - scores).sum():.2f}"


def fit_temperature(examples: Sequence[Example], fold_of: Mapping[str, int], labellers: Sequence[Labeller]) -> float:
    """The number to divide the logits by, so that probabilities are true on pages of other folds, in steps of a tenth."""
    for fold, labeller in enumerate(labellers):
        fill_votes([example for example in examples if fold_of[example.page] == fold], labeller.votes)
    logits, kept, weight = [], [], []
    for example in examples:
        probability = labellers[fold_of[example.page]].judge(example.features).probability.astype(np.float64)
        probability = np.clip(probability, 1e-7, 1 - 1e-7)
        logits.append(np.log(probability / (1 - probability)))
        kept.append(example.kept)
        weight.append(example.weight)
    signed = np.concatenate(logits) * (2 * np.concatenate(kept) - 1)
    weights = np.concatenate(weight)
    losses = {step / 10: float((np.logaddexp(0, -signed / (step / 10)) * weights).sum()) for step in range(5, 40)}
    return min(losses, key=losses.__getitem__)
