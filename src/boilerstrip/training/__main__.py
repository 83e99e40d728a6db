"""Trains the labeller: `python -m boilerstrip.training.__main__ DATA ... --seed 0`, from files in the bench's formats.

Prints what each page's body scores when its site was not trained on, writes the weights and a card that says how they came about.
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

from boilerstrip.decide.labeller.feature_names import NAMES
from boilerstrip.decide.labeller.model import Labeller, load_labeller
from boilerstrip.decide.labeller.threshold import Choice, choose
from boilerstrip.options import FAVORS
from boilerstrip.training.augment import THINNED
from boilerstrip.training.batches import Pages
from boilerstrip.training.examples import Example, examples
from boilerstrip.training.network import arrays_of, fit_labels, train_net
from boilerstrip.training.vote_counts import count, write_votes, write_votes_of_others

FOLDS = 5
_HERE = Path(__file__).parent
_LEAST_SHARED, _LEAST_SHARE = 8, 0.12


def main() -> None:
    """Train, cross-validated and then on everything."""
    options = _options().parse_args()
    known = examples(options.data)
    print(_count(known), flush=True)
    group_of = groups(known)
    fold_of = folds(known, group_of)
    chosen = range(FOLDS) if options.only is None else (options.only,)
    options.folds.mkdir(parents=True, exist_ok=True)
    (options.folds / "folds.json").write_text(
        json.dumps({e.page: fold_of[e.page] for e in known}, indent=0, sort_keys=True) + "\n"
    )
    if not options.final:
        for fold in chosen:
            others = [example for example in known if fold_of[example.page] != fold]
            train(others, group_of, options.folds / f"fold-{fold}.npz", options.seed)
            print(f"fold {fold} trained", flush=True)
    if options.only is not None:
        return
    if all((options.folds / f"fold-{fold}.npz").exists() for fold in range(FOLDS)):
        table = cross_validated(known, fold_of, options.folds)
        print(table)
        train(known, group_of, options.out / "weights.npz", options.seed)
        (options.out / "MODEL_CARD.md").write_text(_card(options.data, options.seed, known, table), encoding="utf-8")


def _options() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", nargs="+", type=Path, help="files in the bench's formats: text-dev, lines-dev, html-dev")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--folds", type=Path, default=Path("folds"), help="where the weights of each fold go")
    parser.add_argument("--out", type=Path, default=_HERE, help="where weights.npz and MODEL_CARD.md go")
    parser.add_argument(
        "--only", type=int, default=None, help="train this fold alone, so that folds can be trained side by side"
    )
    parser.add_argument("--final", action="store_true", help="the folds are trained already: the table, and the last training")
    return parser


def train(known: Sequence[Example], group_of: Mapping[str, str], path: Path, seed: int) -> None:
    """Count the sites' votes, train the net, and write both; `group_of` names the group of sites that each site votes with."""
    votes = count(known, group_of)
    write_votes_of_others(known, votes, group_of)
    pages = Pages.of(known)
    scale = pages.scale()
    arrays = arrays_of(train_net(pages, scale, seed), scale)
    table = votes.table()
    arrays |= fit_labels(Labeller({name: array.astype(np.float32) for name, array in arrays.items()}, table), pages)
    with path.open("wb") as file:
        np.savez_compressed(file, allow_pickle=False, names=np.array(NAMES), votes=table, **arrays)


def folds(known: Sequence[Example], group_of: Mapping[str, str]) -> dict[str, int]:
    """The fold of each page; pages of one site, and of sites that share their template, are in one."""
    sizes = Counter(group_of[example.site] for example in known)
    load = [0] * FOLDS
    fold_of: dict[str, int] = {}
    # The largest first, each to the fold with the least; ties by a hash, so that neighbours in the file part.
    for group, size in sorted(sizes.items(), key=lambda row: (-row[1], hashlib.sha256(row[0].encode()).hexdigest())):
        fold_of[group] = load.index(min(load))
        load[fold_of[group]] += size
    return {example.page: fold_of[group_of[example.site]] for example in known}


def groups(known: Sequence[Example]) -> dict[str, str]:
    """The group of each site, by template: those that share many of the lines they drop are one publisher's."""
    lines: dict[str, set[tuple[str, ...]]] = defaultdict(set)
    for example in known:
        lines[example.site].update(
            own for own, kept in zip(example.outcome.tokens, example.kept, strict=True) if len(own) > 2 and not kept
        )
    places: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for site, own in sorted(lines.items()):
        for line in own:
            places[line].append(site)
    pairs = Counter((a, b) for sites in places.values() if len(sites) < 40 for n, a in enumerate(sites) for b in sites[n + 1 :])
    group_of = {site: site for site in lines}
    for (a, b), shared in sorted(pairs.items()):
        if shared >= max(_LEAST_SHARED, _LEAST_SHARE * min(len(lines[a]), len(lines[b]))):
            old, new = group_of[b], group_of[a]
            group_of = {site: new if group == old else group for site, group in group_of.items()}
    return group_of


def body_f1(example: Example, kept: NDArray[np.bool_]) -> float:
    """The word F1 of the blocks that are kept, as the bench counts it; fields are no body."""
    outcome = example.outcome
    stays = kept & ~outcome.cut & ~outcome.fields
    counts = Counter(token for index in np.flatnonzero(stays) for token in outcome.tokens[index])
    shared = (counts & outcome.gold).total()
    return 2 * shared / max(1, counts.total() + outcome.gold.total())


def cross_validated(known: Sequence[Example], fold_of: Mapping[str, int], folder: Path) -> str:
    """The table: mean F1 at each operating point by scraper, source and language; lost and left blocks; how F1 was foretold."""
    known = [example for example in known if not example.scraper.startswith(THINNED)]
    labellers = [load_labeller(folder / f"fold-{fold}.npz") for fold in range(FOLDS)]
    for fold, labeller in enumerate(labellers):
        write_votes([example for example in known if fold_of[example.page] == fold], labeller.votes)
    choices = []
    for example in known:
        judgement = labellers[fold_of[example.page]].judge(example.cues)
        open_words = example.words * ~example.outcome.cut
        choices.append([choose(judgement.kept, open_words, favor) for favor in FAVORS])
    scores = np.array([[body_f1(e, choice.kept) for choice in row] for e, row in zip(known, choices, strict=True)])
    rows = [f"{'':<14}" + "".join(f"{favor:>11}" for favor in FAVORS)]
    for name in ("scraper", "source", "language"):
        groups = np.array([getattr(example, name) or "not told" for example in known])
        rows += [_row(group, scores[groups == group].mean(axis=0), 3) for group in sorted(set(groups.tolist()))]
    rows += [_row("all", scores.mean(axis=0), 4), *_blocks_lost(known, choices)]
    return "\n".join([*rows, "", *_calibration(choices, scores[:, FAVORS.index("balanced")])])


def _row(name: str, values: Iterable[float], digits: int) -> str:
    return f"{name:<14}" + "".join(f"{value:>11.{digits}f}" for value in values)


def _blocks_lost(known: Sequence[Example], choices: Sequence[Sequence[Choice]]) -> Iterator[str]:
    """Of the labelled texts' blocks: how many of 1,000 that stay are lost, and how many of 1,000 that go are left."""
    counts = np.zeros((2, 2, len(FAVORS)))  # kept or not by gold; wrong, all
    for example, row in zip(known, choices, strict=True):
        if example.labels.max(initial=-1) < 0:
            continue
        told, gold = example.weight > 0, example.kept > 0
        for column, choice in enumerate(row):
            stays = (choice.kept | example.outcome.fields) & ~example.outcome.cut
            counts[:, 0, column] += (gold & told & ~stays).sum(), (~gold & told & stays).sum()
            counts[:, 1, column] += (gold & told).sum(), (~gold & told).sum()
    for name, (wrong, every) in zip(("lost of 1,000", "left of 1,000"), counts, strict=True):
        yield _row(name, 1000 * wrong / np.maximum(every, 1), 1)


def _calibration(choices: Sequence[Sequence[Choice]], scores: NDArray[np.float64]) -> Iterator[str]:
    """Ten bins by expected F1, each with its mean beside the F1 that came out."""
    expected = np.array([row[FAVORS.index("balanced")].expected_f1 for row in choices])
    bins = np.array_split(np.argsort(expected, kind="stable"), 10)
    yield "expected F1   " + "".join(f"{expected[part].mean():>7.3f}" for part in bins)
    yield "mean F1       " + "".join(f"{scores[part].mean():>7.3f}" for part in bins)
    yield f"lost F1 in the lowest tenth: {(1 - scores[bins[0]]).sum() / (1 - scores).sum():.2f}"


def _count(known: Sequence[Example]) -> str:
    pages, sites = len({example.page for example in known}), len({example.site for example in known})
    return f"{len(known)} sources of {pages} pages on {sites} sites, {sum(len(example.kept) for example in known)} blocks"


def _card(data: Sequence[Path], seed: int, known: Sequence[Example], table: str) -> str:
    files = "\n".join(f"- `{path.name}`, sha256 {hashlib.sha256(path.read_bytes()).hexdigest()[:16]}" for path in data)
    return f"""# The labeller's weights

Made by `python -m boilerstrip.training.__main__` with seed {seed}, from

{files}

{_count(known)}, {len(NAMES)} cues a block.
One net of dilated convolutions over the cues alone, for text, Markdown and HTML; what is told of elements is 0 in texts. Of each
page, one source counts twice: as it is, and with part of its boilerplate taken out, so that clean texts are known too.

Of words it knows only what sites voted: in how many sites' articles the blocks stand that hold a word, two words in a row, or that are
the same line. Each site has one vote on each, words of fewer than four sites say nothing, and a site's own pages were trained on the
votes of all others. The table holds steps of 1/16 of log odds by hash, from which no word can be read back.

## Cross-validated figures

Body word F1 by operating point (`favor`); each page scored by weights that saw no page of its site, by its probabilities alone. In a
pipeline, strong hints cut more, and sentences among the running text are spared.

```
{table}
```

## Limits

Mostly English and German news and blog pages; other languages lean on shape. It errs most on readers' comments and answers written like
the article, on teasers written as sentences, on the articles that a page shows behind the first one, on table rows and code that a
scraper broke into one cell a line, and on pages whose article is a list of links or products. In a twentieth of the pages stands two
fifths of what is lost; of the worst fifty, about half have gold that stops before the article does.
"""


if __name__ == "__main__":
    main()
