"""Planted sources: what is planted, and that each block gets the label of its line."""

from __future__ import annotations

import random
from pathlib import Path

import numpy as np
import pytest

from boilerstrip.decide.labeller.labels import KEPT_LABELS, LABELS
from boilerstrip.lexicon import load
from boilerstrip.readers import read
from boilerstrip.training.bank import Bank
from boilerstrip.training.planted_examples import PLANTED, make_planted_example, read_planted_examples
from boilerstrip.training.planting import PlantedSource, plant, plant_articles, plant_pages

ARTICLE = (
    ("headline", "Ferry sinks off Wrenmouth"),
    ("byline", "By Ada Wren"),
    ("body", "The ferry sank at dawn on Tuesday, and nobody in the town saw it go under the waves."),
    ("body", "All forty passengers were safe, the harbour master said, and would be home by the evening."),
    ("body", "What next?"),
    ("body", "The cause is being looked into, and the next ferry is expected on Friday."),
)
BANK = Bank(
    groups={
        "en": (
            (("newsletter", "The Tide Table"), ("newsletter", "One letter a week by {N}."), ("newsletter", "Send it to me")),
            (("related", "Goat elected mayor by nine votes to four"), ("related", "The old bridge is closed until the spring")),
            (("navigation", "Home"), ("sharing", "Share on Facebook")),
        )
    },
    messages={"en": ((("comments", "Be the first to reply"),),)},
    negatives={"en": ("Nobody came.", "She cancelled the newsletter in May.")},
    articles={"en": (ARTICLE,)},
)


def test_article_keeps_its_lines_in_order_and_gets_junk_and_a_hard_negative() -> None:
    for seed in range(40):
        planted = plant(random.Random(seed), BANK, "en", ARTICLE, 0.5)
        assert [(line.label, line.text) for line in planted if line.weight == 0.5] == list(ARTICLE)
        new = [line for line in planted if line.weight == 1.0]
        assert any(line.label not in KEPT_LABELS for line in new)
        assert any(line.text in BANK.negatives["en"] for line in new)
        assert not any("{N}" in line.text for line in planted)


def test_same_seed_plants_the_same() -> None:
    assert list(plant_articles(BANK, 6, 3)) == list(plant_articles(BANK, 6, 3))
    assert list(plant_articles(BANK, 6, 3)) != list(plant_articles(BANK, 6, 4))


def test_each_article_stands_once_without_junk() -> None:
    first, *others = plant_articles(BANK, 6, 0)
    assert [(line.label, line.text) for line in first.lines] == list(ARTICLE)
    assert len(others) == 5


@pytest.mark.parametrize("kind", ["text", "markdown", "html"])
def test_every_block_has_the_label_of_its_line(kind: str) -> None:
    sources = [source for source in plant_articles(BANK, 60, 5) if source.kind == kind]
    assert len(sources) > 5
    for source in sources:
        example = make_planted_example(source, 0)
        assert example is not None
        texts = [block.text for block in read(source.text, kind=kind).blocks]
        labels_of: dict[str, list[str]] = {}
        for line in source.lines:
            labels_of.setdefault(line.text, []).append(line.label)
        wrong = [
            (text, LABELS[label])
            for text, label in zip(texts, example.labels.tolist(), strict=True)
            if text in labels_of and LABELS[label] not in labels_of[text]
        ]
        assert wrong == []
        assert np.mean(example.labels >= 0) > 0.95


def test_labelled_texts_and_pages_are_planted_too(tmp_path: Path) -> None:
    texts = "\\n".join(text for _, text in ARTICLE)
    labels = ", ".join(f'[{number}, "{label}"]' for number, (label, _) in enumerate(ARTICLE))
    labelled = (
        f'{{"id": "p/bs4", "source": "s", "lang": "en", "url": "https://a.example/1", "text": "{texts}", "labels": [{labels}]}}'
    )
    body = ", ".join(f'"{text}"' for label, text in ARTICLE * 2 if label == "body")
    gold = f'{{"headline": "Ferry sinks", "standfirst": null, "authors": ["Ada Wren"], "body": [{body}]}}'
    page = f'{{"id": "q", "source": "s", "lang": "en", "url": "https://b.example/2", "html": "<p>", "gold": {gold}}}'
    for name, row in (("lines.jsonl", labelled), ("html.jsonl", page)):
        (tmp_path / name).write_text(row + "\n", encoding="utf-8")
    paths = [tmp_path / "lines.jsonl", tmp_path / "html.jsonl"]
    found = list(read_planted_examples(paths, BANK, 2, {"p": 2, "q": 2}, 0))
    assert {example.page for example in found} == {"bank 2 en", "p", "q"}
    assert {example.page for example in read_planted_examples(paths, BANK, 1, {"p": 2, "q": 1}, 0)} == {"bank 1 en", "q"}
    assert {example.site for example in found} == {"bank en", "a.example", "b.example"}
    assert {example.scraper for example in found} == {PLANTED}


def test_pull_quotes_and_repeated_headlines_come_after_the_headline() -> None:
    article = (
        *ARTICLE[:2],
        ("body", "All forty passengers were safe. The harbour master saw them home in the evening."),
        *ARTICLE[3:],
    )
    repeated = set()
    for seed in range(200):
        planted = plant(random.Random(seed), BANK, "en", article, 0.5)
        places = [place for place, line in enumerate(planted) if line.label == "repeat"]
        assert all(place > next(n for n, line in enumerate(planted) if line.label == "headline") for place in places)
        repeated |= {planted[place].text.strip("“”") for place in places}
    assert repeated == {"Ferry sinks off Wrenmouth", "The harbour master saw them home in the evening."} | repeated & {
        "All forty passengers were safe."
    }


def test_a_page_of_two_paragraphs_is_not_planted() -> None:
    record = {
        "id": "q",
        "lang": "en",
        "url": None,
        "gold": {"headline": "Ferry sinks", "standfirst": None, "authors": [], "body": ["A.", "B."]},
    }
    assert list(plant_pages(BANK, [record], 10, 0)) == []


def test_byline_of_a_page_is_in_its_language() -> None:
    gold = {
        "headline": "Fähre sinkt",
        "standfirst": None,
        "authors": ["Ida Brandt"],
        "body": ["Die Fähre sank am Dienstag."] * 6,
    }
    record = {"id": "q", "lang": "de", "url": None, "gold": gold}
    bylines = {
        line.text
        for seed in range(9)
        for source in plant_pages(BANK, [record], 1, seed)
        for line in source.lines
        if line.label == "byline"
    }
    prefixes = load("de").list("byline_prefixes")
    assert bylines
    assert all(text.removesuffix(" Ida Brandt").lower() in prefixes for text in bylines)


def test_a_source_without_blocks_is_no_example() -> None:
    assert make_planted_example(PlantedSource(None, None, "en", "text", " ", ()), 0) is None
