"""What a person's name looks like: two to four words with capitals, particles between them, and no word of a label.

The words come from the lexicons' lists: `name_particles` ("von") and `name_articles` ("der", behind another particle alone),
`name_titles`, `name_degrees`, `name_suffixes`, `name_initials` ("jk"), `short_names` ("ed"), `given_names` (no places among
them), `not_names`, `not_name_endings`, `maybe_names` (surnames that are common words), `job_words`, `newsrooms`, `outlets`,
`org_words`, `agencies`, `date_words` and `credit_stops`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from boilerstrip.lexicon import Lexicon
from boilerstrip.text.normalise import fold

# At most eight words; a word may hold joints ("O'Neil-Smith") and end in a dot ("J.", "Jr.").
NAME_SHAPE = re.compile(r"[^\W\d_]+(?:['’.\-‐‑][^\W\d_]+)*\.?(?: [^\W\d_]+(?:['’.\-‐‑][^\W\d_]+)*\.?){0,7}")
_PART = re.compile(r"[^\W\d_]+")
_LABELS = ("not_names", "job_words", "newsrooms", "outlets", "org_words")
_ENDS = ("credit_stops", "date_words", "name_degrees", *_LABELS)


def is_person(tokens: Sequence[str], lexicon: Lexicon, *, credited: bool = False) -> bool:
    """Whether these words are one person's name; where they are `credited`, common words ("April Baker") do for one.

    >>> from boilerstrip.lexicon import load
    >>> is_person(["Jan", "van", "der", "Berg"], load()), is_person(["Privacy", "Policy"], load())
    (True, False)
    """
    if not 2 <= len(tokens) <= 7:
        return credited and is_foreign(tokens)
    proper = [token for place, token in enumerate(tokens) if not _joins(tokens, place, lexicon)]
    folded = [bare(token) for token in proper]
    if not 2 <= len(proper) <= 4 or len(set(folded)) < len(folded) or not _well_shaped(proper, lexicon):
        return False
    labels = sum(_is_label(word, lexicon) for word in folded)
    if labels and not (labels == 1 and _is_given(folded, lexicon)):
        return False
    if " ".join(folded) in lexicon.list("agencies"):
        return False
    if credited or folded[0] in lexicon.list("given_names"):
        return True
    return not all(word in lexicon.list("maybe_names") or word in lexicon.list("date_words") for word in folded)


def leading_name(tokens: Sequence[str], lexicon: Lexicon) -> tuple[str, ...]:
    """The words of a name that the tokens begin with; it ends at small words, dates, degrees, jobs and labels.

    >>> from boilerstrip.lexicon import load
    >>> leading_name("Ada Wren in Leeds".split(), load())
    ('Ada', 'Wren')
    """
    run: list[str] = []
    for token in tokens:
        if _ends_name(token, run, lexicon):
            break
        run.append(token)
        if len(run) > 1 and _ends_sentence(token, lexicon):
            run[-1] = token[:-1]
            break
    while len(run) > 1 and bare(run[-1]) in lexicon.list("name_particles") and (run[-1].islower() or len(run) > 2):
        run.pop()
    return tuple(run)


def count_titles(tokens: Sequence[str], lexicon: Lexicon) -> int:
    """How many titles stand before the name."""
    count = 0
    while count < len(tokens) - 1 and bare(tokens[count]) in lexicon.list("name_titles"):
        count += 1
    return count


def restore_case(tokens: Sequence[str], lexicon: Lexicon) -> str:
    """The name with its capitals put right.

    >>> from boilerstrip.lexicon import load
    >>> restore_case(["JANE", "VON", "MCDONALD"], load()), restore_case(["Jean", "DUPONT"], load())
    ('Jane von McDonald', 'Jean Dupont')
    """
    shouted = all(token.isupper() for token in tokens)
    return " ".join(_recased(token, place, lexicon, shouted=shouted) for place, token in enumerate(tokens))


def is_foreign(tokens: Sequence[str]) -> bool:
    """Whether it is one word of a script without capitals, two to twelve letters long."""
    return len(tokens) == 1 and 1 < len(tokens[0]) <= 12 and tokens[0].isalpha() and not is_cased(tokens[0])


def is_cased(token: str) -> bool:
    """Whether the word's script has capitals."""
    return token.upper() != token.lower()


def is_small(token: str) -> bool:
    """Whether a word begins small and holds no capital behind a joint, as "al-Masri" and "d'Ormond" do."""
    return not token[0].isupper() and not any(part[0].isupper() for part in _PART.findall(token)[1:])


class WordUnion:
    """Several word lists in one, of which the longest is not copied: that of a language is as large as all others together."""

    __slots__ = ("_longest", "_others")

    def __init__(self, lists: Iterable[frozenset[str]]) -> None:
        """Take one list at least."""
        *others, self._longest = sorted(lists, key=len)
        self._others = frozenset().union(*others)

    def __contains__(self, word: str) -> bool:
        """Whether any of the lists has a word."""
        return word in self._others or word in self._longest


@lru_cache(maxsize=64)
def word_union(lexicon: Lexicon, names: tuple[str, ...]) -> WordUnion:
    """Several word lists in one.

    >>> from boilerstrip.lexicon import load
    >>> "reuters" in word_union(load(), ("agencies", "outlets")), "ferry" in word_union(load(), ("agencies", "outlets"))
    (True, False)
    """
    return WordUnion(map(lexicon.list, names))


@lru_cache(maxsize=1024)
def bare(token: str) -> str:
    """The word as the word lists have it: folded, no dots around it. Kept for a while, as the same few words come again and again."""
    return fold(token).strip(".")


def _joins(tokens: Sequence[str], place: int, lexicon: Lexicon) -> bool:
    """Whether the word is a particle within the name; articles count only behind another particle."""
    if not 0 < place < len(tokens) - 1:
        return False
    folded = bare(tokens[place])
    if folded in lexicon.list("name_articles") and tokens[place].islower():
        return bare(tokens[place - 1]) in lexicon.list("name_particles")
    return folded in lexicon.list("name_particles")


def _is_label(word: str, lexicon: Lexicon) -> bool:
    parts = (word, *word.split("-")) if "-" in word else (word,)
    labels = word_union(lexicon, _LABELS)
    if any(part in labels for part in parts):
        return True
    return len(word) > 7 and word.endswith(tuple(lexicon.list("not_name_endings")))


def _is_given(folded: Sequence[str], lexicon: Lexicon) -> bool:
    """Whether a first name stands before a last name that is a common word too: "Ada Fear"."""
    other = folded[-1] in word_union(lexicon, _LABELS[1:])
    return len(folded) == 2 and folded[0] in lexicon.list("given_names") and not other


def _well_shaped(proper: Sequence[str], lexicon: Lexicon) -> bool:
    """Capitals where names have them, a full last name, no possessive: "Ada's Harbour", "GameBay Extra", "TV Wren" fail."""
    shouted = all(token.isupper() for token in proper)
    last = bare(proper[-1])
    if len(last) < 2 or (proper[-1].endswith(".") and last not in lexicon.list("name_suffixes")):
        return False
    if len(proper[0]) > 2 and proper[0].endswith(".") and "." not in proper[0][:-1]:
        return False
    return not any(is_small(token) or not _plain_capitals(token, lexicon, shouted=shouted) for token in proper)


def _plain_capitals(token: str, lexicon: Lexicon, *, shouted: bool) -> bool:
    if token.endswith(("'s", "’s", "'", "’")):
        return False
    for part in _PART.findall(token):
        if part.isupper():
            if not shouted and 1 < len(part) < 4 and "." not in token and part.lower() not in lexicon.list("name_initials"):
                return False
        elif not part[1:].islower() and not _has_prefix(part, lexicon) and len(part) > 1:
            return False
    return True


def _has_prefix(part: str, lexicon: Lexicon) -> bool:
    """Whether it is a name such as "McDonald", "DiAngelo" or "SanSone"."""
    cut = next((place for place, letter in enumerate(part) if place and letter.isupper()), 0)
    return part[:cut].lower() in lexicon.list("name_particles") and part[cut + 1 :].islower()


def _ends_sentence(token: str, lexicon: Lexicon) -> bool:
    """Whether the word's dot is a full stop: not that of "J.", "Jr." or "T.C."."""
    return token.find(".") == len(token) - 1 > 2 and bare(token) not in lexicon.list("name_suffixes")


def _ends_name(token: str, run: Sequence[str], lexicon: Lexicon) -> bool:
    folded = bare(token)
    if not token[0].isalpha() or any(letter.isdigit() for letter in token):
        return True
    if folded in lexicon.list("name_particles") or folded in lexicon.list("name_articles"):
        return False
    if is_small(token) and is_cased(token):
        return True
    if len(run) < 2:
        return False
    return token == run[0] or folded in word_union(lexicon, _ENDS) or not _plain_capitals(token, lexicon, shouted=True)


def _recased(token: str, place: int, lexicon: Lexicon, *, shouted: bool) -> str:
    folded = token.lower()
    # "III" and "IV" stay; so does what is no more than initials.
    if not token.isupper() or "." in token or len(token) < (2 if shouted else 4) or folded.strip("iv") == "":
        return token
    if place and folded in lexicon.list("name_particles") | lexicon.list("name_articles"):
        return folded
    if len(token) == 2 and folded not in lexicon.list("short_names"):
        return token
    return _PART.sub(lambda part: _titled(part.group()), token)


def _titled(part: str) -> str:
    return "Mc" + part[2:].capitalize() if part.startswith("MC") and len(part) > 4 else part.capitalize()
