"""Prompts to subscribe, register, download an app or donate."""

from __future__ import annotations

from collections.abc import Iterator

from boilerstrip.document import Document
from boilerstrip.document.findings import Finding
from boilerstrip.filters._support import promote_nearby, surrounding_promo


class Subscribe:
    """Prompts to subscribe, register, download an app or donate."""

    name = "subscribe"

    def find(self, document: Document) -> Iterator[Finding]:
        """Blocks with the wording of a prompt, the blocks of its box, lines under a heading of the category, and last sentences."""
        findings = list(promote_nearby(document, "subscribe"))
        yield from findings
        yield from surrounding_promo(document, "subscribe", {finding.block for finding in findings if finding.certain})
