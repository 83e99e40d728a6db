"""The decision with the labeller: certain findings remove blocks, and the labeller weighs all other blocks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

import numpy as np

from boilerstrip.decide.category import choose_category
from boilerstrip.decide.labeller.explain import explain_cuts
from boilerstrip.decide.labeller.features import compute_features
from boilerstrip.decide.labeller.model import Judgement, Labeller
from boilerstrip.decide.labeller.threshold import choose_blocks
from boilerstrip.decide.verdicts import (
    MENU_CATEGORIES,
    Decision,
    Verdict,
    certain_verdicts,
    combine_verdicts,
    has_certain_boilerplate,
)
from boilerstrip.document import Document
from boilerstrip.document.findings import Claim, Finding
from boilerstrip.fields import Fields
from boilerstrip.options import Favor

# A hint with at least this score names the category of a removal.
_NAMING = 0.4


def decide_by_labeller(
    document: Document, claims: Sequence[Claim], fields: Fields, labeller: Labeller, favor: Favor
) -> Decision:
    """Decide on a page: certain findings remove blocks, and so does a low probability of being part of the article.

    Only certain findings remove headline, standfirst and byline. Each removal by the labeller says which features weighed most; its
    category comes from the filters' hints, or else from the labeller. `favor` is the operating point: "recall" loses the least,
    "precision" leaves the least. Of two copies, the later one stays if the first one is removed.

    In the text of an article that was saved with its fields, the labeller removes nothing unless a filter is certain of boilerplate in it.

    >>> from boilerstrip.decide.labeller.model import default_labeller
    >>> from boilerstrip.readers import read
    >>> decide_by_labeller(read(""), (), Fields(), default_labeller(), "balanced").verdicts
    {}
    """
    if not document.blocks:
        return Decision({})
    certain = certain_verdicts(claims, fields.protected)
    # A copy before its field may still be removed by the labeller, with a reason of its own.
    gone = {index for index, verdict in certain.verdicts.items() if not verdict.has_later_original}
    judgement = labeller.judge(compute_features(document, claims, fields, labeller.votes, labeller.lines))
    words = [0 if index in gone else count for index, count in enumerate(document.words)]
    choice = choose_blocks(judgement.probability, words, favor, is_html=document.kind == "html")
    hints = _find_strongest_hints(claims, document)
    decided = gone | fields.protected
    cut = [
        index for index in np.flatnonzero(~choice.kept).tolist() if index not in decided and document.blocks[index].has_words
    ]
    if document.saved_fields and not has_certain_boilerplate(certain):
        cut = []
    weighed = _make_verdicts(labeller, judgement, document, hints, cut)
    whole = {i: verdict for i, verdict in certain.verdicts.items() if verdict.original not in weighed or not choice.kept[i]}
    decision = combine_verdicts(document, replace(certain, verdicts=whole), weighed)
    return replace(decision, expected_f1=min(1.0, choice.expected_f1))


def _find_strongest_hints(claims: Iterable[Claim], document: Document) -> dict[int, Finding]:
    """The strongest hint against each block.

    Hints by place are left out, since the labeller knows the place; so is a bare "Subscribe" outside the running text.
    """
    strongest: dict[int, Finding] = {}
    for _, finding in claims:
        if finding.certain or finding.by_place:
            continue
        if finding.block in document.main or finding.category not in MENU_CATEGORIES:
            known = strongest.get(finding.block)
            if known is None or finding.score > known.score:
                strongest[finding.block] = finding
    return strongest


def _make_verdicts(
    labeller: Labeller, judgement: Judgement, document: Document, hints: Mapping[int, Finding], blocks: Sequence[int]
) -> dict[int, Verdict]:
    """A verdict for each block that the labeller removes."""
    reasons = explain_cuts(labeller, judgement, document, blocks)
    scores = (1.0 - judgement.probability[list(blocks)].astype(np.float64)).round(3).tolist()
    likeliest = judgement.pick_categories(blocks)
    return {
        index: Verdict(
            index,
            hints[index].category
            if index in hints and hints[index].score >= _NAMING
            else choose_category(document, index, category),
            "labeller",
            "weighed",
            reason,
            score,
        )
        for index, category, reason, score in zip(blocks, likeliest, reasons, scores, strict=True)
    }
