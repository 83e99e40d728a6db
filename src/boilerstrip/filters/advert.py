"""Labels and lines of advertising."""

from __future__ import annotations

from collections.abc import Iterator

from boilerstrip.document import Document
from boilerstrip.document.findings import Finding
from boilerstrip.filters._support import phrase_findings


class Advert:
    """Labels and lines of advertising."""

    name = "advert"

    def find(self, document: Document) -> Iterator[Finding]:
        """A finding for every block whose wording gives it away."""
        yield from phrase_findings(document, "advert")
