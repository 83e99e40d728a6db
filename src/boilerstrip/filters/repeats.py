"""Lines that stand twice."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator
from itertools import accumulate

from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

from boilerstrip.document import Document
from boilerstrip.findings import Finding
from boilerstrip.running_text import Run

# What differs between two copies of a label: "12 comments", "13 comments". Longer lines are compared by likeness.
_NUMBERED = "0123456789 .,:()[]-"
_MOST_LABEL = 60
_LEAST_WORDS = 9
_LEAST_WORDS_INSIDE = 12
_WEAK = 0.15
_LEAST_PULLED = 40
_MOST_PULLED = 400
_BEFORE_PULLED = frozenset(["", ".", ",", '"'])
# How far a pull quote stands from its paragraph: in blocks of running text, for what parts them besides may be gone already.
_NEAR = 12
_FARTHEST = 48
_LONGER = 1.3
_SHARED = 16
_LIKENESS = 94.0
_FEW_CHARS = 3
_DIGITS = re.compile(r"\d+")
_LENGTH_SLACK = 0.08
_MOST_WORDS = 60


class Repeats:
    """Later copies of a line: exact, or alike but for apostrophes, digits or a cut-off end.

    The first copy stays. A short line that comes again inside the running text is a refrain and stays too.
    """

    name = "repeats"

    def find(self, document: Document) -> Iterator[Finding]:
        """A finding for each later copy, and for a pull quote whose words stand in a paragraph before or behind it."""
        first: dict[str, int] = {}
        words = document.words
        # A copy outside makes no refrain of a pair inside: it goes, and the pair would be one to the next reader.
        main = document.main or Run(0, len(document.blocks))
        counts = Counter(document.folded[main.start : main.end])
        for index, text in enumerate(document.folded):
            if words[index] < 2:
                continue
            key = text if len(text) > _MOST_LABEL else text.strip(_NUMBERED)
            original = first.get(key)
            if original is None:
                if document.blocks[index].has_words:
                    first[key] = index
            elif key and document.blocks[index].has_words:
                yield self._copy(document, original, index, refrain=counts[document.folded[original]] > 2)
        yield from _near(document)
        yield from _pulled(document)

    def _copy(self, document: Document, original: int, index: int, *, refrain: bool) -> Finding:
        inside = not document.main or (index in document.main and original in document.main)
        least = _LEAST_WORDS_INSIDE if inside else _LEAST_WORDS
        certain = document.words[index] >= least and not (inside and refrain)
        score = 1.0 if certain else _WEAK
        same = document.blocks[index].text == document.blocks[original].text
        evidence = f"the same as {_where(document, original)}" + ("" if same else " but for marks or digits")
        return Finding(index, "repeat", "same" if same else "nearly-same", evidence, certain, score, original=original)


def _where(document: Document, index: int) -> str:
    line = document.blocks[index].line
    return f"line {line + 1}" if line is not None else "an earlier block"


def _near(document: Document) -> Iterator[Finding]:
    """Copies with a cut-off end or a changed word: blocks that begin or end alike are compared, each with the last one like it."""
    starts: dict[str, int] = {}
    ends: dict[str, int] = {}
    long = [index for index, words in enumerate(document.words) if words >= _LEAST_WORDS and document.blocks[index].has_words]
    for index in long:
        text = document.folded[index].rstrip(" .…")
        start, end = text[:_SHARED], text[-_SHARED:]
        alike = (
            {place for place in (starts.get(start), ends.get(end)) if place is not None}
            if start in starts or end in ends
            else ()
        )
        starts[start] = ends[end] = index
        for original in sorted(alike, key=str):
            if _alike(document, index, original):
                evidence = f"nearly the same as {_where(document, original)}"
                yield Finding(index, "repeat", "nearly-same", evidence, original=original)
                break


def _alike(document: Document, index: int, original: int) -> bool:
    """Whether two texts that are not the same differ only in their end, or in a few characters.

    Among running text that is three characters and no number: two paragraphs of a report may well be alike.
    """
    text, before = document.folded[index], document.folded[original]
    if text == before:
        return False
    bare = text.rstrip(" .…")
    if text.endswith(("...", "…")) and len(bare) > _SHARED and before.startswith(bare):
        return True
    if index in document.main and original in document.main:
        same_numbers = _DIGITS.findall(text) == _DIGITS.findall(before)
        few = Levenshtein.distance(text, before, score_cutoff=_FEW_CHARS) <= _FEW_CHARS
        return few and same_numbers and document.words[index] >= _LEAST_WORDS_INSIDE
    close = abs(len(text) - len(before)) <= _LENGTH_SLACK * len(text) and document.words[index] <= _MOST_WORDS
    return close and fuzz.ratio(text, before, score_cutoff=_LIKENESS) > 0


def _pulled(document: Document) -> Iterator[Finding]:
    """Pull quotes: a block of a sentence's length whose words stand in a longer paragraph of the running text near by."""
    start, end = document.main.start, document.main.end
    page = "\n".join(document.folded)
    places = [0, *accumulate([len(text) + 1 for text in document.folded])]
    passed = list(accumulate([words > 0 for words in document.prose]))
    for index in range(start, end):
        text = document.folded[index]
        if len(text) < _LEAST_PULLED or (document.blocks[index].kind == "heading" and text[0] not in "\"'"):
            continue
        bare = text.strip("\"' .")
        first = bisect_left(passed, passed[index] - _NEAR, max(start, index - _FARTHEST), index)
        last = bisect_right(passed, passed[index] + _NEAR, index, min(end, index + _FARTHEST))
        if not _LEAST_PULLED <= len(bare) <= _MOST_PULLED or page.count(bare, places[first], places[last]) < 2:
            continue
        for other in range(first, last):
            if other != index and _quotes(document.folded[other], bare):
                yield Finding(index, "repeat", "pull-quote", f"its words stand in {_where(document, other)}", original=other)
                break


def _quotes(paragraph: str, bare: str) -> bool:
    """Whether a longer paragraph holds these words as a sentence, a clause or a quotation."""
    if len(paragraph) <= _LONGER * len(bare):
        return False
    place = paragraph.find(bare)
    return place >= 0 and paragraph[:place].rstrip()[-1:] in _BEFORE_PULLED
