"""Finds the byline and the authors' names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from math import log1p

from boilerstrip.document import Document
from boilerstrip.document.element_sets import MENU_ELEMENTS
from boilerstrip.fields.claimed_blocks import ClaimedBlocks
from boilerstrip.fields.declared_authors import (
    find_declared_authors,
    find_same_name,
    has_person,
    merge_authors,
)
from boilerstrip.fields.other_articles import is_of_other_article
from boilerstrip.recognisers.author_notes import find_note_as_byline
from boilerstrip.recognisers.credit_blocks import AUTHOR_TOKENS, Credit, find_job_line, is_credit_opening, parse_credit
from boilerstrip.recognisers.person_names import fold_token
from boilerstrip.text.normalise import fold

# Where credits stand, in blocks. Around the headline: this many before it and after it.
_REACH_BEFORE_HEADLINE = 4
_REACH_AFTER_HEADLINE = 12
# Where the running text starts later, the reach extends to its start, up to this many blocks after the headline.
_REACH_TO_TEXT = 36
# Farther down, only credits that begin with a word such as "By" count, up to this many blocks after the headline.
_REACH_OF_PREFIXED = 70
# Around the end of the running text: this many before it and after it.
_REACH_BEFORE_END = 3
_REACH_AFTER_END = 12

# Weights, fitted once as a choice among a page's credits (a conditional logit), on pages whose authors are known.
_LEAST_SCORE = -1.5  # a page whose best credit scores less has no byline
# What the credit is like.
_LABELLED = 2.5
_PREFIXED = 0.9
_IN_AUTHOR_ELEMENT = 0.6
_FULL_NAME = 0.4  # the first author's name has two words or more
_LIST_ITEM = -1.2
_LONG = -1.0  # a single block of more than `_LONG_WORDS` words
_LONG_WORDS = 8
_CONTACT = -4.0  # a name at the end with a telephone number or an address
_LEAST_NUMBER_DIGITS = 9
# Where the credit stands.
_FIRST = 0.8  # the first credit of the page
_ORDER = -0.4  # for each credit before it
_BEFORE_HEADLINE = -0.7
_DISTANCE = -0.6  # for the logarithm of the blocks between headline and credit
_AT_END = 1.4
_AFTER_END = -0.8  # for the logarithm of the blocks between the end and the credit
_NEXT_TO_DATE = 1.3
# How the page's metadata agrees: it names authors, and none of the credit's.
_UNDECLARED = -0.6
_UNDECLARED_BARE_NAME = -3.0
# A name without a word such as "By", and nothing but its shape says that it is a name.
_SECTION_HEADING = -3.5
_LIST_ENTRY = -1.0


@dataclass(frozen=True, slots=True)
class Byline:
    """The blocks of the credit, and the authors' names; blocks are empty where only the metadata names authors."""

    blocks: tuple[int, ...] = ()
    authors: tuple[str, ...] = ()


def find_byline(document: Document, claimed: ClaimedBlocks, headline: int | None) -> Byline:
    """The article's credit near the headline or at the end of the text, or else the note on its author at the end.

    Credits of teasers stand elsewhere and do not count. A missing byline is better than a wrong one. The authors of the credit and those in the
    page's metadata are merged.
    """
    declared = find_declared_authors(document)
    best = _find_best_credit(document, claimed, headline, declared)
    if best is not None:
        is_sure = (
            best.labelled or best.prefixed or (_is_in_author_element(document, best) and not has_person(declared, document))
        )
        authors = merge_authors(best.authors, declared, labelled=is_sure)
        blocks = (*best.blocks, *find_job_line(document, best.blocks[-1], claimed.certain))
        return Byline(blocks if find_same_name(best.authors[0], authors) else (), authors)
    if declared:
        return Byline((), declared)
    note = find_note_as_byline(document, claimed.certain)
    return Byline((note[0],), note[1]) if note else Byline()


def _find_best_credit(
    document: Document, claimed: ClaimedBlocks, headline: int | None, declared: Sequence[str]
) -> Credit | None:
    """The credit that is most likely the article's own; `None` where no credit is likely enough."""
    anchor = document.main.start if headline is None else headline
    best, best_score = None, _LEAST_SCORE
    for order, credit in enumerate(_find_credits(document, claimed, anchor, headline, declared)):
        score = _score_credit(document, claimed, credit, anchor, order) + _score_agreement(document, credit, declared)
        if _is_bare_name(credit):
            score += _score_doubt(document, claimed, credit, anchor) + _score_subject(document, credit, anchor)
        if score > best_score:
            best, best_score = credit, score
    return best


def _is_bare_name(credit: Credit) -> bool:
    """Whether no word such as "By" says that the line is a credit."""
    return not (credit.labelled or credit.prefixed)


def _find_credits(
    document: Document, claimed: ClaimedBlocks, anchor: int, headline: int | None, declared: Sequence[str]
) -> Iterator[Credit]:
    """The lines around the headline that credit somebody; where there are none, those around the end of the running text."""
    main, size = document.main, len(document.blocks)
    claimed = _release_captions(document, claimed, declared)
    top_end = max(anchor + _REACH_AFTER_HEADLINE, min(main.start + 3, anchor + _REACH_TO_TEXT))
    top = range(max(0, anchor - _REACH_BEFORE_HEADLINE), min(size, top_end))
    end = range(max(top.stop, main.end - _REACH_BEFORE_END), min(size, main.end + _REACH_AFTER_END))
    farther = range(top.stop, min(end.start, anchor + _REACH_OF_PREFIXED))
    below = [index for index in farther if is_credit_opening(document, index)]
    yield from _parse_credits(document, claimed, (*top, *below), headline) or _parse_credits(document, claimed, end, headline)


def _release_captions(document: Document, claimed: ClaimedBlocks, declared: Sequence[str]) -> ClaimedBlocks:
    """The claims without those of captions that are credits of declared authors: some pages put the byline under the picture."""
    released = [
        index
        for index in claimed.captions
        if declared and is_credit_opening(document, index) and any(name in document.blocks[index].text for name in declared)
    ]
    return replace(claimed, certain=claimed.certain.difference(released)) if released else claimed


def _parse_credits(document: Document, claimed: ClaimedBlocks, places: Iterable[int], headline: int | None) -> list[Credit]:
    excluded = claimed.certain - claimed.dated - claimed.breadcrumbs
    parsed: list[Credit] = []
    for index in places:
        if index == headline or index in excluded or (parsed and index <= parsed[-1].blocks[-1]):
            continue
        credit = parse_credit(document, index, excluded)
        if credit is None or headline in credit.blocks or _is_menu_entry(document, credit):
            continue
        if not is_of_other_article(document, headline, index):
            parsed.append(credit)
    return parsed


def _is_menu_entry(document: Document, credit: Credit) -> bool:
    return _is_bare_name(credit) and not document.blocks[credit.blocks[0]].tags.isdisjoint(MENU_ELEMENTS)


def _score_credit(document: Document, claimed: ClaimedBlocks, credit: Credit, anchor: int, order: int) -> float:
    """How likely the credit is the article's own."""
    index, end = credit.blocks[0], document.main.end
    block = document.blocks[index]
    score = _LABELLED if credit.labelled else _PREFIXED if credit.prefixed else 0.0
    score += _DISTANCE * log1p(abs(index - anchor)) + _ORDER * order + (_FIRST if order == 0 else 0.0)
    if index < anchor:
        score += _BEFORE_HEADLINE
    if end - _REACH_BEFORE_END <= index <= end:
        score += _AT_END
    elif index > end:
        score += _AFTER_END * log1p(index - end)
    if block.kind == "list_item":
        score += _LIST_ITEM
    if index >= end - _REACH_BEFORE_END and _is_bare_name(credit) and _has_contact(block.text):
        score += _CONTACT
    if _is_next_to_date(claimed, credit):
        score += _NEXT_TO_DATE
    return score + _score_content(document, credit)


def _has_contact(text: str) -> bool:
    """Whether a line has an address or a telephone number, as the contact of a press office after the text does."""
    return "@" in text or sum(map(str.isdigit, text)) >= _LEAST_NUMBER_DIGITS


def _is_next_to_date(claimed: ClaimedBlocks, credit: Credit) -> bool:
    first, last = credit.blocks[0], credit.blocks[-1]
    return any(place in claimed.dated for place in (first - 1, last + 1, last + 2))


def _score_content(document: Document, credit: Credit) -> float:
    """What the credit's length, its first name and its element say."""
    score = _FULL_NAME if " " in credit.authors[0] else 0.0
    if len(credit.blocks) == 1 and document.words[credit.blocks[0]] > _LONG_WORDS:
        score += _LONG
    if _is_in_author_element(document, credit):
        score += _IN_AUTHOR_ELEMENT
    return score


def _has_sign_of_author(document: Document, claimed: ClaimedBlocks, credit: Credit) -> bool:
    """Whether more than the shape says that a name is one: a known first name, an element for authors, a date, a job or a note beside it."""
    first, last = credit.blocks[0], credit.blocks[-1]
    return (
        len(credit.blocks) > 1
        or document.words[first] > credit.authors[0].count(" ") + 1
        or fold_token(credit.authors[0].split(" ")[0]) in document.lexicon.list("given_names")
        or not document.blocks[first].tokens.isdisjoint(AUTHOR_TOKENS)
        or _is_next_to_date(claimed, credit)
        or (last + 1 < len(document.blocks) and document.blocks[last + 1].text.startswith(f"{credit.authors[0]} "))
    )


def _score_doubt(document: Document, claimed: ClaimedBlocks, credit: Credit, anchor: int) -> float:
    """A penalty for a name without a word such as "By", where it is probably no credit.

    Either the next block continues a sentence that the name belongs to; or only the shape says that the line is a name, and the line is
    in a list, or after more running text than a standfirst.
    """
    index, following = credit.blocks[0], credit.blocks[-1] + 1
    is_before_text = following < document.main.end and bool(document.prose[following])
    if is_before_text and document.blocks[following].text[0].islower():
        return _SECTION_HEADING
    if _has_sign_of_author(document, claimed, credit):
        return 0.0
    score = _LIST_ENTRY if document.blocks[index].kind == "list_item" else 0.0
    paragraphs_before = sum(map(bool, document.prose[anchor + 1 : index]))
    if paragraphs_before > 1 and document.main.start + 1 < index < document.main.end - _REACH_BEFORE_END:
        return score + _SECTION_HEADING
    is_heading = paragraphs_before > 1 or document.blocks[index].kind == "heading"
    return score + _SECTION_HEADING if is_before_text and is_heading else score


def _score_subject(document: Document, credit: Credit, anchor: int) -> float:
    """A penalty for a heading that is the name of somebody whom the article is about: the headline names the person, too."""
    index = credit.blocks[0]
    if document.blocks[index].kind != "heading" or _is_in_author_element(document, credit):
        return 0.0
    return _SECTION_HEADING if index > anchor and fold(credit.authors[0]) in document.folded[anchor] else 0.0


def _is_in_author_element(document: Document, credit: Credit) -> bool:
    return any(document.blocks[index].tokens & AUTHOR_TOKENS for index in credit.blocks)


def _score_agreement(document: Document, credit: Credit, declared: Sequence[str]) -> float:
    """A penalty where the page's metadata names authors, and none of them is in the credit.

    Where the metadata names only a newsroom or a company, a name in an element for authors is right.
    """
    if not declared or any(find_same_name(author, declared) for author in credit.authors):
        return 0.0
    if _is_in_author_element(document, credit) and not has_person(declared, document):
        return 0.0
    return _UNDECLARED_BARE_NAME if _is_bare_name(credit) else _UNDECLARED
