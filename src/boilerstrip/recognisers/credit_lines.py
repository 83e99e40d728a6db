"""Which lines are credits: "By Ada Wren", "3 May 2024 · Ada Wren", "Ada Wren, Staff Writer"; a sentence is none.

Beside the lists that `persons` and `pieces` tell of, the lexicons' `press_words` ("reporter") and `date_marks` ("ago") count.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from boilerstrip.lexicon import Lexicon
from boilerstrip.recognisers.credit_parts import (
    YEAR,
    CreditPart,
    author_parts,
    inner_prefix_length,
    part_glued_label,
    prefix_length,
    split_credit,
)
from boilerstrip.recognisers.person_names import NAME_SHAPE, bare, count_titles, is_person, is_small, leading_name, word_union
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


def is_credit_line(text: str, lexicon: Lexicon) -> bool:
    """Whether a line is a credit: a wording such as "By" with names behind it, or a name with a job, an agency or a date.

    >>> from boilerstrip.lexicon import load
    >>> is_credit_line("By Ada Wren", load()), is_credit_line("By Friday the water had gone.", load())
    (True, False)
    """
    if not 5 < len(text) <= 160 or not text[0].isalnum() or text.endswith(":"):
        return False
    if text.count(" ") >= _MOST_WORDS:
        return False
    text = part_glued_label(text, lexicon)
    first = fold(_FIRST_END.split(text, maxsplit=1)[0].rstrip(":"))
    if (
        text[0].isdigit()
        or first in lexicon.list("date_words")
        or (first in lexicon.list("credit_stops") and YEAR.search(text))
    ):
        pieces = split_credit(text, lexicon)
        return _prefixed_credit(pieces, lexicon) or _dated_credit(pieces, lexicon) or _marked_credit(pieces, lexicon)
    if first in _first_words(lexicon.list("byline_prefixes"), lexicon.list("byline_labels")):
        pieces = split_credit(text, lexicon)
        return _prefixed_credit(pieces, lexicon) or _marked_credit(pieces, lexicon)
    if _may_open_with_name(text, first, lexicon) and _named_credit(text, lexicon):
        return True
    return any(mark in text for mark in _MARKS) and _marked_credit(split_credit(text, lexicon), lexicon)


def _may_open_with_name(text: str, first: str, lexicon: Lexicon) -> bool:
    """Whether the first two words could be a name's, told cheaply."""
    second = text[len(first) + 1 : len(first) + 40].split(" ", 1)[0]
    if not second or not text[0].isupper() or first in lexicon.list("not_names"):
        return False
    if second.islower() and second not in lexicon.list("name_particles"):
        return False
    shape = NAME_SHAPE.match(text)
    return shape is not None and len(leading_name(shape.group().split(" "), lexicon)) > 1


@cache
def _first_words(*lists: frozenset[str]) -> frozenset[str]:
    return frozenset(phrase.split(" ")[0] for phrases in lists for phrase in phrases)


def _prefixed_credit(pieces: Sequence[CreditPart], lexicon: Lexicon) -> bool:
    """Whether a name follows the wording, and no sentence follows the name; a date may stand before it."""
    year = False
    for place, piece in enumerate(pieces):
        size = prefix_length(piece, lexicon) or inner_prefix_length(piece, lexicon)
        dated = [_tells_when(piece.tokens, at, lexicon) for at in range(len(piece.tokens))]
        if (size and all(dated[: size - 1])) or prefix_length(piece, lexicon):
            # Helpers behind the authors ("editing by Kit Harrow") make no sentence of a credit.
            rest = [p for p in author_parts([piece, *pieces[place + 1 :]], lexicon) if p.tokens]
            behind_date = place > 0 or any(dated[: size - 1])
            return bool(rest) and _opens_credit(rest, lexicon, weak=size > 1 and not behind_date)
        if not all(dated):
            return year and piece is pieces[-1] and is_person(piece.tokens, lexicon)
        year = year or any(YEAR.search(token) for token in piece.tokens)
    return False


def _tells_when(tokens: Sequence[str], at: int, lexicon: Lexicon) -> bool:
    """Whether a word belongs to a date, or to what is said before one; so does the "de" of "3 de mayo"."""
    token = tokens[at]
    if _is_dated(token, lexicon) or bare(token) in lexicon.list("credit_stops"):
        return True
    around = [*tokens[max(0, at - 1) : at], *tokens[at + 1 : at + 2]]
    return token in lexicon.list("name_particles") and len(around) > 1 and all(_is_dated(other, lexicon) for other in around)


def _opens_credit(pieces: Sequence[CreditPart], lexicon: Lexicon, *, weak: bool) -> bool:
    tokens = pieces[0].tokens
    skipped = count_titles(tokens, lexicon)
    name = leading_name(tokens[skipped:], lexicon)
    behind = [token for piece in pieces for token in piece.tokens][skipped + len(name) :]
    if is_person(name, lexicon, credited=True):
        return not is_sentence(behind, lexicon) or _is_told_of(pieces, skipped + len(name), lexicon)
    dated = bool(behind) and any(_is_dated(token, lexicon) for token in behind)
    if (not name and _is_account(pieces, lexicon)) or _is_group(pieces, lexicon):
        return True
    if not name or (weak and not dated) or not name[0][0].isupper() or _is_dated(name[0], lexicon):
        return False
    if len(name) == 1 and bare(name[0]) not in lexicon.list("newsrooms"):
        following = bare(tokens[skipped + 1]) if len(tokens) > 1 + skipped else ""
        alone = not following or _is_dated(following, lexicon) or (dated and following in lexicon.list("credit_stops"))
        return alone and bare(name[0]) not in lexicon.list("not_names")
    return not is_sentence(behind, lexicon)


def _is_told_of(pieces: Sequence[CreditPart], size: int, lexicon: Lexicon) -> bool:
    """Whether what follows the names behind a comma or its like says in few words who they are, and closes no sentence."""
    others = (place for place, piece in enumerate(pieces) if place and not is_person(piece.tokens, lexicon, credited=True))
    first = next(others, 0)
    behind = [token for piece in pieces[first:] for token in piece.tokens]
    apart = first > 0 and size == len(pieces[0].tokens) and pieces[first].before in _APART
    return apart and len(behind) <= _MOST_TOLD_WORDS and not behind[-1].endswith(".")


def _is_group(pieces: Sequence[CreditPart], lexicon: Lexicon) -> bool:
    """Whether it is a group's name and no more than a date behind it: "3i Harbour", "the Wrenmouth Team"."""
    tokens = pieces[0].tokens
    size = next((place for place, token in enumerate(tokens) if place and _is_dated(token, lexicon)), len(tokens))
    run, rest = tokens[:size], (*tokens[size:], *(token for piece in pieces[1:] for token in piece.tokens))
    proper = run[1:] if is_small(run[0]) else run
    if not 1 < len(run) <= _MOST_GROUP_WORDS or not proper[-1][0].isupper() or is_sentence(rest, lexicon):
        return False
    if any(is_small(token) and token[0].isalpha() for token in proper) or not any(letter.isalpha() for letter in proper[0]):
        return False
    named = bare(run[-1]) in word_union(lexicon, _GROUPS)
    return named or not all(bare(token) in word_union(lexicon, _NO_GROUPS) for token in run)


def _is_account(pieces: Sequence[CreditPart], lexicon: Lexicon) -> bool:
    """Whether one small word stands there, alone or before a date or a mark: an account such as "adawren"; "by train" is none."""
    token, *behind = pieces[0].tokens
    if not token.isalnum() or len(token) < _LEAST_ACCOUNT or bare(token) in word_union(lexicon, ("not_names", *_KNOWN)):
        return False
    following = behind or [token for piece in pieces[1:2] for token in piece.tokens]
    return (
        not following or bare(following[0]) in lexicon.list("credit_stops") or (not behind and _is_dated(following[0], lexicon))
    )


def _dated_credit(pieces: Sequence[CreditPart], lexicon: Lexicon) -> bool:
    """Whether a date comes first and a person's name stands among the pieces behind it: "26 May 2025 · 3 min · Ada Wren"."""
    if not any(YEAR.search(token) for piece in pieces for token in piece.tokens):
        return False
    return any(is_person(name, lexicon) for piece in pieces[1:] if (name := _whole_name(piece, lexicon)))


def _marked_credit(pieces: Sequence[CreditPart], lexicon: Lexicon) -> bool:
    """Whether "by" and a name stand behind a mark: "Books | by Ada Wren"."""
    for place, piece in enumerate(pieces):
        size = prefix_length(piece, lexicon) if piece.before in _MARKS else 0
        if size and piece.tokens[size:]:
            return _opens_credit([piece.after(size), *pieces[place + 1 :]], lexicon, weak=size > 1)
    return False


def _whole_name(piece: CreditPart, lexicon: Lexicon) -> tuple[str, ...]:
    """The name that the piece begins with, where no sentence follows it."""
    name = leading_name(piece.tokens, lexicon)
    return () if is_sentence(piece.tokens[len(name) :], lexicon) else name


def _is_dated(token: str, lexicon: Lexicon) -> bool:
    return any(c.isdigit() for c in token) or bare(token) in word_union(lexicon, _DATES)


def is_sentence(tokens: Sequence[str], lexicon: Lexicon) -> bool:
    """Whether small words follow that no credit has; behind a number anything may follow."""
    for token in tokens:
        if any(c.isdigit() for c in token):
            return False
        if is_small(token) and bare(token) not in word_union(lexicon, _KNOWN):
            return True
    return False


def _named_credit(text: str, lexicon: Lexicon) -> bool:
    """Whether a name comes first and then a press job, an agency, an outlet or a date; or several names and nothing else."""
    pieces = split_credit(text, lexicon)
    name = leading_name(pieces[0].tokens, lexicon) if pieces else ()
    if not is_person(name, lexicon) or pieces[0].behind in (":", "："):
        return False
    behind = [pieces[0].after(len(name)), *pieces[1:]]
    tokens = [token for piece in behind for token in piece.tokens]
    if not tokens or is_sentence(tokens, lexicon):
        return False
    if any(bare(token) in lexicon.list("press_words") for token in tokens) or _is_date(tokens, lexicon):
        return True
    if all(is_person(piece.tokens, lexicon) for piece in pieces) or _is_titled(pieces, name, lexicon):
        return True
    at_agency = any(" ".join(map(bare, piece.tokens)) in lexicon.list("agencies") for piece in behind)
    at_outlet = any(bare(token) in lexicon.list("outlets") for token in tokens)
    # "Ada Wren / Reuters" credits a photograph.
    return (at_agency or at_outlet) and (pieces[0].behind != "/" or any(YEAR.search(token) for token in tokens))


def _is_titled(pieces: Sequence[CreditPart], name: Sequence[str], lexicon: Lexicon) -> bool:
    """Whether degrees alone follow the name, or one house behind a comma, or one job in brackets: "Ada Wren, Wrenmouth University"."""
    first = pieces[0]
    folded = [bare(token) for piece in (first.after(len(name)), *pieces[1:]) for token in piece.tokens]
    if all(word in lexicon.list("name_degrees") for word in folded):
        return True
    if len(first.tokens) > len(name) or len(pieces) > 2 or len(folded) > _MOST_GROUP_WORDS:
        return False
    kinds = {",": ("org_words",), "(": ("org_words", "job_words")}.get(first.behind, ())
    return any(word in lexicon.list(kind) for word in folded for kind in kinds)


def _is_date(tokens: Sequence[str], lexicon: Lexicon) -> bool:
    if not _is_dated(tokens[0], lexicon):
        return False
    if any(YEAR.search(token) or bare(token) in lexicon.list("date_marks") for token in tokens):
        return True
    return all(_is_dated(token, lexicon) or bare(token) in lexicon.list("credit_stops") for token in tokens)
