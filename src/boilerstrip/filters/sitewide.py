"""Lines that stand on many pages of the site, as a `SiteModel` has learned them.

What is certain was measured on 493 sources of 71 annotated pages, each with the template of three to fifteen others: articles keep none of the 12,541
lines that are certain by where they stand. They keep 539 of 1,255 labels of less than five words that stand in the running text of half of the
pages, and 14 of 4,074 that stand outside it on fewer; so these are no findings at all.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence, Set
from itertools import pairwise

from boilerstrip.document import Document
from boilerstrip.document.findings import Category, Finding
from boilerstrip.document.site_template import LEAST_PAGES, LineStats, Template, make_line_key
from boilerstrip.recognisers.credits import parse_credit

_LABEL_WORDS, _SENTENCE_WORDS = 5, 12
_LEAST_SHARE, _OFTEN = 0.05, 0.5
_HINT = 0.9
_CHANGING = "stands where the site's pages have lines that change from page to page"
_LEAST_TOLD = 2
_WORD = re.compile(r"[^\W\d_]{4,}")

Lines = Sequence[tuple[int, str]]


class Sitewide:
    """Lines that stand on many pages of the site, where a `SiteModel` of it is given."""

    name = "sitewide"

    def find(self, document: Document) -> Iterator[Finding]:
        """A finding for each line that the site repeats: certain, or a hint where articles have such lines too; none without a model."""
        template = document.template
        if template is None or not template.line_stats:
            return
        folded = document.folded
        lines = [
            (block.index, line) for block in document.blocks if block.has_words and (line := make_line_key(folded[block.index]))
        ]
        standing = {index: found for index, line in lines if (found := template.find_stats(line))}
        own = _own(document, standing) - _flanked(lines, template)
        rules = {
            index: rule for index, found in standing.items() if index not in own and (rule := _rule(document, index, found))
        }
        rules |= _next_to([(index, line) for index, line in lines if index not in own], template, rules)
        for index, found in standing.items():
            category: Category = "other" if index in document.main else "navigation"
            if index in rules:
                yield Finding(index, category, rules[index], _told(found), score=found.share, by_site=True)
            elif document.words[index] >= _LABEL_WORDS and found.share >= _LEAST_SHARE:
                yield Finding(index, category, "elsewhere", _told(found), certain=False, score=_HINT, by_site=True)
        for index in _in_slots(document, lines, template):
            if index not in rules:
                certain = not document.prose[index]
                yield Finding(index, "related", "slot", _CHANGING, certain, _OFTEN if certain else _HINT, by_site=True)


def _own(document: Document, standing: Mapping[int, LineStats]) -> frozenset[int]:
    """The lines above the running text that other pages have too, but that are this article's: its headline, which they tease, and its author."""
    above = [index for index in standing if index < document.main.start]
    spoken = (
        _words(" ".join(text for text, prose in zip(document.folded, document.prose, strict=True) if prose))
        if above
        else frozenset()
    )
    return frozenset(index for index in above if _is_of(document.folded[index], spoken) or parse_credit(document, index))


def _is_of(line: str, spoken: Set[str]) -> bool:
    """Whether most words of a line are words of the running text."""
    told = _words(line)
    return len(told & spoken) >= max(_LEAST_TOLD, len(told) / 2)


def _rule(document: Document, index: int, known: LineStats) -> str | None:
    """What makes it certain that the line is no part of the article; `None` where it may be.

    Outside the running text, it is that it stands on that side of it on other pages too. Inside, articles have lines that come again: heads of
    sections ("What we know"), steps of recipes ("Preheat the oven"). So there it must be long, or on half of the pages and no mere label.
    """
    words, often, main = document.words[index], known.share >= _OFTEN, document.main
    if known.share < _LEAST_SHARE:
        return None
    if index in main:
        # What stands at the end may be taken for running text here and not there; never what stands at its beginning, which teasers quote.
        there = known.inside + (known.after if index == main.end - 1 else 0)
        enough = there >= max(LEAST_PAGES, known.before, known.after) and words >= (_LABEL_WORDS if often else _SENTENCE_WORDS)
        return "inside" if enough else None
    side = known.after if main and index >= main.end else known.before
    return "outside" if side >= LEAST_PAGES and side > known.inside and (often or words >= _LABEL_WORDS) else None


def _flanked(lines: Lines, template: Template) -> frozenset[int]:
    """The lines whose neighbours on both sides stand next to them everywhere: an entry of a menu, even if the article speaks of it."""
    joined = [False, *((line, following) in template.pairs for (_, line), (_, following) in pairwise(lines)), False]
    last = len(lines) - 1
    return frozenset(
        index
        for place, (index, _) in enumerate(lines)
        if (joined[place] or place == 0) and (joined[place + 1] or place == last) and (joined[place] or joined[place + 1])
    )


def _next_to(lines: Lines, template: Template, rules: Mapping[int, str]) -> dict[int, str]:
    """The lines next to a certain one that stand next to it everywhere: a sign-up's label and its button go with its pitch."""
    found: dict[int, str] = {}
    for ordered, step in ((lines, 1), (lines[::-1], -1)):
        for (index, line), (other, following) in pairwise(ordered):
            if (index in rules or index in found) and other not in rules and (line, following)[::step] in template.pairs:
                found[other] = "together"
    return found


def _in_slots(document: Document, lines: Lines, template: Template) -> Iterator[int]:
    """What stands behind the running text where the site's other pages have lines that change: teasers, new ones too."""
    behind = [(index, line) for index, line in lines if document.main and index >= document.main.end]
    marks = [place for place, (_, line) in enumerate(behind) if line in template.frame]
    for first, last in pairwise(marks):
        if (behind[first][1], behind[last][1]) in template.slots:
            yield from (index for index, _ in behind[first + 1 : last])


def _words(text: str) -> frozenset[str]:
    return frozenset(_WORD.findall(text))


def _told(found: LineStats) -> str:
    exactly = "" if found.is_exact else ", but for a few letters,"
    return f"stands{exactly} on {found.pages} of {found.total} pages of the site"
