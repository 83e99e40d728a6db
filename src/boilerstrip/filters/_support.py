"""What the phrase filters share: findings out of the lexicon's entries, and the sections that headings open."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence, Set

from boilerstrip.document import Block, Document
from boilerstrip.document.findings import Category, Finding
from boilerstrip.lexicon.entries import Entry
from boilerstrip.text.sentences import closes_with_stop

HINT_SCORE = 0.6
_LONGEST_SECTION = 12
_LABEL_WORDS, _LEAST_SAID = 6, 4
_LONGEST_BOX = 3
_LONGEST_PITCH = 35
_FRAGMENT_PITCH, _SENTENCE_PITCH = 2, 3
_WORD = re.compile(r"[^\W\d_]+")
_MOST_LINKED = 0.5
_MOST_HELD = 0.5
_NONE = frozenset[str]()
_SECTIONS = frozenset(["navigation", "credits", "comments", "consent"])


def phrase_findings(document: Document, category: Category) -> Iterator[Finding]:
    """A finding for every block that the lexicon has wording of this category for."""
    for index, entry, start, end in document.phrase_hits.get(category, ()):
        sure = entry.certain and not (entry.label and _heads_text(document, index))
        yield Finding(index, category, entry.id, quote_wording(document, index, start, end), sure, 1.0 if sure else HINT_SCORE)


def _heads_text(document: Document, index: int) -> bool:
    """Whether it is a heading with running text right behind it: a step of a manual, "Clear your cookies"."""
    behind = index + 1
    return document.blocks[index].kind == "heading" and behind < len(document.blocks) and document.prose[behind] > 0


def blocks_in_elements(document: Document, names: Set[str]) -> Iterator[tuple[int, str]]:
    """The blocks of a page that stand in an element of one of these names, or with such a class, id or role, and the name.

    What most of the page stands in says nothing: some pages are one large form.
    """
    if document.kind != "html":
        return
    named = _named(document.blocks, names)
    held = Counter[str]()
    for index, cues in named.items():
        for cue in cues:
            held[cue] += document.words[index]
    most = _MOST_HELD * sum(document.words)
    for index, cues in named.items():
        if telling := [cue for cue in cues if held[cue] <= most]:
            yield index, min(telling)


def _named(blocks: Sequence[Block], names: Set[str]) -> dict[int, Set[str]]:
    """The names that each block's elements have, where they have any. Blocks that stand alike share their sets, often in a row."""
    named: dict[int, Set[str]] = {}
    tags = tokens = cues = _NONE
    for index, block in enumerate(blocks):
        if block.tokens is not tokens or block.tags is not tags:
            tags, tokens = block.tags, block.tokens
            apart = names.isdisjoint(tokens) and names.isdisjoint(tags)  # most do, and asking makes no sets
            cues = _NONE if apart else (tags & names) | (tokens & names)
        if cues:
            named[index] = cues
    return named


def promote_nearby(document: Document, category: Category, reach: int = 2) -> Iterator[Finding]:
    """The same, and certain for a hint that stands close to a certain finding: the lines of one box."""
    findings = list(phrase_findings(document, category))
    sure = {finding.block for finding in findings if finding.certain}
    for finding in findings:
        near = next((index for index in range(finding.block - reach, finding.block + reach + 1) if index in sure), None)
        if finding.certain or near is None:
            yield finding
        else:
            beside = f'beside "{document.blocks[near].text[:40]}"'
            yield Finding(finding.block, category, finding.rule, f"{finding.evidence}, {beside}")


def surrounding_promo(document: Document, category: Category, sure: Set[int]) -> Iterator[Finding]:
    """What belongs to a promotion whose sure blocks are known: its pitch, lines under its heading, and last sentences of paragraphs."""
    yield from find_between(document, category, sure)
    yield from find_pitches(document, category, sure)
    yield from tail_findings(document, category)
    for opener, entry in section_openers(document, category):
        evidence = f'stands under "{document.blocks[opener].text[:60]}"'
        for index in section_blocks(document, opener, _LONGEST_BOX):
            yield Finding(index, category, f"under-{entry.id}", evidence, certain=False, score=HINT_SCORE)


def find_between(document: Document, category: Category, sure: Set[int]) -> Iterator[Finding]:
    """A finding for the one or two short blocks that stand between two blocks of a box and read like its pitch."""
    for first in sure:
        gap = next((size for size in (1, 2) if first + size + 1 in sure and first + size not in sure), 0)
        for index in range(first + 1, first + gap + 1):
            label = document.words[index] <= _LABEL_WORDS and not _is_said(document, index)
            if index not in sure and (label or pitch_words(document, index)):
                above, below = (document.blocks[place].text[:40] for place in (first, first + gap + 1))
                yield Finding(index, category, "in-box", f'stands between "{above}" and "{below}"')


def _is_said(document: Document, index: int) -> bool:
    """Whether a short line is a sentence of several words: one of the article between two promotions."""
    return document.words[index] >= _LEAST_SAID and closes_with_stop(document.blocks[index].text)


def find_pitches(document: Document, category: Category, sure: Set[int]) -> Iterator[Finding]:
    """A finding for each short block next to a sure one, or to another such block, that has words of a pitch: "daily", "inbox"."""
    for place in sure:
        for step in (1, -1):
            index = place + step
            while 0 <= index < len(document.blocks) and index not in sure and (found := _pitch(document, index)):
                said = ", ".join(f'"{word}"' for word in sorted(found)[:3])
                evidence = f'stands beside "{document.blocks[place].text[:40]}", and has {said}'
                yield Finding(index, category, "pitch", evidence)
                index += step


def _pitch(document: Document, index: int) -> frozenset[str]:
    """The words of a pitch, where there are enough: two in a fragment, three in a sentence."""
    found = pitch_words(document, index)
    return found if len(found) >= (_SENTENCE_PITCH if document.prose[index] else _FRAGMENT_PITCH) else frozenset()


def pitch_words(document: Document, index: int) -> frozenset[str]:
    """The words of a pitch that a short block has; none for a longer one, or where somebody is quoted."""
    if document.words[index] > _LONGEST_PITCH or '"' in document.folded[index]:
        return frozenset()
    return document.lexicon.list("pitch_words") & set(_WORD.findall(document.folded[index]))


def tail_findings(document: Document, category: Category) -> Iterator[Finding]:
    """A finding for each paragraph of running text whose last sentence is boilerplate of this category."""
    for index, entry, start in document.tails:
        if entry.category == category:
            text = document.blocks[index].text
            evidence = f'ends with "{text[start : start + 60]}"'
            yield Finding(index, category, entry.id, evidence, span=(start, len(text)))


def quote_wording(document: Document, index: int, start: int, end: int) -> str:
    """The wording as the page has it, as evidence."""
    text = document.blocks[index].text
    where = "says" if end - start >= len(text) - 2 else "begins" if start <= 2 else "has"
    return f'{where} "{text[start:end].strip()[:80]}"'


def section_openers(document: Document, category: Category) -> Iterator[tuple[int, Entry]]:
    """The blocks that are headings of a section of this category."""
    return ((index, entry) for index, entry, _, _ in document.phrase_hits.get(category, ()) if entry.opens)


def section_blocks(document: Document, opener: int, longest: int = _LONGEST_SECTION) -> Iterator[int]:
    """The blocks behind a section's heading that belong to it: up to the next running text or heading.

    >>> from boilerstrip.document import Block
    >>> rows = ["Related stories", "Ferry sinks", "Bridge opens", "The mayor said on Tuesday that the town had paid for both."]
    >>> list(section_blocks(Document(tuple(Block(t, i) for i, t in enumerate(rows))), 0))
    [1, 2]
    """
    for index in range(opener + 1, min(opener + 1 + longest, len(document.blocks))):
        if _ends_section(document, document.blocks[opener], index):
            return
        yield index


def _ends_section(document: Document, opener: Block, index: int) -> bool:
    """Whether a block is running text, a heading of the same rank, or the beginning of another sort of boilerplate."""
    block = document.blocks[index]
    if document.prose[index] and block.link_density < _MOST_LINKED:
        return True
    if block.kind == opener.kind == "heading" and block.level <= opener.level:
        return True
    return any(entry.certain and entry.category in _SECTIONS for entry, _, _ in document.block_phrases[index])
