"""Prompts to subscribe, register, download an app or donate."""

from __future__ import annotations

from collections.abc import Iterator

from boilerstrip.document import Document
from boilerstrip.filters.wording import HINT_SCORE, between, boxed, openers, pitches, section, tails
from boilerstrip.findings import Finding

_LONGEST_PITCH = 3


class Subscribe:
    """Prompts to subscribe, register, download an app or donate."""

    name = "subscribe"

    def find(self, document: Document) -> Iterator[Finding]:
        """Blocks whose wording gives them away, the lines under a heading of that kind, and last sentences."""
        findings = tuple(boxed(document, "subscribe"))
        yield from findings
        sure = {finding.block for finding in findings if finding.certain}
        yield from between(document, "subscribe", sure)
        yield from pitches(document, "subscribe", sure)
        yield from tails(document, "subscribe")
        for opener, entry in openers(document, "subscribe"):
            heading = document.blocks[opener].text[:60]
            for index in section(document, opener, _LONGEST_PITCH):
                yield Finding(
                    index,
                    "subscribe",
                    f"under-{entry.rule}",
                    f'stands under a subscription prompt: "{heading}"',
                    certain=False,
                    score=HINT_SCORE,
                )
