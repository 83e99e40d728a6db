"""Promises of notes on the author."""

from __future__ import annotations

import pytest

from boilerstrip.lexicon import load
from boilerstrip.recognisers.author_notes import parse_author_note
from hostile_lines import LONG_AND_BROKEN

LEXICON = load()


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Ada Wren has worked as a politics writer at the Courier since 2022, where she covers elections.", "Ada Wren"),
        ("Ada Wren is a freelance journalist based in Leeds.", "Ada Wren"),
        ("Dr. Ada Wren is a health writer for the Courier.", "Ada Wren"),
        ("Tom van der Meer writes about ships.", "Tom van der Meer"),
        ("Anna Muster ist Redakteurin im Ressort Politik.", "Anna Muster"),
        ("Jean Merle est journaliste au service Monde.", "Jean Merle"),
        ("Ana Mirlo es periodista y escribe sobre ciencia.", "Ana Mirlo"),
    ],
)
def test_knows_an_authors_note(text: str, name: str) -> None:
    assert parse_author_note(text, LEXICON) == name


@pytest.mark.parametrize(
    "text",
    [
        "Ada Wren is a nurse who lives in Leeds.",
        "Tom Marlow has once again turned his eye to the harbour.",
        "Ada Wren covers her face as she leaves the court.",
        "Ada is a writer.",
        "The harbour is a writer's dream.",
        "Anna Muster ist Krankenschwester in Köln.",
        "Jean Merle est infirmier à Lyon.",
        "Ana Mirlo es enfermera en Sevilla.",
        "",
    ],
)
def test_keeps_a_sentence_about_a_person(text: str) -> None:
    assert parse_author_note(text, LEXICON) is None


def test_every_note_wording_cuts_and_keeps_what_it_says() -> None:
    for entry in LEXICON.entries:
        if entry.category == "author_note":
            assert all(parse_author_note(text, LEXICON) for text in entry.cuts), entry.id
            assert not any(parse_author_note(text, LEXICON) for text in entry.keeps), entry.id


@pytest.mark.parametrize("text", LONG_AND_BROKEN)
def test_long_and_broken_lines_do_no_harm(text: str) -> None:
    assert parse_author_note(text, LEXICON) is None
