"""Trains the labeller: `python -m boilerstrip.labeller.train DATA ... --seed 0`, from files in the bench's formats.

Prints what each page's body scores when its site was not trained on, writes the weights and a card that says how they came about.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

os.environ.setdefault("OMP_NUM_THREADS", "1")

import numpy as np
from numpy.typing import NDArray

from boilerstrip.labeller.characters import Floats
from boilerstrip.labeller.features import NAMES
from boilerstrip.labeller.gold import Example, examples
from boilerstrip.labeller.model import Labeller, load_labeller
from boilerstrip.labeller.net import Plan, arrays_of, scale_of, train_net

FOLDS = 5
_HERE = Path(__file__).parent
_PLANS = (Plan(wording=False, epochs=8), Plan(wording=True, epochs=7, hidden_wordings=0.3))
_LEAST_SITES = 20
_THRESHOLDS = (0.1, 0.2, 0.3, 0.4, 0.5)
_LEAST_SHARED, _LEAST_SHARE = 8, 0.12


def main() -> None:
    """Train, cross-validated and then on everything."""
    options = _options().parse_args()
    known = examples(options.data)
    print(f"{len(known)} sources of {len({e.page for e in known})} pages, {sum(len(e.kept) for e in known)} blocks", flush=True)
    fold_of = folds(known)
    chosen = range(FOLDS) if options.only is None else (options.only,)
    options.folds.mkdir(parents=True, exist_ok=True)
    (options.folds / "folds.json").write_text(
        json.dumps({e.page: fold_of[e.page] for e in known}, indent=0, sort_keys=True) + "\n"
    )
    if not options.final:
        for fold in chosen:
            _train([e for e in known if fold_of[e.page] != fold], options.folds / f"fold-{fold}.npz", options.seed)
            print(f"fold {fold} trained", flush=True)
    if options.only is not None:
        return
    if all((options.folds / f"fold-{fold}.npz").exists() for fold in range(FOLDS)):
        table = cross_validated(known, fold_of, options.folds)
        print(table)
        _train(known, options.out / "weights.npz", options.seed)
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


def _train(known: Sequence[Example], path: Path, seed: int) -> None:
    scale = scale_of(known, _LEAST_SITES)
    nets = [train_net(known, scale, plan, seed + number) for number, plan in enumerate(_PLANS)]
    with path.open("wb") as file:
        np.savez_compressed(file, allow_pickle=False, names=np.array(NAMES), **arrays_of(nets, scale))


def folds(known: Sequence[Example]) -> dict[str, int]:
    """The fold of each page; pages of one site, and of sites that share their template, are in one."""
    group_of = _groups(known)
    sizes = Counter(group_of[example.site] for example in known)
    load = [0] * FOLDS
    fold_of: dict[str, int] = {}
    # The largest first, each to the fold with the least; ties by a hash, so that neighbours in the file part.
    for group, size in sorted(sizes.items(), key=lambda row: (-row[1], hashlib.sha256(row[0].encode()).hexdigest())):
        fold_of[group] = load.index(min(load))
        load[fold_of[group]] += size
    return {example.page: fold_of[group_of[example.site]] for example in known}


def _groups(known: Sequence[Example]) -> dict[str, str]:
    """Sites by template: those that share many of the lines they drop are one publisher's."""
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
    """The table: mean F1 at several thresholds by scraper, source and language; lost and left blocks of labelled texts."""
    labellers = [load_labeller(folder / f"fold-{fold}.npz") for fold in range(FOLDS)]
    judged = [labellers[fold_of[example.page]].judge(example.cues).kept for example in known]
    rows = [f"{'kept from':<12}" + "".join(f"{threshold:>8}" for threshold in _THRESHOLDS)]
    scores = [
        [body_f1(example, kept > threshold) for threshold in _THRESHOLDS] for example, kept in zip(known, judged, strict=True)
    ]
    for name in ("scraper", "source", "language"):
        by: dict[str, list[list[float]]] = defaultdict(list)
        for example, row in zip(known, scores, strict=True):
            by[getattr(example, name) or "not told"].append(row)
        rows += [
            f"{group:<12}" + "".join(f"{value:>8.3f}" for value in np.mean(found, axis=0))
            for group, found in sorted(by.items())
        ]
    rows.append(f"{'all':<12}" + "".join(f"{value:>8.4f}" for value in np.mean(scores, axis=0)))
    return "\n".join([*rows, *_blocks_lost(known, judged)])


def _blocks_lost(known: Sequence[Example], judged: Iterable[Floats]) -> list[str]:
    lost, left = np.zeros(len(_THRESHOLDS)), np.zeros(len(_THRESHOLDS))
    kept = cut = 0
    for example, probability in zip(known, judged, strict=True):
        if example.labels.max(initial=-1) < 0:
            continue
        gold = example.kept > 0
        told = example.weight > 0
        outcome = example.outcome
        kept, cut = kept + int((gold & told).sum()), cut + int((~gold & told).sum())
        for column, threshold in enumerate(_THRESHOLDS):
            stays = ((probability > threshold) | outcome.fields) & ~outcome.cut
            lost[column] += (gold & told & ~stays).sum()
            left[column] += (~gold & told & stays).sum()
    return [
        f"{'lost/1000':<12}" + "".join(f"{1000 * value / max(1, kept):>8.1f}" for value in lost),
        f"{'left/1000':<12}" + "".join(f"{1000 * value / max(1, cut):>8.1f}" for value in left),
    ]


def _card(data: Sequence[Path], seed: int, known: Sequence[Example], table: str) -> str:
    files = "\n".join(f"- `{path.name}`, sha256 {hashlib.sha256(path.read_bytes()).hexdigest()[:16]}" for path in data)
    return f"""# The labeller's weights

Made by `python -m boilerstrip.labeller.train` with seed {seed}, from

{files}

{len(known)} sources of {len({e.page for e in known})} pages on {len({e.site for e in known})} sites, {sum(len(e.kept) for e in known)} blocks, {len(NAMES)} cues a block.
Two nets ({", ".join("with hashed words" if plan.wording else "cues alone" for plan in _PLANS)}), whose logits are averaged.

## Cross-validated figures

Body word F1 by the probability from which a block is kept; each page scored by weights that saw no page of its site.

```
{table}
```

## Limits

Mostly English and German news and blog pages; other languages lean on shape. Table rows and code that a scraper broke into one cell a
line, lists of links that are the article, and questions and answers under an article are where it errs most.
"""


if __name__ == "__main__":
    main()
