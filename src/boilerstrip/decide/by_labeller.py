"""The decision with the labeller: certain findings remove blocks, and the labeller weighs all other blocks."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from dataclasses import replace
from typing import NamedTuple

import numpy as np

from boilerstrip.decide.category import choose_category
from boilerstrip.decide.labeller.explain import explain_cuts
from boilerstrip.decide.labeller.features import compute_features
from boilerstrip.decide.labeller.model import Judgement, Labeller
from boilerstrip.decide.labeller.threshold import Choice, choose_blocks
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

# All numbers here were tuned on the annotated pages, with weights that saw no page of the same site (cross-validated).

# A hint removes a block if its score reaches the first number inside the running text, the second one outside, and if the block's
# probability is below the limit `_DOUBTED`.
_STRONG_HINT_INSIDE = 0.85
_STRONG_HINT_OUTSIDE = 0.35
_DOUBTED = 0.7
# In HTML such hints are mostly links and elements, and lists of sources have these, too. For blocks of this many words the limits are
# lower: of the likelier blocks, at least two in three belong to the article.
_LONGER_WORDS = 4
_DOUBTED_INSIDE = 0.6
_DOUBTED_OUTSIDE = 0.45
# A sentence among the running text stays from this probability on, if hints against it are below the score `_HINT_AGAINST_SENTENCE`. That
# costs .003 of F1, but saves closing paragraphs after a sign-up box. With .16 it costs .002, from .25 on .001, but such paragraphs are lost.
_RESCUE_SENTENCE = 0.12
_HINT_AGAINST_SENTENCE = 0.65
# The same for sentences of at most this many words, such as answers in interviews: they have fewer features to be recognised by.
_RESCUE_ANSWER = 0.06
_ANSWER_WORDS = 3
# The labeller learned from long articles. In a short article (in words kept), or with a low expected F1, it doubts all paragraphs, the
# last ones most. Their sentences stay from this probability on, also a little after the running text (at most so many other blocks between);
# other lines stay from `_RESCUE_LINE` on. One in 300 annotated pages is so short, and F1 does not change.
_RESCUE_SHORT = 0.03
_SHORT_ARTICLE_WORDS = 200
_LOW_EXPECTED_F1 = 0.6
_MOST_BETWEEN_SENTENCES = 3
_RESCUE_LINE = 0.5
# In HTML, headings, list items and table rows among the running text stay from this probability on, if hints against them are below this
# score. That costs no F1, and saves short lines, which have little weight in F1.
_RESCUE_ELEMENT = 0.28
_HINT_AGAINST_ELEMENT = 0.3
_TEXT_ELEMENTS = frozenset(["p", "li", "tr", "dt", "dd", "h2", "h3", "h4"])
# A hint with at least this score names the category of a removal.
_NAMING = 0.4


class Rescue(NamedTuple):
    """Where sentences stay that the labeller would remove: in `run`, from the probability `sentence` on; other lines from `line` on."""

    run: Run
    sentence: float
    line: float = 1.0


def decide_by_labeller(
    document: Document, claims: Sequence[Claim], fields: Fields, labeller: Labeller, favor: Favor
) -> Decision:
    """Decide on a page: certain findings remove blocks, and so does a low probability of being part of the article.

    Only certain findings remove headline, standfirst and byline. Each removal by the labeller says which features weighed most; its
    category comes from the filters' hints, or else from the labeller. `favor` is the operating point: "recall" loses the least,
    "precision" leaves the least. Of two copies, the later one stays if the first one is removed.

    A text on which no filter is certain of anything was probably cleaned before, so that "recall" is used. If the filters are certain of
    copies only, the labeller removes nothing unless it doubts a quarter of the blocks. In a short article, doubted sentences stay.

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
    judgement = labeller.judge(compute_features(document, claims, fields, labeller.votes))
    words = [0 if index in gone else count for index, count in enumerate(document.words)]
    # People who clean pages before they use this library pass on text, rarely HTML.
    is_dirty = bool(certain.verdicts or certain.partial) or document.kind == "html"
    choice = choose_blocks(judgement.probability, words, favor if is_dirty else "recall")
    hints = _find_strongest_hints(claims, document)
    if is_dirty and favor != "recall":
        choice = _drop_hinted(document, choice, judgement, hints)
        short = _is_short(document, choice, gone)
        if short or favor == "balanced":
            choice = _keep_rescued(
                document, choice, judgement, hints, _find_rescue(document, judgement, gone, fields, short=short)
            )
    decided = gone | fields.protected
    cut = [
        index for index in np.flatnonzero(~choice.kept).tolist() if index not in decided and document.blocks[index].has_words
    ]
    if (
        document.kind != "html"
        and not has_certain_boilerplate(certain)
        and (document.saved_fields or is_nearly_clean(document, cut))
    ):
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


def _drop_hinted(document: Document, choice: Choice, judgement: Judgement, hints: Mapping[int, Finding]) -> Choice:
    """The choice without doubted blocks that have a strong hint against them."""
    kept, main = choice.kept.copy(), document.main
    for index, hint in hints.items():
        strong = _STRONG_HINT_INSIDE if index in main else _STRONG_HINT_OUTSIDE
        if hint.score >= strong and judgement.probability[index] < _get_doubt_limit(document, index):
            kept[index] = False
    return replace(choice, kept=kept)


def _get_doubt_limit(document: Document, index: int) -> float:
    """The probability below which a strong hint is enough to remove a block."""
    if document.kind != "html" or document.words[index] < _LONGER_WORDS:
        return _DOUBTED
    return _DOUBTED_INSIDE if index in document.main else _DOUBTED_OUTSIDE


def _is_short(document: Document, choice: Choice, gone: Set[int]) -> bool:
    """Whether the choice keeps so few words, or expects such a low F1, that the labeller knows little about pages like this."""
    words = sum([document.words[index] for index in np.flatnonzero(choice.kept).tolist() if index not in gone])
    return words < _SHORT_ARTICLE_WORDS or choice.expected_f1 < _LOW_EXPECTED_F1


def _find_rescue(document: Document, judgement: Judgement, gone: Set[int], fields: Fields, *, short: bool) -> Rescue:
    """Where sentences are rescued: among the running text and directly before it; in a short article also directly after it.

    The answers of a few words that an interview begins with do not have the shape of running text.
    """
    limit = _RESCUE_SHORT if short else _RESCUE_SENTENCE
    main, size = document.main, len(document.blocks)
    above = [index for index in fields.protected if not main or index < main.start]
    top = max(above, default=-1) + 1
    start, end = (main.start, main.end) if main else (top, top)

    def is_likely(index: int) -> bool:
        return bool(judgement.probability[index] > limit) and ends_sentence(document.blocks[index].text)

    if fields.headline is not None and top > fields.headline:
        before = (index for index in range(start - 1, top - 1, -1) if index not in gone)
        start = _extend_run(before, is_likely, start)
    if short:
        end = _extend_run((index for index in range(end, size) if index not in gone), is_likely, end - 1) + 1
    return Rescue(Run(start, end), limit, _RESCUE_LINE if short else 1.0)


def _extend_run(indices: Iterable[int], is_likely: Callable[[int], bool], edge: int) -> int:
    """The new edge of a run: the last of the indices that likely sentences reach without a large gap."""
    between = 0
    for index in indices:
        if is_likely(index):
            edge, between = index, 0
        elif (between := between + 1) > _MOST_BETWEEN_SENTENCES:
            break
    return edge


def _keep_rescued(
    document: Document, choice: Choice, judgement: Judgement, hints: Mapping[int, Finding], rescue: Rescue
) -> Choice:
    """The choice with the blocks that are rescued."""
    kept = choice.kept.copy()
    least = np.where(np.array(document.words) <= _ANSWER_WORDS, min(_RESCUE_ANSWER, rescue.sentence), rescue.sentence)
    for index in np.flatnonzero(~kept & (judgement.probability > least)).tolist():
        against = hints[index].score if index in hints else 0.0
        probability = float(judgement.probability[index])
        kept[index] = index in rescue.run and _is_rescued(document.blocks[index], probability, against, rescue.line)
    return replace(choice, kept=kept)


def _is_rescued(block: Block, probability: float, hint: float, line: float) -> bool:
    """Whether a block of the rescued run stays: a sentence, or a line or an element of text that is likelier."""
    if hint < _HINT_AGAINST_SENTENCE and ends_sentence(block.text):
        return True
    if probability > line and hint < _HINT_AGAINST_ELEMENT:
        return True
    return probability > _RESCUE_ELEMENT and hint < _HINT_AGAINST_ELEMENT and not _TEXT_ELEMENTS.isdisjoint(block.tags)


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
