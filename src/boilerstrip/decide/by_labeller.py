"""The decision with the labeller: certain findings cut, and the labeller weighs all else."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from dataclasses import replace
from typing import NamedTuple

import numpy as np

from boilerstrip.decide.category import category_of
from boilerstrip.decide.labeller.explain import explain_cuts
from boilerstrip.decide.labeller.features import compute_features
from boilerstrip.decide.labeller.model import Judgement, Labeller
from boilerstrip.decide.labeller.threshold import Choice, choose
from boilerstrip.decide.verdicts import (
    MENU_CATEGORIES,
    Decision,
    Verdict,
    certain_verdicts,
    combine_verdicts,
    has_certain_boilerplate,
    is_nearly_clean,
)
from boilerstrip.document import Block, Document
from boilerstrip.document.findings import Claim, Finding
from boilerstrip.document.segmentation import Run
from boilerstrip.fields import Fields
from boilerstrip.options import Favor
from boilerstrip.text.sentences import ends_sentence

# A strong hint, and outside the running text any hint, needs no more than the labeller's doubt.
_STRONG, _HINT, _DOUBTED = 0.85, 0.35, 0.7
# On pages such hints are mostly links and elements, which lists of sources have too: against a longer line they need more doubt, for of
# those that the labeller finds likelier, two in three and more are the article's (cross-validated).
_DOUBTED_INSIDE, _DOUBTED_OUTSIDE, _LONGER = 0.6, 0.45, 4
# A sentence among the running text that no filter hints at strongly needs more than a cut that is right in the mean: that costs .003 of F1
# (cross-validated), and closing paragraphs behind a sign-up box stay. From .16 on it costs .002, from .25 on .001, but such paragraphs go.
_SENTENCE_CUT, _AGAINST_SENTENCES = 0.12, 0.65
# Of a sentence of a word or two, as answers are in interviews, less can be told.
_ANSWER_CUT, _MOST_OF_ANSWER = 0.06, 3
# The labeller learned from long articles. Of a short one, or where it is at a loss, it doubts every paragraph, the last ones most: a sentence
# among them, or little behind, stays down to this. Of the annotated pages one in 300 is so short, and F1 does not change (cross-validated).
_SHORT_CUT, _SHORT_WORDS, _AT_A_LOSS, _MOST_BETWEEN, _LIKELY = 0.03, 200, 0.6, 3, 0.5
# On a page, headings, list items and rows among the running text stay where they are likelier than this, if nothing hints at them: that
# costs nothing (cross-validated), and saves short lines, which weigh little in a cut that is right in the mean.
_ELEMENT_CUT, _AGAINST_ELEMENTS = 0.28, 0.3
_OF_TEXT = frozenset(["p", "li", "tr", "dt", "dd", "h2", "h3", "h4"])
_NAMING = 0.4


class Rescue(NamedTuple):
    """Where sentences stay that the labeller would cut, and from what probability on; from the `likely` one on, other lines do, too."""

    run: Run
    cut: float
    likely: float = 1.0


def decide_by_labeller(
    document: Document, claims: Sequence[Claim], fields: Fields, labeller: Labeller, favor: Favor
) -> Decision:
    """The decision on a page: what filters are certain of goes, and so does what the labeller finds no part of the article.

    Headline, standfirst and byline fall to certain findings alone. Each removal that rests on the labeller says which cues weighed most,
    and takes its category from the filters' hints, or else from the labeller. `favor` is the operating point: "recall" loses the
    least, "precision" leaves the least. Of a block that stands twice, the copy stays where the first one goes. A text on which no filter is
    certain of anything was most likely clean before, and is weighed as "recall" asks for; where none is certain of more than copies, it
    stays as it is unless a quarter of its blocks is doubted. Of a short article, sentences stay that the labeller doubts.

    >>> from boilerstrip.decide.labeller.model import default_labeller
    >>> from boilerstrip.readers import read
    >>> decide_by_labeller(read(""), (), Fields(), default_labeller(), "balanced").verdicts
    {}
    """
    if not document.blocks:
        return Decision({})
    certain = certain_verdicts(claims, fields.protected)
    # What says a field before the field itself may go for a reason of its own.
    gone = {index for index, verdict in certain.verdicts.items() if not verdict.has_later_original}
    judgement = labeller.judge(compute_features(document, claims, fields, labeller.votes))
    words = [0 if index in gone else count for index, count in enumerate(document.words)]
    # Who cleans a page before hands on text, seldom HTML.
    dirty = bool(certain.verdicts or certain.partial) or document.kind == "html"
    choice = choose(judgement.kept, words, favor if dirty else "recall")
    hints = _strongest(claims, document)
    if dirty and favor != "recall":
        choice = _with_hints(document, choice, judgement, hints)
        short = _is_short(document, choice, gone)
        if short or favor == "balanced":
            choice = _rescue(document, choice, judgement, hints, _rescue_zone(document, judgement, gone, fields, short=short))
    spared = gone | fields.protected
    cut = [index for index in np.flatnonzero(~choice.kept).tolist() if index not in spared and document.blocks[index].has_words]
    if (
        document.kind != "html"
        and not has_certain_boilerplate(certain)
        and (document.saved_fields or is_nearly_clean(document, cut))
    ):
        cut = []
    verdicts = _verdicts(labeller, judgement, document, hints, cut)
    whole = {i: verdict for i, verdict in certain.verdicts.items() if verdict.original not in verdicts or not choice.kept[i]}
    decision = combine_verdicts(document, replace(certain, verdicts=whole), verdicts)
    return replace(decision, expected_f1=min(1.0, choice.expected_f1))


def _strongest(claims: Iterable[Claim], document: Document) -> dict[int, Finding]:
    """The strongest hint against each block.

    What only says where it stands is none, for the labeller knows that; nor is a bare "Subscribe" among the menus.
    """
    found: dict[int, Finding] = {}
    for _, finding in claims:
        if finding.certain or finding.by_place:
            continue
        if finding.block in document.main or finding.category not in MENU_CATEGORIES:
            known = found.get(finding.block)
            if known is None or finding.score > known.score:
                found[finding.block] = finding
    return found


def _with_hints(document: Document, choice: Choice, judgement: Judgement, hints: Mapping[int, Finding]) -> Choice:
    """The choice without blocks that a telling hint speaks against."""
    kept, main = choice.kept.copy(), document.main
    for index, hint in hints.items():
        if hint.score >= (_STRONG if index in main else _HINT) and judgement.kept[index] < _doubted(document, index):
            kept[index] = False
    return replace(choice, kept=kept)


def _rescue(document: Document, choice: Choice, judgement: Judgement, hints: Mapping[int, Finding], sparing: Rescue) -> Choice:
    """The choice with what stands among the running text and nothing speaks against."""
    kept = choice.kept.copy()
    least = np.where(np.array(document.words) <= _MOST_OF_ANSWER, min(_ANSWER_CUT, sparing.cut), sparing.cut)
    for index in np.flatnonzero(~kept & (judgement.kept > least)).tolist():
        against = hints[index].score if index in hints else 0.0
        kept[index] = index in sparing.run and _is_rescued(
            document.blocks[index], float(judgement.kept[index]), against, sparing.likely
        )
    return replace(choice, kept=kept)


def _is_short(document: Document, choice: Choice, gone: Set[int]) -> bool:
    """Whether the choice keeps so few words, or is so unsure of them, that the labeller knows little of such pages."""
    words = sum([document.words[index] for index in np.flatnonzero(choice.kept).tolist() if index not in gone])
    return words < _SHORT_WORDS or choice.expected_f1 < _AT_A_LOSS


def _rescue_zone(document: Document, judgement: Judgement, gone: Set[int], fields: Fields, *, short: bool) -> Rescue:
    """Where sentences are spared: among the running text, and before it as long as they follow each other; of a short article behind it, too.

    Answers of a few words, as interviews begin with, are no running text by their shape.
    """
    cut = _SHORT_CUT if short else _SENTENCE_CUT
    main, size = document.main, len(document.blocks)
    above = [index for index in fields.protected if not main or index < main.start]
    top = max(above, default=-1) + 1
    start, end = (main.start, main.end) if main else (top, top)

    def likely(index: int) -> bool:
        return bool(judgement.kept[index] > cut) and ends_sentence(document.blocks[index].text)

    if fields.headline is not None and top > fields.headline:
        before = (index for index in range(start - 1, top - 1, -1) if index not in gone)
        start = _reached(before, likely, start)
    if short:
        end = _reached((index for index in range(end, size) if index not in gone), likely, end - 1) + 1
    return Rescue(Run(start, end), cut, _LIKELY if short else 1.0)


def _reached(places: Iterable[int], likely: Callable[[int], bool], found: int) -> int:
    """The last of these places to which likely sentences reach that follow each other."""
    between = 0
    for index in places:
        if likely(index):
            found, between = index, 0
        elif (between := between + 1) > _MOST_BETWEEN:
            break
    return found


def _is_rescued(block: Block, probability: float, hint: float, likely: float) -> bool:
    """Whether a block among the running text that the choice would cut stays: a sentence, or on a page a likelier element of text."""
    if hint < _AGAINST_SENTENCES and ends_sentence(block.text):
        return True
    if probability > likely and hint < _AGAINST_ELEMENTS:
        return True
    return probability > _ELEMENT_CUT and hint < _AGAINST_ELEMENTS and not _OF_TEXT.isdisjoint(block.tags)


def _doubted(document: Document, index: int) -> float:
    """Below what probability a telling hint is enough against a block."""
    if document.kind != "html" or document.words[index] < _LONGER:
        return _DOUBTED
    return _DOUBTED_INSIDE if index in document.main else _DOUBTED_OUTSIDE


def _verdicts(
    labeller: Labeller, judgement: Judgement, document: Document, hints: Mapping[int, Finding], blocks: Sequence[int]
) -> dict[int, Verdict]:
    """A verdict for each block that the labeller cuts."""
    reasons = explain_cuts(labeller, judgement, document, blocks)
    scores = (1.0 - judgement.kept[list(blocks)].astype(np.float64)).round(3).tolist()
    likeliest = judgement.categories(blocks)
    return {
        index: Verdict(
            index,
            hints[index].category
            if index in hints and hints[index].score >= _NAMING
            else category_of(document, index, category),
            "labeller",
            "weighed",
            reason,
            score,
        )
        for index, category, reason, score in zip(blocks, likeliest, reasons, scores, strict=True)
    }
