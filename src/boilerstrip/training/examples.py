"""Training examples out of annotated pages: which blocks a page's gold keeps, and how much each one counts.

The three formats are those of the bench: pages as `html` or as `text` by scraper, with `gold` paragraphs; and texts whose every line
has a label. Where a text has labelled lines, they stand in for its gold.
"""

from __future__ import annotations

import gzip
import json
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import numpy as np
from numpy.typing import NDArray

from boilerstrip.decide.by_rule import decide_by_rule
from boilerstrip.decide.labeller.arrays import Floats
from boilerstrip.decide.labeller.features import compute_features
from boilerstrip.decide.labeller.model import LABELS
from boilerstrip.decide.labeller.page_arrays import page_of
from boilerstrip.decide.labeller.word_votes import VotePlaces, find_vote_places
from boilerstrip.decide.verdicts import Decision
from boilerstrip.document import Document
from boilerstrip.fields import Fields, extract_fields, revise_claims
from boilerstrip.pipeline import Pipeline
from boilerstrip.readers import read
from boilerstrip.training.alignment import UNSURE, Floats64, judged, present, tokens
from boilerstrip.training.augment import THINNED, is_chosen, thinned

Row = Mapping[str, Any]
_KEPT = LABELS[:4]
# Labels by reading are better than what gold paragraphs tell, and there are a fifteenth as many: so weighed, fewer lines are lost.
_LINE_FACTOR = 7.5
_TYPICAL_WORDS = 600
_SECOND_LEVELS = frozenset(["co", "com", "org", "net", "gov", "edu", "ac", "gob", "or", "ne"])


@dataclass(frozen=True, slots=True)
class Example:
    """One source with its cues, and for each block: kept (1.0) or not, its weight, its label's number or -1, its words."""

    page: str
    scraper: str
    source: str
    language: str | None
    site: str
    cues: Floats
    kept: Floats64
    weight: Floats64
    labels: NDArray[np.int64]
    words: NDArray[np.int64]
    outcome: Outcome
    ballots: VotePlaces


@dataclass(frozen=True, slots=True)
class Outcome:
    """What it takes to score a decision: the gold's words, each block's words, and which blocks are decided without the labeller."""

    gold: Counter[str]
    tokens: tuple[tuple[str, ...], ...]
    cut: NDArray[np.bool_]
    fields: NDArray[np.bool_]


def site_of(url: str) -> str:
    """The registered domain of an address, as near as its shape tells.

    >>> site_of("https://www.example.co.uk/a"), site_of("https://news.example.org/b")
    ('example.co.uk', 'example.org')
    """
    parts = (urlsplit(url).hostname or "").lower().split(".")
    second = len(parts) > 2 and len(parts[-1]) == 2 and parts[-2] in _SECOND_LEVELS
    return ".".join(parts[-3 if second else -2 :])


def examples(paths: Iterable[Path]) -> list[Example]:
    """Every source in the files; of a text with labelled lines, that alone."""
    found: dict[tuple[str, str], Example] = {}
    for path in paths:
        with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as file:
            for line in file:
                for example in _of_row(json.loads(line)):
                    key = (example.page, example.scraper)
                    if key not in found or example.labels.max(initial=-1) >= 0:
                        found[key] = example
    return list(found.values())


def _of_row(row: Row) -> Iterator[Example]:
    """The examples that a row makes: of its labelled text, or of each source, and of one of them thinned out."""
    make = _labelled if "labels" in row else _annotated
    sources = {scraper: text for scraper, text in _sources(row).items() if text and text.strip()}
    for number, (scraper, text) in enumerate(sources.items()):
        document = read(text, url=row["url"])
        example = make(row, scraper, document)
        if example is None:
            continue
        yield example
        if is_chosen(row["id"], number, len(sources)):
            stays = (example.kept > 0) | (example.weight == 0) | example.outcome.fields
            again = make(row, f"{THINNED} {scraper}", thinned(document, stays.tolist(), row["id"]))
            if again is not None:
                yield again


def _sources(row: Row) -> Mapping[str, str | None]:
    if "labels" in row:
        return {row["id"].partition("/")[2]: row["text"]}
    sources: Mapping[str, str | None] = {"html": row["html"]} if "html" in row else row["text"]
    return sources


def prepared(document: Document) -> tuple[Fields, Floats, Decision]:
    """A source as the labeller sees it, with what is decided without it."""
    claims = Pipeline.default().find_claims(document)
    fields = extract_fields(document, claims)
    claims = revise_claims(document, claims, fields)
    certain = decide_by_rule(document, [claim for claim in claims if claim.finding.certain], fields.protected)
    return fields, compute_features(document, claims, fields), certain


def _ballots(document: Document, fields: Fields) -> VotePlaces:
    """The places of the page's words in the table of votes, as small numbers, for all pages are held at once."""
    page = page_of(document, fields)
    return VotePlaces(*(places.astype(np.int32) for places in find_vote_places(page.words, page.prose)))


def _annotated(row: Row, scraper: str, document: Document) -> Example | None:
    fields, cues, certain = prepared(document)
    words = [tokens(block.text) for block in document.blocks]
    gold = present(row["gold"]["body"], [token for block in words for token in block])
    if sum(map(len, gold)) < 200:
        return None
    kept, weight = judged(words, gold)
    weight *= _not_fields(words, kept, row["gold"])
    sizes = np.array([len(block) for block in words])
    whole = max(50.0, float(sizes[kept > 0].sum()))
    weight *= (0.3 + 0.35 * np.sqrt(sizes)) * np.clip((_TYPICAL_WORDS / whole) ** 0.5, 0.4, 2.5)
    # As the bench counts: a scraped text is measured by what it still holds, a page by all of its gold.
    outcome = _outcome(document, fields, certain, row["gold"]["body"] if "html" in row else gold)
    if row["gold"]["standfirst"] is None and fields.standfirst is not None:
        outcome.fields[fields.standfirst] = False  # gold that marks no standfirst holds it in the body
    no_labels = np.full(len(words), -1)
    return Example(
        row["id"],
        scraper,
        row["source"],
        row["lang"],
        site_of(row["url"]),
        cues,
        kept,
        weight,
        no_labels,
        sizes,
        outcome,
        _ballots(document, fields),
    )


def _outcome(document: Document, fields: Fields, certain: Decision, gold: Iterable[str]) -> Outcome:
    size = len(document.blocks)
    cut, is_field = np.zeros(size, dtype=bool), np.zeros(size, dtype=bool)
    cut[sorted(certain.verdicts)] = True
    is_field[sorted(fields.protected)] = True
    shown = [tuple(tokens(certain.kept_text(block.index, block.text))) for block in document.blocks]
    return Outcome(Counter(token for text in gold for token in tokens(text)), tuple(shown), cut, is_field)


def _not_fields(words: Sequence[Sequence[str]], kept: Floats64, gold: Row) -> Floats64:
    """0.0 for blocks that may be headline, standfirst or byline, which the fields decide; else 1.0."""
    fields = {" ".join(tokens(text)) for text in (gold["headline"], *(gold["standfirst"] or ())) if text}
    authors = [f" {' '.join(tokens(name))} " for name in gold["authors"] or ()]
    weight = np.ones(len(words))
    for index, own in enumerate(words):
        text = " ".join(own)
        credit = len(own) <= 12 and any(name in f" {text} " for name in authors)
        if not kept[index] and (text in fields or credit):
            weight[index] = 0.0
    return weight


def _labelled(row: Row, scraper: str, document: Document) -> Example | None:
    if not document.blocks:
        return None
    fields, cues, certain = prepared(document)
    lines = row["text"].split("\n")
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line) + 1)
    label_of = {number: label.rstrip("!") for number, label in row["labels"]}
    kept, weight, labels = [], [], []
    for block in document.blocks:
        start, end = block.span or (0, 0)
        numbers = range(bisect_right(starts, start) - 1, bisect_right(starts, max(start, end - 1)))
        counts: Counter[str] = Counter()
        for number in numbers:
            if number in label_of:
                counts[label_of[number]] += 1 + len(lines[number].split())
        keep = sum(count for label, count in counts.items() if label in _KEPT)
        total = counts.total()
        kept.append(float(2 * keep >= total > 0))
        weight.append(0.0 if not total else 1.0 if keep in (0, total) else UNSURE)
        labels.append(LABELS.index(counts.most_common(1)[0][0]) if total else -1)
    sizes = np.array([len(tokens(block.text)) for block in document.blocks])
    found = np.array(weight) * _LINE_FACTOR * (1 + 0.25 * np.sqrt(sizes))
    page = row["id"].partition("/")[0]
    body = LABELS.index("body")
    gold = [block.text for block, label in zip(document.blocks, labels, strict=True) if label == body]
    outcome = _outcome(document, fields, certain, gold)
    return Example(
        page,
        scraper,
        row["source"],
        row["lang"],
        site_of(row["url"]),
        cues,
        np.array(kept),
        found,
        np.array(labels),
        sizes,
        outcome,
        _ballots(document, fields),
    )
