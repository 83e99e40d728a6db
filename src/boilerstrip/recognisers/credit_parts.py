"""Cuts a credit into pieces, and tells which of them are about authors: "By Ada Wren | Photos by Tom Marlow | 3 May 2024".

The words come from the lexicons' lists: `byline_prefixes` ("written by"), `byline_labels` ("author:"), `byline_others`
("photos by"), `byline_other_labels` ("photo:"), `byline_helpers` ("contributed") and `name_joiners` ("and").
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from boilerstrip.lexicon import Lexicon
from boilerstrip.recognisers.person_names import bare, joined
from boilerstrip.text.normalise import fold

_ADDRESS = re.compile(r"https?://\S+|[\w.+-]{1,64}@[\w-]+\.[\w.-]+|@\w+")
_SEPARATOR = re.compile(r"[^\S\n]*([|•·∙⋅●;:/()\[\]{}<>*_,，、：／→»«&+\n]|(?:[^\S\n]|^)[-–—]+(?:[^\S\n]|$))[^\S\n]*")
_BEFORE_DIGIT = re.compile(r"(?<=[^\W\d_])(?=\d)")
YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_BEHIND_YEAR = re.compile(r"(?<=(?:19|20)\d\d)(?=[A-ZÄÖÜ][a-zß-öø-ÿ])")
_GLUED = re.compile(r"(?<=[a-zß-öø-ÿ])(?=[A-ZÄÖÜ])")
_EDGE = " ,:;!?\"'“”„‘’´`~=#"
_LONGEST_PREFIX = 6
_LONGEST_HEAD = 8
_AUTHORS = ("byline_prefixes", "byline_labels")
_GLUED_WORDS = ("credit_stops", "date_words", "job_words")
OTHERS = ("byline_others", "byline_other_labels")


@dataclass(frozen=True, slots=True)
class Piece:
    """What stands between two separators, and the separators before and behind it; "and" is one, and so is a line's end."""

    tokens: tuple[str, ...]
    before: str = "\n"
    behind: str = "\n"

    def after(self, count: int) -> Piece:
        """The piece without its first words."""
        return Piece(self.tokens[count:], self.before, self.behind)


def pieces_of(credit: str, words: Lexicon) -> tuple[Piece, ...]:
    """The credit cut at its separators and joining words; addresses and handles are taken off.

    >>> from boilerstrip.lexicon import load
    >>> [" ".join(piece.tokens) for piece in pieces_of("Ada Wren and Tom Marlow | tom@example.org, Leeds", load())]
    ['Ada Wren', 'Tom Marlow', 'Leeds']
    """
    text = _BEFORE_DIGIT.sub(" ", _BEHIND_YEAR.sub(" | ", _ADDRESS.sub(" | ", credit)))
    if _GLUED.search(text):
        text = "\n".join(" ".join(_unglued(token, words) for token in line.split()) for line in text.split("\n"))
    cut = _SEPARATOR.split(text)
    found: list[Piece] = []
    before = "\n"
    for place in range(0, len(cut), 2):
        behind = cut[place + 1].strip() or "\n" if place + 1 < len(cut) else "\n"
        found += _joined(cut[place].split(), (before, behind), words)
        before = behind
    return tuple(found)


def prefix_size(piece: Piece, words: Lexicon) -> int:
    """How many words of the piece say that authors follow: "written by", or "author" before a colon; 0 for none."""
    return _size(piece, words, _AUTHORS)


def credited(pieces: Sequence[Piece], words: Lexicon) -> tuple[Piece, ...]:
    """The pieces that tell of authors: those behind "by" where it stands, else all; never photographers or helpers."""
    kept: list[Piece] = []
    named = helping = False
    for whole in pieces:
        helping = helping and whole.before not in "\n|;•·)"
        piece, helped = _without_others(whole, words)
        if _size(piece, words, OTHERS) or not words.list("byline_helpers").isdisjoint(map(fold, piece.tokens)):
            helping = True
            continue
        cut = prefix_size(piece, words) or inner_prefix(piece, words)
        if cut and not named:
            named, helping, kept = True, False, []
        if not helping and piece.tokens[cut:]:
            kept.append(piece.after(cut))
        helping = helping or helped
    # A label that labels nothing names the newsroom itself: "Redaktion".
    if not kept and len(pieces) == 1 and " ".join(map(fold, pieces[0].tokens)) in words.list("byline_labels"):
        return tuple(pieces)
    return tuple(kept)


def inner_prefix(piece: Piece, words: Lexicon) -> int:
    """Where in the piece authors begin, behind a date or a kind of text: "3 May 2024 by Ada Wren"; 0 for nowhere."""
    for place in range(1, len(piece.tokens)):
        size = _size(Piece(piece.tokens[place:], behind=""), words, _AUTHORS)
        particle = fold(piece.tokens[place]) in words.list("name_particles")
        if size and (not particle or YEAR.fullmatch(piece.tokens[place - 1])):
            return place + size
    return 0


def parted(text: str, words: Lexicon) -> str:
    """The text with a blank behind its first word where scraping lost it: "ByAda Wren".

    >>> from boilerstrip.lexicon import load
    >>> parted("ByAda Wren", load()), parted("McAda Wren", load())
    ('By Ada Wren', 'McAda Wren')
    """
    cut = _GLUED.search(text, 0, _LONGEST_HEAD)
    return f"{text[: cut.start()]} {text[cut.start() :]}" if cut and _is_head(text[: cut.start()], words) else text


def _is_head(text: str, words: Lexicon) -> bool:
    """Whether it is a word that opens credits, and no part of names such as "DeLaney"."""
    folded = fold(text)
    return folded in words.list("byline_prefixes") and folded not in words.list("name_particles")


def _without_others(piece: Piece, words: Lexicon) -> tuple[Piece, bool]:
    """The piece as far as it tells of authors, and whether it goes on with others: "Ada Wren. Reviewed by Tom Marlow"."""
    for place in range(1, len(piece.tokens) - 1):
        if _size(Piece(piece.tokens[place:], behind=""), words, OTHERS) > 1:
            return Piece(piece.tokens[:place], piece.before, piece.behind), True
    return piece, False


def _size(piece: Piece, words: Lexicon, lists: tuple[str, str]) -> int:
    phrases, labels = words.list(lists[0]), words.list(lists[1])
    folded = [fold(token) for token in piece.tokens[:_LONGEST_PREFIX]]
    if len(folded) == len(piece.tokens) and piece.behind in (":", "：", "\n") and " ".join(folded) in labels:
        return len(folded)
    return next((size for size in range(len(folded), 0, -1) if " ".join(folded[:size]) in phrases), 0)


def _joined(tokens: Sequence[str], around: tuple[str, str], words: Lexicon) -> Iterator[Piece]:
    """The pieces between "and"s; a joining word in capitals counts in a line of capitals alone."""
    joiners = words.list("name_joiners")
    shouted = " ".join(tokens).isupper()
    start, before = 0, around[0]
    for place, token in enumerate(tokens[:-1]):
        if (token.islower() or (shouted and len(token) > 1)) and token.lower() in joiners:
            if place > start:
                yield Piece(_stripped(tokens[start:place]), before, "and")
            start, before = place + 1, "and"
    if rest := _stripped(tokens[start:]):
        yield Piece(rest, before, around[1])


def _stripped(tokens: Sequence[str]) -> tuple[str, ...]:
    return tuple([token for token in (t.strip(_EDGE) for t in tokens) if token.strip(".")])


def _unglued(token: str, words: Lexicon) -> str:
    """Two words where scraping lost the blank before a date, a job or a label: "WrenPublished"."""
    for cut in _GLUED.finditer(token):
        tail = bare(token[cut.start() :].strip(_EDGE))
        if tail in joined(words, _GLUED_WORDS):
            return f"{token[: cut.start()]} | {token[cut.start() :]}"
    return token
