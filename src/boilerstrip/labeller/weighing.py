"""The decision with the labeller: certain findings cut, and the labeller weighs all else."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import NamedTuple

import numpy as np

from boilerstrip.decision import Decision, Verdict, decide, settle
from boilerstrip.document import Document
from boilerstrip.favor import Favor
from boilerstrip.findings import Category, Claim
from boilerstrip.labeller.choice import choose
from boilerstrip.labeller.evidence import evidence
from boilerstrip.labeller.features import features
from boilerstrip.labeller.model import Judgement, Labeller
from boilerstrip.roles import Roles

_TELLING = 0.5


class _Weighed(NamedTuple):
    """A labeller and what it said of a page."""

    labeller: Labeller
    judgement: Judgement


def weigh(document: Document, claims: Sequence[Claim], roles: Roles, labeller: Labeller, favor: Favor) -> Decision:
    """The decision on a page: what filters are certain of goes, and so does what the labeller finds no part of the article.

    Headline, standfirst and byline fall to certain findings alone. Each removal that rests on the labeller says which cues weighed most,
    and takes its category from the filters' hints, or else from the labeller. `favor` is the operating point: "recall" loses the
    least, "precision" leaves the least.

    >>> from boilerstrip.labeller.model import default_labeller
    >>> from boilerstrip.readers import read
    >>> weigh(read(""), (), Roles(), default_labeller(), "balanced").verdicts
    {}
    """
    certain = decide(document, [claim for claim in claims if claim.finding.certain], roles.protected, roles.headline)
    if not document.blocks:
        return certain
    settled = {index: verdict for index, verdict in certain.verdicts.items() if document.blocks[index].kind != "separator"}
    gone = {index for index, verdict in settled.items() if not verdict.start}
    judgement = labeller.judge(features(document, claims, roles))
    words = [0 if index in gone else count for index, count in enumerate(document.words)]
    choice = choose(judgement.kept, words, favor)
    spared = gone | roles.protected
    cut = [b.index for b in document.blocks if b.has_words and not choice.kept[b.index] and b.index not in spared]
    verdicts = _verdicts(_Weighed(labeller, judgement), claims, cut)
    return replace(settle(document, settled, verdicts), expected_f1=min(1.0, choice.expected_f1))


def _verdicts(weighed: _Weighed, claims: Sequence[Claim], cut: Collection[int]) -> dict[int, Verdict]:
    """A verdict for each block that the labeller cuts."""
    hinted: dict[int, Category] = {}
    for claim in claims:
        finding = claim.finding
        if not finding.certain and not finding.by_place and finding.score >= _TELLING:
            hinted.setdefault(finding.block, finding.category)
    judgement, blocks = weighed.judgement, list(cut)
    reasons = evidence(weighed.labeller, judgement, blocks)
    scores = (1.0 - judgement.kept[blocks].astype(np.float64)).round(3).tolist()
    likeliest = judgement.categories(blocks)
    return {
        index: Verdict(index, hinted.get(index, category), "labeller", "weighed", reason, score)
        for index, category, reason, score in zip(blocks, likeliest, reasons, scores, strict=True)
    }
