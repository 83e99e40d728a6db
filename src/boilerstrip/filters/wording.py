"""What the phrase filters share: findings out of the lexicon's entries, and the sections that headings open."""

from __future__ import annotations

import re
from collections.abc import Iterator

from boilerstrip.document import Document
from boilerstrip.findings import Category, Finding
from boilerstrip.lexicon import Entry

HINT_SCORE = 0.6
_SENTENCE_START = re.compile(r"[.!?…][\"')\]]* (?=\S)")
_LONGEST_TAIL_WORDS = 30
_LONGEST_SECTION = 12


def worded(document: Document, category: Category) -> Iterator[Finding]:
    """A finding for every block that the lexicon has wording for, and for sentences of it at the end of paragraphs."""
    for index, hits in enumerate(document.phrases):
        for entry, start, end in hits:
            if entry.category == category:
                score = 1.0 if entry.certain else HINT_SCORE
                yield Finding(index, category, entry.rule, quoted(document, index, start, end), entry.certain, score)


def tails(document: Document, category: Category) -> Iterator[Finding]:
    """A finding for each paragraph of running text whose last sentence is boilerplate of this category."""
    for index, (folded, prose) in enumerate(zip(document.folded, document.prose, strict=True)):
        if prose and (found := _tail(document, index, folded)) and found[0].category == category:
            entry, start = found
            evidence = f'ends with "{document.blocks[index].text[start : start + 60]}"'
            yield Finding(index, category, entry.rule, evidence, span=(start, len(folded)))


def _tail(document: Document, index: int, folded: str) -> tuple[Entry, int] | None:
    if document.phrases[index]:
        return None
    window = max(0, len(folded) - 240)
    for match in _SENTENCE_START.finditer(folded, window):
        start = match.end()
        words = folded.count(" ", start) + 1
        if words <= _LONGEST_TAIL_WORDS and (hits := document.lexicon.tails.find(folded, words, start)):
            return hits[0][0], start
    return None


def quoted(document: Document, index: int, start: int, end: int) -> str:
    """The wording as the page has it, as evidence."""
    text = document.blocks[index].text
    where = "says" if end - start >= len(text) - 2 else "begins" if start <= 2 else "has"
    return f'{where} "{text[start:end].strip()[:80]}"'


def openers(document: Document, category: Category) -> Iterator[tuple[int, Entry]]:
    """The blocks that are headings of a section of this category."""
    for index, hits in enumerate(document.phrases):
        for entry, _, _ in hits:
            if entry.category == category and entry.opens:
                yield index, entry


def section(document: Document, opener: int, longest: int = _LONGEST_SECTION) -> Iterator[int]:
    """The blocks behind a section's heading that belong to it: up to the next running text or heading.

    >>> from boilerstrip.document import Block
    >>> rows = ["Related stories", "Ferry sinks", "Bridge opens", "The mayor said on Tuesday that the town had paid for both."]
    >>> list(section(Document(tuple(Block(t, i) for i, t in enumerate(rows))), 0))
    [1, 2]
    """
    for index in range(opener + 1, min(opener + 1 + longest, len(document.blocks))):
        block = document.blocks[index]
        if document.prose[index] and block.link_density < 0.5:
            return
        if block.kind == "heading" and document.blocks[opener].kind == "heading" and block.level <= document.blocks[opener].level:
            return
        yield index
