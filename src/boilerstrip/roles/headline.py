"""Finds the headline."""

from __future__ import annotations

import re
from collections.abc import Iterator

from boilerstrip.document import Block, Document
from boilerstrip.folding import fold
from boilerstrip.roles.claimed import Claimed
from boilerstrip.roles.headline_cues import Cues
from boilerstrip.roles.slug import shared_with

_LOOKBACK = 40
_LOOKAHEAD = 12
_LEAST_WORDS, _MOST_WORDS = 2, 45
_LEAST_SHARED = 2
_SHORTLIST = 5
_LEAST_SCORE = 2.0
_MOST_KICKER = 8
_HEADING = re.compile(r".*/h[1-6](?:\[\d+\])?(?![^/])")
_WORD = re.compile(r"\w+")
_SECOND_REACH, _SECOND_RANK = 3, 2


def find_headline(document: Document, claimed: Claimed) -> int | None:
    """The block that is most likely the headline, or `None` where no block is likely enough.

    Looks at the blocks before the running text and just behind its start. What can be told at a glance (rank, length, ending, the
    address's words) makes a shortlist; likeness to the page's own title and to the first paragraphs, and what stands next to it, decide.
    """
    cues = Cues.of(document, claimed.dated)
    glances = [(cues.glance(index), index) for index in _candidates(document, claimed, cues)]
    shortlist = sorted(glances, key=lambda row: (-row[0], row[1]))[:_SHORTLIST]
    best, best_score = None, _LEAST_SCORE
    for score, index in sorted(shortlist, key=lambda row: row[1]):
        whole = score + cues.look(index)
        if whole > best_score:
            best, best_score = index, whole
    return best if best is None else _second(cues, claimed, best)


def _second(cues: Cues, claimed: Claimed, headline: int) -> int:
    """The heading right behind it that is another title which the page declares, or else itself.

    Some sites write a first heading for search engines above the one for readers.
    """
    document, title = cues.document, cues.document.folded[headline]
    for index in range(headline + 1, min(len(document.blocks), headline + 1 + _SECOND_REACH)):
        if 1 <= document.blocks[index].level <= _SECOND_RANK and index not in claimed.taken:
            text = document.folded[index]
            if text != title and text in cues.titles and document.kind == "html":
                return index
    return headline


def find_kicker(document: Document, headline: int | None) -> int | None:
    """The first line of the headline, where its heading holds two and the page's title is both: "Harbour" and "Ferry sinks at dawn".

    >>> from boilerstrip.readers import read
    >>> page = "<title>Harbour: Ferry sinks at dawn</title><h1><div>Harbour</div>Ferry sinks at dawn</h1>"
    >>> find_kicker(read(page, kind="html"), 1)
    0
    """
    if not headline or not document.declared.titles or document.words[headline - 1] > _MOST_KICKER:
        return None
    block = document.blocks[headline - 1]
    both = _words(f"{block.text} {document.blocks[headline].text}")
    inside = _heading_of(block) is not None and _heading_of(block) == _heading_of(document.blocks[headline])
    return headline - 1 if inside and not block.hidden and both in map(_words, document.declared.titles) else None


def _heading_of(block: Block) -> str | None:
    """The path of the heading that holds the block."""
    found = _HEADING.match(block.path or "")
    return found[0] if found else None


def _words(text: str) -> list[str]:
    return _WORD.findall(fold(text))


def _candidates(document: Document, claimed: Claimed, cues: Cues) -> Iterator[int]:
    """Blocks of a headline's length near the start of the running text; farther up, only those that something speaks for."""
    near = document.main.start - _LOOKBACK
    for index in range(min(len(document.blocks), document.main.start + _LOOKAHEAD)):
        if not _LEAST_WORDS <= document.words[index] <= _MOST_WORDS and not cues.is_title(index):
            continue
        block = document.blocks[index]
        if (index in claimed.taken and not cues.is_declared(index)) or block.hidden or not block.has_words:
            continue
        if (
            index >= near
            or index == 0
            or cues.is_title(index)
            or shared_with(cues.slug, document.folded[index]) >= _LEAST_SHARED
        ):
            yield index
