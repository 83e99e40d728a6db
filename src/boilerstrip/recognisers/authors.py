"""Names: who wrote it, from a credit such as "By Ada Wren, Staff Writer | 3 May 2024"; none rather than a wrong one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from boilerstrip.lexicon import Lexicon
from boilerstrip.lexicon.matcher import PhraseMatcher
from boilerstrip.recognisers.credit_lines import is_sentence
from boilerstrip.recognisers.credit_parts import CreditPart, author_parts, split_credit
from boilerstrip.recognisers.person_names import (
    NAME_SHAPE,
    bare,
    count_titles,
    is_cased,
    is_person,
    is_small,
    leading_name,
    restore_case,
    word_union,
)
from boilerstrip.text.normalise import fold

_MOST_SIGNED, _LEAST_SIGNED = 4, 3
_GROUPS = ("newsrooms", "org_words", "outlets", "agencies")
_UNSIGNED = ("not_names", "job_words", "credit_stops", "date_words", "byline_labels")
_LONGEST_NOTE = 1500
_STOPS = ("credit_stops", "date_words", "date_marks")


def parse_authors(credit: str, lexicon: Lexicon) -> tuple[str, ...]:
    """The names alone that a credit gives, in its order and each once.

    A newsroom counts only where it names nobody else; an agency counts there, and where "and" joins it to a person.

    >>> from boilerstrip.lexicon import load
    >>> parse_authors("By JANE O'NEIL-SMITH in London and Dr. Karl von Berg, Political Editor | 3 May 2024", load())
    ("Jane O'Neil-Smith", 'Karl von Berg')
    >>> parse_authors("Political editor", load())
    ()
    """
    pieces = author_parts(split_credit(credit, lexicon), lexicon)
    people = tuple(dict.fromkeys(_people(pieces, lexicon)))
    if people:
        return people
    groups = (_group(piece.tokens, lexicon) for piece in pieces if not _is_half_a_job(piece, pieces, lexicon))
    return tuple([group for group in groups if group])[:1]


def is_name(text: str, lexicon: Lexicon) -> bool:
    """Whether a line is one person's name and nothing else.

    >>> from boilerstrip.lexicon import load
    >>> is_name("Jan van der Berg", load()), is_name("Privacy Policy", load()), is_name("The ferry sank.", load())
    (True, False, False)
    """
    if not 4 < len(text) <= 48 or not text[0].isupper() or " " not in text or not NAME_SHAPE.fullmatch(text):
        return False
    tokens = text.split(" ")
    first = bare(tokens[0])
    if first in lexicon.list("byline_prefixes") or first in lexicon.list("name_titles"):
        return False
    return is_person(tokens, lexicon)


def is_signature(tokens: Sequence[str], lexicon: Lexicon) -> bool:
    """Whether these words can name an author where an author is to be expected: a person, a first name, a newsroom, a pen name.

    >>> from boilerstrip.lexicon import load
    >>> [is_signature(text.split(), load()) for text in ("Ida", "Wrenmouth Staff", "About", "View all posts")]
    [True, True, False, False]
    """
    if is_person(tokens, lexicon, credited=True):
        return True
    if (
        len(tokens) > _MOST_SIGNED
        or len("".join(tokens)) < _LEAST_SIGNED
        or any(is_small(token) and is_cased(token) for token in tokens)
    ):
        return False
    plain = [token for token in map(bare, tokens) if token not in word_union(lexicon, _GROUPS)]
    return not any(token in word_union(lexicon, _UNSIGNED) for token in plain)


def parse_author_note(text: str, lexicon: Lexicon, notes: PhraseMatcher) -> str | None:
    """The name that a note on its author begins with, as the note has it; `None` where the text is no such note.

    `notes` holds the wordings that follow the name, such as "is a freelance journalist".

    >>> from boilerstrip.lexicon import load
    >>> parse_author_note("Ada Wren is a nurse who lives in Leeds.", load(), load().notes) is None
    True
    """
    shape = NAME_SHAPE.match(text)
    if shape is None or len(text) > _LONGEST_NOTE:
        return None
    tokens = shape.group().split()
    skipped = count_titles(tokens, lexicon)
    name = " ".join(leading_name(tokens[skipped:], lexicon))
    if not is_person(name.split(), lexicon, credited=True):
        return None
    behind = text.find(name) + len(name)
    return name if notes.find(fold(text), text.count(" ") + 1, behind) else None


def _people(pieces: Sequence[CreditPart], lexicon: Lexicon) -> Iterator[str]:
    """The persons among the pieces; what follows a job behind a comma is where they work."""
    at_work = False
    last = ""
    for piece in pieces:
        if last and piece.before == "and" and _is_agency(piece.tokens, lexicon):
            yield last
            last = " ".join(piece.tokens)
            continue
        at_work = at_work and piece.before == ","
        tokens = _without_job(piece.tokens, lexicon)
        name = leading_name(tokens[count_titles(tokens, lexicon) :], lexicon)
        if not at_work and is_person(name, lexicon, credited=True) and not _is_newsroom(piece.tokens, lexicon):
            if last:
                yield last
            last = restore_case(name, lexicon)
        elif last and len(piece.tokens) == 1 and bare(piece.tokens[0]) in lexicon.list("name_suffixes"):
            last += " " + piece.tokens[0]
        at_work = at_work or len(tokens) < len(piece.tokens)
    if last:
        yield last


def _without_job(tokens: Sequence[str], lexicon: Lexicon) -> Sequence[str]:
    """The piece without a date or "Political editor" before the name, or "Staff Writer" and all that follows behind it."""
    start = 0
    while start < len(tokens) and (not tokens[start][0].isalpha() or (start and _is_stop(tokens[start], lexicon))):
        start += 1
    tokens = tokens[start:]
    jobs = [place for place, token in enumerate(tokens) if bare(token) in lexicon.list("job_words")]
    if not jobs:
        return tokens
    behind = tokens[jobs[-1] + 1 :]
    if len(behind) > 1 and is_person(leading_name(behind, lexicon), lexicon, credited=True):
        return behind
    return tokens[: jobs[0]]


def _group(tokens: Sequence[str], lexicon: Lexicon) -> str:
    """A newsroom, an agency, a pen name; "" for jobs, dates and sentences."""
    count = next((place for place, token in enumerate(tokens) if place and any(c.isdigit() for c in token)), len(tokens))
    run = list(tokens[:count])
    while run and _is_stop(run[-1], lexicon):
        run.pop()
    folded = [bare(token) for token in run]
    if not 0 < len(run) <= 6 or not any(c.isalpha() for c in run[0]):
        return ""
    if any(word in lexicon.list("job_words") and word not in lexicon.list("newsrooms") for word in folded):
        return ""
    return "" if len(run) > 1 and is_sentence(run, lexicon) else " ".join(run)


def _is_half_a_job(piece: CreditPart, pieces: Sequence[CreditPart], lexicon: Lexicon) -> bool:
    """Whether "and" joins it to a job: "Senior Life and Trends Reporter" is one job, though it is cut there."""
    if piece.behind != "and":
        return False
    return any(other.before == "and" and _has_job(other.tokens, lexicon) for other in pieces)


def _is_agency(tokens: Sequence[str], lexicon: Lexicon) -> bool:
    """Whether it is the name of one; "agencies" is none."""
    return " ".join(map(bare, tokens)) in lexicon.list("agencies") and bare(tokens[-1]) not in lexicon.list("newsrooms")


def _is_newsroom(tokens: Sequence[str], lexicon: Lexicon) -> bool:
    """Whether it is "Harbour Bay Team"."""
    return bare(tokens[-1]) in lexicon.list("newsrooms") and bare(tokens[-1]) not in lexicon.list("job_words")


def _has_job(tokens: Sequence[str], lexicon: Lexicon) -> bool:
    return any(bare(token) in lexicon.list("job_words") for token in tokens)


def _is_stop(token: str, lexicon: Lexicon) -> bool:
    return bare(token) in word_union(lexicon, _STOPS)
