"""Names: who wrote it, from a credit such as "By Ada Wren, Staff Writer | 3 May 2024"; none rather than a wrong one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from boilerstrip.lexicon import Lexicon
from boilerstrip.lexicon.matcher import Phrases
from boilerstrip.recognisers.credit_lines import is_sentence
from boilerstrip.recognisers.credit_parts import Piece, credited, pieces_of
from boilerstrip.recognisers.person_names import (
    NAME_SHAPE,
    bare,
    cased,
    is_cased,
    is_person,
    is_small,
    joined,
    leading_name,
    titles_of,
)
from boilerstrip.text.normalise import fold

_MOST_SIGNED, _LEAST_SIGNED = 4, 3
_GROUPS = ("newsrooms", "org_words", "outlets", "agencies")
_UNSIGNED = ("not_names", "job_words", "credit_stops", "date_words", "byline_labels")
_LONGEST_NOTE = 1500
_STOPS = ("credit_stops", "date_words", "date_marks")


def authors_of(credit: str, words: Lexicon) -> tuple[str, ...]:
    """The names alone that a credit gives, in its order and each once.

    A newsroom counts only where it names nobody else; an agency counts there, and where "and" joins it to a person.

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
    return tuple([group for group in groups if group])[:1]


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


def is_signature(tokens: Sequence[str], words: Lexicon) -> bool:
    """Whether these words can name an author where an author is to be expected: a person, a first name, a newsroom, a pen name.

    >>> from boilerstrip.lexicon import load
    >>> [is_signature(text.split(), load()) for text in ("Ida", "Wrenmouth Staff", "About", "View all posts")]
    [True, True, False, False]
    """
    if is_person(tokens, words, credited=True):
        return True
    if (
        len(tokens) > _MOST_SIGNED
        or len("".join(tokens)) < _LEAST_SIGNED
        or any(is_small(token) and is_cased(token) for token in tokens)
    ):
        return False
    plain = [token for token in map(bare, tokens) if token not in joined(words, _GROUPS)]
    return not any(token in joined(words, _UNSIGNED) for token in plain)


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
        if last and piece.before == "and" and _is_agency(piece.tokens, words):
            yield last
            last = " ".join(piece.tokens)
            continue
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
    return "" if len(run) > 1 and is_sentence(run, words) else " ".join(run)


def _is_half_a_job(piece: Piece, pieces: Sequence[Piece], words: Lexicon) -> bool:
    """Whether "and" joins it to a job: "Senior Life and Trends Reporter" is one job, though it is cut there."""
    if piece.behind != "and":
        return False
    return any(other.before == "and" and _has_job(other.tokens, words) for other in pieces)


def _is_agency(tokens: Sequence[str], words: Lexicon) -> bool:
    """Whether it is the name of one; "agencies" is none."""
    return " ".join(map(bare, tokens)) in words.list("agencies") and bare(tokens[-1]) not in words.list("newsrooms")


def _is_newsroom(tokens: Sequence[str], words: Lexicon) -> bool:
    """Whether it is "Harbour Bay Team"."""
    return bare(tokens[-1]) in words.list("newsrooms") and bare(tokens[-1]) not in words.list("job_words")


def _has_job(tokens: Sequence[str], words: Lexicon) -> bool:
    return any(bare(token) in words.list("job_words") for token in tokens)


def _is_stop(token: str, words: Lexicon) -> bool:
    return bare(token) in joined(words, _STOPS)
