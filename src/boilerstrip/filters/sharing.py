"""Share and follow bars."""

from __future__ import annotations

from collections.abc import Iterator

from boilerstrip.document import Document
from boilerstrip.document.findings import Finding
from boilerstrip.filters._support import phrase_findings, promote_nearby

# Hints within this many blocks of each other, the block itself included, that are together certain.
_REACH = 2
_LEAST_TOGETHER = 2


class Sharing:
    """Share and follow bars: labelled lines, and the names of networks standing together."""

    name = "sharing"

    def find(self, document: Document) -> Iterator[Finding]:
        """Blocks with the wording of a share bar; the name of a network is certain only beside another line of the bar."""
        hints = [finding.block for finding in phrase_findings(document, "sharing") if not finding.certain]
        for finding in promote_nearby(document, "sharing"):
            near = sum(abs(finding.block - other) <= _REACH for other in hints)
            if finding.certain or near < _LEAST_TOGETHER:
                yield finding
            else:
                yield Finding(finding.block, "sharing", finding.rule, f"{finding.evidence}, in a row of such lines")
