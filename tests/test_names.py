"""Promises of names, credits and author's notes."""

from __future__ import annotations

import pytest

from boilerstrip.lexicon import load
from boilerstrip.recognisers.author_notes import parse_author_note
from boilerstrip.recognisers.authors import is_name, parse_authors
from boilerstrip.recognisers.credit_lines import is_credit_line

WORDS = load()
LANGUAGES = ("en", "de", "fr", "es")


@pytest.mark.parametrize(
    ("credit", "authors"),
    [
        ("By Ada Wren", ("Ada Wren",)),
        ("Ada Wren", ("Ada Wren",)),
        ("Words by Ada Wren", ("Ada Wren",)),
        ("Author: Ada Wren", ("Ada Wren",)),
        ("By\nAda Wren", ("Ada Wren",)),
        ("WRITTEN BY\nAda Wren\nPolitical editor", ("Ada Wren",)),
        ("Von Karl Probe", ("Karl Probe",)),
        ("Von: Karl Probe", ("Karl Probe",)),
        ("Ein Kommentar von Karl Probe", ("Karl Probe",)),
        ("Par Jean Merle", ("Jean Merle",)),
        ("Propos recueillis par Jean Merle", ("Jean Merle",)),
        ("Por Ana Mirlo", ("Ana Mirlo",)),
        ("Texto: Ana Mirlo", ("Ana Mirlo",)),
    ],
)
def test_takes_the_wording_before_a_name_off(credit: str, authors: tuple[str, ...]) -> None:
    assert parse_authors(credit, WORDS) == authors


@pytest.mark.parametrize(
    ("credit", "authors"),
    [
        ("By Ada Wren and Tom Marlow", ("Ada Wren", "Tom Marlow")),
        ("By Ada Wren & Tom Marlow", ("Ada Wren", "Tom Marlow")),
        ("By Ada Wren, Tom Marlow and Kit Harrow", ("Ada Wren", "Tom Marlow", "Kit Harrow")),
        ("Ada Wren/Tom Marlow", ("Ada Wren", "Tom Marlow")),
        ("Ada Wren | Tom Marlow", ("Ada Wren", "Tom Marlow")),
        ("Ada Wren; Tom Marlow", ("Ada Wren", "Tom Marlow")),
        ("Von Anna Muster und Karl Probe", ("Anna Muster", "Karl Probe")),
        ("Par Anne Loriot et Jean Merle", ("Anne Loriot", "Jean Merle")),
        ("Por Ana Mirlo y Luis Tordo", ("Ana Mirlo", "Luis Tordo")),
        ("By Ada Wren in Leeds and Tom Marlow in Paris", ("Ada Wren", "Tom Marlow")),
        ("BY ADA WREN AND TOM MARLOW", ("Ada Wren", "Tom Marlow")),
        ("Ada Wren and AP", ("Ada Wren", "AP")),
        ("By Ada Wren with agencies", ("Ada Wren",)),
    ],
)
def test_finds_every_author_in_order(credit: str, authors: tuple[str, ...]) -> None:
    assert parse_authors(credit, WORDS) == authors


@pytest.mark.parametrize(
    "credit",
    [
        "By Ada Wren, Staff Writer",
        "Political editor Ada Wren",
        "By Ada Wren, The Courier Published",
        "By Ada Wren for Reuters",
        "By Ada Wren | Reuters",
        "By Dr. Ada Wren",
        "By Ada Wren, MD",
        "By Ada Wren | 3 May 2024, 10:30",
        "By Ada Wren Updated May 3, 2024 at 1:00 PM EST",
        "By Ada WrenPublished: May 3, 2024",
        "By Ada Wren - May 3, 2024",
        "By Ada Wren 5 minute read",
        "May 3, 2024 By Ada Wren",
        "Ada Wren @adawren",
        "By Ada Wren (ada.wren@example.org)",
        "Von Ada Wren, Berlin",
        "Von Ada Wren, dpa",
        "Von Ada WrenKorrespondentin",
        "Par Ada Wren, envoyée spéciale à Lyon",
        "Por Ada Wren, corresponsal en Roma",
        "By Ada Wren, Senior Director, Harbour Bay",
    ],
)
def test_takes_jobs_places_agencies_and_dates_off(credit: str) -> None:
    assert parse_authors(credit, WORDS) == ("Ada Wren",)


@pytest.mark.parametrize(
    "credit",
    [
        "By Ada Wren\nPhotos by Tom Marlow",
        "By Ada Wren | Fact-checked by Tom Marlow",
        "By Ada Wren\nAdditional reporting by Tom Marlow and Kit Harrow",
        "By Ada Wren\nTom Marlow contributed to this report.",
        "Reporting by Ada Wren; Editing by Tom Marlow",
        "Von Ada Wren\nAus dem Englischen von Karl Probe",
        "Par Ada Wren\nPhotos : Jean Merle",
    ],
)
def test_does_not_take_helpers_for_authors(credit: str) -> None:
    assert parse_authors(credit, WORDS) == ("Ada Wren",)


@pytest.mark.parametrize(
    ("credit", "author"),
    [
        ("By JANE O'NEIL-SMITH", "Jane O'Neil-Smith"),
        ("By TOM MCDONALD", "Tom McDonald"),
        ("VON KARL VON DER HEIDE", "Karl von der Heide"),
        ("Par Jean DUPRÉ", "Jean Dupré"),
        ("By T.C. MARLOW", "T.C. Marlow"),
        ("By JO WREN", "Jo Wren"),
        ("By Ana DiCarlo", "Ana DiCarlo"),
        ("By Tom van der Meer", "Tom van der Meer"),
    ],
)
def test_puts_capitals_right(credit: str, author: str) -> None:
    assert parse_authors(credit, WORDS) == (author,)


@pytest.mark.parametrize(
    ("credit", "author"),
    [
        ("Reuters", "Reuters"),
        ("By Staff", "Staff"),
        ("Redaktion", "Redaktion"),
        ("By The Harbour Team", "The Harbour Team"),
        ("By Wrenford Marlow Team", "Wrenford Marlow Team"),
    ],
)
def test_names_a_newsroom_only_where_nobody_else_is_named(credit: str, author: str) -> None:
    assert parse_authors(credit, WORDS) == (author,)
    assert parse_authors(f"By Ada Wren\n{credit}", WORDS) == ("Ada Wren",)


@pytest.mark.parametrize(
    "credit", ["", "By", "Political editor", "3 May 2024", "Senior Life and Trends Reporter", "Redakteurin"]
)
def test_names_nobody_where_nobody_stands(credit: str) -> None:
    assert parse_authors(credit, WORDS) == ()


def test_names_nobody_twice() -> None:
    assert parse_authors("By Ada Wren\nAda Wren and Tom Marlow", WORDS) == ("Ada Wren", "Tom Marlow")


def test_keeps_names_of_other_scripts_as_they_are() -> None:
    assert parse_authors("山田太郎", WORDS) == ("山田太郎",)
    assert parse_authors("Анна Дрозд", WORDS) == ("Анна Дрозд",)


@pytest.mark.parametrize(
    "line",
    [
        "Ada Wren",
        "J. K. Marlow",
        "J.K. Marlow",
        "Jane O'Neil-Smith",
        "JANE O’NEIL",
        "Tom van der Meer",
        "Ahmed al-Masri",
        "Maria de la Cruz",
        "Tom McHarrow",
        "Tom Marlow Jr.",
        "Jörg Müßig",
        "Анна Дрозд",
        "April Baker Marlow",
        "Jack Shepherd",
        "David Fear",
    ],
)
def test_knows_a_name(line: str) -> None:
    assert is_name(line, WORDS)


@pytest.mark.parametrize(
    "line",
    [
        "",
        "Ada",
        "Privacy Policy",
        "Latest News",
        "Real Estate",
        "Climate Change",
        "New York",
        "United States",
        "Los Angeles",
        "Black Friday",
        "White House",
        "The Harbour",
        "Ada Wren 2",
        "Ada Wren.",
        "Ada sank the ferry",
        "By Ada Wren",
        "Ada's Harbour",
        "TV Guide",
        "HarbourStar Extra",
        "Wren Wren",
        "Politik und Wirtschaft",
        "Alle Themen",
        "Mentions Légales",
        "Aviso Legal",
        "Kritik und Anregungen",
        "Ada Wren, Staff Writer",
    ],
)
def test_takes_no_label_for_a_name(line: str) -> None:
    assert not is_name(line, WORDS)


@pytest.mark.parametrize(
    "line",
    [
        "By Ada Wren",
        "by Ada Wren",
        "By Ada",
        "By Ada Wren and Tom Marlow in Leeds",
        "By Ada Wren Published",
        "By Ada Wren, BBC News",
        "Written by Ada Wren",
        "Story by Ada Wren",
        "Text: Ada Wren",
        "Ada Wren, Staff Writer",
        "Ada Wren | Reuters",
        "Ada Wren, BBC News",
        "Ada Wren | Published 4 hours ago",
        "Ada Wren - 3 May 2024",
        "Ada Wren/Tom Marlow",
        "Von Anna Muster und Karl Probe",
        "Von Anna Muster und Karl Probe, dpa",
        "Anna Muster, Redakteurin",
        "Par Anne Loriot",
        "Por Ana Mirlo",
        "May 3, 2024 By Ada Wren",
        "May 26, 2025 · 30 min · Ada Wren",
        "27. Januar 2026 • Ada Wren • 3 Minuten",
        "Boats • 10 min read • By Ada Wren",
        "Posted by HarbourBay on Tuesday, August 29, 2023",
        "by adawren",
        "by adawren on 3 May 2024",
        "Reporting by Ada Wren, additional reporting by Ida Holt, writing by Tom Marlow; Editing by Kit Harrow",
        "Af Ada Wren",
        "Av Ada Wren og Tom Marlow",
        "Door Jan van der Berg",
        "Автор: Ада Врен",
        "著者：東出一郎",
        "投稿者 Ada Wren",
    ],
)
def test_knows_a_credit(line: str) -> None:
    assert is_credit_line(line, WORDS)


@pytest.mark.parametrize(
    "line",
    [
        "By Friday the water had gone.",
        "By Friday",
        "By Design",
        "By the time Ada Wren came, the ferry had sunk.",
        "By Ada Wren's account, the ferry sank at dawn.",
        "By May 2024 the harbour was dry.",
        "Von Beginn an war klar, dass die Fähre sinkt.",
        "Von Berlin nach Paris fährt kein Zug.",
        "Por fin llegó el barco.",
        "Par ailleurs, Anne Loriot a quitté le port.",
        "Text and data mining",
        "by train",
        "By the harbour",
        "May 26, 2025 · 30 min · Harbour",
        "In May 2025 Ada Wren sank the ferry.",
        "Ships • Trains • Boats",
        "Avenue of the old harbour",
        "Door to door, the ferry takes an hour.",
    ],
)
def test_keeps_a_sentence_that_begins_with_by(line: str) -> None:
    assert not is_credit_line(line, WORDS)


@pytest.mark.parametrize(
    "line",
    [
        "Ada Wren, president and CEO, Harbour Bank",
        "Ada Wren, 34, who lives in Leeds, saw the ferry go down.",
        "Ada Wren: the ferry was old",
        "Ada Wren, director of the harbour:",
        "Ada Wren / Reuters",
        "Privacy Policy | Terms",
        "Ada Wren has sunk the ferry",
    ],
)
def test_takes_no_speaker_or_caption_for_a_credit(line: str) -> None:
    assert not is_credit_line(line, WORDS)


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
    assert parse_author_note(text, WORDS) == name


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
    assert parse_author_note(text, WORDS) is None


def test_every_note_wording_cuts_and_keeps_what_it_says() -> None:
    for entry in WORDS.entries:
        if entry.category == "author_note":
            assert all(parse_author_note(text, WORDS) for text in entry.cuts), entry.id
            assert not any(parse_author_note(text, WORDS) for text in entry.keeps), entry.id


@pytest.mark.parametrize("language", LANGUAGES)
def test_english_credits_are_known_in_every_language(language: str) -> None:
    assert parse_authors("By Ada Wren, Staff Writer", load(language)) == ("Ada Wren",)
    assert not is_name("Privacy Policy", load(language))


@pytest.mark.parametrize("text", ["A" * 100_000, "By " + "Ada Wren, " * 20_000, "Ada-" * 20_000, "| " * 50_000, "\ud800 \0 By"])
def test_long_and_broken_lines_do_no_harm(text: str) -> None:
    assert not is_name(text, WORDS)
    assert not is_credit_line(text, WORDS)
    assert parse_author_note(text, WORDS) is None
    assert isinstance(parse_authors(text, WORDS), tuple)
