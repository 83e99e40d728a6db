"""Newsletter sign-ups: the heading, its pitch, and promo sentences at the end of paragraphs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from boilerstrip.document import Document
from boilerstrip.document.findings import Finding
from boilerstrip.filters._support import find_blocks_in_elements, find_pitch_words, promote_nearby, surrounding_promo

_LEAST_PITCH_WORDS = 2
_ELEMENT_SCORE = 0.75
_ELEMENTS = frozenset(["newsletter", "newsletters", "newsletter-signup", "newsletter-box", "signup", "sign-up"])


class Newsletter:
    """Newsletter sign-ups: the heading, its pitch, and promo sentences at the end of paragraphs."""

    name = "newsletter"

    def find(self, document: Document) -> Iterator[Finding]:
        """Blocks with the wording of a sign-up, the blocks of its box, lines under a sign-up heading, and last sentences of paragraphs.

        "Subscribe to ..." beside a newsletter's sign-up belongs to the newsletter.
        """
        findings = list(promote_nearby(document, "newsletter"))
        yield from findings
        box = {finding.block for finding in findings if finding.certain}
        for finding in _extend_box(document, findings):
            box.add(finding.block)
            yield finding
        yield from surrounding_promo(document, "newsletter", box)
        for index, name in find_blocks_in_elements(document, _ELEMENTS):
            evidence = f'stands in an element called "{name}"'
            yield Finding(index, "newsletter", "element", evidence, certain=False, score=_ELEMENT_SCORE)


def _extend_box(document: Document, findings: Iterable[Finding]) -> Iterator[Finding]:
    """Certain findings for hints with a pitch directly after them, and for prompts to subscribe beside wording of a newsletter."""
    hints = [finding for finding in findings if not finding.certain]
    for hint in hints:
        following = hint.block + 1
        if following < len(document.blocks) and len(find_pitch_words(document, following)) >= _LEAST_PITCH_WORDS:
            yield hint._replace(certain=True, score=1.0, evidence=f"{hint.evidence}, with a pitch behind it")
    newsletter_blocks = {finding.block for finding in findings}
    for prompt in promote_nearby(document, "subscribe"):
        is_near = any(_is_beside(document, prompt.block, other) for other in newsletter_blocks)
        if prompt.certain and is_near:
            yield prompt._replace(category="newsletter", evidence=f"{prompt.evidence}, beside a newsletter's sign-up")


def _is_beside(document: Document, one: int, other: int) -> bool:
    """Whether two blocks are next to each other, or only a pitch is between them."""
    if abs(one - other) == 2:
        return bool(find_pitch_words(document, (one + other) // 2))
    return abs(one - other) == 1
