"""Newsletter sign-ups: the heading, its pitch, and promo sentences at the end of paragraphs."""

from __future__ import annotations

from collections.abc import Iterator

from boilerstrip.document import Document
from boilerstrip.filters.wording import HINT_SCORE, boxed, openers, section, tails
from boilerstrip.findings import Finding

_LONGEST_PITCH = 3


class Newsletter:
    """Newsletter sign-ups: the heading, its pitch, and promo sentences at the end of paragraphs."""

    name = "newsletter"

    def find(self, document: Document) -> Iterator[Finding]:
        """Blocks whose wording gives them away, the lines under a heading of that kind, and last sentences."""
        yield from boxed(document, "newsletter")
        yield from tails(document, "newsletter")
        for opener, entry in openers(document, "newsletter"):
            heading = document.blocks[opener].text[:60]
            for index in section(document, opener, _LONGEST_PITCH):
                yield Finding(index, "newsletter", f"under-{entry.rule}", f'stands under a newsletter sign-up: "{heading}"', certain=False, score=HINT_SCORE)
