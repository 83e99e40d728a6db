"""What several filters share: findings from the lexicon's entries, boxes of promotion, and the sections that headings open."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence, Set

from boilerstrip.document import Block, Document
from boilerstrip.document.findings import Category, Finding
from boilerstrip.lexicon.entries import Entry
from boilerstrip.text.sentences import closes_with_stop

HINT_SCORE = 0.6
# Blocks after a heading that can belong to its section, and to a box of promotion under a heading.
_MOST_SECTION_BLOCKS = 12
_MOST_BOX_BLOCKS = 3
# A label in a box has at most this many words; a line that closes with a full stop and has this many is a sentence.
_MOST_LABEL_WORDS = 6
_LEAST_SENTENCE_WORDS = 4
# A block of more words is no pitch.
_MOST_PITCH_WORDS = 35
# The lexicon's `pitch_words` that make a pitch of a fragment, and of a sentence.
_LEAST_IN_FRAGMENT = 2
_LEAST_IN_SENTENCE = 3
# A block of running text ends a section unless this share of its characters is links.
_MOSTLY_LINKS = 0.5
# An element that holds more of the page's words is ignored.
_MOST_WORD_SHARE = 0.5
_WORD = re.compile(r"[^\W\d_]+")
_NONE = frozenset[str]()
_ENDING_CATEGORIES = frozenset(["navigation", "credits", "comments", "consent"])


def phrase_findings(document: Document, category: Category) -> Iterator[Finding]:
    """A finding for every block that has a wording of this category in the lexicon."""
    for index, entry, start, end in document.phrase_hits.get(category, ()):
        certain = entry.certain and not (entry.label and _is_heading_of_text(document, index))
        evidence = _quote_wording(document, index, start, end)
        yield Finding(index, category, entry.id, evidence, certain, 1.0 if certain else HINT_SCORE)


def _is_heading_of_text(document: Document, index: int) -> bool:
    """Whether running text follows a heading directly: the step of a manual "Clear your cookies" is no button."""
    following = index + 1
    if document.blocks[index].kind != "heading" or following >= len(document.blocks):
        return False
    return document.prose[following] > 0


def find_blocks_in_elements(document: Document, names: Set[str]) -> Iterator[tuple[int, str]]:
    """The blocks of a page inside an element that has one of these names as its tag, class, id or role; and that name.

    A name that holds most of the page is ignored: some pages are one large form.
    """
    if document.kind != "html":
        return
    names_by_block = _match_elements(document.blocks, names)
    words_inside = Counter[str]()
    for index, matches in names_by_block.items():
        for name in matches:
            words_inside[name] += document.words[index]
    most = _MOST_WORD_SHARE * sum(document.words)
    for index, matches in names_by_block.items():
        if small := [name for name in matches if words_inside[name] <= most]:
            yield index, min(small)


def _match_elements(blocks: Sequence[Block], names: Set[str]) -> dict[int, Set[str]]:
    """The names that match the elements around each block; blocks without a match are left out.

    Blocks in the same element share their sets, often several in a row, so each pair of sets is matched once.
    """
    names_by_block: dict[int, Set[str]] = {}
    tags = tokens = matches = _NONE
    for index, block in enumerate(blocks):
        if block.tokens is not tokens or block.tags is not tags:
            tags, tokens = block.tags, block.tokens
            no_match = names.isdisjoint(tokens) and names.isdisjoint(tags)  # true for most blocks, and builds no set
            matches = _NONE if no_match else (tags & names) | (tokens & names)
        if matches:
            names_by_block[index] = matches
    return names_by_block


def promote_nearby(document: Document, category: Category, reach: int = 2) -> Iterator[Finding]:
    """The findings of `phrase_findings`; a hint within `reach` blocks of a certain finding is certain too, as a line of the same box."""
    findings = list(phrase_findings(document, category))
    certain_blocks = {finding.block for finding in findings if finding.certain}
    for finding in findings:
        near = next(
            (index for index in range(finding.block - reach, finding.block + reach + 1) if index in certain_blocks), None
        )
        if finding.certain or near is None:
            yield finding
        else:
            beside = f'beside "{document.blocks[near].text[:40]}"'
            yield Finding(finding.block, category, finding.rule, f"{finding.evidence}, {beside}")


def surrounding_promo(document: Document, category: Category, box: Set[int]) -> Iterator[Finding]:
    """The parts of a promotion around the certain blocks of its `box`.

    These are the lines between them, the pitch beside them, lines under a heading of the category, and parts of paragraphs.
    """
    yield from _find_gaps(document, category, box)
    yield from _find_pitches(document, category, box)
    yield from _find_tails(document, category)
    yield from _find_inside(document, category)
    for opener, entry in find_section_openers(document, category):
        evidence = f'stands under "{document.blocks[opener].text[:60]}"'
        for index in find_section_blocks(document, opener, _MOST_BOX_BLOCKS):
            yield Finding(index, category, f"under-{entry.id}", evidence, certain=False, score=HINT_SCORE)


def _find_gaps(document: Document, category: Category, box: Set[int]) -> Iterator[Finding]:
    """A finding for the one or two short blocks between two blocks of a box, where they are labels or have words of a pitch."""
    for first in box:
        gap = next((size for size in (1, 2) if first + size + 1 in box and first + size not in box), 0)
        for index in range(first + 1, first + gap + 1):
            is_sentence, pitch = _is_sentence(document, index), find_pitch_words(document, index)
            is_label = document.words[index] <= _MOST_LABEL_WORDS and not is_sentence
            if index in box or not (is_label or pitch):
                continue
            above, below = (document.blocks[place].text[:40] for place in (first, first + gap + 1))
            evidence = f'stands between "{above}" and "{below}"'
            # One such word proves nothing: a sentence of the article can be there too, "Prices rose by 2% after the news."
            strong = not is_sentence or len(pitch) >= _LEAST_IN_FRAGMENT or _addresses_reader(document, index)
            yield Finding(index, category, "in-box", evidence, certain=strong, score=1.0 if strong else HINT_SCORE)


def _addresses_reader(document: Document, index: int) -> bool:
    return not document.lexicon.list("addressing_words").isdisjoint(_WORD.findall(document.folded[index]))


def _is_sentence(document: Document, index: int) -> bool:
    """Whether a short line is a sentence: one sentence of the article can stand between two promotions."""
    return document.words[index] >= _LEAST_SENTENCE_WORDS and closes_with_stop(document.blocks[index].text)


def _find_pitches(document: Document, category: Category, box: Set[int]) -> Iterator[Finding]:
    """A finding for each short block with words of a pitch ("daily", "inbox") that touches the box, or touches another such block."""
    for place in box:
        for step in (1, -1):
            index = place + step
            while 0 <= index < len(document.blocks) and index not in box and (pitch := _read_pitch(document, index)):
                quoted = ", ".join(f'"{word}"' for word in sorted(pitch)[:3])
                evidence = f'stands beside "{document.blocks[place].text[:40]}", and has {quoted}'
                yield Finding(index, category, "pitch", evidence)
                index += step


def _read_pitch(document: Document, index: int) -> frozenset[str]:
    """The words of a pitch in a block; empty where the block has too few of them to be a pitch."""
    pitch = find_pitch_words(document, index)
    return pitch if len(pitch) >= (_LEAST_IN_SENTENCE if document.prose[index] else _LEAST_IN_FRAGMENT) else frozenset()


def find_pitch_words(document: Document, index: int) -> frozenset[str]:
    """The words of a pitch in a short block; empty for a longer block, and for a block that quotes somebody."""
    if document.words[index] > _MOST_PITCH_WORDS or '"' in document.folded[index]:
        return frozenset()
    return document.lexicon.list("pitch_words") & set(_WORD.findall(document.folded[index]))


def _find_tails(document: Document, category: Category) -> Iterator[Finding]:
    """A finding for each paragraph of running text whose last sentence is boilerplate of this category."""
    for index, entry, start in document.tails:
        if entry.category == category:
            text = document.blocks[index].text
            evidence = f'ends with "{text[start : start + 60]}"'
            yield Finding(index, category, entry.id, evidence, span=(start, len(text)))


def _find_inside(document: Document, category: Category) -> Iterator[Finding]:
    """A finding for each wording that is cut out of its paragraph."""
    for index, entry, start, end in document.wordings_inside:
        if entry.category == category:
            yield Finding(index, category, entry.id, _quote_wording(document, index, start, end), span=(start, end))


def _quote_wording(document: Document, index: int, start: int, end: int) -> str:
    text = document.blocks[index].text
    verb = "says" if end - start >= len(text) - 2 else "begins" if start <= 2 else "has"
    return f'{verb} "{text[start:end].strip()[:80]}"'


def find_section_openers(document: Document, category: Category) -> Iterator[tuple[int, Entry]]:
    """The blocks that are headings of a section of this category, and the lexicon's entry for each."""
    return ((index, entry) for index, entry, _, _ in document.phrase_hits.get(category, ()) if entry.opens)


def find_section_blocks(document: Document, opener: int, longest: int = _MOST_SECTION_BLOCKS) -> Iterator[int]:
    """The blocks after a section's heading that belong to the section: up to the next running text or heading.

    >>> from boilerstrip.document import Block
    >>> lines = ["Related stories", "Ferry sinks", "Bridge opens", "The mayor said on Tuesday that the town had paid for both."]
    >>> list(find_section_blocks(Document(tuple(Block(t, i) for i, t in enumerate(lines))), 0))
    [1, 2]
    """
    for index in range(opener + 1, min(opener + 1 + longest, len(document.blocks))):
        if _is_section_end(document, document.blocks[opener], index):
            return
        yield index


def _is_section_end(document: Document, opener: Block, index: int) -> bool:
    """Whether a block is running text, a heading of the same rank, or the beginning of another sort of boilerplate."""
    block = document.blocks[index]
    if document.prose[index] and block.link_density < _MOSTLY_LINKS:
        return True
    if block.kind == opener.kind == "heading" and block.level <= opener.level:
        return True
    return any(entry.certain and entry.category in _ENDING_CATEGORIES for entry, _, _ in document.block_phrases[index])
