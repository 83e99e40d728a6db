"""Names and credits: who wrote it, from a line such as "By Ada Wren, Staff Writer | 3 May 2024"; none rather than a wrong one.

Beside the lists that `persons` and `pieces` tell of, the lexicons' `press_words` ("reporter") and `date_marks` ("ago") count.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from boilerstrip.folding import fold
from boilerstrip.lexicon import Lexicon
from boilerstrip.phrases import Phrases
from boilerstrip.roles.persons import NAME_SHAPE, bare, cased, is_person, is_small, joined, leading_name, titles_of
from boilerstrip.roles.pieces import Piece, credited, inner_prefix, pieces_of, prefix_size

_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_LONGEST_NOTE = 1500
_MOST_WORDS = 25
_DATES = ("date_words", "date_marks")
_STOPS = ("credit_stops", *_DATES)
# What may follow a name in a credit besides jobs and places.
_KNOWN = ("credit_stops", "name_joiners", "name_particles", "job_words", "date_words", "date_marks", "agencies")


def authors_of(credit: str, words: Lexicon) -> tuple[str, ...]:
    """The names alone that a credit gives, in its order and each once; a newsroom or an agency only where it names nobody else.

    >>> from boilerstrip.lexicon import load
    >>> authors_of("By JANE O'NEIL-SMITH in London and Dr. Karl von Berg, Political Editor | 3 May 2024", load())
    ("Jane O'Neil-Smith", 'Karl von Berg')
    >>> authors_of("Political editor", load())
    ()
    """
    pieces = credited(pieces_of(credit, words), words)
    people = tuple(dict.fromkeys(_people(pieces, words)))
    if people:
        return people
    groups = (_group(piece.tokens, words) for piece in pieces if not _is_half_a_job(piece, pieces, words))
    return tuple(group for group in groups if group)[:1]


def is_name(text: str, words: Lexicon) -> bool:
    """Whether a line is one person's name and nothing else.

    >>> from boilerstrip.lexicon import load
    >>> is_name("Jan van der Berg", load()), is_name("Privacy Policy", load()), is_name("The ferry sank.", load())
    (True, False, False)
    """
    if not 4 < len(text) <= 48 or not text[0].isupper() or " " not in text or not NAME_SHAPE.fullmatch(text):
        return False
    tokens = text.split(" ")
    first = bare(tokens[0])
    if first in words.list("byline_prefixes") or first in words.list("name_titles"):
        return False
    return is_person(tokens, words)


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
    first = fold(text[: text.find(" ")].rstrip(":") if " " in text else text)
    if first in _first_words(words.list("byline_prefixes"), words.list("byline_labels")) or text[0].isdigit():
        return _prefixed_credit(pieces_of(text, words), words)
    if first in words.list("date_words") and _prefixed_credit(pieces_of(text, words), words):
        return True
    return _may_open_with_name(text, first, words) and _named_credit(text, words)


def author_note(text: str, words: Lexicon, notes: Phrases) -> str | None:
    """The name that a note on its author begins with, as the note has it; `None` where the text is no such note.

    `notes` holds the wordings that follow the name, such as "is a freelance journalist".

    >>> from boilerstrip.lexicon import load
    >>> author_note("Ada Wren is a nurse who lives in Leeds.", load(), load().notes) is None
    True
    """
    shape = NAME_SHAPE.match(text)
    if shape is None or len(text) > _LONGEST_NOTE:
        return None
    tokens = shape.group().split()
    skipped = titles_of(tokens, words)
    name = " ".join(leading_name(tokens[skipped:], words))
    if not is_person(name.split(), words, credited=True):
        return None
    behind = text.find(name) + len(name)
    return name if notes.find(fold(text), text.count(" ") + 1, behind) else None


def _people(pieces: Sequence[Piece], words: Lexicon) -> Iterator[str]:
    """The persons among the pieces; what follows a job behind a comma is where they work."""
    at_work = False
    last = ""
    for piece in pieces:
        at_work = at_work and piece.before == ","
        tokens = _without_job(piece.tokens, words)
        name = leading_name(tokens[titles_of(tokens, words) :], words)
        if not at_work and is_person(name, words, credited=True) and not _is_newsroom(piece.tokens, words):
            if last:
                yield last
            last = cased(name, words)
        elif last and len(piece.tokens) == 1 and bare(piece.tokens[0]) in words.list("name_suffixes"):
            last += " " + piece.tokens[0]
        at_work = at_work or len(tokens) < len(piece.tokens)
    if last:
        yield last


def _without_job(tokens: Sequence[str], words: Lexicon) -> Sequence[str]:
    """The piece without a date or "Political editor" before the name, or "Staff Writer" and all that follows behind it."""
    start = 0
    while start < len(tokens) and (not tokens[start][0].isalpha() or (start and _is_stop(tokens[start], words))):
        start += 1
    tokens = tokens[start:]
    jobs = [place for place, token in enumerate(tokens) if bare(token) in words.list("job_words")]
    if not jobs:
        return tokens
    behind = tokens[jobs[-1] + 1 :]
    if len(behind) > 1 and is_person(leading_name(behind, words), words, credited=True):
        return behind
    return tokens[: jobs[0]]


def _group(tokens: Sequence[str], words: Lexicon) -> str:
    """A newsroom, an agency, a pen name; "" for jobs, dates and sentences."""
    count = next((place for place, token in enumerate(tokens) if place and any(c.isdigit() for c in token)), len(tokens))
    run = list(tokens[:count])
    while run and _is_stop(run[-1], words):
        run.pop()
    folded = [bare(token) for token in run]
    if not 0 < len(run) <= 6 or not any(c.isalpha() for c in run[0]):
        return ""
    if any(word in words.list("job_words") and word not in words.list("newsrooms") for word in folded):
        return ""
    return "" if len(run) > 1 and _is_sentence(run, words) else " ".join(run)


def _is_half_a_job(piece: Piece, pieces: Sequence[Piece], words: Lexicon) -> bool:
    """Whether "and" joins it to a job: "Senior Life and Trends Reporter" is one job, though it is cut there."""
    if piece.behind != "and":
        return False
    return any(other.before == "and" and _has_job(other.tokens, words) for other in pieces)


def _is_newsroom(tokens: Sequence[str], words: Lexicon) -> bool:
    """Whether it is "Harbour Bay Team"."""
    return bare(tokens[-1]) in words.list("newsrooms") and bare(tokens[-1]) not in words.list("job_words")


def _has_job(tokens: Sequence[str], words: Lexicon) -> bool:
    return any(bare(token) in words.list("job_words") for token in tokens)


def _is_stop(token: str, words: Lexicon) -> bool:
    return bare(token) in joined(words, _STOPS)


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
        dated = [_is_dated(token, words) for token in piece.tokens]
        if (size and all(dated[: size - 1])) or prefix_size(piece, words):
            rest = [p for p in (piece.after(size), *pieces[place + 1 :]) if p.tokens]
            return bool(rest) and _opens_credit(rest, words, weak=size > 1)
        if not all(dated):
            return year and piece is pieces[-1] and is_person(piece.tokens, words)
        year = year or any(_YEAR.search(token) for token in piece.tokens)
    return False


def _opens_credit(pieces: Sequence[Piece], words: Lexicon, *, weak: bool) -> bool:
    tokens = pieces[0].tokens
    skipped = titles_of(tokens, words)
    name = leading_name(tokens[skipped:], words)
    behind = [token for piece in pieces for token in piece.tokens][skipped + len(name) :]
    if is_person(name, words, credited=True):
        return not _is_sentence(behind, words)
    if weak or not name or not name[0][0].isupper() or _is_dated(name[0], words):
        return False
    if len(name) == 1 and bare(name[0]) not in words.list("newsrooms"):
        alone = len(tokens) == 1 + skipped or _is_dated(tokens[skipped + 1], words)
        return alone and bare(name[0]) not in words.list("not_names")
    return not _is_sentence(behind, words)


def _is_dated(token: str, words: Lexicon) -> bool:
    return any(c.isdigit() for c in token) or bare(token) in joined(words, _DATES)


def _is_sentence(tokens: Sequence[str], words: Lexicon) -> bool:
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
    if not tokens or _is_sentence(tokens, words):
        return False
    if any(bare(token) in words.list("press_words") for token in tokens) or _is_date(tokens, words):
        return True
    if all(is_person(piece.tokens, words) for piece in pieces):
        return True
    at_agency = any(" ".join(map(bare, piece.tokens)) in words.list("agencies") for piece in behind)
    at_outlet = any(bare(token) in words.list("outlets") for token in tokens)
    # "Ada Wren / Reuters" credits a photograph.
    return (at_agency or at_outlet) and (pieces[0].behind != "/" or any(_YEAR.search(token) for token in tokens))


def _is_date(tokens: Sequence[str], words: Lexicon) -> bool:
    if not _is_dated(tokens[0], words):
        return False
    return any(_YEAR.search(token) or bare(token) in words.list("date_marks") for token in tokens)
