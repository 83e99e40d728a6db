"""Which lines are credits: "By Ada Wren", "3 May 2024 · Ada Wren", "Ada Wren, Staff Writer"; a sentence is none.

Beside the lists that `persons` and `pieces` tell of, the lexicons' `press_words` ("reporter") and `date_marks` ("ago") count.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from boilerstrip.lexicon import Lexicon
from boilerstrip.recognisers.credit_parts import YEAR, Piece, credited, inner_prefix, parted, pieces_of, prefix_size
from boilerstrip.recognisers.person_names import NAME_SHAPE, bare, is_person, is_small, joined, leading_name, titles_of
from boilerstrip.text.normalise import fold

_MOST_WORDS = 25
_MARKS = ("|", "·", "•", "/")
_LEAST_ACCOUNT = 3
_FIRST_END = re.compile("[ ：]")
_DATES = ("date_words", "date_marks")
_APART = (",", "(", "|", "·", "⋅", "•", "-", "–", "—")
_GROUPS = ("newsrooms", "outlets", "org_words")
_NO_GROUPS = ("not_names", "job_words", "date_words", "credit_stops")
_MOST_TOLD_WORDS, _MOST_GROUP_WORDS = 9, 5
# What may follow a name in a credit besides jobs and places.
_KNOWN = ("credit_stops", "name_joiners", "name_particles", "job_words", "date_words", "date_marks", "agencies")


def credit_line(text: str, words: Lexicon) -> bool:
    """Whether a line is a credit: a wording such as "By" with names behind it, or a name with a job, an agency or a date.

    >>> from boilerstrip.lexicon import load
    >>> credit_line("By Ada Wren", load()), credit_line("By Friday the water had gone.", load())
    (True, False)
    """
    if not 5 < len(text) <= 160 or not text[0].isalnum() or text.endswith(":"):
        return False
    if text.count(" ") >= _MOST_WORDS:
        return False
    text = parted(text, words)
    first = fold(_FIRST_END.split(text, maxsplit=1)[0].rstrip(":"))
    if text[0].isdigit() or first in words.list("date_words") or (first in words.list("credit_stops") and YEAR.search(text)):
        pieces = pieces_of(text, words)
        return _prefixed_credit(pieces, words) or _dated_credit(pieces, words) or _marked_credit(pieces, words)
    if first in _first_words(words.list("byline_prefixes"), words.list("byline_labels")):
        pieces = pieces_of(text, words)
        return _prefixed_credit(pieces, words) or _marked_credit(pieces, words)
    if _may_open_with_name(text, first, words) and _named_credit(text, words):
        return True
    return any(mark in text for mark in _MARKS) and _marked_credit(pieces_of(text, words), words)


def _may_open_with_name(text: str, first: str, words: Lexicon) -> bool:
    """Whether the first two words could be a name's, told cheaply."""
    second = text[len(first) + 1 : len(first) + 40].split(" ", 1)[0]
    if not second or not text[0].isupper() or first in words.list("not_names"):
        return False
    if second.islower() and second not in words.list("name_particles"):
        return False
    shape = NAME_SHAPE.match(text)
    return shape is not None and len(leading_name(shape.group().split(" "), words)) > 1


@cache
def _first_words(*lists: frozenset[str]) -> frozenset[str]:
    return frozenset(phrase.split(" ")[0] for phrases in lists for phrase in phrases)


def _prefixed_credit(pieces: Sequence[Piece], words: Lexicon) -> bool:
    """Whether a name follows the wording, and no sentence follows the name; a date may stand before it."""
    year = False
    for place, piece in enumerate(pieces):
        size = prefix_size(piece, words) or inner_prefix(piece, words)
        dated = [_tells_when(piece.tokens, at, words) for at in range(len(piece.tokens))]
        if (size and all(dated[: size - 1])) or prefix_size(piece, words):
            # Helpers behind the authors ("editing by Kit Harrow") make no sentence of a credit.
            rest = [p for p in credited([piece, *pieces[place + 1 :]], words) if p.tokens]
            behind_date = place > 0 or any(dated[: size - 1])
            return bool(rest) and _opens_credit(rest, words, weak=size > 1 and not behind_date)
        if not all(dated):
            return year and piece is pieces[-1] and is_person(piece.tokens, words)
        year = year or any(YEAR.search(token) for token in piece.tokens)
    return False


def _tells_when(tokens: Sequence[str], at: int, words: Lexicon) -> bool:
    """Whether a word belongs to a date, or to what is said before one; so does the "de" of "3 de mayo"."""
    token = tokens[at]
    if _is_dated(token, words) or bare(token) in words.list("credit_stops"):
        return True
    around = [*tokens[max(0, at - 1) : at], *tokens[at + 1 : at + 2]]
    return token in words.list("name_particles") and len(around) > 1 and all(_is_dated(other, words) for other in around)


def _opens_credit(pieces: Sequence[Piece], words: Lexicon, *, weak: bool) -> bool:
    tokens = pieces[0].tokens
    skipped = titles_of(tokens, words)
    name = leading_name(tokens[skipped:], words)
    behind = [token for piece in pieces for token in piece.tokens][skipped + len(name) :]
    if is_person(name, words, credited=True):
        return not is_sentence(behind, words) or _is_told_of(pieces, skipped + len(name), words)
    dated = bool(behind) and any(_is_dated(token, words) for token in behind)
    if (not name and _is_account(pieces, words)) or _is_group(pieces, words):
        return True
    if not name or (weak and not dated) or not name[0][0].isupper() or _is_dated(name[0], words):
        return False
    if len(name) == 1 and bare(name[0]) not in words.list("newsrooms"):
        following = bare(tokens[skipped + 1]) if len(tokens) > 1 + skipped else ""
        alone = not following or _is_dated(following, words) or (dated and following in words.list("credit_stops"))
        return alone and bare(name[0]) not in words.list("not_names")
    return not is_sentence(behind, words)


def _is_told_of(pieces: Sequence[Piece], size: int, words: Lexicon) -> bool:
    """Whether what follows the names behind a comma or its like says in few words who they are, and closes no sentence."""
    others = (place for place, piece in enumerate(pieces) if place and not is_person(piece.tokens, words, credited=True))
    first = next(others, 0)
    behind = [token for piece in pieces[first:] for token in piece.tokens]
    apart = first > 0 and size == len(pieces[0].tokens) and pieces[first].before in _APART
    return apart and len(behind) <= _MOST_TOLD_WORDS and not behind[-1].endswith(".")


def _is_group(pieces: Sequence[Piece], words: Lexicon) -> bool:
    """Whether it is a group's name and no more than a date behind it: "3i Harbour", "the Wrenmouth Team"."""
    tokens = pieces[0].tokens
    size = next((place for place, token in enumerate(tokens) if place and _is_dated(token, words)), len(tokens))
    run, rest = tokens[:size], (*tokens[size:], *(token for piece in pieces[1:] for token in piece.tokens))
    proper = run[1:] if is_small(run[0]) else run
    if not 1 < len(run) <= _MOST_GROUP_WORDS or not proper[-1][0].isupper() or is_sentence(rest, words):
        return False
    if any(is_small(token) and token[0].isalpha() for token in proper) or not any(letter.isalpha() for letter in proper[0]):
        return False
    named = bare(run[-1]) in joined(words, _GROUPS)
    return named or not all(bare(token) in joined(words, _NO_GROUPS) for token in run)


def _is_account(pieces: Sequence[Piece], words: Lexicon) -> bool:
    """Whether one small word stands there, alone or before a date or a mark: an account such as "adawren"; "by train" is none."""
    token, *behind = pieces[0].tokens
    if not token.isalnum() or len(token) < _LEAST_ACCOUNT or bare(token) in joined(words, ("not_names", *_KNOWN)):
        return False
    following = behind or [token for piece in pieces[1:2] for token in piece.tokens]
    return not following or bare(following[0]) in words.list("credit_stops") or (not behind and _is_dated(following[0], words))


def _dated_credit(pieces: Sequence[Piece], words: Lexicon) -> bool:
    """Whether a date comes first and a person's name stands among the pieces behind it: "26 May 2025 · 3 min · Ada Wren"."""
    if not any(YEAR.search(token) for piece in pieces for token in piece.tokens):
        return False
    return any(is_person(name, words) for piece in pieces[1:] if (name := _whole_name(piece, words)))


def _marked_credit(pieces: Sequence[Piece], words: Lexicon) -> bool:
    """Whether "by" and a name stand behind a mark: "Books | by Ada Wren"."""
    for place, piece in enumerate(pieces):
        size = prefix_size(piece, words) if piece.before in _MARKS else 0
        if size and piece.tokens[size:]:
            return _opens_credit([piece.after(size), *pieces[place + 1 :]], words, weak=size > 1)
    return False


def _whole_name(piece: Piece, words: Lexicon) -> tuple[str, ...]:
    """The name that the piece begins with, where no sentence follows it."""
    name = leading_name(piece.tokens, words)
    return () if is_sentence(piece.tokens[len(name) :], words) else name


def _is_dated(token: str, words: Lexicon) -> bool:
    return any(c.isdigit() for c in token) or bare(token) in joined(words, _DATES)


def is_sentence(tokens: Sequence[str], words: Lexicon) -> bool:
    """Whether small words follow that no credit has; behind a number anything may follow."""
    for token in tokens:
        if any(c.isdigit() for c in token):
            return False
        if is_small(token) and bare(token) not in joined(words, _KNOWN):
            return True
    return False


def _named_credit(text: str, words: Lexicon) -> bool:
    """Whether a name comes first and then a press job, an agency, an outlet or a date; or several names and nothing else."""
    pieces = pieces_of(text, words)
    name = leading_name(pieces[0].tokens, words) if pieces else ()
    if not is_person(name, words) or pieces[0].behind in (":", "："):
        return False
    behind = [pieces[0].after(len(name)), *pieces[1:]]
    tokens = [token for piece in behind for token in piece.tokens]
    if not tokens or is_sentence(tokens, words):
        return False
    if any(bare(token) in words.list("press_words") for token in tokens) or _is_date(tokens, words):
        return True
    if all(is_person(piece.tokens, words) for piece in pieces) or _is_titled(pieces, name, words):
        return True
    at_agency = any(" ".join(map(bare, piece.tokens)) in words.list("agencies") for piece in behind)
    at_outlet = any(bare(token) in words.list("outlets") for token in tokens)
    # "Ada Wren / Reuters" credits a photograph.
    return (at_agency or at_outlet) and (pieces[0].behind != "/" or any(YEAR.search(token) for token in tokens))


def _is_titled(pieces: Sequence[Piece], name: Sequence[str], words: Lexicon) -> bool:
    """Whether degrees alone follow the name, or one house behind a comma, or one job in brackets: "Ada Wren, Wrenmouth University"."""
    first = pieces[0]
    folded = [bare(token) for piece in (first.after(len(name)), *pieces[1:]) for token in piece.tokens]
    if all(word in words.list("name_degrees") for word in folded):
        return True
    if len(first.tokens) > len(name) or len(pieces) > 2 or len(folded) > _MOST_GROUP_WORDS:
        return False
    kinds = {",": ("org_words",), "(": ("org_words", "job_words")}.get(first.behind, ())
    return any(word in words.list(kind) for word in folded for kind in kinds)


def _is_date(tokens: Sequence[str], words: Lexicon) -> bool:
    if not _is_dated(tokens[0], words):
        return False
    if any(YEAR.search(token) or bare(token) in words.list("date_marks") for token in tokens):
        return True
    return all(_is_dated(token, words) or bare(token) in words.list("credit_stops") for token in tokens)
