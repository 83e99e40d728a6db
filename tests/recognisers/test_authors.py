"""Promises of the authors' names in credits."""

from __future__ import annotations

import pytest

from boilerstrip.lexicon import load
from boilerstrip.recognisers.authors import is_name, parse_authors
from hostile_lines import LONG_AND_BROKEN

LEXICON = load()
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
    assert parse_authors(credit, LEXICON) == authors


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
    assert parse_authors(credit, LEXICON) == authors


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
    assert parse_authors(credit, LEXICON) == ("Ada Wren",)


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
    assert parse_authors(credit, LEXICON) == ("Ada Wren",)


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
    assert parse_authors(credit, LEXICON) == (author,)


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
    assert parse_authors(credit, LEXICON) == (author,)
    assert parse_authors(f"By Ada Wren\n{credit}", LEXICON) == ("Ada Wren",)


@pytest.mark.parametrize(
    "credit", ["", "By", "Political editor", "3 May 2024", "Senior Life and Trends Reporter", "Redakteurin"]
)
def test_names_nobody_where_nobody_stands(credit: str) -> None:
    assert parse_authors(credit, LEXICON) == ()


def test_names_nobody_twice() -> None:
    assert parse_authors("By Ada Wren\nAda Wren and Tom Marlow", LEXICON) == ("Ada Wren", "Tom Marlow")


def test_keeps_names_of_other_scripts_as_they_are() -> None:
    assert parse_authors("山田太郎", LEXICON) == ("山田太郎",)
    assert parse_authors("Анна Дрозд", LEXICON) == ("Анна Дрозд",)


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
    assert is_name(line, LEXICON)


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
    assert not is_name(line, LEXICON)


@pytest.mark.parametrize("language", LANGUAGES)
def test_english_credits_are_known_in_every_language(language: str) -> None:
    assert parse_authors("By Ada Wren, Staff Writer", load(language)) == ("Ada Wren",)
    assert not is_name("Privacy Policy", load(language))


@pytest.mark.parametrize("text", LONG_AND_BROKEN)
def test_long_and_broken_lines_do_no_harm(text: str) -> None:
    assert not is_name(text, LEXICON)
    assert isinstance(parse_authors(text, LEXICON), tuple)
