"""Makes training examples from annotated pages: which blocks a page's gold keeps, and how much each block weighs.

There are three formats, those of the benchmark: pages with `html`, pages with `text` by scraper, both with `gold` paragraphs, and texts
with a label for each line. If a text has labelled lines, they are used instead of its gold.
"""

from __future__ import annotations

import gzip
import json
from bisect import bisect_right
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlsplit

import numpy as np
from numpy.typing import NDArray

from boilerstrip.decide.by_rule import decide_by_rule
from boilerstrip.decide.labeller.arrays import Floats
from boilerstrip.decide.labeller.features import compute_features
from boilerstrip.decide.labeller.labels import KEPT_LABELS, LABELS
from boilerstrip.decide.labeller.page_arrays import make_page
from boilerstrip.decide.labeller.word_votes import VotePlaces, find_vote_places
from boilerstrip.decide.verdicts import Decision
from boilerstrip.document import Document
from boilerstrip.fields import Fields, extract_fields, revise_claims
from boilerstrip.pipeline import Pipeline
from boilerstrip.readers import read
from boilerstrip.training.alignment import UNSURE, Floats64, align_blocks, find_present, split_tokens
from boilerstrip.training.augment import THINNED, is_thinned, thin_out

Record = Mapping[str, Any]
# Labels that people gave to lines are better than labels from gold paragraphs, and there are a fifteenth as many. With this factor for their
# weight, fewer lines are lost.
LABELLED_FACTOR = 7.5
# Pages with fewer words than this weigh more, longer ones less.
_TYPICAL_WORDS = 600
# An example must hold this many characters of gold.
_LEAST_GOLD = 200
_MOST_CREDIT_WORDS = 12
_SECOND_LEVELS = frozenset(["co", "com", "org", "net", "gov", "edu", "ac", "gob", "or", "ne"])


@dataclass(frozen=True, slots=True)
class Example:
    """A source with its features, and for each block: kept (1.0) or not, its weight, its label's number or -1, its number of words, its text."""

    page: str
    scraper: str
    source: str
    language: str | None
    site: str
    features: Floats
    kept: Floats64
    weight: Floats64
    labels: NDArray[np.int64]
    words: NDArray[np.int64]
    outcome: Outcome
    vote_places: VotePlaces
    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What is needed to score a decision: the gold's words, each block's words, and which blocks are decided without the labeller."""

    gold: Counter[str]
    tokens: tuple[tuple[str, ...], ...]
    cut: NDArray[np.bool_]
    fields: NDArray[np.bool_]


class PreparedSource(NamedTuple):
    """A source as the labeller sees it, with the decision of the certain findings alone."""

    fields: Fields
    features: Floats
    certain: Decision


def get_site(url: str) -> str:
    """The registered domain of an address, as far as its shape shows it.

    >>> get_site("https://www.example.co.uk/a"), get_site("https://news.example.org/b")
    ('example.co.uk', 'example.org')
    """
    parts = (urlsplit(url).hostname or "").lower().split(".")
    second = len(parts) > 2 and len(parts[-1]) == 2 and parts[-2] in _SECOND_LEVELS
    return ".".join(parts[-3 if second else -2 :])


def read_examples(paths: Iterable[Path]) -> list[Example]:
    """Every source in the files, each once (see `choose_examples`)."""
    examples: list[Example] = []
    for path in paths:
        with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as file:
            examples += [example for line in file for example in _make_examples(json.loads(line))]
    return choose_examples(examples)


def choose_examples(examples: Iterable[Example], without: Collection[str] = ()) -> list[Example]:
    """The examples without those in some languages; a text with labelled lines replaces the same text without them."""
    chosen: dict[tuple[str, str], Example] = {}
    for example in examples:
        key = (example.page, example.scraper)
        if example.language not in without and (key not in chosen or example.labels.max(initial=-1) >= 0):
            chosen[key] = example
    return list(chosen.values())


def _make_examples(record: Record) -> Iterator[Example]:
    """The examples of a record: one for its labelled text or for each source, and one for a source that is thinned out."""
    make = _make_labelled_example if "labels" in record else _make_annotated_example
    sources = {scraper: text for scraper, text in _get_sources(record).items() if text and text.strip()}
    for number, (scraper, text) in enumerate(sources.items()):
        document = read(text, url=record["url"])
        example = make(record, scraper, document)
        if example is None:
            continue
        yield example
        if is_thinned(record["id"], number, len(sources)):
            stays = (example.kept > 0) | (example.weight == 0) | example.outcome.fields
            thinned = make(record, f"{THINNED} {scraper}", thin_out(document, stays.tolist(), record["id"]))
            if thinned is not None:
                yield thinned


def _get_sources(record: Record) -> Mapping[str, str | None]:
    if "labels" in record:
        return {record["id"].partition("/")[2]: record["text"]}
    sources: Mapping[str, str | None] = {"html": record["html"]} if "html" in record else record["text"]
    return sources


def prepare_source(document: Document) -> PreparedSource:
    """The fields and features of a source, and the decision of its certain findings alone."""
    claims = Pipeline.default().find_claims(document)
    fields = extract_fields(document, claims)
    claims = revise_claims(document, claims, fields)
    certain = decide_by_rule(document, [claim for claim in claims if claim.finding.certain], fields.protected)
    return PreparedSource(fields, compute_features(document, claims, fields), certain)


def find_small_vote_places(document: Document, fields: Fields) -> VotePlaces:
    """The places of the page's words in the table of votes, as small numbers, since those of all pages are in memory at once."""
    page = make_page(document, fields)
    return VotePlaces(*(places.astype(np.int32) for places in find_vote_places(page.words, page.prose)))


def _make_annotated_example(record: Record, scraper: str, document: Document) -> Example | None:
    """An example from gold paragraphs; `None` if the source holds too little of them."""
    fields, features, certain = prepare_source(document)
    tokens = [split_tokens(block.text) for block in document.blocks]
    gold = find_present(record["gold"]["body"], [token for block in tokens for token in block])
    if sum(map(len, gold)) < _LEAST_GOLD:
        return None
    kept, weight = align_blocks(tokens, gold)
    weight *= _weigh_fields(tokens, kept, record["gold"])
    sizes = np.array([len(block) for block in tokens])
    whole = max(50.0, float(sizes[kept > 0].sum()))
    weight *= (0.3 + 0.35 * np.sqrt(sizes)) * np.clip((_TYPICAL_WORDS / whole) ** 0.5, 0.4, 2.5)
    # As in the benchmark: a scraped text is scored by the gold that it still holds, an HTML page by all of its gold.
    outcome = make_outcome(document, fields, certain, record["gold"]["body"] if "html" in record else gold)
    if record["gold"]["standfirst"] is None and fields.standfirst is not None:
        outcome.fields[fields.standfirst] = False  # if the gold marks no standfirst, its body includes it
    no_labels = np.full(len(tokens), -1)
    return Example(
        record["id"],
        scraper,
        record["source"],
        record["lang"],
        get_site(record["url"]),
        features,
        kept,
        weight,
        no_labels,
        sizes,
        outcome,
        find_small_vote_places(document, fields),
        tuple([block.text for block in document.blocks]),
    )


def make_outcome(document: Document, fields: Fields, certain: Decision, gold: Iterable[str]) -> Outcome:
    """What is needed to score decisions on a document, `gold` being the paragraphs of its body."""
    size = len(document.blocks)
    cut, is_field = np.zeros(size, dtype=bool), np.zeros(size, dtype=bool)
    cut[sorted(certain.verdicts)] = True
    is_field[sorted(fields.protected)] = True
    kept_tokens = [tuple(split_tokens(certain.kept_text(block.index, block.text))) for block in document.blocks]
    return Outcome(Counter(token for text in gold for token in split_tokens(text)), tuple(kept_tokens), cut, is_field)


def _weigh_fields(tokens: Sequence[Sequence[str]], kept: Floats64, gold: Record) -> Floats64:
    """A weight for each block: 0.0 if it may be headline, standfirst or byline, which field extraction decides; else 1.0."""
    fields = {" ".join(split_tokens(text)) for text in (gold["headline"], *(gold["standfirst"] or ())) if text}
    authors = [f" {' '.join(split_tokens(name))} " for name in gold["authors"] or ()]
    weight = np.ones(len(tokens))
    for index, own in enumerate(tokens):
        text = " ".join(own)
        is_credit = len(own) <= _MOST_CREDIT_WORDS and any(name in f" {text} " for name in authors)
        if not kept[index] and (text in fields or is_credit):
            weight[index] = 0.0
    return weight


def _make_labelled_example(record: Record, scraper: str, document: Document) -> Example | None:
    """An example from labelled lines: a block has the label that most of its words have."""
    if not document.blocks:
        return None
    fields, features, certain = prepare_source(document)
    lines = record["text"].split("\n")
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line) + 1)
    label_of = {number: label.rstrip("!") for number, label in record["labels"]}
    kept, weight, labels = [], [], []
    for block in document.blocks:
        start, end = block.span or (0, 0)
        numbers = range(bisect_right(starts, start) - 1, bisect_right(starts, max(start, end - 1)))
        counts: Counter[str] = Counter()
        for number in numbers:
            if number in label_of:
                counts[label_of[number]] += 1 + len(lines[number].split())
        keep = sum(count for label, count in counts.items() if label in KEPT_LABELS)
        total = counts.total()
        kept.append(float(2 * keep >= total > 0))
        weight.append(0.0 if not total else 1.0 if keep in (0, total) else UNSURE)
        labels.append(LABELS.index(counts.most_common(1)[0][0]) if total else -1)
    sizes = np.array([len(split_tokens(block.text)) for block in document.blocks])
    body = LABELS.index("body")
    gold = [block.text for block, label in zip(document.blocks, labels, strict=True) if label == body]
    return Example(
        record["id"].partition("/")[0],
        scraper,
        record["source"],
        record["lang"],
        get_site(record["url"]),
        features,
        np.array(kept),
        np.array(weight) * LABELLED_FACTOR * (1 + 0.25 * np.sqrt(sizes)),
        np.array(labels),
        sizes,
        make_outcome(document, fields, certain, gold),
        find_small_vote_places(document, fields),
        tuple([block.text for block in document.blocks]),
    )
