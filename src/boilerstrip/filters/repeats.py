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
from boilerstrip.document.dedup_view import DedupView
from boilerstrip.document.findings import Finding
from boilerstrip.document.segmentation import Run
from boilerstrip.text.quotation_marks import OPENING_QUOTES
from boilerstrip.text.sentences import ends_sentence

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
# Longer ones hold a whole article, as data for machines do.
_LONGEST = 3000
_OPENING_QUOTES = f"{OPENING_QUOTES}「"  # with the Japanese mark: no other list has it
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
        return copies(DedupView.of_all(document))


def copies(page: DedupView) -> Iterator[Finding]:
    """A finding for each copy among these blocks, and for each pull quote."""
    for finding in (*_same(page), *_near(page), *_pulled(page)):
        original = finding.original
        yield finding._replace(
            block=page.blocks[finding.block].index, original=None if original is None else page.blocks[original].index
        )


def _same(page: DedupView) -> Iterator[Finding]:
    first: dict[str, int] = {}
    words = page.words
    # A copy outside makes no refrain of a pair inside: it goes, and the pair would be one to the next reader.
    main = page.main or Run(0, len(page.blocks))
    counts = Counter(page.folded[main.start : main.end])
    for index, text in enumerate(page.folded):
        if words[index] < 2:
            continue
        key = text if len(text) > _MOST_LABEL else text.strip(_NUMBERED)
        original = first.get(key)
        if original is None:
            if page.blocks[index].has_words:
                first[key] = index
        elif key and page.blocks[index].has_words:
            yield _copy(page, original, index, refrain=counts[page.folded[original]] > 2)


def _copy(page: DedupView, original: int, index: int, *, refrain: bool) -> Finding:
    inside = not page.main or (index in page.main and original in page.main)
    least = _LEAST_WORDS_INSIDE if inside else _LEAST_WORDS
    certain = page.words[index] >= least and not (inside and refrain)
    score = 1.0 if certain else _WEAK
    same = page.blocks[index].text == page.blocks[original].text
    evidence = f"the same as {_where(page, original)}" + ("" if same else " but for marks or digits")
    return Finding(index, "repeat", "same" if same else "nearly-same", evidence, certain, score, original=original)


def _where(page: DedupView, index: int) -> str:
    line = page.blocks[index].line
    return f"line {line + 1}" if line is not None else "an earlier block"


def _near(page: DedupView) -> Iterator[Finding]:
    """Copies with a cut-off end or a changed word: blocks that begin or end alike are compared, each with the last one like it."""
    starts: dict[str, int] = {}
    ends: dict[str, int] = {}
    long = [index for index, words in enumerate(page.words) if words >= _LEAST_WORDS and page.blocks[index].has_words]
    for index in long:
        text = page.folded[index].rstrip(" .…")
        start, end = text[:_SHARED], text[-_SHARED:]
        alike = (
            {place for place in (starts.get(start), ends.get(end)) if place is not None}
            if start in starts or end in ends
            else ()
        )
        starts[start] = ends[end] = index
        for original in sorted(alike, key=str):
            if _alike(page, index, original):
                evidence = f"nearly the same as {_where(page, original)}"
                yield Finding(index, "repeat", "nearly-same", evidence, original=original)
                break


def _alike(page: DedupView, index: int, original: int) -> bool:
    """Whether two texts that are not the same differ only in their end, or in a few characters.

    Among running text that is three characters and no number: two paragraphs of a report may well be alike.
    """
    text, before = page.folded[index], page.folded[original]
    if text == before:
        return False
    bare = text.rstrip(" .…")
    if text.endswith(("...", "…")) and len(bare) > _SHARED and before.startswith(bare):
        return True
    if index in page.main and original in page.main:
        same_numbers = _DIGITS.findall(text) == _DIGITS.findall(before)
        few = Levenshtein.distance(text, before, score_cutoff=_FEW_CHARS) <= _FEW_CHARS
        return few and same_numbers and page.words[index] >= _LEAST_WORDS_INSIDE
    close = abs(len(text) - len(before)) <= _LENGTH_SLACK * len(text) and page.words[index] <= _MOST_WORDS
    return close and fuzz.ratio(text, before, score_cutoff=_LIKENESS) > 0


def _pulled(page: DedupView) -> Iterator[Finding]:
    """Pull quotes: a block of a sentence's length whose words stand in a longer paragraph of the running text near by."""
    start, end = page.main.start, page.main.end
    whole = "\n".join(page.folded)
    places = [0, *accumulate([len(text) + 1 for text in page.folded])]
    passed = list(accumulate([weight > 0 for weight in page.prose]))
    for index in range(start, end):
        text = page.folded[index]
        if len(text) < _LEAST_PULLED or _is_heading(page.blocks[index].text, page.words[index]):
            continue
        bare = text.strip("\"' .")
        first = bisect_left(passed, passed[index] - _NEAR, max(start, index - _FARTHEST), index)
        last = bisect_right(passed, passed[index] + _NEAR, index, min(end, index + _FARTHEST))
        if not _LEAST_PULLED <= len(bare) <= _MOST_PULLED or whole.count(bare, places[first], places[last]) < 2:
            continue
        for other in range(first, last):
            if other != index and _quotes(page.folded[other], bare):
                yield Finding(index, "repeat", "pull-quote", f"its words stand in {_where(page, other)}", original=other)
                break


def _quotes(paragraph: str, bare: str) -> bool:
    """Whether a longer paragraph holds these words as a sentence, a clause or a quotation; one of many sentences is no paragraph."""
    if not _LONGER * len(bare) < len(paragraph) <= _LONGEST:
        return False
    place = paragraph.find(bare)
    return place >= 0 and paragraph[:place].rstrip()[-1:] in _BEFORE_PULLED


def _is_heading(text: str, words: int) -> bool:
    """Whether a line reads as a heading, whatever its source calls it: short, without quotation marks or a full stop."""
    return words < _LEAST_WORDS_INSIDE and text[0] not in _OPENING_QUOTES and not ends_sentence(text)
