"""Lines that stand on many pages of the site, as a `SiteModel` has learned them.

The certain rules were measured on 493 sources of 71 annotated pages, each with the template of three to fifteen others. Articles keep none of
the 12,541 lines that are certain by their position. Labels of less than five words get no finding in two places: in the running text of half of
the pages, where articles keep 539 of 1,255, and outside it on fewer pages, where they keep 14 of 4,074.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence, Set
from itertools import pairwise

from boilerstrip.document import Document
from boilerstrip.document.findings import Category, Finding
from boilerstrip.document.site_template import LEAST_PAGES, LineStats, Template, make_line_key
from boilerstrip.recognisers.credit_blocks import parse_credit

# A line of fewer words is a label; a line in the running text on fewer than `_OFTEN` of the pages must have a sentence's words.
_LABEL_WORDS = 5
_SENTENCE_WORDS = 12
# Shares of the site's pages that have the line: below the first, a line gets no finding.
_LEAST_SHARE = 0.05
_OFTEN = 0.5
_HINT_SCORE = 0.9
# Words that a line must share with the running text to be about the article: this many, and half of its own.
_LEAST_SHARED_WORDS = 2
_SLOT_EVIDENCE = "stands where the site's pages have lines that change from page to page"
_WORD = re.compile(r"[^\W\d_]{4,}")

KeyedLines = Sequence[tuple[int, str]]  # block numbers, and each block's line as `make_line_key` gives it


class Sitewide:
    """Lines that stand on many pages of the site, where a `SiteModel` of it is given."""

    name = "sitewide"

    def find(self, document: Document) -> Iterator[Finding]:
        """A finding for each line that the site repeats, a hint where articles have such lines too; nothing without a model."""
        template = document.template
        if template is None or not template.line_stats:
            return
        folded = document.folded
        lines = [
            (block.index, line) for block in document.blocks if block.has_words and (line := make_line_key(folded[block.index]))
        ]
        repeated = {index: stats for index, line in lines if (stats := template.find_stats(line))}
        own = _find_own_lines(document, repeated) - _find_flanked(lines, template)
        rules = {
            index: rule
            for index, stats in repeated.items()
            if index not in own and (rule := _find_rule(document, index, stats))
        }
        rules |= _find_neighbours([(index, line) for index, line in lines if index not in own], template, rules)
        for index, stats in repeated.items():
            category: Category = "other" if index in document.main else "navigation"
            if index in rules:
                yield Finding(index, category, rules[index], _describe(stats), score=stats.share, by_site=True)
            elif document.words[index] >= _LABEL_WORDS and stats.share >= _LEAST_SHARE:
                yield Finding(index, category, "elsewhere", _describe(stats), certain=False, score=_HINT_SCORE, by_site=True)
        for index in _find_slot_lines(document, lines, template):
            if index not in rules:
                certain = not document.prose[index]
                score = _OFTEN if certain else _HINT_SCORE
                yield Finding(index, "related", "slot", _SLOT_EVIDENCE, certain, score, by_site=True)


def _find_own_lines(document: Document, repeated: Mapping[int, LineStats]) -> frozenset[int]:
    """The lines above the running text that belong to this article though other pages have them.

    Other pages have the headline in a teaser of this article, and the credit where its author wrote them too.
    """
    above = [index for index in repeated if index < document.main.start]
    prose_words = (
        _find_words(" ".join(text for text, prose in zip(document.folded, document.prose, strict=True) if prose))
        if above
        else frozenset()
    )
    return frozenset(
        index for index in above if _is_about(document.folded[index], prose_words) or parse_credit(document, index)
    )


def _is_about(line: str, prose_words: Set[str]) -> bool:
    """Whether most words of a line are words of the running text."""
    words = _find_words(line)
    return len(words & prose_words) >= max(_LEAST_SHARED_WORDS, len(words) / 2)


def _find_rule(document: Document, index: int, stats: LineStats) -> str | None:
    """The rule by which a line is certainly no part of the article; `None` where the line may be part of it.

    Outside the running text, the line must be on the same side of the running text on other pages too. Inside, articles repeat lines:
    headings of sections ("What we know"), steps of recipes ("Preheat the oven"). There the line must be long, or be more than a label
    and on half of the pages.
    """
    words, often, main = document.words[index], stats.share >= _OFTEN, document.main
    if stats.share < _LEAST_SHARE:
        return None
    if index in main:
        # Some pages count the last line as running text and others do not, so pages with the line after the running text count here.
        # The first line gets no such allowance, since teasers quote it.
        there = stats.inside + (stats.after if index == main.end - 1 else 0)
        enough = there >= max(LEAST_PAGES, stats.before, stats.after) and words >= (_LABEL_WORDS if often else _SENTENCE_WORDS)
        return "inside" if enough else None
    same_side = stats.after if main and index >= main.end else stats.before
    return "outside" if same_side >= LEAST_PAGES and same_side > stats.inside and (often or words >= _LABEL_WORDS) else None


def _find_flanked(lines: KeyedLines, template: Template) -> frozenset[int]:
    """The lines whose neighbours on both sides are their neighbours on all pages: a menu entry, even if the article is about its topic."""
    is_pair = [False, *((line, following) in template.pairs for (_, line), (_, following) in pairwise(lines)), False]
    last = len(lines) - 1
    return frozenset(
        index
        for place, (index, _) in enumerate(lines)
        if (is_pair[place] or place == 0) and (is_pair[place + 1] or place == last) and (is_pair[place] or is_pair[place + 1])
    )


def _find_neighbours(lines: KeyedLines, template: Template, rules: Mapping[int, str]) -> dict[int, str]:
    """The rule "together" for each line next to a certain line that is next to it on all pages.

    By this rule, the label and the button of a sign-up go with its pitch.
    """
    together: dict[int, str] = {}
    for ordered, step in ((lines, 1), (lines[::-1], -1)):
        for (index, line), (other, following) in pairwise(ordered):
            if (index in rules or index in together) and other not in rules and (line, following)[::step] in template.pairs:
                together[other] = "together"
    return together


def _find_slot_lines(document: Document, lines: KeyedLines, template: Template) -> Iterator[int]:
    """The lines after the running text where the site's other pages have lines that change: teasers, even if they are new."""
    after = [(index, line) for index, line in lines if document.main and index >= document.main.end]
    frame = [place for place, (_, line) in enumerate(after) if line in template.frame]
    for first, last in pairwise(frame):
        if (after[first][1], after[last][1]) in template.slots:
            yield from (index for index, _ in after[first + 1 : last])


def _find_words(text: str) -> frozenset[str]:
    return frozenset(_WORD.findall(text))


def _describe(stats: LineStats) -> str:
    exactly = "" if stats.is_exact else ", but for a few letters,"
    return f"stands{exactly} on {stats.pages} of {stats.total} pages of the site"
