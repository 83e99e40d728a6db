"""What the phrase filters share: findings out of the lexicon's entries, and the sections that headings open."""

from __future__ import annotations

from collections.abc import Iterator, Set

from boilerstrip.document import Document
from boilerstrip.findings import Category, Finding
from boilerstrip.lexicon import Entry

HINT_SCORE = 0.6
_LONGEST_SECTION = 12
_LONGEST_BETWEEN = 35


def worded(document: Document, category: Category) -> Iterator[Finding]:
    """A finding for every block that the lexicon has wording of this category for."""
    for index, entry, start, end in document.worded.get(category, ()):
        score = 1.0 if entry.certain else HINT_SCORE
        yield Finding(index, category, entry.rule, quoted(document, index, start, end), entry.certain, score)


def elements(document: Document, names: Set[str]) -> Iterator[tuple[int, str]]:
    """The blocks of a page that stand in an element of one of these names, or with such a class, id or role, and the name."""
    if document.kind == "html":
        for index, block in enumerate(document.blocks):
            if found := (block.tags & names) | (block.tokens & names):
                yield index, min(found)


def boxed(document: Document, category: Category, reach: int = 2) -> Iterator[Finding]:
    """The same, and certain for a hint that stands close to a certain finding: the lines of one box."""
    findings = tuple(worded(document, category))
    sure = {finding.block for finding in findings if finding.certain}
    for finding in findings:
        near = next((index for index in range(finding.block - reach, finding.block + reach + 1) if index in sure), None)
        if finding.certain or near is None:
            yield finding
        else:
            beside = f'beside "{document.blocks[near].text[:40]}"'
            yield Finding(finding.block, category, finding.rule, f"{finding.evidence}, {beside}")


def between(document: Document, category: Category, sure: Set[int]) -> Iterator[Finding]:
    """A finding for the one or two short blocks that stand between two blocks of a box."""
    for first in sure:
        gap = next((size for size in (1, 2) if first + size + 1 in sure and first + size not in sure), 0)
        for index in range(first + 1, first + gap + 1):
            if document.words[index] <= _LONGEST_BETWEEN and index not in sure:
                above, below = (document.blocks[place].text[:40] for place in (first, first + gap + 1))
                yield Finding(index, category, "in-box", f'stands between "{above}" and "{below}"')


def tails(document: Document, category: Category) -> Iterator[Finding]:
    """A finding for each paragraph of running text whose last sentence is boilerplate of this category."""
    for index, entry, start in document.tails:
        if entry.category == category:
            text = document.blocks[index].text
            evidence = f'ends with "{text[start : start + 60]}"'
            yield Finding(index, category, entry.rule, evidence, span=(start, len(text)))


def quoted(document: Document, index: int, start: int, end: int) -> str:
    """The wording as the page has it, as evidence."""
    text = document.blocks[index].text
    where = "says" if end - start >= len(text) - 2 else "begins" if start <= 2 else "has"
    return f'{where} "{text[start:end].strip()[:80]}"'


def openers(document: Document, category: Category) -> Iterator[tuple[int, Entry]]:
    """The blocks that are headings of a section of this category."""
    return ((index, entry) for index, entry, _, _ in document.worded.get(category, ()) if entry.opens)


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
        if (
            block.kind == "heading"
            and document.blocks[opener].kind == "heading"
            and block.level <= document.blocks[opener].level
        ):
            return
        yield index
