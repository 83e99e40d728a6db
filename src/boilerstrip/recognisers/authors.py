"""The authors' names in a credit such as "By Ada Wren, Staff Writer | 3 May 2024". Where it is unclear, no name is given."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from boilerstrip.lexicon import Lexicon
from boilerstrip.recognisers.caseless_credits import read_caseless_authors
from boilerstrip.recognisers.credit_lines import has_sentence_words
from boilerstrip.recognisers.credit_parts import CreditPart, select_author_parts, split_credit
from boilerstrip.recognisers.person_names import (
    NAME_SHAPE,
    count_titles,
    fold_token,
    has_case,
    is_lowercase,
    is_person,
    read_leading_name,
    restore_case,
    word_union,
)

_LEAST_NAME_CHARS = 5
_MOST_NAME_CHARS = 48
_MOST_SIGNATURE_WORDS = 4
_LEAST_SIGNATURE_CHARS = 3
_MOST_GROUP_WORDS = 6
# Names of word lists in the lexicon.
_GROUP_LISTS = ("newsrooms", "org_words", "outlets", "agencies")
_NO_SIGNATURE_LISTS = ("not_names", "job_words", "credit_stops", "date_words", "byline_labels")
_STOP_LISTS = ("credit_stops", "date_words", "date_marks")


def parse_authors(credit: str, lexicon: Lexicon) -> tuple[str, ...]:
    """The names in a credit, in its order and each once.

    A newsroom is an author only where the credit names no person. An agency is one there, and where "and" joins it to a person.

    >>> from boilerstrip.lexicon import load
    >>> parse_authors("By JANE O'NEIL-SMITH in London and Dr. Karl von Berg, Political Editor | 3 May 2024", load())
    ("Jane O'Neil-Smith", 'Karl von Berg')
    >>> parse_authors("Political editor", load())
    ()
    """
    if caseless := read_caseless_authors(credit, lexicon):
        return caseless
    parts = select_author_parts(split_credit(credit, lexicon), lexicon)
    people = tuple(dict.fromkeys(_find_people(parts, lexicon)))
    if people:
        return people
    groups = (_read_group(part.tokens, lexicon) for part in parts if not _is_half_a_job(part, parts, lexicon))
    return tuple([group for group in groups if group])[:1]


def is_name(text: str, lexicon: Lexicon) -> bool:
    """Whether a line is one person's name and nothing else.

    >>> from boilerstrip.lexicon import load
    >>> is_name("Jan van der Berg", load()), is_name("Privacy Policy", load()), is_name("The ferry sank.", load())
    (True, False, False)
    """
    if not _LEAST_NAME_CHARS <= len(text) <= _MOST_NAME_CHARS or not text[0].isupper() or " " not in text:
        return False
    if not NAME_SHAPE.fullmatch(text):
        return False
    tokens = text.split(" ")
    first = fold_token(tokens[0])
    if first in lexicon.list("byline_prefixes") or first in lexicon.list("name_titles"):
        return False
    return is_person(tokens, lexicon)


def is_signature(tokens: Sequence[str], lexicon: Lexicon) -> bool:
    """Whether these words can name an author where an author is expected: a person, a first name, a newsroom or a pen name.

    >>> from boilerstrip.lexicon import load
    >>> [is_signature(text.split(), load()) for text in ("Ida", "Wrenmouth Staff", "About", "View all posts")]
    [True, True, False, False]
    """
    if is_person(tokens, lexicon, credited=True):
        return True
    if (
        len(tokens) > _MOST_SIGNATURE_WORDS
        or len("".join(tokens)) < _LEAST_SIGNATURE_CHARS
        or any(is_lowercase(token) and has_case(token) for token in tokens)
    ):
        return False
    without_groups = [token for token in map(fold_token, tokens) if token not in word_union(lexicon, _GROUP_LISTS)]
    return not any(token in word_union(lexicon, _NO_SIGNATURE_LISTS) for token in without_groups)


def _find_people(parts: Sequence[CreditPart], lexicon: Lexicon) -> Iterator[str]:
    """The persons among the parts; the part after a job and a comma is an employer, not a person."""
    at_work = False
    last = ""
    for part in parts:
        if last and part.separator_before == "and" and _is_agency(part.tokens, lexicon):
            yield last
            last = " ".join(part.tokens)
            continue
        at_work = at_work and part.separator_before == ","
        tokens = _remove_job(part.tokens, lexicon)
        name = read_leading_name(tokens[count_titles(tokens, lexicon) :], lexicon)
        if not at_work and is_person(name, lexicon, credited=True) and not _is_newsroom(part.tokens, lexicon):
            if last:
                yield last
            last = restore_case(name, lexicon)
        elif last and len(part.tokens) == 1 and fold_token(part.tokens[0]) in lexicon.list("name_suffixes"):
            last += " " + part.tokens[0]
        at_work = at_work or len(tokens) < len(part.tokens)
    if last:
        yield last


def _remove_job(tokens: Sequence[str], lexicon: Lexicon) -> Sequence[str]:
    """The part without a date or a job before the name ("Political editor"), or without a job and everything after it."""
    start = 0
    while start < len(tokens) and (not tokens[start][0].isalpha() or (start and _is_stop(tokens[start], lexicon))):
        start += 1
    tokens = tokens[start:]
    jobs = [place for place, token in enumerate(tokens) if fold_token(token) in lexicon.list("job_words")]
    if not jobs:
        return tokens
    after_job = tokens[jobs[-1] + 1 :]
    if len(after_job) > 1 and is_person(read_leading_name(after_job, lexicon), lexicon, credited=True):
        return after_job
    return tokens[: jobs[0]]


def _read_group(tokens: Sequence[str], lexicon: Lexicon) -> str:
    """A newsroom, an agency or a pen name; "" for jobs, dates and sentences."""
    end = next((place for place, token in enumerate(tokens) if place and any(c.isdigit() for c in token)), len(tokens))
    group = list(tokens[:end])
    while group and _is_stop(group[-1], lexicon):
        group.pop()
    if not 0 < len(group) <= _MOST_GROUP_WORDS or not any(c.isalpha() for c in group[0]):
        return ""
    folded = [fold_token(token) for token in group]
    if any(word in lexicon.list("job_words") and word not in lexicon.list("newsrooms") for word in folded):
        return ""
    return "" if len(group) > 1 and has_sentence_words(group, lexicon) else " ".join(group)


def _is_half_a_job(part: CreditPart, parts: Sequence[CreditPart], lexicon: Lexicon) -> bool:
    """Whether "and" joins a part to a job: "Senior Life and Trends Reporter" is one job, though it is split at "and"."""
    if part.separator_after != "and":
        return False
    return any(other.separator_before == "and" and _has_job(other.tokens, lexicon) for other in parts)


def _is_agency(tokens: Sequence[str], lexicon: Lexicon) -> bool:
    """Whether the words are the name of an agency; the word "agencies" is no name."""
    name = " ".join(map(fold_token, tokens))
    return name in lexicon.list("agencies") and fold_token(tokens[-1]) not in lexicon.list("newsrooms")


def _is_newsroom(tokens: Sequence[str], lexicon: Lexicon) -> bool:
    """Whether the words end like "Harbour Bay Team"."""
    last = fold_token(tokens[-1])
    return last in lexicon.list("newsrooms") and last not in lexicon.list("job_words")


def _has_job(tokens: Sequence[str], lexicon: Lexicon) -> bool:
    return any(fold_token(token) in lexicon.list("job_words") for token in tokens)


def _is_stop(token: str, lexicon: Lexicon) -> bool:
    return fold_token(token) in word_union(lexicon, _STOP_LISTS)
