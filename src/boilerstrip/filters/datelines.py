"""Dates, times and reading times in lines of their own."""

from __future__ import annotations

from collections.abc import Iterator

from boilerstrip.document import Document
from boilerstrip.document.findings import Finding
from boilerstrip.filters._support import HINT_SCORE, phrase_findings
from boilerstrip.recognisers.credit_parts import YEAR

# Fewer dates make no timeline.
_LEAST_DATES = 2


class Datelines:
    """Dates, times and reading times that stand alone; never the place that opens a paragraph, nor the dates of a timeline."""

    name = "datelines"

    def find(self, document: Document) -> Iterator[Finding]:
        """A finding for every block with the wording of a date line; only a hint for the dates above the entries of a timeline or diary."""
        findings = list(phrase_findings(document, "dateline"))
        entry_dates = {finding.block for finding in findings if finding.certain and _is_entry_date(document, finding.block)}
        is_timeline = len(entry_dates) >= _LEAST_DATES
        for finding in findings:
            is_hint = is_timeline and finding.block in entry_dates
            yield finding._replace(certain=False, score=HINT_SCORE) if is_hint else finding


def _is_entry_date(document: Document, index: int) -> bool:
    """Whether a bare date after the first paragraph has running text directly after it, and running text or a heading before it.

    The date of a teaser or of a reader's comment has a title or a name before it.
    """
    if not document.main.start < index < len(document.blocks) - 1 or not document.prose[index + 1]:
        return False
    before = document.prose[index - 1] or document.blocks[index - 1].kind == "heading"
    return bool(before and _is_bare_date(document, index))


def _is_bare_date(document: Document, index: int) -> bool:
    """Whether a line begins with the date itself, and not with a word such as "Updated"."""
    folded, lexicon = document.folded[index], document.lexicon
    first = folded.partition(" ")[0].rstrip(".,")
    begins_with_date = first[:1].isdigit() or first in lexicon.list("months") or first in lexicon.list("weekdays")
    return begins_with_date and YEAR.search(folded) is not None
