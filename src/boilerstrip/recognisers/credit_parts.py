"""Cuts a credit into pieces, and tells which of them are about authors: "By Ada Wren | Photos by Tom Marlow | 3 May 2024".

The words come from the lexicons' lists: `byline_prefixes` ("written by"), `byline_labels` ("author:"), `byline_others`
("photos by"), `byline_other_labels` ("photo:"), `byline_helpers` ("contributed") and `name_joiners` ("and").
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from boilerstrip.lexicon import Lexicon
from boilerstrip.recognisers.person_names import bare, word_union
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
class CreditPart:
    """What stands between two separators, and the separators before and behind it; "and" is one, and so is a line's end."""

    tokens: tuple[str, ...]
    before: str = "\n"
    behind: str = "\n"

    def after(self, count: int) -> CreditPart:
        """The piece without its first words."""
        return CreditPart(self.tokens[count:], self.before, self.behind)


def split_credit(credit: str, lexicon: Lexicon) -> tuple[CreditPart, ...]:
    """The credit cut at its separators and joining words; addresses and handles are taken off.

    >>> from boilerstrip.lexicon import load
    >>> [" ".join(piece.tokens) for piece in split_credit("Ada Wren and Tom Marlow | tom@example.org, Leeds", load())]
    ['Ada Wren', 'Tom Marlow', 'Leeds']
    """
    text = _BEFORE_DIGIT.sub(" ", _BEHIND_YEAR.sub(" | ", _ADDRESS.sub(" | ", credit)))
    if _GLUED.search(text):
        text = "\n".join(" ".join(_unglued(token, lexicon) for token in line.split()) for line in text.split("\n"))
    cut = _SEPARATOR.split(text)
    found: list[CreditPart] = []
    before = "\n"
    for place in range(0, len(cut), 2):
        behind = cut[place + 1].strip() or "\n" if place + 1 < len(cut) else "\n"
        found += _joined(cut[place].split(), (before, behind), lexicon)
        before = behind
    return tuple(found)


def prefix_length(piece: CreditPart, lexicon: Lexicon) -> int:
    """How many words of the piece say that authors follow: "written by", or "author" before a colon; 0 for none."""
    return _size(piece, lexicon, _AUTHORS)


def author_parts(pieces: Sequence[CreditPart], lexicon: Lexicon) -> tuple[CreditPart, ...]:
    """The pieces that tell of authors: those behind "by" where it stands, else all; never photographers or helpers."""
    kept: list[CreditPart] = []
    named = helping = False
    for whole in pieces:
        helping = helping and whole.before not in "\n|;•·)"
        piece, helped = _without_others(whole, lexicon)
        if _size(piece, lexicon, OTHERS) or not lexicon.list("byline_helpers").isdisjoint(map(fold, piece.tokens)):
            helping = True
            continue
        cut = prefix_length(piece, lexicon) or inner_prefix_length(piece, lexicon)
        if cut and not named:
            named, helping, kept = True, False, []
        if not helping and piece.tokens[cut:]:
            kept.append(piece.after(cut))
        helping = helping or helped
    # A label that labels nothing names the newsroom itself: "Redaktion".
    if not kept and len(pieces) == 1 and " ".join(map(fold, pieces[0].tokens)) in lexicon.list("byline_labels"):
        return tuple(pieces)
    return tuple(kept)


def inner_prefix_length(piece: CreditPart, lexicon: Lexicon) -> int:
    """Where in the piece authors begin, behind a date or a kind of text: "3 May 2024 by Ada Wren"; 0 for nowhere."""
    for place in range(1, len(piece.tokens)):
        size = _size(CreditPart(piece.tokens[place:], behind=""), lexicon, _AUTHORS)
        particle = fold(piece.tokens[place]) in lexicon.list("name_particles")
        if size and (not particle or YEAR.fullmatch(piece.tokens[place - 1])):
            return place + size
    return 0


def part_glued_label(text: str, lexicon: Lexicon) -> str:
    """The text with a blank behind its first word where scraping lost it: "ByAda Wren".

    >>> from boilerstrip.lexicon import load
    >>> part_glued_label("ByAda Wren", load()), part_glued_label("McAda Wren", load())
    ('By Ada Wren', 'McAda Wren')
    """
    cut = _GLUED.search(text, 0, _LONGEST_HEAD)
    return f"{text[: cut.start()]} {text[cut.start() :]}" if cut and _is_head(text[: cut.start()], lexicon) else text


def _is_head(text: str, lexicon: Lexicon) -> bool:
    """Whether it is a word that opens credits, and no part of names such as "DeLaney"."""
    folded = fold(text)
    return folded in lexicon.list("byline_prefixes") and folded not in lexicon.list("name_particles")


def _without_others(piece: CreditPart, lexicon: Lexicon) -> tuple[CreditPart, bool]:
    """The piece as far as it tells of authors, and whether it goes on with others: "Ada Wren. Reviewed by Tom Marlow"."""
    for place in range(1, len(piece.tokens) - 1):
        if _size(CreditPart(piece.tokens[place:], behind=""), lexicon, OTHERS) > 1:
            return CreditPart(piece.tokens[:place], piece.before, piece.behind), True
    return piece, False


def _size(piece: CreditPart, lexicon: Lexicon, lists: tuple[str, str]) -> int:
    phrases, labels = lexicon.list(lists[0]), lexicon.list(lists[1])
    folded = [fold(token) for token in piece.tokens[:_LONGEST_PREFIX]]
    if len(folded) == len(piece.tokens) and piece.behind in (":", "：", "\n") and " ".join(folded) in labels:
        return len(folded)
    return next((size for size in range(len(folded), 0, -1) if " ".join(folded[:size]) in phrases), 0)


def _joined(tokens: Sequence[str], around: tuple[str, str], lexicon: Lexicon) -> Iterator[CreditPart]:
    """The pieces between "and"s; a joining word in capitals counts in a line of capitals alone."""
    joiners = lexicon.list("name_joiners")
    shouted = " ".join(tokens).isupper()
    start, before = 0, around[0]
    for place, token in enumerate(tokens[:-1]):
        if (token.islower() or (shouted and len(token) > 1)) and token.lower() in joiners:
            if place > start:
                yield CreditPart(_stripped(tokens[start:place]), before, "and")
            start, before = place + 1, "and"
    if rest := _stripped(tokens[start:]):
        yield CreditPart(rest, before, around[1])


def _stripped(tokens: Sequence[str]) -> tuple[str, ...]:
    return tuple([token for token in (t.strip(_EDGE) for t in tokens) if token.strip(".")])


def _unglued(token: str, lexicon: Lexicon) -> str:
    """Two words where scraping lost the blank before a date, a job or a label: "WrenPublished"."""
    for cut in _GLUED.finditer(token):
        tail = bare(token[cut.start() :].strip(_EDGE))
        if tail in word_union(lexicon, _GLUED_WORDS):
            return f"{token[: cut.start()]} | {token[cut.start() :]}"
    return token
