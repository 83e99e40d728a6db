"""Promises of which lines are credits."""

from __future__ import annotations

import pytest

from boilerstrip.lexicon import load
from boilerstrip.recognisers.credit_lines import is_credit_line
from hostile_lines import LONG_AND_BROKEN

LEXICON = load()


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
    assert is_credit_line(line, LEXICON)


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
    assert not is_credit_line(line, LEXICON)


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
    assert not is_credit_line(line, LEXICON)


@pytest.mark.parametrize(
    ("language", "line"), [("de", "Am 3. Mai 2031 von Hamburg nach Kiel"), ("es", "El 3 de mayo de 2031 por la tarde llovió")]
)
def test_a_sentence_that_begins_with_a_date_is_no_credit(language: str, line: str) -> None:
    assert not is_credit_line(line, load(language))


@pytest.mark.parametrize("text", LONG_AND_BROKEN)
def test_long_and_broken_lines_do_no_harm(text: str) -> None:
    assert not is_credit_line(text, LEXICON)
