"""Says in words which cues weighed most where the labeller removed a block."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, lru_cache

import numpy as np
from numpy.typing import NDArray

from boilerstrip.labeller.columns import NAMES
from boilerstrip.labeller.model import Judgement, Labeller

_MOST = 3
_LOOKED_AT = 5
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


def evidence(labeller: Labeller, judgement: Judgement, blocks: Sequence[int]) -> list[str]:
    """For each of the blocks that the labeller removed: the cues that weighed most, in a reader's words.

    Cues without wording of their own, such as the page's length, are passed over; where none is left, it is the neighbours' doing.
    """
    if not blocks:
        return []
    amounts = labeller.against(judgement, blocks)
    phrase_of_high, phrase_of_low = _phrase_of_cue()
    high = judgement.seen.take(blocks, axis=0) > 0
    amounts *= (high & (phrase_of_high > 0)) | (~high & (phrase_of_low > 0))
    rows = np.arange(len(blocks))
    heaviest = np.zeros((len(blocks), _LOOKED_AT), dtype=np.int64)
    for place in range(_LOOKED_AT):
        columns = amounts.argmax(axis=1)
        phrases = np.where(high[rows, columns], phrase_of_high[columns], phrase_of_low[columns])
        heaviest[:, place] = phrases * (amounts[rows, columns] > 0)
        amounts[rows, columns] = 0.0
    return [_told(row) for row in map(tuple, heaviest.tolist())]


@lru_cache(maxsize=4096)
def _told(phrases: tuple[int, ...]) -> str:
    said = [_phrases()[number] for number in dict.fromkeys(phrases) if number]
    return ", ".join(said[:_MOST]) or "it stands among lines that are no part of the article"


@cache
def _phrases() -> tuple[str, ...]:
    """Everything that can be said of a cue, once; first, nothing."""
    said = (worded(name, high=high) for high in (True, False) for name in NAMES)
    return tuple(dict.fromkeys(("", *said)))


@cache
def _phrase_of_cue() -> NDArray[np.int64]:
    """The number of the phrase for each cue: a row for cues above their means, one for those below."""
    return np.array([[_phrases().index(worded(name, high=high)) for name in NAMES] for high in (True, False)])


def worded(name: str, *, high: bool) -> str:
    """What a cue says where it is above its mean on all pages (`high`), or below; "" for one that readers would make nothing of.

    >>> worded("chars", high=False)
    'it is short'
    """
    if name in _WORDING:
        return _WORDING[name][0 if high else 1]
    if name.startswith(("hint_", "sure_")):
        return f"it reads like {name[5:]}" if high else ""
    if name.startswith(("tag_", "token_")):
        return "its element says so" if high else ""
    return ""
