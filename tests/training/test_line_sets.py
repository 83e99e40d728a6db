"""The lines that the line model learns from: where they come from, and that no line is in two folds of one site or group."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np

from boilerstrip.decide.labeller.feature_names import MEANING, NAMES
from boilerstrip.decide.labeller.features import compute_features
from boilerstrip.decide.labeller.labels import LABELS
from boilerstrip.decide.labeller.model import default_labeller
from boilerstrip.fields import Fields
from boilerstrip.readers import read
from boilerstrip.training.bank import FOLDS, fold_of_row, read_bank
from boilerstrip.training.examples import Example, read_examples
from boilerstrip.training.folds import assign_folds, group_sites
from boilerstrip.training.line_features import fill_lines
from boilerstrip.training.line_sets import read_line_set, read_tokens
from boilerstrip.training.vocabulary import choose_words, find_words, make_vocabulary

STORY = (
    "The ferry sank at dawn on Tuesday off the harbour of Wrenmouth, and nobody saw it go under.",
    "All forty passengers were safe, the harbour master said, and would be home by the evening.",
    "The cause is being looked into, and the next ferry is expected to leave the harbour on Friday.",
)


def make_record(site: str, extra: str) -> str:
    lines = ("Home", extra, *STORY)
    labels = [[number, "navigation" if number < 2 else "body"] for number in range(len(lines))]
    record = {"id": f"{site}/bs4", "url": f"https://{site}.example/a", "source": "made", "lang": "en"}
    return json.dumps(record | {"text": "\n".join(lines), "labels": labels})


def make_examples(folder: Path, *sites: str) -> list[Example]:
    path = folder / "lines.jsonl"
    path.write_text("\n".join(make_record(site, f"All about {site}") for site in sites), encoding="utf-8")
    return read_examples([path])


def make_bank(folder: Path) -> Path:
    rows: list[dict[str, object]] = [
        {"label": "newsletter", "lang": lang, "text": f"{lang} letter {group} {line}", "group": group, "hand": 1}
        for lang in ("en", "it")
        for group in range(10)
        for line in range(2)
    ]
    rows += [{"label": "body", "lang": "it", "text": f"Frase {number}.", "group": None, "hand": 1} for number in range(10)]
    rows += [{"article": 1, "lang": "it", "lines": [["headline", "Un titolo di {N}"], ["body", "Una frase."]]}]
    for lang in ("en", "it"):
        text = "\n".join(json.dumps(row) for row in rows if row["lang"] == lang)
        (folder / f"{lang}.jsonl").write_text(text, encoding="utf-8")
    return folder


def test_every_fold_of_the_bank_has_other_groups_and_all_have_them_all(tmp_path: Path) -> None:
    folder = make_bank(tmp_path)
    whole = read_bank(folder)
    parts = [read_bank(folder, fold) for fold in range(FOLDS)]
    for language in ("en", "it"):
        groups = [set(part.groups[language]) for part in parts]
        assert all(not a & b for n, a in enumerate(groups) for b in groups[n + 1 :])
        assert set().union(*groups) == set(whole.groups[language])
    assert sum(len(part.negatives.get("it", ())) for part in parts) == 10


def test_languages_can_be_left_out_of_the_bank(tmp_path: Path) -> None:
    assert read_bank(make_bank(tmp_path), without=["it"]).languages == ("en",)


def test_groups_of_one_number_are_in_one_fold_in_all_languages() -> None:
    assert fold_of_row({"group": 7, "lang": "it"}, 0) == fold_of_row({"group": 7, "lang": "en"}, 99)


def test_lines_are_labelled_once_in_the_fold_of_their_site_or_group(tmp_path: Path) -> None:
    examples = make_examples(tmp_path, *"abcdef")
    fold_of = assign_folds(examples, group_sites(examples))
    (tmp_path / "bank").mkdir()
    lines = read_line_set(examples, fold_of, make_bank(tmp_path / "bank"))
    rows = list(zip(lines.texts, lines.folds.tolist(), lines.labels.tolist(), strict=True))
    assert len(set(rows)) == len(rows)
    for example in examples:
        assert (f"All about {example.page}", fold_of[example.page], LABELS.index("navigation")) in rows
    assert {fold for text, fold, _ in rows if text == "it letter 7 0"} == {7 % FOLDS}
    assert not any("{N}" in text for text in lines.texts)
    assert lines.kept.tolist() == [float(label < 4) for label in lines.labels.tolist()]


def test_lines_of_annotated_pages_are_known_to_be_kept_or_not(tmp_path: Path) -> None:
    page = "<p>Subscribe to us</p>" + "".join(f"<p>{text}</p>" for text in STORY)
    gold = {"headline": None, "standfirst": None, "authors": [], "body": list(STORY)}
    record = {"id": "p1", "url": "https://a.example/b", "source": "made", "lang": "en", "html": page, "gold": gold}
    path = tmp_path / "html.jsonl"
    path.write_text(json.dumps(record), encoding="utf-8")
    lines = read_line_set(read_examples([path]), {"p1": 0}, None)
    assert lines.labels.tolist() == [-1] * 4
    assert dict(zip(lines.texts, lines.kept.tolist(), strict=True)) == {"Subscribe to us": 0.0} | dict.fromkeys(STORY, 1.0)


def test_words_of_the_vocabulary_have_the_hash_that_they_have_in_a_text() -> None:
    text = "Ferries sank off L'Île-d'Or; Ёлка в ГАВАНИ, 水曜日の新聞 and İstanbul"
    words = find_words(text)
    tokens = read_tokens([text, *words])
    in_text = set(tokens.words[: tokens.bounds[1]].tolist())
    assert all(np.diff(tokens.bounds)[1:] == 1)
    assert set(tokens.words[tokens.bounds[1] :].tolist()) == in_text


def test_words_of_the_bank_come_first_then_frequent_ones() -> None:
    pages = [("the ferry sank", "off the pier"), ("the ferry",), ("the boat",)]
    assert choose_words(["letter box"], pages, ["inbox"], 9) == ["letter", "box", "the", "inbox"]


def test_vectors_of_words_are_centred_and_of_one_length() -> None:
    words = ["ferry", "harbour", "letter", "inbox", "weekly", "daily", "not one word"]
    vectors = np.random.default_rng(1).normal(3.0, 1.0, (len(words), 5)).astype(np.float32)
    vocabulary = make_vocabulary(words, vectors, 9)
    assert (np.diff(vocabulary.hashes.astype(np.int64)) > 0).all()
    assert vocabulary.vectors.shape == (6, 5)
    np.testing.assert_allclose(vocabulary.vectors.mean(axis=0), 0.0, atol=1e-5)
    np.testing.assert_allclose(np.sqrt((vocabulary.vectors**2).sum(axis=1).mean()), 4.0, rtol=1e-5)


def test_meaning_is_the_same_in_training_and_on_a_page(tmp_path: Path) -> None:
    (example,) = [example for example in make_examples(tmp_path, "a") if example.scraper == "bs4"]
    model = default_labeller().lines
    columns = [NAMES.index(name) for name in MEANING]
    assert not example.features[:, columns].any()
    fill_lines(example, model)
    document = read("\n".join(("Home", "All about a", *STORY)), url="https://a.example/a")
    expected = compute_features(document, (), Fields(), None, model)[:, columns]
    assert expected.any()
    np.testing.assert_allclose(example.features[:, columns], expected, atol=1e-6)
