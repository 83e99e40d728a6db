"""Says in words which cues weighed most where the labeller removed a block."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from boilerstrip.labeller.columns import NAMES
from boilerstrip.labeller.features import Cues
from boilerstrip.labeller.model import Judgement, Labeller

_MOST = 3
_LOOKED_AT = 12
# For each cue: how it reads where it is above the mean of all pages, and where it is below.
_WORDING: dict[str, tuple[str, str]] = {
    "chars": ("it is long", "it is short"),
    "words": ("it is long", "it is short"),
    "sentences": ("it has several sentences", "it holds no sentence"),
    "words_a_sentence": ("its sentences are long", "its pieces are short"),
    "word_length": ("its words are long", "its words are short"),
    "short_words": ("it has many small words", "it lacks the small words of a sentence"),
    "stopwords": ("it has many small words", "it lacks the small words of a sentence"),
    "capitals": ("most of its words have capitals", "few of its words have capitals"),
    "all_upper": ("it is in capitals", ""),
    "digits": ("it has many digits", ""),
    "marks": ("it has many marks", ""),
    "commas": ("it is a list with commas", "it has no comma"),
    "quotes": ("it is in quotation marks", "it quotes nobody"),
    "bars": ("it has bars or arrows", ""),
    "dates": ("it names dates", ""),
    "jobs": ("it names jobs or firms", ""),
    "addresses": ("it has an address", ""),
    "ends_stop": ("", "it does not end like a sentence"),
    "ends_dots": ("it breaks off", ""),
    "ends_colon": ("it ends with a colon", ""),
    "ends_question": ("it asks a question", ""),
    "ends_call": ("it ends with an exclamation mark", ""),
    "prose": ("it is running text outside the article", "it is no running text"),
    "heading": ("it is a heading", ""),
    "list_item": ("it is a list item", ""),
    "linked": ("it is made of links", "it has no links"),
    "from_start": ("it stands late on the page", "it stands early on the page"),
    "from_end": ("it stands early on the page", "it stands late on the page"),
    "in_main": ("", "it stands outside the running text"),
    "to_main_start": ("it stands far behind the article's beginning", "it stands before the running text"),
    "to_main_end": ("it stands behind the running text", ""),
    "through_main": ("it stands behind the running text", "it stands before the running text"),
    "prose_before": ("little running text follows", "little running text stands before it"),
    "prose_behind": ("", "little running text follows"),
    "behind_headline": ("", "it stands before the headline"),
    "to_headline": ("it stands far from the headline", "it stands before the headline"),
    "repeats": ("it stands on the page more than once", ""),
    "repeats_before": ("it stood on the page before", ""),
    "shares_main": ("", "it shares no words with the article"),
    "shared_words": ("", "it shares no words with the article"),
    "shares_names": ("", "it shares no names with the article"),
    "shared_names": ("", "it shares no names with the article"),
    "shares_headline": ("it repeats the headline's words", ""),
    "like_last": ("it is built like the line before", ""),
    "like_next": ("it is built like the line behind", ""),
    "since_prose": ("it stands far from running text", ""),
    "until_prose": ("no running text follows soon", ""),
    "sure_before": ("much was removed before it", "nothing was removed before it yet"),
    "sure_behind": ("much is removed behind it", ""),
    "since_sure": ("", "it stands right behind a removed line"),
    "until_sure": ("", "it stands right before a removed line"),
}


def evidence(labeller: Labeller, cues: Cues, judgement: Judgement, blocks: Sequence[int]) -> list[str]:
    """For each of the blocks that the labeller removed: the cues that weighed most, in a reader's words.

    Cues without wording of their own, such as the page's length, are passed over; where none is left, it is the neighbours' doing.
    """
    if not blocks:
        return []
    weights = labeller.against(cues, judgement, blocks)
    first = np.argsort(-weights, axis=1, kind="stable")[:, :_LOOKED_AT]
    heavy = np.take_along_axis(weights, first, axis=1) > 0
    high = np.take_along_axis(labeller.standardised(cues.matrix[list(blocks)]), first, axis=1) > 0
    return [_told(*row) for row in zip(first.tolist(), heavy.tolist(), high.tolist(), strict=True)]


def _told(columns: Sequence[int], heavy: Sequence[bool], high: Sequence[bool]) -> str:
    said: list[str] = []
    for column, counts, above in zip(columns, heavy, high, strict=True):
        wording = _worded(NAMES[column], high=above) if counts else ""
        if wording and wording not in said:
            said.append(wording)
            if len(said) == _MOST:
                break
    return ", ".join(said) or "it stands among lines that are no part of the article"


def _worded(name: str, *, high: bool) -> str:
    if name.startswith(("hint_", "sure_")):
        return f"it reads like {name[5:]}" if high else ""
    if name.startswith(("tag_", "token_")):
        return "its element says so" if high else ""
    return _WORDING.get(name, ("", ""))[0 if high else 1]
