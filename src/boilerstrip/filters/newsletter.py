"""Newsletter sign-ups: the heading, its pitch, and promo sentences at the end of paragraphs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from boilerstrip.document import Document
from boilerstrip.document.findings import Finding
from boilerstrip.filters._support import blocks_in_elements, pitch_words, promote_nearby, surrounding_promo

_PITCH = 2
_ELEMENTS = frozenset(["newsletter", "newsletters", "newsletter-signup", "newsletter-box", "signup", "sign-up"])


class Newsletter:
    """Newsletter sign-ups: the heading, its pitch, and promo sentences at the end of paragraphs."""

    name = "newsletter"

    def find(self, document: Document) -> Iterator[Finding]:
        """Blocks whose wording gives them away, what stands between two of them, lines under a sign-up heading, and last sentences.

        "Subscribe to ..." beside a newsletter's sign-up is the newsletter's.
        """
        findings = list(promote_nearby(document, "newsletter"))
        yield from findings
        box = {finding.block for finding in findings if finding.certain}
        for finding in _drawn_in(document, findings):
            box.add(finding.block)
            yield finding
        yield from surrounding_promo(document, "newsletter", box)
        for index, name in blocks_in_elements(document, _ELEMENTS):
            yield Finding(index, "newsletter", "element", f'stands in an element called "{name}"', certain=False, score=0.75)


def _drawn_in(document: Document, findings: Iterable[Finding]) -> Iterator[Finding]:
    """Hints with a pitch right behind them, and prompts to subscribe beside wording of a newsletter."""
    hints = [finding for finding in findings if not finding.certain]
    for hint in hints:
        if hint.block + 1 < len(document.blocks) and len(pitch_words(document, hint.block + 1)) >= _PITCH:
            yield hint._replace(certain=True, score=1.0, evidence=f"{hint.evidence}, with a pitch behind it")
    worded = {finding.block for finding in findings}
    for prompt in promote_nearby(document, "subscribe"):
        near = any(_touch(document, prompt.block, other) for other in worded)
        if prompt.certain and near:
            yield prompt._replace(category="newsletter", evidence=f"{prompt.evidence}, beside a newsletter's sign-up")


def _touch(document: Document, one: int, other: int) -> bool:
    """Whether two blocks stand next to each other, or with a pitch between them."""
    if abs(one - other) == 2:
        return bool(pitch_words(document, (one + other) // 2))
    return abs(one - other) == 1
