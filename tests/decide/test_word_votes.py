"""The votes of sites on words: one site has one vote, and none on its own pages."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np

from boilerstrip.decide.labeller.feature_names import NAMES, VOTES
from boilerstrip.decide.labeller.features import compute_features
from boilerstrip.decide.labeller.word_votes import SIZE, STEP, Steps
from boilerstrip.fields import Fields
from boilerstrip.readers import read
from boilerstrip.training.examples import Example, read_examples
from boilerstrip.training.vote_counts import VoteCounts, count_votes, fill_votes, fill_votes_of_others

MENU = ("Startseite Abo", "Wetter Abo", "Kontakt Abo")
STORY = (
    "Die Fähre sank am Montag vor dem Hafen, wie der Kapitän sagte.",
    "Niemand wurde verletzt, und die Fähre liegt nun am Grund.",
    "Der Kapitän will am Dienstag vor dem Hafen nach ihr suchen.",
)


def make_record(site: str, page: str, menu: tuple[str, ...] = MENU) -> str:
    lines = (*menu, *STORY)
    labels = [[number, "navigation" if number < len(menu) else "body"] for number in range(len(lines))]
    url = f"https://www.{site}.example/{page}"
    text = "\n".join(lines)
    return json.dumps({"id": f"{site}-{page}/bs4", "url": url, "source": "made", "lang": "de", "text": text, "labels": labels})


def make_examples(folder: Path, *records: str) -> list[Example]:
    path = folder / "lines.jsonl"
    path.write_text("\n".join(records), encoding="utf-8")
    return [example for example in read_examples([path]) if example.scraper == "bs4"]


def ungrouped(examples: list[Example]) -> dict[str, str]:
    return {example.site: example.site for example in examples}


def count_each_site(examples: list[Example]) -> VoteCounts:
    return count_votes(examples, ungrouped(examples))


def column(name: str, text: str, table: Steps | None) -> list[float]:
    features = compute_features(read(text), (), Fields(), table)
    return [float(value) for value in features[:, NAMES.index(name)]]


def test_words_of_menus_speak_against_a_line_and_words_of_stories_for_it(tmp_path: Path) -> None:
    examples = make_examples(tmp_path, *(make_record(f"site{number}", "a") for number in range(12)))
    table = count_each_site(examples).make_table()
    menu, story = column("said_mean", "Wetter Abo\nDie Fähre sank am Montag vor dem Hafen.", table)
    assert menu < -1.0
    assert story > 1.0
    assert max(column("said_whole", "Wetter Abo\nWetter am Montag Abo", table)) == 0.0
    assert column("said_whole", "Wetter Abo\nWetter am Montag Abo", table)[0] < -0.5


def test_one_site_has_one_vote_however_many_pages_it_has(tmp_path: Path) -> None:
    records = [make_record(f"site{number}", "a") for number in range(8)]
    once = make_examples(tmp_path, *records)
    often = make_examples(tmp_path, *records, *(make_record("site0", f"b{number}") for number in range(5)))
    assert len(often) == len(once) + 5
    np.testing.assert_array_equal(count_each_site(once).make_table(), count_each_site(often).make_table())


def test_pages_of_a_site_do_not_see_its_own_votes(tmp_path: Path) -> None:
    own = make_record("own", "a", ("Pfeffersack Abo", "Wetter Abo"))
    others = [make_record(f"site{number}", "a") for number in range(8)]
    examples = make_examples(tmp_path, own, *others)
    votes = count_each_site(examples)
    alone = make_examples(tmp_path, *others)
    np.testing.assert_array_equal(votes.make_table(without="own.example"), count_each_site(alone).make_table())


def test_words_of_few_sites_have_no_vote(tmp_path: Path) -> None:
    examples = make_examples(tmp_path, *(make_record(f"site{number}", "a") for number in range(3)))
    assert not count_each_site(examples).make_table().any()


def test_sites_of_one_template_vote_together(tmp_path: Path) -> None:
    examples = make_examples(tmp_path, *(make_record(f"site{number}", "a") for number in range(12)))
    together = dict.fromkeys(ungrouped(examples), "one publisher")
    assert not count_votes(examples, together).make_table().any()


def test_votes_are_the_same_in_training_and_on_a_page(tmp_path: Path) -> None:
    examples = make_examples(tmp_path, *(make_record(f"site{number}", "a") for number in range(12)))
    table = count_each_site(examples).make_table()
    fill_votes(examples, table)
    text = "\n".join((*MENU, *STORY))
    columns = [NAMES.index(name) for name in VOTES]
    expected = compute_features(read(text), (), Fields(), table)[:, columns]
    assert expected.any()
    np.testing.assert_array_equal(examples[0].features[:, columns], expected)
    fill_votes_of_others(examples, count_each_site(examples), ungrouped(examples))
    assert (np.abs(examples[0].features[:, columns]) <= np.abs(expected)).all()


def test_without_a_table_the_votes_are_0_and_with_one_no_other_feature_changes() -> None:
    table = np.full(SIZE, -16, dtype=np.int8)
    text = "Home\n\nNobody saw the ferry go under at dawn, said the harbour master on Monday.\n\n***"
    without, with_votes = compute_features(read(text), (), Fields()), compute_features(read(text), (), Fields(), table)
    columns = [NAMES.index(name) for name in VOTES]
    others = np.setdiff1d(np.arange(len(NAMES)), columns)
    np.testing.assert_array_equal(without[:, others], with_votes[:, others])
    assert not without[:, columns].any()
    assert with_votes[0, columns].tolist() == [-16 * STEP] * len(VOTES)
    assert with_votes[1, columns].tolist() == [-16 * STEP] * (len(VOTES) - 1) + [0.0]  # too long to be the same line elsewhere
