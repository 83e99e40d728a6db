"""Decides which blocks of a page are removed: by rule, or with the labeller."""

from __future__ import annotations

from collections.abc import Sequence, Set
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
    """Decide on a page with a labeller (by default the one in the package), or by rule if `favor` is `None`."""
    if favor is None:
        return decide_by_rule(document, claims, fields.protected, fields.headline)
    # numpy and the weights are loaded on first use.
    from boilerstrip.decide.by_labeller import decide_by_labeller
    from boilerstrip.decide.labeller.model import default_labeller

    return decide_by_labeller(document, claims, fields, labeller or default_labeller(), favor)


def spare_categories(decision: Decision, categories: Set[str]) -> Decision:
    """The decision without the labeller's verdicts of these categories."""
    if not categories:
        return decision
    verdicts = {
        index: verdict
        for index, verdict in decision.verdicts.items()
        if verdict.filter != "labeller" or verdict.category not in categories
    }
    return replace(decision, verdicts=verdicts)


def decide_certain(document: Document, claims: Sequence[Claim], fields: Fields, warning: str) -> Decision:
    """Decide from certain claims alone; `warning` says why, and is added to the decision's warnings."""
    decision = combine_verdicts(document, certain_verdicts(claims, fields.protected), {})
    return replace(decision, warnings=(*decision.warnings, warning))
