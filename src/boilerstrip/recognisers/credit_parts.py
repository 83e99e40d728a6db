"""Splits a credit into parts, and selects those about authors: "By Ada Wren | Photos by Tom Marlow | 3 May 2024".

The words come from the lexicons' lists: `byline_prefixes` ("written by"), `byline_labels` ("author:"), `byline_others`
("photos by"), `byline_other_labels` ("photo:"), `byline_helpers` ("contributed") and `name_joiners` ("and").
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from boilerstrip.lexicon import Lexicon
from boilerstrip.recognisers.person_names import fold_token, has_case, word_union
from boilerstrip.text.normalise import fold

YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_ADDRESS = re.compile(r"https?://\S+|[\w.+-]{1,64}@[\w-]+\.[\w.-]+|@\w+")
_SEPARATOR = re.compile(r"[^\S\n]*([|•·∙⋅●;:/()\[\]{}<>*_,，、：／→»«&+\n]|(?:[^\S\n]|^)[-–—]+(?:[^\S\n]|$))[^\S\n]*")
# Places where scraping often lost a blank: before a number, after a year, and before a capital within a word.
_BEFORE_NUMBER = re.compile(r"(?<=[^\W\d_])(?=\d)")
_AFTER_YEAR = re.compile(r"(?<=(?:19|20)\d\d)(?=[A-ZÄÖÜ][a-zß-öø-ÿ])")
_GLUED = re.compile(r"(?<=[a-zß-öø-ÿ])(?=[A-ZÄÖÜ])")
_EDGE_CHARS = " ,:;!?\"'“”„‘’´`~=#"
_HELPERS_END = "\n|;•·)"  # after one of these separators, names are authors again
_MOST_PREFIX_WORDS = 6
_MOST_LABEL_CHARS = 8
# Names of word lists in the lexicon: phrases that open a credit, and labels that need a colon or a line's end after them.
_AUTHOR_LISTS = ("byline_prefixes", "byline_labels")
OTHER_LISTS = ("byline_others", "byline_other_labels")
_GLUED_LISTS = ("credit_stops", "date_words", "job_words")


@dataclass(frozen=True, slots=True)
class CreditPart:
    """The words between two separators of a credit; the word "and" and the end of a line are separators too."""

    tokens: tuple[str, ...]
    separator_before: str = "\n"
    separator_after: str = "\n"

    def drop_words(self, count: int) -> CreditPart:
        """The part without its first words."""
        return CreditPart(self.tokens[count:], self.separator_before, self.separator_after)


def split_credit(credit: str, lexicon: Lexicon) -> tuple[CreditPart, ...]:
    """The parts of a credit between its separators and joining words; addresses and handles are left out.

    >>> from boilerstrip.lexicon import load
    >>> [" ".join(part.tokens) for part in split_credit("Ada Wren and Tom Marlow | tom@example.org, Leeds", load())]
    ['Ada Wren', 'Tom Marlow', 'Leeds']
    """
    text = _BEFORE_NUMBER.sub(" ", _AFTER_YEAR.sub(" | ", _ADDRESS.sub(" | ", credit)))
    if _GLUED.search(text):
        text = "\n".join(" ".join(_split_glued_words(token, lexicon) for token in line.split()) for line in text.split("\n"))
    texts_and_separators = _SEPARATOR.split(text)
    parts: list[CreditPart] = []
    before = "\n"
    for place in range(0, len(texts_and_separators), 2):
        is_last = place + 1 == len(texts_and_separators)
        after = "\n" if is_last else texts_and_separators[place + 1].strip() or "\n"
        parts += _split_at_joiners(texts_and_separators[place].split(), (before, after), lexicon)
        before = after
    return tuple(parts)


def count_prefix_words(part: CreditPart, lexicon: Lexicon) -> int:
    """How many words at the part's beginning announce authors: "written by", or "author" before a colon; 0 for none."""
    return _count_label_words(part, lexicon, _AUTHOR_LISTS)


def select_author_parts(parts: Sequence[CreditPart], lexicon: Lexicon) -> tuple[CreditPart, ...]:
    """The parts about authors: those after a word such as "by", or all where no such word stands; never photographers or helpers."""
    selected: list[CreditPart] = []
    has_prefix = is_about_helpers = False
    for whole in _drop_bracketed_others(parts, lexicon):
        is_about_helpers = is_about_helpers and whole.separator_before not in _HELPERS_END
        part, has_others = _cut_others(whole, lexicon)
        if _count_label_words(part, lexicon, OTHER_LISTS) or _has_helper(part, lexicon):
            is_about_helpers = True
            continue
        prefix = count_prefix_words(part, lexicon) or find_inner_prefix_end(part, lexicon)
        if prefix and not has_prefix:
            has_prefix, is_about_helpers, selected = True, False, []
        if not is_about_helpers and part.tokens[prefix:]:
            selected.append(part.drop_words(prefix))
        is_about_helpers = is_about_helpers or has_others
    # A label alone is the name of the newsroom: "Redaktion".
    if not selected and len(parts) == 1 and " ".join(map(fold, parts[0].tokens)) in lexicon.list("byline_labels"):
        return tuple(parts)
    return tuple(selected)


def is_bracketed_role(part: CreditPart, lexicon: Lexicon) -> bool:
    """Whether a part is a role in brackets after a name: "(text)", "(photos)"."""
    folded = " ".join(map(fold, part.tokens))
    return part.separator_before == "(" and (_is_other_label(folded, lexicon) or folded in lexicon.list("byline_labels"))


def _is_other_label(folded: str, lexicon: Lexicon) -> bool:
    return any(folded in lexicon.list(name) for name in OTHER_LISTS)


def _drop_bracketed_others(parts: Sequence[CreditPart], lexicon: Lexicon) -> list[CreditPart]:
    """The parts without names that have another role in brackets: "Ada Wren (text) and Tom Marlow (photos)"; roles go, too."""
    kept: list[CreditPart] = []
    for part in parts:
        if not is_bracketed_role(part, lexicon):
            kept.append(part)
        elif kept and _is_other_label(" ".join(map(fold, part.tokens)), lexicon):
            kept.pop()
    return kept or [*parts]


def find_inner_prefix_end(part: CreditPart, lexicon: Lexicon) -> int:
    """The place in the part where authors begin after a date or a kind of text: "3 May 2024 by Ada Wren"; 0 where there is none."""
    for place in range(1, len(part.tokens)):
        size = _count_label_words(CreditPart(part.tokens[place:], separator_after=""), lexicon, _AUTHOR_LISTS)
        is_particle = fold(part.tokens[place]) in lexicon.list("name_particles")
        if size and (not is_particle or YEAR.fullmatch(part.tokens[place - 1])):
            return place + size
    return 0


def split_glued_label(text: str, lexicon: Lexicon) -> str:
    """The text with a blank after its first word where scraping lost the blank: "ByAda Wren".

    >>> from boilerstrip.lexicon import load
    >>> split_glued_label("ByAda Wren", load()), split_glued_label("McAda Wren", load())
    ('By Ada Wren', 'McAda Wren')
    """
    cut = _GLUED.search(text, 0, _MOST_LABEL_CHARS)
    if not cut or not _is_opening_word(text[: cut.start()], lexicon):
        return text
    return f"{text[: cut.start()]} {text[cut.start() :]}"


def _is_opening_word(text: str, lexicon: Lexicon) -> bool:
    """Whether the text is a word that opens credits, and is no part of names such as "DeLaney"."""
    folded = fold(text)
    return folded in lexicon.list("byline_prefixes") and folded not in lexicon.list("name_particles")


def _has_helper(part: CreditPart, lexicon: Lexicon) -> bool:
    return not lexicon.list("byline_helpers").isdisjoint(map(fold, part.tokens))


def _cut_others(part: CreditPart, lexicon: Lexicon) -> tuple[CreditPart, bool]:
    """The part up to the first words about others, and whether there are any: "Ada Wren. Reviewed by Tom Marlow"."""
    for place in range(1, len(part.tokens) - 1):
        if _count_label_words(CreditPart(part.tokens[place:], separator_after=""), lexicon, OTHER_LISTS) > 1:
            return CreditPart(part.tokens[:place], part.separator_before, part.separator_after), True
    return part, False


def _count_label_words(part: CreditPart, lexicon: Lexicon, lists: tuple[str, str]) -> int:
    phrases, labels = lexicon.list(lists[0]), lexicon.list(lists[1])
    folded = [fold(token) for token in part.tokens[:_MOST_PREFIX_WORDS]]
    if len(folded) == len(part.tokens) and part.separator_after in (":", "：", "\n") and " ".join(folded) in labels:
        return len(folded)
    return next((size for size in range(len(folded), 0, -1) if " ".join(folded[:size]) in phrases), 0)


def _split_at_joiners(tokens: Sequence[str], separators: tuple[str, str], lexicon: Lexicon) -> Iterator[CreditPart]:
    """The parts between joining words such as "and"; a joining word in capitals counts only in a text that is all in capitals.

    `separators` are those before and after the tokens.
    """
    joiners = lexicon.list("name_joiners")
    all_capitals = " ".join(tokens).isupper()
    start, before = 0, separators[0]
    for place, token in enumerate(tokens[:-1]):
        is_word = token.islower() or (all_capitals and len(token) > 1) or not has_case(token)
        if is_word and token.lower() in joiners:
            if place > start:
                yield CreditPart(_strip_tokens(tokens[start:place]), before, "and")
            start, before = place + 1, "and"
    if rest := _strip_tokens(tokens[start:]):
        yield CreditPart(rest, before, separators[1])


def _strip_tokens(tokens: Sequence[str]) -> tuple[str, ...]:
    return tuple([token for token in (t.strip(_EDGE_CHARS) for t in tokens) if token.strip(".")])


def _split_glued_words(token: str, lexicon: Lexicon) -> str:
    """Two words with a bar between them, where scraping lost the blank before a date, a job or a label: "WrenPublished"."""
    for cut in _GLUED.finditer(token):
        second = fold_token(token[cut.start() :].strip(_EDGE_CHARS))
        if second in word_union(lexicon, _GLUED_LISTS):
            return f"{token[: cut.start()]} | {token[cut.start() :]}"
    return token
