"""Dates, times and reading times that stand alone; never the place that opens a paragraph, nor the dates of a timeline."""

from __future__ import annotations

from collections.abc import Iterator

from boilerstrip.document import Document
from boilerstrip.document.findings import Finding
from boilerstrip.filters._support import HINT_SCORE, phrase_findings
from boilerstrip.recognisers.credit_parts import YEAR

_LEAST_DATES = 2


class Datelines:
    """Dates, times and reading times that stand alone; never the place that opens a paragraph, nor the dates of a timeline."""

    name = "datelines"

    def find(self, document: Document) -> Iterator[Finding]:
        """A finding for every block whose wording gives it away; a hint for the dates that head the entries of a timeline or diary."""
        findings = list(phrase_findings(document, "dateline"))
        heads = {finding.block for finding in findings if finding.certain and _heads_entry(document, finding.block)}
        for finding in findings:
            told = len(heads) >= _LEAST_DATES and finding.block in heads
            yield finding._replace(certain=False, score=HINT_SCORE) if told else finding


def _heads_entry(document: Document, index: int) -> bool:
    """Whether a bare date stands right before running text, and right behind some or behind a heading, past the first paragraph.

    A teaser's date, and that of a reader's comment, have a title or a name before them.
    """
    if not document.main.start < index < len(document.blocks) - 1 or not document.prose[index + 1]:
        return False
    before = document.prose[index - 1] or document.blocks[index - 1].kind == "heading"
    return bool(before and _is_bare(document, index))


def _is_bare(document: Document, index: int) -> bool:
    """Whether a line begins with the date itself, not with "Updated"."""
    folded, lexicon = document.folded[index], document.lexicon
    first = folded.partition(" ")[0].rstrip(".,")
    begins = first[:1].isdigit() or first in lexicon.list("months") or first in lexicon.list("weekdays")
    return begins and YEAR.search(folded) is not None
