"""Which lines are credits: "By Ada Wren", "3 May 2024 · Ada Wren", "Ada Wren, Staff Writer"; a sentence is no credit.

The words come from the word lists that `person_names` and `credit_parts` describe, and from `press_words` ("reporter") and `date_marks` ("ago").
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from boilerstrip.lexicon import Lexicon
from boilerstrip.recognisers.caseless_credits import read_caseless_authors
from boilerstrip.recognisers.credit_parts import (
    YEAR,
    CreditPart,
    count_prefix_words,
    find_inner_prefix_end,
    is_bracketed_role,
    select_author_parts,
    split_credit,
    split_glued_label,
)
from boilerstrip.recognisers.person_names import (
    NAME_SHAPE,
    count_titles,
    fold_token,
    has_case,
    is_lowercase,
    is_person,
    read_leading_name,
    word_union,
)
from boilerstrip.text.normalise import fold

_LEAST_CHARS = 6
_MOST_CHARS = 160
_MOST_WORDS = 25
_LEAST_ACCOUNT_CHARS = 3
_MOST_GROUP_WORDS = 5
# Words after the authors' names that say who they are: "harbour educators".
_MOST_DESCRIPTION_WORDS = 9
_FIRST_WORD_END = re.compile("[ ：]")
_MARKS = ("|", "·", "•", "/")
_DESCRIPTION_SEPARATORS = (",", "(", "|", "·", "⋅", "•", "-", "–", "—")
# So many words of a script without capitals can be names.
_MOST_CASELESS_WORDS = 6
# Names of word lists in the lexicon.
_DATE_LISTS = ("date_words", "date_marks")
_GROUP_LISTS = ("newsrooms", "outlets", "org_words")
_NO_GROUP_LISTS = ("not_names", "job_words", "date_words", "credit_stops")
# Lowercase words that may follow a name in a credit.
_CREDIT_LISTS = ("credit_stops", "name_joiners", "name_particles", "job_words", "date_words", "date_marks", "agencies")


def is_credit_line(text: str, lexicon: Lexicon) -> bool:
    """Whether a line is a credit: a wording such as "By" with names after it, or a name with a job, an agency or a date.

    >>> from boilerstrip.lexicon import load
    >>> is_credit_line("By Ada Wren", load()), is_credit_line("By Friday the water had gone.", load())
    (True, False)
    """
    if read_caseless_authors(text, lexicon):
        return True
    if (
        not _LEAST_CHARS <= len(text) <= _MOST_CHARS
        or not text[0].isalnum()
        or text.endswith(":")
        or text.count(" ") >= _MOST_WORDS
    ):
        return False
    text = split_glued_label(text, lexicon)
    first = fold(_FIRST_WORD_END.split(text, maxsplit=1)[0].rstrip(":"))
    if (
        text[0].isdigit()
        or first in lexicon.list("date_words")
        or (first in lexicon.list("credit_stops") and YEAR.search(text))
    ):
        parts = split_credit(text, lexicon)
        return _is_prefixed_credit(parts, lexicon) or _is_dated_credit(parts, lexicon) or _is_marked_credit(parts, lexicon)
    if first in _collect_first_words(lexicon.list("byline_prefixes"), lexicon.list("byline_labels")):
        parts = split_credit(text, lexicon)
        return _is_prefixed_credit(parts, lexicon) or _is_marked_credit(parts, lexicon)
    if _may_open_with_name(text, first, lexicon) and _is_named_credit(text, lexicon):
        return True
    return any(mark in text for mark in _MARKS) and _is_marked_credit(split_credit(text, lexicon), lexicon)


def has_sentence_words(tokens: Sequence[str], lexicon: Lexicon) -> bool:
    """Whether there is a lowercase word that no credit has; words after a number do not count."""
    for token in tokens:
        if any(c.isdigit() for c in token):
            return False
        # Without capitals, only the number of words tells a sentence from names.
        is_small = is_lowercase(token) if has_case(token) else len(tokens) > _MOST_CASELESS_WORDS
        if is_small and fold_token(token) not in word_union(lexicon, _CREDIT_LISTS):
            return True
    return False


def _may_open_with_name(text: str, first: str, lexicon: Lexicon) -> bool:
    """Whether the first two words can belong to a name; a quick check before the full one."""
    second = text[len(first) + 1 : len(first) + 40].split(" ", 1)[0]
    if not second or not text[0].isupper() or first in lexicon.list("not_names"):
        return False
    if second.islower() and second not in lexicon.list("name_particles"):
        return False
    shape = NAME_SHAPE.match(text)
    return shape is not None and len(read_leading_name(shape.group().split(" "), lexicon)) > 1


@cache
def _collect_first_words(*lists: frozenset[str]) -> frozenset[str]:
    return frozenset(phrase.split(" ")[0] for phrases in lists for phrase in phrases)


def _is_prefixed_credit(parts: Sequence[CreditPart], lexicon: Lexicon) -> bool:
    """Whether a name follows a wording such as "By", and no sentence follows the name; a date may stand before the wording."""
    has_year = False
    for place, part in enumerate(parts):
        prefix = count_prefix_words(part, lexicon)
        size = prefix or find_inner_prefix_end(part, lexicon)
        is_date = [_is_part_of_date(part.tokens, at, lexicon) for at in range(len(part.tokens))]
        if (size and all(is_date[: size - 1])) or prefix:
            # Helpers after the authors ("editing by Kit Harrow") make no sentence of a credit.
            rest = [p for p in select_author_parts([part, *parts[place + 1 :]], lexicon) if p.tokens]
            is_after_date = place > 0 or any(is_date[: size - 1])
            return bool(rest) and _begins_with_authors(rest, lexicon, is_weak=size > 1 and not is_after_date)
        if not all(is_date):
            return has_year and part is parts[-1] and is_person(part.tokens, lexicon)
        has_year = has_year or any(YEAR.search(token) for token in part.tokens)
    return False


def _is_part_of_date(tokens: Sequence[str], at: int, lexicon: Lexicon) -> bool:
    """Whether a word belongs to a date or introduces one; so does the "de" of "3 de mayo"."""
    token = tokens[at]
    if _is_date_word(token, lexicon) or fold_token(token) in lexicon.list("credit_stops"):
        return True
    neighbours = [*tokens[max(0, at - 1) : at], *tokens[at + 1 : at + 2]]
    if token not in lexicon.list("name_particles") or len(neighbours) < 2:
        return False
    return all(_is_date_word(other, lexicon) for other in neighbours)


def _begins_with_authors(parts: Sequence[CreditPart], lexicon: Lexicon, *, is_weak: bool) -> bool:
    """Whether the words after the wording name authors. After a weak wording, a name that is no person's counts only with a date."""
    tokens = parts[0].tokens
    titles = count_titles(tokens, lexicon)
    name = read_leading_name(tokens[titles:], lexicon)
    after = [token for part in parts for token in part.tokens][titles + len(name) :]
    if is_person(name, lexicon, credited=True):
        return not has_sentence_words(after, lexicon) or _is_followed_by_description(parts, titles + len(name), lexicon)
    has_date = bool(after) and any(_is_date_word(token, lexicon) for token in after)
    if (not name and _is_account(parts, lexicon)) or _is_group(parts, lexicon):
        return True
    if not name or (is_weak and not has_date) or not name[0][0].isupper() or _is_date_word(name[0], lexicon):
        return False
    if len(name) == 1 and fold_token(name[0]) not in lexicon.list("newsrooms"):
        following = fold_token(tokens[titles + 1]) if len(tokens) > 1 + titles else ""
        is_alone = (
            not following or _is_date_word(following, lexicon) or (has_date and following in lexicon.list("credit_stops"))
        )
        return is_alone and fold_token(name[0]) not in lexicon.list("not_names")
    return not has_sentence_words(after, lexicon)


def _is_followed_by_description(parts: Sequence[CreditPart], name_end: int, lexicon: Lexicon) -> bool:
    """Whether a comma or the like and a few words follow the names, say who the authors are, and end no sentence."""
    others = (place for place, part in enumerate(parts) if place and not is_person(part.tokens, lexicon, credited=True))
    first = next(others, 0)
    description = [token for part in parts[first:] for token in part.tokens]
    is_separate = first > 0 and name_end == len(parts[0].tokens) and parts[first].separator_before in _DESCRIPTION_SEPARATORS
    return is_separate and len(description) <= _MOST_DESCRIPTION_WORDS and not description[-1].endswith(".")


def _is_group(parts: Sequence[CreditPart], lexicon: Lexicon) -> bool:
    """Whether the words are a group's name, with at most a date after it: "3i Harbour", "the Wrenmouth Team"."""
    tokens = parts[0].tokens
    end = next((place for place, token in enumerate(tokens) if place and _is_date_word(token, lexicon)), len(tokens))
    name, rest = tokens[:end], (*tokens[end:], *(token for part in parts[1:] for token in part.tokens))
    proper = name[1:] if is_lowercase(name[0]) else name
    if not 1 < len(name) <= _MOST_GROUP_WORDS or not proper[-1][0].isupper() or has_sentence_words(rest, lexicon):
        return False
    if any(is_lowercase(token) and token[0].isalpha() for token in proper):
        return False
    if not any(letter.isalpha() for letter in proper[0]):
        return False
    is_known = fold_token(name[-1]) in word_union(lexicon, _GROUP_LISTS)
    return is_known or not all(fold_token(token) in word_union(lexicon, _NO_GROUP_LISTS) for token in name)


def _is_account(parts: Sequence[CreditPart], lexicon: Lexicon) -> bool:
    """Whether one lowercase word stands alone or before a date: an account such as "adawren"; "by train" names no account."""
    token, *after = parts[0].tokens
    if not token.isalnum() or len(token) < _LEAST_ACCOUNT_CHARS:
        return False
    if fold_token(token) in word_union(lexicon, ("not_names", *_CREDIT_LISTS)):
        return False
    following = after or [token for part in parts[1:2] for token in part.tokens]
    return (
        not following
        or fold_token(following[0]) in lexicon.list("credit_stops")
        or (not after and _is_date_word(following[0], lexicon))
    )


def _is_dated_credit(parts: Sequence[CreditPart], lexicon: Lexicon) -> bool:
    """Whether a date comes first and a later part begins with a person's name: "26 May 2025 · 3 min · Ada Wren"."""
    if not any(YEAR.search(token) for part in parts for token in part.tokens):
        return False
    return any(is_person(name, lexicon) for part in parts[1:] if (name := _read_name(part, lexicon)))


def _is_marked_credit(parts: Sequence[CreditPart], lexicon: Lexicon) -> bool:
    """Whether "by" and a name follow a mark: "Books | by Ada Wren"."""
    for place, part in enumerate(parts):
        size = count_prefix_words(part, lexicon) if part.separator_before in _MARKS else 0
        if size and part.tokens[size:]:
            return _begins_with_authors([part.drop_words(size), *parts[place + 1 :]], lexicon, is_weak=size > 1)
    return False


def _read_name(part: CreditPart, lexicon: Lexicon) -> tuple[str, ...]:
    """The name at the beginning of a part; empty where a sentence follows it."""
    name = read_leading_name(part.tokens, lexicon)
    return () if has_sentence_words(part.tokens[len(name) :], lexicon) else name


def _is_date_word(token: str, lexicon: Lexicon) -> bool:
    return any(c.isdigit() for c in token) or fold_token(token) in word_union(lexicon, _DATE_LISTS)


def _is_named_credit(text: str, lexicon: Lexicon) -> bool:
    """Whether a name comes first and then a press job, an agency, an outlet or a date; or several names and nothing else."""
    parts = split_credit(text, lexicon)
    name = read_leading_name(parts[0].tokens, lexicon) if parts else ()
    if not is_person(name, lexicon) or parts[0].separator_after in (":", "："):
        return False
    if len(name) == len(parts[0].tokens) and len(parts) > 1 and is_bracketed_role(parts[1], lexicon):
        return not has_sentence_words(
            [token for part in parts[2:] if not is_bracketed_role(part, lexicon) for token in part.tokens], lexicon
        )
    rest = [parts[0].drop_words(len(name)), *parts[1:]]
    tokens = [token for part in rest for token in part.tokens]
    if not tokens or has_sentence_words(tokens, lexicon):
        return False
    if any(fold_token(token) in lexicon.list("press_words") for token in tokens) or _is_date(tokens, lexicon):
        return True
    if all(is_person(part.tokens, lexicon) for part in parts) or _has_degree_or_employer(parts, name, lexicon):
        return True
    is_at_agency = any(" ".join(map(fold_token, part.tokens)) in lexicon.list("agencies") for part in rest)
    is_at_outlet = any(fold_token(token) in lexicon.list("outlets") for token in tokens)
    # "Ada Wren / Reuters" credits a photograph.
    return (is_at_agency or is_at_outlet) and (parts[0].separator_after != "/" or any(YEAR.search(token) for token in tokens))


def _has_degree_or_employer(parts: Sequence[CreditPart], name: Sequence[str], lexicon: Lexicon) -> bool:
    """Whether only degrees follow the name, or one organisation after a comma ("Wrenmouth University"), or one job in brackets."""
    first = parts[0]
    folded = [fold_token(token) for part in (first.drop_words(len(name)), *parts[1:]) for token in part.tokens]
    if all(word in lexicon.list("name_degrees") for word in folded):
        return True
    if len(first.tokens) > len(name) or len(parts) > 2 or len(folded) > _MOST_GROUP_WORDS:
        return False
    lists = {",": ("org_words",), "(": ("org_words", "job_words")}.get(first.separator_after, ())
    return any(word in lexicon.list(kind) for word in folded for kind in lists)


def _is_date(tokens: Sequence[str], lexicon: Lexicon) -> bool:
    if not _is_date_word(tokens[0], lexicon):
        return False
    if any(YEAR.search(token) or fold_token(token) in lexicon.list("date_marks") for token in tokens):
        return True
    return all(_is_date_word(token, lexicon) or fold_token(token) in lexicon.list("credit_stops") for token in tokens)
