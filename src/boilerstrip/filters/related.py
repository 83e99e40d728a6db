"""Teasers of other articles: labelled lines, linked lists, and cards of title, summary and credit."""

from __future__ import annotations

from collections.abc import Iterator

from boilerstrip.document import Document
from boilerstrip.document.findings import Category, Finding
from boilerstrip.filters._support import find_blocks_in_elements, find_section_blocks, find_section_openers, phrase_findings
from boilerstrip.recognisers.credit_lines import is_credit_line
from boilerstrip.text.sentences import closes_with_stop

_ELEMENTS = frozenset(
    [
        "related",
        "recirc",
        "recommended",
        "recommendations",
        "most-read",
        "mostread",
        "popular",
        "teaser",
        "teasers",
        "more-stories",
        "trending",
    ]
)
_MOST_TEASER_WORDS = 25
# A line of this many words is a title, not a menu entry.
_TITLE_WORDS = 4
# Blocks in a row, each of at most this many words and nearly all link, that make a list of links.
_LEAST_LINKED_BLOCKS = 3
_MOST_LINKED_WORDS = 30
_ALL_LINK = 0.85
# Credit lines after the article that make a row of cards, and the blocks of a card before its credit line.
_LEAST_CARDS = 2
_BLOCKS_BEFORE_CREDIT = 3
# Scores of hints.
_TITLE_SCORE = 0.9
_LONG_SCORE = 0.7
_SENTENCE_SCORE = 0.4
_LINKED_SCORE = 0.55
_ELEMENT_SCORE = 0.55


class Related:
    """Teasers of other articles: labelled lines, linked lists, and cards of title, summary and credit."""

    name = "related"

    def find(self, document: Document) -> Iterator[Finding]:
        """Labelled lines, sections under a heading such as "Most read", runs of links, and runs of cards."""
        yield from phrase_findings(document, "related")
        yield from _find_sections(document)
        yield from _find_linked_lists(document)
        yield from _find_cards(document)
        for index, name in find_blocks_in_elements(document, _ELEMENTS):
            evidence = f'stands in an element called "{name}"'
            yield Finding(index, "related", "element", evidence, certain=False, score=_ELEMENT_SCORE)


def _find_sections(document: Document) -> Iterator[Finding]:
    for opener, entry in find_section_openers(document, "related"):
        evidence = f'stands under "{document.blocks[opener].text[:60]}"'
        for index in find_section_blocks(document, opener):
            words = document.words[index]
            # Titles do not end with a full stop. A sentence here may be the article, which goes on below a box of teasers.
            is_sentence = words >= _TITLE_WORDS and closes_with_stop(document.blocks[index].text)
            score = (
                _SENTENCE_SCORE
                if is_sentence or not entry.certain
                else _LONG_SCORE
                if words > _MOST_TEASER_WORDS
                else _TITLE_SCORE
            )
            # Never certain: the list of an article can stand under a heading such as "What to read".
            yield Finding(index, "related", f"under-{entry.id}", evidence, certain=False, score=score)


def _find_linked_lists(document: Document) -> Iterator[Finding]:
    """Hints on runs of blocks that are nothing but links."""
    if document.kind == "text":
        return
    run: list[int] = []
    for index in range(len(document.blocks) + 1):
        if index < len(document.blocks) and _is_link_block(document, index):
            run.append(index)
            continue
        if len(run) >= _LEAST_LINKED_BLOCKS:
            evidence = f"one of {len(run)} blocks in a row that are nothing but links"
            for member in run:
                category: Category = "related" if document.words[member] >= _TITLE_WORDS else "navigation"
                yield Finding(member, category, "linked-list", evidence, certain=False, score=_LINKED_SCORE)
        run = []


def _is_link_block(document: Document, index: int) -> bool:
    return document.blocks[index].link_density > _ALL_LINK and document.words[index] <= _MOST_LINKED_WORDS


def _find_cards(document: Document) -> Iterator[Finding]:
    """Runs of title, summary and credit after the running text: each credit line closes a card of up to four blocks."""
    openings, folded = document.lexicon.credit_openers, document.folded
    likely = (index for index in range(document.main.end, len(folded)) if folded[index].partition(" ")[0] in openings)
    closers = [index for index in likely if is_credit_line(document.blocks[index].text, document.lexicon)]
    if len(closers) < _LEAST_CARDS:
        return
    start = max(document.main.end, closers[0] - _BLOCKS_BEFORE_CREDIT)
    for index in range(start, closers[-1] + 1):
        yield Finding(index, "related", "cards", f"one of {len(closers)} teasers in a row, each closed by a credit line")
