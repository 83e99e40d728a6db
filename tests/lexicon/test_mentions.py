"""Wordings of boilerplate that an article only mentions are hints at most; wordings that a page uses stay certain."""

from __future__ import annotations

import pytest

from boilerstrip.lexicon import load
from boilerstrip.readers import read
from boilerstrip.text.normalise import fold, tidy
from boilerstrip.text.sentences import count_words


def certain(text: str) -> list[str]:
    """The certain entries that fit a block."""
    tidied = tidy(text)
    return [entry.id for entry, _, _ in load().boilerplate.find(fold(tidied), count_words(tidied)) if entry.certain]


def tails(text: str) -> list[str]:
    """The entries that fit the last sentences of a paragraph."""
    return [entry.id for _, entry, _ in read(text).tails]


REPORTED = [
    "We use cookies to improve your experience, the banner said, but it set 240 of them before anyone had clicked.",
    "Already registered? You don't need to do anything, the council says.",
    "We rely on donations and on forty volunteers, the charity says.",
    "Wir brauchen Ihre Hilfe, sagte der Bürgermeister.",
    "Télécharger l'application ne suffit pas, prévient la mairie.",
    "Descargar la aplicación no basta, avisa el alcalde.",
    "El sitio utiliza cookies para seguir a los visitantes, según la denuncia.",
]
STEPS = [
    "Reset your password.",
    "Sign in with your Google account and click Security.",
    "Clear your cookies.",
    "Download the app on your phone.",
    "Laden Sie die App herunter und melden Sie sich mit Ihrer Nummer an.",
    "Téléchargez l'application et saisissez votre numéro.",
    "Descarga la aplicación y entra con tu número.",
]


@pytest.mark.parametrize("sentence", REPORTED + STEPS)
def test_a_mention_is_not_certain(sentence: str) -> None:
    assert certain(sentence) == []
    assert tails(f"The rules changed in May, and the new form is shorter than the old one. {sentence}") == []


@pytest.mark.parametrize("label", ["Reset your password", "Clear cookies", "Download the app", "App herunterladen"])
def test_labels_of_buttons_are_certain(label: str) -> None:
    assert certain(label) != []


@pytest.mark.parametrize(
    "text",
    [
        "Sign up for our newsletter. That was the only request left on the page, and 4,000 people did as it asked.",
        "You have reached your limit of free articles. Readers knew that a second browser would open the rest of it.",
    ],
)
def test_a_sentence_of_the_article_after_a_pitch_makes_it_a_hint(text: str) -> None:
    assert certain(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "Sign up for our newsletter. It brings the best stories of the week to your inbox every Friday at noon.",
        "We use cookies to improve your experience, and you agree to their use, as our policy says you may.",
    ],
)
def test_what_speaks_to_the_reader_stays_certain(text: str) -> None:
    assert certain(text) != []
