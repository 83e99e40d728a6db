"""Promises of the standfirst."""

from __future__ import annotations

from boilerstrip import clean_article
from ferry_story import BODY, FIRST, SECOND, THIRD, URL


def test_first_paragraph_after_the_credit_is_no_standfirst() -> None:
    article = clean_article(f"Ferry sinks off Wrenmouth at dawn\nBy Ada Wren\n{BODY}", url=URL)
    assert article.standfirst is None
    assert str(article.body[0]) == FIRST


def test_short_line_that_stands_again_as_a_section_is_no_standfirst() -> None:
    question = "What does a lock keeper do all day?"
    answers = [
        f"He opens the gate for boat {number}, closes it again, and writes the time of it down in a book."
        for number in range(3)
    ]
    source = "\n".join(
        ["Ten questions for a lock keeper", question, "By Ada Wren", answers[0], answers[1], question, answers[2]]
    )
    article = clean_article(source)
    assert article.standfirst != question
    assert [str(paragraph) for paragraph in article.body].count(question) == 2


def test_sentence_between_headline_and_credit_is_the_standfirst() -> None:
    article = clean_article(f"Ferry sinks off Wrenmouth at dawn\n{SECOND}\nBy Ada Wren\n{FIRST}\n{THIRD}", url=URL)
    assert article.standfirst == SECOND
