"""Cookie notices and privacy prompts."""

from __future__ import annotations

from collections.abc import Iterator

from boilerstrip.document import Document
from boilerstrip.document.findings import Finding
from boilerstrip.filters._support import phrase_findings


class Consent:
    """Cookie notices and privacy prompts."""

    name = "consent"

    def find(self, document: Document) -> Iterator[Finding]:
        """A finding for every block whose wording gives it away."""
        yield from phrase_findings(document, "consent")
