"""Share and follow bars."""

from __future__ import annotations

from collections.abc import Iterator

from boilerstrip.document import Document
from boilerstrip.filters.wording import worded
from boilerstrip.findings import Finding


class Sharing:
    """Share and follow bars: labelled lines, and the names of networks standing together."""

    name = "sharing"

    def find(self, document: Document) -> Iterator[Finding]:
        """Blocks whose wording gives them away; the name of a network alone counts only beside another such line."""
        findings = list(worded(document, "sharing"))
        claimed = {finding.block for finding in findings}
        for finding in findings:
            if finding.certain:
                yield finding
            elif claimed & {finding.block - 1, finding.block + 1, finding.block - 2, finding.block + 2}:
                yield Finding(finding.block, "sharing", finding.rule, f"{finding.evidence}, in a row of such lines")
            else:
                yield finding
