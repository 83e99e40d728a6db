"""What other sites' words tell: one site, one vote, and none on its own pages."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np

from boilerstrip.decide.labeller.feature_names import NAMES, VOTES
from boilerstrip.decide.labeller.features import compute_features
from boilerstrip.decide.labeller.word_votes import SIZE, STEP, Steps
from boilerstrip.fields import Fields
from boilerstrip.readers import read
from boilerstrip.training.examples import Example, examples
from boilerstrip.training.vote_counts import count, write_votes, write_votes_of_others

MENU = ("Startseite Abo", "Wetter Abo", "Kontakt Abo")
STORY = (
    "Die Fähre sank am Montag vor dem Hafen, wie der Kapitän sagte.",
    "Niemand wurde verletzt, und die Fähre liegt nun am Grund.",
    "Der Kapitän will am Dienstag vor dem Hafen nach ihr suchen.",
)


def row(site: str, page: str, menu: tuple[str, ...] = MENU) -> str:
    lines = (*menu, *STORY)
    labels = [[number, "navigation" if number < len(menu) else "body"] for number in range(len(lines))]
    url = f"https://www.{site}.example/{page}"
    text = "\n".join(lines)
    return json.dumps({"id": f"{site}-{page}/bs4", "url": url, "source": "made", "lang": "de", "text": text, "labels": labels})


def known(folder: Path, *rows: str) -> list[Example]:
    path = folder / "lines.jsonl"
    path.write_text("\n".join(rows), encoding="utf-8")
    return [example for example in examples([path]) if example.scraper == "bs4"]


def groups(found: list[Example]) -> dict[str, str]:
    return {example.site: example.site for example in found}


def said(cue: str, text: str, table: Steps | None) -> list[float]:
    cues = compute_features(read(text), (), Fields(), table)
    return [float(value) for value in cues[:, NAMES.index(cue)]]


def test_words_of_menus_speak_against_a_line_and_words_of_stories_for_it(tmp_path: Path) -> None:
    found = known(tmp_path, *(row(f"site{number}", "a") for number in range(12)))
    table = count(found, groups(found)).table()
    menu, story = said("said_mean", "Wetter Abo\nDie Fähre sank am Montag vor dem Hafen.", table)
    assert menu < -1.0
    assert story > 1.0
    assert max(said("said_whole", "Wetter Abo\nWetter am Montag Abo", table)) == 0.0
    assert said("said_whole", "Wetter Abo\nWetter am Montag Abo", table)[0] < -0.5


def test_one_site_has_one_vote_however_many_pages_it_has(tmp_path: Path) -> None:
    rows = [row(f"site{number}", "a") for number in range(8)]
    once = known(tmp_path, *rows)
    often = known(tmp_path, *rows, *(row("site0", f"b{number}") for number in range(5)))
    assert len(often) == len(once) + 5
    np.testing.assert_array_equal(count(once, groups(once)).table(), count(often, groups(often)).table())


def test_pages_of_a_site_do_not_see_its_own_votes(tmp_path: Path) -> None:
    own = row("own", "a", ("Pfeffersack Abo", "Wetter Abo"))
    others = [row(f"site{number}", "a") for number in range(8)]
    found = known(tmp_path, own, *others)
    votes = count(found, groups(found))
    alone = known(tmp_path, *others)
    np.testing.assert_array_equal(votes.table(without="own.example"), count(alone, groups(alone)).table())


def test_words_of_few_sites_say_nothing(tmp_path: Path) -> None:
    found = known(tmp_path, *(row(f"site{number}", "a") for number in range(3)))
    assert not count(found, groups(found)).table().any()


def test_sites_of_one_template_vote_together(tmp_path: Path) -> None:
    found = known(tmp_path, *(row(f"site{number}", "a") for number in range(12)))
    together = dict.fromkeys(groups(found), "one publisher")
    assert not count(found, together).table().any()


def test_what_is_told_in_training_is_what_is_told_of_a_page(tmp_path: Path) -> None:
    found = known(tmp_path, *(row(f"site{number}", "a") for number in range(12)))
    table = count(found, groups(found)).table()
    write_votes(found, table)
    text = "\n".join((*MENU, *STORY))
    columns = [NAMES.index(name) for name in VOTES]
    expected = compute_features(read(text), (), Fields(), table)[:, columns]
    assert expected.any()
    np.testing.assert_array_equal(found[0].cues[:, columns], expected)
    write_votes_of_others(found, count(found, groups(found)), groups(found))
    assert (np.abs(found[0].cues[:, columns]) <= np.abs(expected)).all()


def test_without_a_table_nothing_is_told_of_words_and_with_one_nothing_else_changes() -> None:
    table = np.full(SIZE, -16, dtype=np.int8)
    text = "Home\n\nNobody saw the ferry go under at dawn, said the harbour master on Monday.\n\n***"
    without, told = compute_features(read(text), (), Fields()), compute_features(read(text), (), Fields(), table)
    columns = [NAMES.index(name) for name in VOTES]
    others = np.setdiff1d(np.arange(len(NAMES)), columns)
    np.testing.assert_array_equal(without[:, others], told[:, others])
    assert not without[:, columns].any()
    assert told[0, columns].tolist() == [-16 * STEP] * len(VOTES)
    assert told[1, columns].tolist() == [-16 * STEP] * (len(VOTES) - 1) + [0.0]  # too long to be the same line elsewhere
