"""What a person's name looks like: two to four words with capitals, particles between them, and no word of a label.

The words come from the lexicons' lists: `name_particles` ("von"), `name_articles` ("der", which counts only after a particle),
`name_titles`, `name_degrees`, `name_suffixes`, `name_initials` ("jk"), `short_names` ("ed"), `given_names` (without those that are
places too), `not_names`, `not_name_endings`, `maybe_names` (surnames that are common words), `job_words`, `newsrooms`, `outlets`,
`org_words`, `agencies`, `date_words` and `credit_stops`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from boilerstrip.lexicon import Lexicon
from boilerstrip.text.normalise import fold

# At most eight words; a word may have apostrophes, dots and hyphens inside ("O'Neil-Smith") and a dot at its end ("J.", "Jr.").
# `re` takes vowel signs and accents (Hindi, Arabic, Hebrew) for no letters; each follows a letter.
_RUN = r"[^\W\d_](?:[^\W\d_]|[\u0300-\u036f\u0591-\u05c7\u064b-\u065f\u0670\u0900-\u0903\u093a-\u0957\u200c\u200d])*"
_NAME_WORD = rf"{_RUN}(?:['’.\-‐‑]{_RUN})*\.?"
NAME_SHAPE = re.compile(rf"{_NAME_WORD}(?: {_NAME_WORD}){{0,7}}")
_LETTERS = re.compile(_RUN)
_LABEL_LISTS = ("not_names", "job_words", "newsrooms", "outlets", "org_words")
_END_LISTS = ("credit_stops", "date_words", "name_degrees", *_LABEL_LISTS)
_MOST_TOKENS = 7  # particles included
_MOST_NAME_WORDS = 4
_MOST_CASELESS_CHARS = 12
# A longer word that has one of the lexicon's `not_name_endings` is no name.
_MOST_WORD_CHARS = 7
# A longer group of capitals is a word written in capitals; a shorter one must be initials, as in "JK Wren".
_MOST_INITIALS = 3


def is_person(tokens: Sequence[str], lexicon: Lexicon, *, credited: bool = False) -> bool:
    """Whether these words are one person's name; where they are `credited`, common words ("April Baker") may be a name.

    >>> from boilerstrip.lexicon import load
    >>> is_person(["Jan", "van", "der", "Berg"], load()), is_person(["Privacy", "Policy"], load())
    (True, False)
    """
    if not 2 <= len(tokens) <= _MOST_TOKENS:
        return credited and _is_caseless_name(tokens)
    proper = [token for place, token in enumerate(tokens) if not _is_inner_particle(tokens, place, lexicon)]
    folded = [fold_token(token) for token in proper]
    if not 2 <= len(proper) <= _MOST_NAME_WORDS or len(set(folded)) < len(folded) or not _is_well_shaped(proper, lexicon):
        return False
    labels = sum(_is_label(word, lexicon) for word in folded)
    if labels and not (labels == 1 and _has_given_name(folded, lexicon)):
        return False
    if " ".join(folded) in lexicon.list("agencies") or (folded[0] in lexicon.list("name_degrees") and "." in proper[0]):
        return False
    if credited or folded[0] in lexicon.list("given_names"):
        return True
    # Without capitals, nothing but a known first name tells a name from other words.
    return has_case(proper[0]) and not all(
        word in lexicon.list("maybe_names") or word in lexicon.list("date_words") for word in folded
    )


def read_leading_name(tokens: Sequence[str], lexicon: Lexicon) -> tuple[str, ...]:
    """The words of a name at the beginning of the tokens; the name ends at lowercase words, dates, degrees, jobs and labels.

    >>> from boilerstrip.lexicon import load
    >>> read_leading_name("Ada Wren in Leeds".split(), load())
    ('Ada', 'Wren')
    """
    name: list[str] = []
    for place, token in enumerate(tokens):
        if _is_after_name(token, name, lexicon) or (name and _is_month(tokens, place, lexicon)):
            break
        name.append(token)
        if len(name) > 1 and _has_full_stop(token, lexicon):
            name[-1] = token[:-1]
            break
    while len(name) > 1 and fold_token(name[-1]) in lexicon.list("name_particles") and (name[-1].islower() or len(name) > 2):
        name.pop()
    return tuple(name)


def count_titles(tokens: Sequence[str], lexicon: Lexicon) -> int:
    """How many titles, such as "Dr.", stand before a name."""
    count = 0
    while count < len(tokens) - 1 and fold_token(tokens[count]) in lexicon.list("name_titles"):
        count += 1
    return count


def restore_case(tokens: Sequence[str], lexicon: Lexicon) -> str:
    """The name with capitals only where names have them.

    >>> from boilerstrip.lexicon import load
    >>> restore_case(["JANE", "VON", "MCDONALD"], load()), restore_case(["Jean", "DUPONT"], load())
    ('Jane von McDonald', 'Jean Dupont')
    """
    all_capitals = all(token.isupper() for token in tokens)
    return " ".join(_restore_token_case(token, place, lexicon, all_capitals=all_capitals) for place, token in enumerate(tokens))


def _is_caseless_name(tokens: Sequence[str]) -> bool:
    """Whether there is one word, of two to twelve letters, in a script without capitals."""
    return len(tokens) == 1 and 1 < len(tokens[0]) <= _MOST_CASELESS_CHARS and tokens[0].isalpha() and not has_case(tokens[0])


def has_case(token: str) -> bool:
    """Whether the word's script has capitals."""
    return token.upper() != token.lower()


def is_lowercase(token: str) -> bool:
    """Whether a word has no capital at its beginning, nor after an apostrophe or hyphen as in "al-Masri" and "d'Ormond"."""
    return not token[0].isupper() and not any(part[0].isupper() for part in _LETTERS.findall(token)[1:])


class WordUnion:
    """Several word lists as one. The longest list is not copied, since it is as large as all others together."""

    __slots__ = ("_longest", "_others")

    def __init__(self, lists: Iterable[frozenset[str]]) -> None:
        *others, self._longest = sorted(lists, key=len)
        self._others = frozenset().union(*others)

    def __contains__(self, word: str) -> bool:
        return word in self._others or word in self._longest


@lru_cache(maxsize=64)
def word_union(lexicon: Lexicon, names: tuple[str, ...]) -> WordUnion:
    """The union of several of the lexicon's word lists, by their names.

    >>> from boilerstrip.lexicon import load
    >>> "reuters" in word_union(load(), ("agencies", "outlets")), "ferry" in word_union(load(), ("agencies", "outlets"))
    (True, False)
    """
    return WordUnion(map(lexicon.list, names))


@lru_cache(maxsize=1024)
def fold_token(token: str) -> str:
    """The word as the word lists write it: folded, without dots at its ends. Results are cached, since few words make up most calls."""
    return fold(token).strip(".")


def _is_inner_particle(tokens: Sequence[str], place: int, lexicon: Lexicon) -> bool:
    """Whether the word is a particle inside the name; an article is one only after another particle."""
    if not 0 < place < len(tokens) - 1:
        return False
    folded = fold_token(tokens[place])
    if folded in lexicon.list("name_articles") and tokens[place].islower():
        return fold_token(tokens[place - 1]) in lexicon.list("name_particles")
    return folded in lexicon.list("name_particles")


def _is_label(word: str, lexicon: Lexicon) -> bool:
    word_and_parts = (word, *word.split("-")) if "-" in word else (word,)
    labels = word_union(lexicon, _LABEL_LISTS)
    if any(part in labels for part in word_and_parts):
        return True
    return len(word) > _MOST_WORD_CHARS and word.endswith(tuple(lexicon.list("not_name_endings")))


def _has_given_name(folded: Sequence[str], lexicon: Lexicon) -> bool:
    """Whether a first name stands before a last name that is only a common word, and no job or organisation: "Ada Fear"."""
    is_job_or_organisation = folded[-1] in word_union(lexicon, _LABEL_LISTS[1:])
    return len(folded) == 2 and folded[0] in lexicon.list("given_names") and not is_job_or_organisation


def _is_well_shaped(proper: Sequence[str], lexicon: Lexicon) -> bool:
    """Whether there are capitals where names have them, a full last name, and no possessive.

    "Ada's Harbour", "GameBay Extra" and "TV Wren" are not well shaped.
    """
    all_capitals = all(token.isupper() for token in proper)
    last = fold_token(proper[-1])
    if len(last) < 2 or (proper[-1].endswith(".") and last not in lexicon.list("name_suffixes")):
        return False
    if len(proper[0]) > 2 and proper[0].endswith(".") and "." not in proper[0][:-1]:
        return False
    return not any(
        (is_lowercase(token) and has_case(token)) or not _has_name_capitals(token, lexicon, all_capitals=all_capitals)
        for token in proper
    )


def _has_name_capitals(token: str, lexicon: Lexicon, *, all_capitals: bool) -> bool:
    if token.endswith(("'s", "’s", "'", "’")):
        return False
    for part in _LETTERS.findall(token):
        if part.isupper():
            if (
                not all_capitals
                and 1 < len(part) <= _MOST_INITIALS
                and "." not in token
                and part.lower() not in lexicon.list("name_initials")
            ):
                return False
        elif has_case(part) and not part[1:].islower() and not _has_name_prefix(part, lexicon) and len(part) > 1:
            return False
    return True


def _has_name_prefix(part: str, lexicon: Lexicon) -> bool:
    """Whether a capital follows a prefix, as in "McDonald", "DiAngelo" and "SanSone"."""
    cut = next((place for place, letter in enumerate(part) if place and letter.isupper()), 0)
    return part[:cut].lower() in lexicon.list("name_particles") and part[cut + 1 :].islower()


def _has_full_stop(token: str, lexicon: Lexicon) -> bool:
    """Whether the word ends with a full stop; the dots of "J.", "Jr." and "T.C." are none."""
    return token.find(".") == len(token) - 1 > 2 and fold_token(token) not in lexicon.list("name_suffixes")


def _is_month(tokens: Sequence[str], place: int, lexicon: Lexicon) -> bool:
    """Whether a word is the month of a date that follows a name: "Ada November 20, 2031"."""
    following = tokens[place + 1 : place + 2]
    return bool(following) and following[0].isdigit() and fold_token(tokens[place]) in lexicon.list("date_words")


def _is_after_name(token: str, name: Sequence[str], lexicon: Lexicon) -> bool:
    folded = fold_token(token)
    if not token[0].isalpha() or any(letter.isdigit() for letter in token):
        return True
    if folded in lexicon.list("name_particles") or folded in lexicon.list("name_articles"):
        return False
    if is_lowercase(token) and has_case(token):
        return True
    if len(name) < 2:
        return False
    return (
        token == name[0]
        or folded in word_union(lexicon, _END_LISTS)
        or not _has_name_capitals(token, lexicon, all_capitals=True)
    )


def _restore_token_case(token: str, place: int, lexicon: Lexicon, *, all_capitals: bool) -> str:
    folded = token.lower()
    # Numbers such as "III" and "IV" stay as they are, and so do initials.
    if not token.isupper() or "." in token or len(token) < (2 if all_capitals else 4) or folded.strip("iv") == "":
        return token
    if place and folded in lexicon.list("name_particles") | lexicon.list("name_articles"):
        return folded
    if len(token) == 2 and folded not in lexicon.list("short_names"):
        return token
    return _LETTERS.sub(lambda part: _capitalise(part.group()), token)


def _capitalise(part: str) -> str:
    if part.startswith("MC") and len(part) > 4:
        return "Mc" + part[2:].capitalize()
    if part.startswith("IJ") and len(part) > 2:  # one letter in Dutch
        return "IJ" + part[2:].lower()
    return part.capitalize().replace("i\u0307", "i")  # the lower case of the Turkish "İ" has two characters
