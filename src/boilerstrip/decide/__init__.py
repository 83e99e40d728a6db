"""Decides which blocks go: by rule, or by the labeller."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from boilerstrip.decide.by_rule import decide_by_rule
from boilerstrip.decide.verdicts import Decision, certain_verdicts, combine_verdicts
from boilerstrip.document import Document
from boilerstrip.document.findings import Claim
from boilerstrip.fields import Fields
from boilerstrip.options import Favor

if TYPE_CHECKING:
    from boilerstrip.decide.labeller.model import Labeller


def decide(
    document: Document, claims: Sequence[Claim], fields: Fields, favor: Favor | None, labeller: Labeller | None = None
) -> Decision:
    """The decision on a page: by the labeller (the shipped one where none is given), or by rule where `favor` is `None`."""
    if favor is None:
        return decide_by_rule(document, claims, fields.protected, fields.headline)
    # numpy and the weights are loaded on first use.
    from boilerstrip.decide.by_labeller import decide_by_labeller
    from boilerstrip.decide.labeller.model import default_labeller

    return decide_by_labeller(document, claims, fields, labeller or default_labeller(), favor)


def decide_certain(document: Document, claims: Sequence[Claim], fields: Fields, warning: str) -> Decision:
    """The decision on certain claims alone, with a warning that says why."""
    decision = combine_verdicts(document, certain_verdicts(claims, fields.protected), {})
    return replace(decision, warnings=(*decision.warnings, warning))
