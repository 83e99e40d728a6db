"""Hypothesis strategies: articles, boilerplate to plant in them, and text of any sort."""

from __future__ import annotations

from dataclasses import dataclass

from hypothesis import settings
from hypothesis import strategies as st

NOUNS = [
    "ferry",
    "bridge",
    "harbour",
    "library",
    "mayor",
    "orchestra",
    "goat",
    "lighthouse",
    "bakery",
    "council",
    "river",
    "school",
]
VERBS = [
    "closed",
    "reopened",
    "burned",
    "waited",
    "collapsed",
    "returned",
    "improved",
    "vanished",
    "doubled",
    "surprised everyone",
]
PLACES = ["in Wrenmouth", "on the quay", "behind the station", "near the old mill", "at the county border", "by the canal"]
TAILS = [
    "before anybody had noticed",
    "as the engineers had warned in spring",
    "although nobody could say why",
    "after a vote of nine to four",
    "while the band was still playing",
    "and the insurers will not pay for it",
]
NUMBERS = ["two", "three", "seven", "eleven", "forty", "ninety"]

PLANTED = [
    ("newsletter", "Sign up for our daily newsletter"),
    ("sharing", "Share on Facebook"),
    ("advert", "Advertisement"),
    ("consent", "We use cookies to improve your experience on our site."),
    ("related", "Read more: Goat elected to the parish council"),
    ("credits", "© 2024 The Wrenmouth Bell. All rights reserved."),
    ("comments", "Leave a comment"),
    ("subscribe", "Already a subscriber? Log in"),
]


@dataclass(frozen=True)
class Planted:
    """A made-up article with boilerplate planted between its paragraphs."""

    headline: str
    paragraphs: tuple[str, ...]
    lines: tuple[tuple[str | None, str], ...]

    @property
    def source(self) -> str:
        return "\n".join(text for _, text in self.lines)


@st.composite
def sentences(draw: st.DrawFn) -> str:
    noun, other, verb = draw(st.sampled_from(NOUNS)), draw(st.sampled_from(NOUNS)), draw(st.sampled_from(VERBS))
    number, place, tail = draw(st.sampled_from(NUMBERS)), draw(st.sampled_from(PLACES)), draw(st.sampled_from(TAILS))
    return f"The {noun} {place} {verb} {tail}, and {number} people told the {other} about it."


@st.composite
def planted_articles(draw: st.DrawFn) -> Planted:
    sizes = draw(st.lists(st.integers(2, 3), min_size=3, max_size=8))
    told = iter(draw(st.lists(sentences(), min_size=sum(sizes), max_size=sum(sizes), unique=True)))
    paragraphs = [" ".join(next(told) for _ in range(size)) for size in sizes]
    headline = f"Why the {draw(st.sampled_from(NOUNS))} of Wrenmouth {draw(st.sampled_from(VERBS))} twice"
    lines: list[tuple[str | None, str]] = [(None, headline)]
    for paragraph in paragraphs:
        lines.append((None, paragraph))
        if draw(st.booleans()):
            lines.append(draw(st.sampled_from(PLANTED)))
    return Planted(headline, tuple(paragraphs), tuple(lines))


def any_text() -> st.SearchStrategy[str]:
    """Text of any characters, lone surrogates and NUL among them, and text of the marks that readers care about."""
    marks = st.text(
        alphabet=st.sampled_from(list("#*_-[]()<>!|`~&;:.,\"' \t\r\n\0aB1é水\u00a0\u2019\ufeff\ud800")), max_size=300
    )
    pieces = st.lists(
        st.sampled_from(
            [
                "<p>",
                "</p>",
                "<div>",
                "</div>",
                "<b>",
                "](",
                "# ",
                "* ",
                "> ",
                "&amp;",
                "<!--",
                "\n\n",
                "Sign up ",
                "The ferry sank. ",
            ]
        ),
        max_size=60,
    ).map("".join)
    return st.one_of(st.text(max_size=300), st.text(alphabet=st.characters(), max_size=100), marks, pieces)


SITE_SENTENCES = [
    f"{who} {what} on Tuesday, and nobody in the town had seen anything like it before."
    for who in ("The ferry", "A goat", "The mayor's sister", "An insurer", "The old orchestra", "One lock keeper")
    for what in ("sank at dawn", "was elected again", "came home from the island", "asked for more time", "lost the appeal")
]
CALM = settings(max_examples=60, deadline=None)


def model_pages() -> st.SearchStrategy[list[tuple[str | None, str, str | None]]]:
    """Pages of two sites and of no site; some come twice, some in two versions."""
    urls = st.sampled_from([None, *(f"https://{host}.example/{n}" for host in ("a", "www.b") for n in range(7))])
    lines = st.lists(
        st.one_of(st.sampled_from([*SITE_SENTENCES[:6], "Most read", "MOST READ!", "12 comments", "3 comments"]), sentences()),
        max_size=6,
    )
    return st.lists(st.tuples(urls, lines.map("\n".join), st.sampled_from([None, "2025-01-01", "2026-01-01"])), max_size=14)
