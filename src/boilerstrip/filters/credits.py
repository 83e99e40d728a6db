"""Closing credits, copyright lines, and notes on the author or the source."""

from __future__ import annotations

from collections.abc import Iterator

from boilerstrip.document import Document
from boilerstrip.filters.wording import HINT_SCORE, openers, section, worded
from boilerstrip.findings import Finding


class Credits:
    """Closing credits, copyright lines, and notes on the author or the source."""

    name = "credits"

    def find(self, document: Document) -> Iterator[Finding]:
        """Blocks whose wording gives them away, and what stands under a heading such as "About the author"."""
        yield from worded(document, "credits")
        for opener, entry in openers(document, "credits"):
            if opener < document.main.end - 3:
                continue
            for index in [*section(document, opener, 4)] or [opener + 1]:
                if index < len(document.blocks):
                    evidence = f'stands under "{document.blocks[opener].text[:60]}"'
                    yield Finding(index, "credits", f"under-{entry.rule}", evidence, certain=False, score=HINT_SCORE)
