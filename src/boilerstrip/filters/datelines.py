"""Dates, times and reading times that stand alone; never the place that opens a paragraph."""

from __future__ import annotations

from collections.abc import Iterator

from boilerstrip.document import Document
from boilerstrip.filters.wording import worded
from boilerstrip.findings import Finding


class Datelines:
    """Dates, times and reading times that stand alone; never the place that opens a paragraph."""

    name = "datelines"

    def find(self, document: Document) -> Iterator[Finding]:
        """A finding for every block whose wording gives it away."""
        yield from worded(document, "dateline")
