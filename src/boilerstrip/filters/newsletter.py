"""Newsletter sign-ups: the heading, its pitch, and promo sentences at the end of paragraphs."""

from __future__ import annotations

from collections.abc import Iterator

from boilerstrip.document import Document
from boilerstrip.filters.wording import HINT_SCORE, between, boxed, openers, pitches, section, tails
from boilerstrip.findings import Finding

_LONGEST_PITCH = 3
_REACH = 2


class Newsletter:
    """Newsletter sign-ups: the heading, its pitch, and promo sentences at the end of paragraphs."""

    name = "newsletter"

    def find(self, document: Document) -> Iterator[Finding]:
        """Blocks whose wording gives them away, what stands between two of them, lines under a sign-up heading, and last sentences.

        "Subscribe to ..." beside a newsletter's sign-up is the newsletter's.
        """
        findings = tuple(boxed(document, "newsletter"))
        yield from findings
        yield from tails(document, "newsletter")
        sure = {finding.block for finding in findings if finding.certain}
        prompts = [
            f for f in boxed(document, "subscribe") if f.certain and any(abs(f.block - other) <= _REACH for other in sure)
        ]
        for prompt in prompts:
            yield prompt._replace(category="newsletter", evidence=f"{prompt.evidence}, beside a newsletter's sign-up")
        box = sure | {prompt.block for prompt in prompts}
        yield from between(document, "newsletter", box)
        yield from pitches(document, "newsletter", box)
        for opener, entry in openers(document, "newsletter"):
            heading = document.blocks[opener].text[:60]
            for index in section(document, opener, _LONGEST_PITCH):
                evidence = f'stands under a newsletter sign-up: "{heading}"'
                yield Finding(index, "newsletter", f"under-{entry.rule}", evidence, certain=False, score=HINT_SCORE)
