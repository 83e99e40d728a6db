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

# These characters at the ends may differ between two copies of a label: "12 comments", "13 comments". Longer lines are
# compared by their likeness.
_NUMBERING = "0123456789 .,:()[]-"
_MOST_LABEL_CHARS = 60
# A copy of this many words is certain, and among the running text one of this many; shorter copies get a weak hint.
_LEAST_WORDS = 9
_LEAST_WORDS_INSIDE = 12
_WEAK_SCORE = 0.15
# Among the running text, a line that stands more often than this is a refrain.
_MOST_INSIDE = 2

# Near copies: blocks are compared where this many characters at the beginning or the end are the same.
_SHARED_CHARS = 16
# Among the running text this many characters may differ. Elsewhere the likeness is in percent, the lengths may differ by this share,
# and the blocks have at most this many words.
_MOST_CHANGED_CHARS = 3
_LEAST_LIKENESS = 94.0
_LENGTH_SLACK = 0.08
_MOST_NEAR_WORDS = 60
_DIGITS = re.compile(r"\d+")

# A block that holds so many others, with this share of its characters, is a copy of them. Shorter blocks are no evidence, and only so many
# blocks between them may be missing.
_LEAST_COLLECTED, _COLLECTED_SHARE = 3, 0.6
_LEAST_HELD_WORDS, _MOST_MISSED = 4, 3

# Pull quotes: their length in characters, and how many times as long their paragraph is.
_LEAST_QUOTE_CHARS = 40
_MOST_QUOTE_CHARS = 400
_LEAST_LONGER = 1.3
# A longer paragraph holds a whole article, as data for machines do.
_MOST_PARAGRAPH_CHARS = 3000
# How far a pull quote stands from its paragraph: in blocks of running text, since other blocks between them may be gone already; and
# in blocks of any sort.
_MOST_PROSE_BETWEEN = 12
_MOST_BLOCKS_BETWEEN = 48
_QUOTE_SCORE = 0.9
_BEFORE_QUOTE = frozenset(["", ".", ",", '"'])
_QUOTATION_MARKS = f"{OPENING_QUOTES}「"  # with the Japanese mark, which no other list has


class Repeats:
    """Later copies of a line: exact, or alike but for apostrophes, digits or a cut-off end.

    The first copy stays. A short line that comes again inside the running text is a refrain and stays too.
    """

    name = "repeats"

    def find(self, document: Document) -> Iterator[Finding]:
        """A finding for each later copy, and for each pull quote whose words stand in a paragraph before or after it."""
        return find_copies(DedupView.of_all(document))


def find_copies(view: DedupView) -> Iterator[Finding]:
    """A finding for each copy among the blocks of a view, and for each pull quote; the findings have the page's block numbers."""
    for finding in (*_find_same(view), *_find_nearly_same(view), *_find_collections(view), *_find_pull_quotes(view)):
        original = finding.original
        yield finding._replace(
            block=view.blocks[finding.block].index, original=None if original is None else view.blocks[original].index
        )


def _find_same(view: DedupView) -> Iterator[Finding]:
    first: dict[str, int] = {}
    words = view.words
    # Only copies inside the running text make a refrain. A copy outside is removed, and without it a pair inside must be judged the same.
    main = view.main or Run(0, len(view.blocks))
    counts = Counter(view.folded[main.start : main.end])
    for index, text in enumerate(view.folded):
        if words[index] < 2:
            continue
        key = text if len(text) > _MOST_LABEL_CHARS else text.strip(_NUMBERING)
        original = first.get(key)
        if original is None:
            if view.blocks[index].has_words:
                first[key] = index
        elif key and view.blocks[index].has_words:
            yield _make_copy_finding(view, original, index, is_refrain=counts[view.folded[original]] > _MOST_INSIDE)


def _make_copy_finding(view: DedupView, original: int, index: int, *, is_refrain: bool) -> Finding:
    inside = not view.main or (index in view.main and original in view.main)
    least = _LEAST_WORDS_INSIDE if inside else _LEAST_WORDS
    certain = view.words[index] >= least and not (inside and is_refrain)
    score = 1.0 if certain else _WEAK_SCORE
    same = view.blocks[index].text == view.blocks[original].text
    evidence = f"the same as {_describe_place(view, original)}" + ("" if same else " but for marks or digits")
    return Finding(index, "repeat", "same" if same else "nearly-same", evidence, certain, score, original=original)


def _describe_place(view: DedupView, index: int) -> str:
    line = view.blocks[index].line
    return f"line {line + 1}" if line is not None else "an earlier block"


def _find_nearly_same(view: DedupView) -> Iterator[Finding]:
    """Copies with a cut-off end or a changed word.

    Each block is compared with the last block before it that begins the same, and with the last one that ends the same.
    """
    starts: dict[str, int] = {}
    ends: dict[str, int] = {}
    long_blocks = [index for index, words in enumerate(view.words) if words >= _LEAST_WORDS and view.blocks[index].has_words]
    for index in long_blocks:
        text = view.folded[index].rstrip(" .…")
        start, end = text[:_SHARED_CHARS], text[-_SHARED_CHARS:]
        candidates = (
            {place for place in (starts.get(start), ends.get(end)) if place is not None}
            if start in starts or end in ends
            else ()
        )
        starts[start] = ends[end] = index
        for original in sorted(candidates, key=str):
            if _is_near_copy(view, index, original):
                evidence = f"nearly the same as {_describe_place(view, original)}"
                yield Finding(index, "repeat", "nearly-same", evidence, original=original)
                break


def _is_near_copy(view: DedupView, index: int, original: int) -> bool:
    """Whether two texts that are not the same differ only in their end, or in a few characters.

    Among the running text at most three characters may differ, and no number: two paragraphs of a report can be alike.
    """
    text, earlier = view.folded[index], view.folded[original]
    if text == earlier:
        return False
    without_end = text.rstrip(" .…")
    if text.endswith(("...", "…")) and len(without_end) > _SHARED_CHARS and earlier.startswith(without_end):
        return True
    if index in view.main and original in view.main:
        same_numbers = _DIGITS.findall(text) == _DIGITS.findall(earlier)
        few_changes = Levenshtein.distance(text, earlier, score_cutoff=_MOST_CHANGED_CHARS) <= _MOST_CHANGED_CHARS
        return few_changes and same_numbers and view.words[index] >= _LEAST_WORDS_INSIDE
    same_length = abs(len(text) - len(earlier)) <= _LENGTH_SLACK * len(text) and view.words[index] <= _MOST_NEAR_WORDS
    return same_length and fuzz.ratio(text, earlier, score_cutoff=_LEAST_LIKENESS) > 0


def _find_collections(view: DedupView) -> Iterator[Finding]:
    """Blocks that hold the texts of several other blocks one after another, as data for machines hold the whole article."""
    shortest: dict[str, int] = {}
    for index, text in enumerate(view.folded):
        known = shortest.get(text[:_SHARED_CHARS])
        if view.words[index] >= _LEAST_WORDS and (known is None or len(text) < len(view.folded[known])):
            shortest[text[:_SHARED_CHARS]] = index
    for index, text in enumerate(view.folded):
        first = shortest.get(text[:_SHARED_CHARS], index)
        if view.words[index] < _LEAST_COLLECTED * _LEAST_WORDS or 2 * len(view.folded[first]) > len(text):
            continue
        held = _find_held(view, index, first)
        if len(held) >= _LEAST_COLLECTED and sum([len(view.folded[other]) for other in held]) >= _COLLECTED_SHARE * len(text):
            evidence = f"holds the text of {len(held)} other blocks, from {_describe_place(view, first)} on"
            yield Finding(index, "repeat", "collection", evidence, original=first)


def _find_held(view: DedupView, index: int, first: int) -> list[int]:
    """The blocks from the first one on whose texts stand in a block, one after another."""
    text, place, missed = view.folded[index], 0, 0
    held: list[int] = []
    for other in range(first, len(view.folded)):
        if other == index or view.words[other] < _LEAST_HELD_WORDS:
            continue
        found = text.find(view.folded[other], place)
        if found < 0:
            missed += 1
            if missed > _MOST_MISSED:
                break
            continue
        held.append(other)
        place = found + len(view.folded[other])
    return held


def _find_pull_quotes(view: DedupView) -> Iterator[Finding]:
    """Pull quotes: a block of a sentence's length whose words also stand in a longer paragraph of the running text near it."""
    start, end = view.main.start, view.main.end
    whole = "\n".join(view.folded)
    offsets = [0, *accumulate([len(text) + 1 for text in view.folded])]
    prose_count = list(accumulate([weight > 0 for weight in view.prose]))
    for index in range(start, end):
        text = view.folded[index]
        if len(text) < _LEAST_QUOTE_CHARS or _is_heading(view.blocks[index].text, view.words[index]):
            continue
        quote = text.strip("\"' .")
        lowest, highest = max(start, index - _MOST_BLOCKS_BETWEEN), min(end, index + _MOST_BLOCKS_BETWEEN)
        first = bisect_left(prose_count, prose_count[index] - _MOST_PROSE_BETWEEN, lowest, index)
        last = bisect_right(prose_count, prose_count[index] + _MOST_PROSE_BETWEEN, index, highest)
        if not _LEAST_QUOTE_CHARS <= len(quote) <= _MOST_QUOTE_CHARS or whole.count(quote, offsets[first], offsets[last]) < 2:
            continue
        for other in range(first, last):
            if other != index and _has_quote(view.folded[other], quote):
                evidence = f"its words stand in {_describe_place(view, other)}"
                yield Finding(index, "repeat", "pull-quote", evidence, certain=False, score=_QUOTE_SCORE, original=other)
                break


def _has_quote(paragraph: str, quote: str) -> bool:
    """Whether a longer paragraph, but no whole article, holds these words as a sentence, a clause or a quotation."""
    if not _LEAST_LONGER * len(quote) < len(paragraph) <= _MOST_PARAGRAPH_CHARS:
        return False
    place = paragraph.find(quote)
    return place >= 0 and paragraph[:place].rstrip()[-1:] in _BEFORE_QUOTE


def _is_heading(text: str, words: int) -> bool:
    """Whether a line reads as a heading, whatever kind its source gives it: short, without quotation marks or a full stop."""
    return words < _LEAST_WORDS_INSIDE and text[0] not in _QUOTATION_MARKS and not ends_sentence(text)
