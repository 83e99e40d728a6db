"""Finds the byline and the authors' names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass
from math import log1p

from boilerstrip.document import Document
from boilerstrip.document.element_sets import MENU_ELEMENTS
from boilerstrip.fields.declared_authors import declared_authors, merge_authors, same_name
from boilerstrip.fields.reconcile import ClaimedBlocks
from boilerstrip.recognisers.authors import parse_author_note, parse_authors
from boilerstrip.recognisers.credits import AUTHOR_TOKENS, Credit, is_credit_opening, job_after, parse_credit
from boilerstrip.recognisers.person_names import bare

_BEFORE, _BEHIND, _FARTHEST, _FAR = 4, 12, 36, 70
_END_BEFORE, _END_BEHIND = 3, 12
_NOTE_REACH = 12

# Fitted once, as a choice among a page's credits (a conditional logit), on pages whose authors are known.
_LEAST_SCORE = -1.5
_LABEL, _PREFIX, _TOKEN, _PERSON = 2.5, 0.9, 0.6, 0.4
_FIRST, _ORDER, _BEFORE_HEADLINE, _DISTANCE = 0.8, -0.4, -0.7, -0.6
_AT_END, _BEHIND_END, _DATED = 1.4, -0.8, 1.3
_LIST_ITEM, _LONG, _UNDECLARED, _ANOTHER = -1.2, -1.0, -0.6, -3.0
_LONG_WORDS = 8
# What has a name's shape, but no first name that is known: headings of sections and entries of lists.
_HEADS_SECTION, _OF_A_LIST = -3.5, -1.0
_CONTACT, _LEAST_NUMBER = -4.0, 9


@dataclass(frozen=True, slots=True)
class Byline:
    """The blocks of the credit, and the authors' names; a page may name them in its head alone. Empty where it credits nobody."""

    blocks: tuple[int, ...] = ()
    authors: tuple[str, ...] = ()


def find_byline(document: Document, claimed: ClaimedBlocks, headline: int | None) -> Byline:
    """The article's credit near the headline or at the end of the text, or else the note on its author behind it.

    Credits of teasers stand elsewhere and do not count. None is better than a wrong one. The authors are those of the credit and those
    whom the page's head declares, checked against each other.
    """
    declared = declared_authors(document)
    best = _best(document, claimed, headline, declared)
    if best is not None:
        authors = merge_authors(best.authors, declared, labelled=best.labelled or best.prefixed)
        blocks = (*best.blocks, *job_after(document, best.blocks[-1], claimed.certain))
        return Byline(blocks if same_name(best.authors[0], authors) else (), authors)
    if declared:
        return Byline((), declared)
    return _note_at_end(document, claimed.certain) or Byline()


def _best(document: Document, claimed: ClaimedBlocks, headline: int | None, declared: Sequence[str]) -> Credit | None:
    """The credit that is most likely the article's own, if one is likely enough."""
    anchor = document.main.start if headline is None else headline
    best, best_score = None, _LEAST_SCORE
    for order, credit in enumerate(_credits(document, claimed, anchor, headline)):
        score = _score(document, claimed, credit, anchor, order) + _agreement(credit, declared)
        if not (credit.labelled or credit.prefixed):
            score += _doubt(document, claimed, credit, anchor)
        if score > best_score:
            best, best_score = credit, score
    return best


def _credits(document: Document, claimed: ClaimedBlocks, anchor: int, headline: int | None) -> Iterator[Credit]:
    """The lines that credit somebody, around the headline and around the end of the running text."""
    main, size = document.main, len(document.blocks)
    top = range(max(0, anchor - _BEFORE), min(size, max(anchor + _BEHIND, min(main.start + 3, anchor + _FARTHEST))))
    end = range(max(top.stop, main.end - _END_BEFORE), min(size, main.end + _END_BEHIND))
    below = [index for index in range(top.stop, min(end.start, anchor + _FAR)) if is_credit_opening(document, index)]
    # The end of the text is looked at only where its beginning credits nobody.
    yield from _credits_at(document, claimed, (*top, *below), headline) or _credits_at(document, claimed, end, headline)


def _credits_at(document: Document, claimed: ClaimedBlocks, places: Iterable[int], headline: int | None) -> list[Credit]:
    taken = claimed.certain - claimed.dated - claimed.crumbs
    found: list[Credit] = []
    for index in places:
        if index == headline or index in taken or (found and index <= found[-1].blocks[-1]):
            continue
        credit = parse_credit(document, index, taken)
        if credit is not None and headline not in credit.blocks and not _is_of_menu(document, credit):
            found.append(credit)
    return found


def _is_of_menu(document: Document, credit: Credit) -> bool:
    """Whether it is a name that no word credits, in a menu."""
    return not (credit.labelled or credit.prefixed or document.blocks[credit.blocks[0]].tags.isdisjoint(MENU_ELEMENTS))


def _score(document: Document, claimed: ClaimedBlocks, credit: Credit, anchor: int, order: int) -> float:
    """How likely it is the article's own credit."""
    index, end = credit.blocks[0], document.main.end
    block = document.blocks[index]
    score = _LABEL if credit.labelled else _PREFIX if credit.prefixed else 0.0
    score += _DISTANCE * log1p(abs(index - anchor)) + _ORDER * order + (_FIRST if order == 0 else 0.0)
    if index < anchor:
        score += _BEFORE_HEADLINE
    if end - _END_BEFORE <= index <= end:
        score += _AT_END
    elif index > end:
        score += _BEHIND_END * log1p(index - end)
    if block.kind == "list_item":
        score += _LIST_ITEM
    if index >= end - _END_BEFORE and not (credit.labelled or credit.prefixed) and _is_contact(block.text):
        score += _CONTACT
    if any(place in claimed.dated for place in (index - 1, credit.blocks[-1] + 1, credit.blocks[-1] + 2)):
        score += _DATED
    return score + _said(document, credit)


def _is_contact(text: str) -> bool:
    """Whether a name stands with a telephone number or an address, as that of a press office does behind the text."""
    return "@" in text or sum(map(str.isdigit, text)) >= _LEAST_NUMBER


def _said(document: Document, credit: Credit) -> float:
    """What its own words, its element and the page's head say."""
    score = _PERSON if " " in credit.authors[0] else 0.0
    if len(credit.blocks) == 1 and document.words[credit.blocks[0]] > _LONG_WORDS:
        score += _LONG
    if any(document.blocks[index].tokens & AUTHOR_TOKENS for index in credit.blocks):
        score += _TOKEN
    return score


def _is_known(document: Document, claimed: ClaimedBlocks, credit: Credit) -> bool:
    """Whether anything but its shape says that a name is one: a first name, an element for authors, a date, a job or a note beside it."""
    given, first, last = document.lexicon.list("given_names"), credit.blocks[0], credit.blocks[-1]
    return (
        len(credit.blocks) > 1
        or document.words[first] > credit.authors[0].count(" ") + 1
        or bare(credit.authors[0].split(" ")[0]) in given
        or not document.blocks[first].tokens.isdisjoint(AUTHOR_TOKENS)
        or any(place in claimed.dated for place in (first - 1, last + 1, last + 2))
        or (last + 1 < len(document.blocks) and document.blocks[last + 1].text.startswith(f"{credit.authors[0]} "))
    )


def _doubt(document: Document, claimed: ClaimedBlocks, credit: Credit, anchor: int) -> float:
    """What speaks against a name that no word credits: a sentence goes on behind it.

    Or else nothing but its shape says that it is a name, and it stands in a list or behind more than a standfirst.
    """
    index, behind = credit.blocks[0], credit.blocks[-1] + 1
    opens_text = behind < document.main.end and bool(document.prose[behind])
    if opens_text and document.blocks[behind].text[0].islower():
        return _HEADS_SECTION
    if _is_known(document, claimed, credit):
        return 0.0
    score = _OF_A_LIST if document.blocks[index].kind == "list_item" else 0.0
    before = sum(map(bool, document.prose[anchor + 1 : index]))
    if before > 1 and document.main.start + 1 < index < document.main.end - _END_BEFORE:
        return score + _HEADS_SECTION
    heads = before > 1 or (before and document.blocks[index].kind == "heading")
    return score + _HEADS_SECTION if opens_text and heads else score


def _agreement(credit: Credit, declared: Sequence[str]) -> float:
    """Whether the page's head names any of those whom the credit names."""
    if not declared or any(same_name(author, declared) for author in credit.authors):
        return 0.0
    return _UNDECLARED if credit.labelled or credit.prefixed else _ANOTHER


def _note_at_end(document: Document, taken: Set[int]) -> Byline | None:
    """The author's note behind the article, or as its last paragraph."""
    end = document.main.end
    for index in range(max(document.main.start + 1, end - 3), min(len(document.blocks), end + _NOTE_REACH)):
        if index in taken or document.words[index] < 4:
            continue
        if name := parse_author_note(document.blocks[index].text, document.lexicon, document.lexicon.notes):
            return Byline((index,), parse_authors(name, document.lexicon) or (name,))
    return None
