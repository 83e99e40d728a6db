"""Trains the labeller from files in the benchmark's formats.

First it trains on four fifths of the sites at a time, and prints how well the articles of the other sites come out. Then it trains on all
sites, and writes the weights and a model card.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

os.environ.setdefault("OMP_NUM_THREADS", "1")

import numpy as np
from numpy.typing import NDArray

from boilerstrip.decide.labeller import model
from boilerstrip.decide.labeller.feature_names import NAMES
from boilerstrip.decide.labeller.threshold import Choice, choose_blocks
from boilerstrip.options import FAVORS
from boilerstrip.training.augment import THINNED
from boilerstrip.training.bank import read_bank
from boilerstrip.training.batches import Pages
from boilerstrip.training.examples import Example, read_examples
from boilerstrip.training.network import export_arrays, fit_labels, train_net
from boilerstrip.training.planted_examples import PLANTED, read_planted_examples
from boilerstrip.training.vote_counts import count_votes, fill_votes, fill_votes_of_others

FOLDS = 5
_COMMAND = "python -m boilerstrip.training"
_LABELLER_FOLDER = Path(model.__file__).parent
# Sites share a template if they share this many removed lines, and this share of the lines of the smaller site. Lines of fewer words, and lines
# that this many sites have, do not count.
_LEAST_SHARED, _LEAST_SHARE = 8, 0.12
_LINE_WORDS, _MOST_SITES = 3, 40


def main() -> None:
    """Train, cross-validated and then on everything."""
    options = _make_parser().parse_args()
    examples = read_examples(options.data)
    group_of = group_sites(examples)
    fold_of = assign_folds(examples, group_of)
    if options.bank is not None:
        planted = list(read_planted_examples(options.data, read_bank(options.bank), options.seed))
        group_of |= {example.site: group_of.get(example.site, example.site) for example in planted}
        examples += planted
    print(_describe_data(examples), flush=True)
    chosen = range(FOLDS) if options.only is None else (options.only,)
    options.folds.mkdir(parents=True, exist_ok=True)
    (options.folds / "folds.json").write_text(json.dumps(fold_of, indent=0, sort_keys=True) + "\n")
    if not options.final:
        for fold in chosen:
            others = [example for example in examples if fold_of.get(example.page) != fold]
            train_labeller(others, group_of, options.folds / f"fold-{fold}.npz", options.seed)
            print(f"fold {fold} trained", flush=True)
    if options.only is not None:
        return
    if all((options.folds / f"fold-{fold}.npz").exists() for fold in range(FOLDS)):
        table = cross_validate(examples, fold_of, options.folds)
        print(table)
        train_labeller(examples, group_of, options.out / "weights.npz", options.seed)
        card = _make_card(options.data, options.seed, examples, table)
        (options.out / "MODEL_CARD.md").write_text(card, encoding="utf-8")


def _make_parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog=_COMMAND, description=__doc__)
    parser.add_argument("data", nargs="+", type=Path, help="files in the benchmark's formats: text-dev, lines-dev, html-dev")
    parser.add_argument(
        "--bank", type=Path, default=None, help="a folder of lines to plant in clean articles, such as fixtures/bank"
    )
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--folds", type=Path, default=Path("folds"), help="the folder for the weights of each fold")
    parser.add_argument("--out", type=Path, default=_LABELLER_FOLDER, help="the folder for weights.npz and MODEL_CARD.md")
    parser.add_argument(
        "--only", type=int, default=None, help="train only this fold, so that several folds can be trained at the same time"
    )
    parser.add_argument("--final", action="store_true", help="use the weights of folds that are already trained")
    return parser


def train_labeller(examples: Sequence[Example], group_of: Mapping[str, str], path: Path, seed: int) -> None:
    """Count the sites' votes, train the net, and write both to a weights file; the sites of one group in `group_of` vote together."""
    votes = count_votes(examples, group_of)
    fill_votes_of_others(examples, votes, group_of)
    pages = Pages.from_examples(examples)
    scale = pages.compute_scale()
    arrays = export_arrays(train_net(pages, scale, seed), scale)
    table = votes.make_table()
    labeller = model.Labeller({name: array.astype(np.float32) for name, array in arrays.items()}, table)
    arrays |= fit_labels(labeller, pages)
    with path.open("wb") as file:
        np.savez_compressed(file, allow_pickle=False, names=np.array(NAMES), votes=table, **arrays)


def assign_folds(examples: Sequence[Example], group_of: Mapping[str, str]) -> dict[str, int]:
    """The fold of each page; pages of one site, and of sites that share their template, are in one fold."""
    sizes = Counter(group_of[example.site] for example in examples)
    load = [0] * FOLDS
    fold_of: dict[str, int] = {}
    # The largest group first, each to the smallest fold; groups of one size in the order of a hash, so that neighbours in the file are
    # separated.
    for group, size in sorted(sizes.items(), key=lambda item: (-item[1], hashlib.sha256(item[0].encode()).hexdigest())):
        fold_of[group] = load.index(min(load))
        load[fold_of[group]] += size
    return {example.page: fold_of[group_of[example.site]] for example in examples}


def group_sites(examples: Sequence[Example]) -> dict[str, str]:
    """The group of each site: sites that share many removed lines share a template, and most likely belong to one publisher."""
    lines: dict[str, set[tuple[str, ...]]] = defaultdict(set)
    for example in examples:
        lines[example.site].update(
            tokens
            for tokens, kept in zip(example.outcome.tokens, example.kept, strict=True)
            if len(tokens) >= _LINE_WORDS and not kept
        )
    sites_of: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for site, own in sorted(lines.items()):
        for line in own:
            sites_of[line].append(site)
    pairs = Counter(
        (a, b) for sites in sites_of.values() if len(sites) < _MOST_SITES for n, a in enumerate(sites) for b in sites[n + 1 :]
    )
    group_of = {site: site for site in lines}
    for (a, b), shared in sorted(pairs.items()):
        if shared >= max(_LEAST_SHARED, _LEAST_SHARE * min(len(lines[a]), len(lines[b]))):
            old, new = group_of[b], group_of[a]
            group_of = {site: new if group == old else group for site, group in group_of.items()}
    return group_of


def compute_body_f1(example: Example, kept: NDArray[np.bool_]) -> float:
    """The word F1 of the blocks that are kept, as the benchmark counts it: fields are not part of the body."""
    outcome = example.outcome
    body = kept & ~outcome.cut & ~outcome.fields
    counts = Counter(token for index in np.flatnonzero(body) for token in outcome.tokens[index])
    shared = (counts & outcome.gold).total()
    return 2 * shared / max(1, counts.total() + outcome.gold.total())


def cross_validate(examples: Sequence[Example], fold_of: Mapping[str, int], folder: Path) -> str:
    """The table of figures, each page judged by the fold that it was left out of.

    It has the mean F1 at each operating point by scraper, source and language; the shares of blocks lost and left; and the expected F1
    beside the actual one.
    """
    examples = [example for example in examples if not example.scraper.startswith((THINNED, PLANTED))]
    labellers = [model.load_labeller(folder / f"fold-{fold}.npz") for fold in range(FOLDS)]
    for fold, labeller in enumerate(labellers):
        fill_votes([example for example in examples if fold_of[example.page] == fold], labeller.votes)
    choices = []
    for example in examples:
        judgement = labellers[fold_of[example.page]].judge(example.features)
        undecided_words = example.words * ~example.outcome.cut
        choices.append([choose_blocks(judgement.probability, undecided_words, favor) for favor in FAVORS])
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


def _describe_data(examples: Sequence[Example]) -> str:
    pages, sites = len({example.page for example in examples}), len({example.site for example in examples})
    return f"{len(examples)} sources of {pages} pages on {sites} sites, {sum(len(example.kept) for example in examples)} blocks"


def _make_card(data: Sequence[Path], seed: int, examples: Sequence[Example], table: str) -> str:
    files = "\n".join(f"- `{path.name}`, sha256 {hashlib.sha256(path.read_bytes()).hexdigest()[:16]}" for path in data)
    return f"""# The labeller's weights

Made by `{_COMMAND}` with seed {seed}, from

{files}

{_describe_data(examples)}, {len(NAMES)} features a block.
One net of dilated convolutions over the features alone, for text, Markdown and HTML; in texts, the features of elements are 0. One
source of each page counts twice: as it is, and with part of its boilerplate taken out, so that the net also learns from clean texts.

The only knowledge of words is what sites voted: the share of the blocks with a word, with two words in a row, or with the same whole
line that are part of the site's articles. Each site has one vote on each. Words of fewer than four sites have no vote, and the features
of a site's own pages came from the votes of all other sites. The table holds steps of 1/16 of log odds by hash; no word can be read back.

## Cross-validated figures

Body word F1 by operating point (`favor`). Each page is scored by weights that saw no page of its site, from the probabilities alone.
A pipeline does more: strong hints remove more blocks, and sentences among the running text are rescued.

```
{table}
```

## Limits

Most training pages are English and German news and blog pages; in other languages the labeller relies on shape. It errs most on readers'
comments and answers that are written like the article, on teasers written as sentences, on the articles that a page shows after the
first one, on table rows and code that a scraper broke into one cell a line, and on pages whose article is a list of links or products.
A twentieth of the pages causes two fifths of the lost F1; in about half of the worst fifty, the gold stops before the article does.
"""


if __name__ == "__main__":
    main()
