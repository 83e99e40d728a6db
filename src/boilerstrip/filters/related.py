"""Teasers of other articles: labelled lines, linked lists, and cards of title, summary and credit."""

from __future__ import annotations

from collections.abc import Iterator

from boilerstrip.document import Document
from boilerstrip.document.findings import Category, Finding
from boilerstrip.filters._support import blocks_in_elements, phrase_findings, section_blocks, section_openers
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
_LEAST_LINKED = 3
_LONGEST_TEASER = 25
_TITLE_WORDS = 4


class Related:
    """Teasers of other articles: labelled lines, linked lists, and cards of title, summary and credit."""

    name = "related"

    def find(self, document: Document) -> Iterator[Finding]:
        """Labelled lines, sections under a heading such as "Most read", runs of links, and runs of cards."""
        yield from phrase_findings(document, "related")
        for opener, entry in section_openers(document, "related"):
            evidence = f'stands under "{document.blocks[opener].text[:60]}"'
            for index in section_blocks(document, opener):
                # Titles close with no full stop: the article may go on below a box of teasers.
                title = entry.certain and not (
                    document.words[index] >= _TITLE_WORDS and closes_with_stop(document.blocks[index].text)
                )
                certain = title and document.words[index] <= _LONGEST_TEASER
                yield Finding(index, "related", f"under-{entry.id}", evidence, certain, 0.7 if title else 0.4)
        yield from _linked(document)
        yield from _cards(document)
        for index, name in blocks_in_elements(document, _ELEMENTS):
            yield Finding(index, "related", "element", f'stands in an element called "{name}"', certain=False, score=0.55)


def _linked(document: Document) -> Iterator[Finding]:
    """Runs of blocks that are nothing but links."""
    if document.kind == "text":
        return
    run: list[int] = []
    for index in range(len(document.blocks) + 1):
        if index < len(document.blocks) and document.blocks[index].link_density > 0.85 and document.words[index] <= 30:
            run.append(index)
            continue
        if len(run) >= _LEAST_LINKED:
            evidence = f"one of {len(run)} blocks in a row that are nothing but links"
            for member in run:
                category: Category = "related" if document.words[member] >= _TITLE_WORDS else "navigation"
                yield Finding(member, category, "linked-list", evidence, certain=False, score=0.55)
        run = []


def _cards(document: Document) -> Iterator[Finding]:
    """Runs of title, summary and credit behind the running text: each credit line closes a card of up to four blocks."""
    heads, folded = document.lexicon.credit_openers, document.folded
    behind = (index for index in range(document.main.end, len(folded)) if folded[index].partition(" ")[0] in heads)
    closers = [index for index in behind if is_credit_line(document.blocks[index].text, document.lexicon)]
    if len(closers) < 2:
        return
    start = max(document.main.end, closers[0] - 3)
    for index in range(start, closers[-1] + 1):
        yield Finding(index, "related", "cards", f"one of {len(closers)} teasers in a row, each closed by a credit line")
