"""How far to trust an article."""

from __future__ import annotations

from collections.abc import Sequence

from boilerstrip.article import Paragraph
from boilerstrip.decision import Decision
from boilerstrip.document import Document


def expected_f1(document: Document, decision: Decision, body: Sequence[Paragraph]) -> float:
    """The word F1 to expect of the body, 0.0 to 1.0; 0.0 for an empty one."""
    return 0.9 if body else 0.0
