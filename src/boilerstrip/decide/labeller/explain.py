"""Says in words what a block is that the labeller removed, and which features weighed most."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, lru_cache

import numpy as np
from numpy.typing import NDArray

from boilerstrip.decide.labeller.feature_names import NAMES
from boilerstrip.decide.labeller.model import Judgement, Labeller
from boilerstrip.document import Document
from boilerstrip.text.sentences import ends_sentence

_MOST_PHRASES = 3
# Several features have the same phrase, so that more features are looked at than phrases are needed.
_FEATURES_RANKED = 5
# Blocks whose features are weighed at once: each takes 2 kB of memory.
_BLOCKS_AT_ONCE = 2_000
_SHORT_WORDS, _LINK_DENSITY = 6, 0.6
# The neighbours are described if this share of those within `_NEAR` blocks is alike.
_NEAR, _MOSTLY = 3, 0.7

# The phrase for each feature if it is above the mean of all pages, and if it is below. Length, links and kind have none: every
# explanation begins with them.
WORDING: dict[str, tuple[str, str]] = {
    "word_length": ("long words", ""),
    "short_words": ("", "few of the small words that sentences have"),
    "stopwords": ("", "few of the small words that sentences have"),
    "capitals": ("capitals on most words", ""),
    "all_upper": ("all in capitals", ""),
    "digits": ("many digits", ""),
    "marks": ("many marks", ""),
    "commas": ("many commas", ""),
    "quotes": ("in quotation marks", ""),
    "bars": ("bars or arrows in it", ""),
    "dates": ("a date in it", ""),
    "jobs": ("jobs or firms named", ""),
    "addresses": ("an address in it", ""),
    "ends_stop": ("", "no full stop"),
    "ends_dots": ("it breaks off", ""),
    "ends_colon": ("it ends with a colon", ""),
    "ends_question": ("it asks a question", ""),
    "ends_call": ("it ends with an exclamation mark", ""),
    "hidden": ("the page does not show it", ""),
    "from_start": ("late on the page", "early on the page"),
    "from_end": ("early on the page", "late on the page"),
    "in_main": ("", "outside the running text"),
    "to_main_start": ("far behind the article's beginning", "before the running text"),
    "to_main_end": ("behind the running text", ""),
    "through_main": ("behind the running text", "before the running text"),
    "prose_before": ("little running text follows", "little running text stands before it"),
    "prose_behind": ("", "little running text follows"),
    "behind_headline": ("", "before the headline"),
    "to_headline": ("far from the headline", "before the headline"),
    "repeats": ("repeated on the page", ""),
    "repeats_before": ("it stood on the page before", ""),
    "copied": ("its words stand in another line, too", ""),
    "copied_before": ("its words stood in another line before", ""),
    "like_article": ("", "unlike the article"),
    "like_rest": ("like the rest of the page", ""),
    "liker_article": ("", "more like the rest of the page than like the article"),
    "shares_main": ("", "none of the article's words"),
    "shared_words": ("", "none of the article's words"),
    "shares_names": ("", "none of the article's names"),
    "shared_names": ("", "none of the article's names"),
    "shares_headline": ("the headline's words again", ""),
    "said_mean": ("", "words that stand outside articles on other sites"),
    "said_least": ("", "words that stand outside articles on other sites"),
    "said_most": ("", "words that stand outside articles on other sites"),
    "said_of_pairs": ("", "words that stand outside articles on other sites"),
    "said_of_pairs_least": ("", "words that stand outside articles on other sites"),
    "said_of_pairs_most": ("", "words that stand outside articles on other sites"),
    "said_first": ("", "it begins as lines outside articles do on other sites"),
    "said_whole": ("", "the same line stands outside articles on other sites"),
    "like_last": ("built like the line before", ""),
    "like_next": ("built like the line behind", ""),
    "like_table": ("a row of many alike", ""),
    "since_prose": ("far from the running text", ""),
    "until_prose": ("no running text follows soon", ""),
    "sure_before": ("much was removed before it", ""),
    "sure_behind": ("much is removed behind it", ""),
    "since_sure": ("", "right behind a removed line"),
    "until_sure": ("", "right before a removed line"),
    "held_prose_0": ("", "little of the article in its element"),
    "held_prose_1": ("", "little of the article in its element"),
    "held_prose_2": ("", "little of the article in its element"),
    "held_links_0": ("an element full of links", ""),
    "held_links_1": ("an element full of links", ""),
    "held_links_2": ("an element full of links", ""),
    "in_container": ("", "outside the article's element"),
    "steps_in": ("deep inside the article's element", ""),
    "steps_out": ("outside the article's element", ""),
    "kin_prose": ("", "no paragraph of the article has such an element"),
    "token_aside": ("the page marks it as an aside", ""),
    "token_more": ("the page marks it as a pointer elsewhere", ""),
    "token_social": ("the page marks it as sharing", ""),
    "token_comments": ("the page marks it as comments", ""),
    "token_author": ("the page marks it as the author's", ""),
    "token_meta": ("the page marks it as a date or topic", ""),
    "token_offer": ("the page marks it as an offer", ""),
    "token_picture": ("the page marks it as a picture's", ""),
}
_CATEGORY_WORDING = {
    "newsletter": "words like a newsletter's sign-up",
    "subscribe": "words like a call to subscribe",
    "related": "words like a pointer to other stories",
    "repeat": "it repeats another line",
    "sharing": "words like a button for sharing",
    "consent": "words like a notice on cookies or consent",
    "advert": "words like an advert",
    "navigation": "words like a menu's",
    "caption": "words like a picture's caption",
    "credits": "words like credits",
    "comments": "words like those around comments",
    "dateline": "words like a date line",
    "hidden": "the page does not show it",
    "other": "words like a notice of the site",
}


def explain_cuts(labeller: Labeller, judgement: Judgement, document: Document, blocks: Sequence[int]) -> list[str]:
    """For each of the blocks that the labeller removes: what it is, and the features that weighed most, in a reader's words.

    An example: "a short line among links: far from the running text, repeated on the page". Features without a phrase, such as the
    page's length, are skipped; if no feature is left, the explanation is that the neighbours are no part of the article.
    """
    if not blocks:
        return []
    parts = (blocks[start : start + _BLOCKS_AT_ONCE] for start in range(0, len(blocks), _BLOCKS_AT_ONCE))
    ranked = [tuple(phrases) for part in parts for phrases in _rank_phrases(labeller, judgement, part)]
    surroundings = _describe_surroundings(document)
    return [
        f"{_describe_block(document, block)}{surroundings[block]}: {_join_phrases(phrases)}"
        for block, phrases in zip(blocks, ranked, strict=True)
    ]


def describe_feature(name: str, *, high: bool) -> str:
    """The phrase for a feature above its mean on all pages (`high`), or below; "" if it would mean nothing to readers.

    >>> describe_feature("in_main", high=False), describe_feature("hint_advert", high=True), describe_feature("means_advert", high=True)
    ('outside the running text', 'words like an advert', 'it reads like an advert')
    """
    if name in WORDING:
        return WORDING[name][0 if high else 1]
    group, _, rest = name.partition("_")
    if group == "means":
        words, is_alike, thing = _CATEGORY_WORDING.get(rest, "").partition("words like ")
        return f"it reads like {thing}" if high and is_alike and not words else ""
    if group in ("hint", "sure"):
        return _CATEGORY_WORDING.get(rest, "") if high else ""
    return f"inside <{rest}>" if group == "tag" and high else ""


def _rank_phrases(labeller: Labeller, judgement: Judgement, blocks: Sequence[int]) -> list[list[int]]:
    """The numbers of the phrases for the features that weighed most, a row a block."""
    amounts = labeller.weigh_features_against(judgement, blocks)
    phrase_of_high, phrase_of_low = _number_phrases()
    high = judgement.features.take(blocks, axis=0) > 0
    amounts *= (high & (phrase_of_high > 0)) | (~high & (phrase_of_low > 0))
    rows = np.arange(len(blocks))
    ranked = np.zeros((len(blocks), _FEATURES_RANKED), dtype=np.int64)
    for place in range(_FEATURES_RANKED):
        columns = amounts.argmax(axis=1)
        phrases = np.where(high[rows, columns], phrase_of_high[columns], phrase_of_low[columns])
        ranked[:, place] = phrases * (amounts[rows, columns] > 0)
        amounts[rows, columns] = 0.0
    numbers: list[list[int]] = ranked.tolist()
    return numbers


def _describe_block(document: Document, index: int) -> str:
    block = document.blocks[index]
    words = document.words[index]
    if block.kind == "heading":
        return "a heading"
    if block.link_density > _LINK_DENSITY:
        return "a link" if words <= 2 * _SHORT_WORDS else "a line of links"
    if block.kind == "list_item":
        return "a list item"
    if document.prose[index]:
        return "a sentence" if words <= 4 * _SHORT_WORDS else "a paragraph"
    if words <= _SHORT_WORDS:
        return "a short line"
    return "a sentence" if ends_sentence(block.text) else "a line"


def _describe_surroundings(document: Document) -> list[str]:
    """For each block, what most of its neighbours are; "" if they are not alike."""
    links = _compute_share_around([block.link_density > _LINK_DENSITY for block in document.blocks])
    short = _compute_share_around([words <= _SHORT_WORDS for words in document.words])
    return [
        " among links" if share_of_links >= _MOSTLY else " among short lines" if share_of_short >= _MOSTLY else ""
        for share_of_links, share_of_short in zip(links, short, strict=True)
    ]


def _compute_share_around(flags: Sequence[bool]) -> list[float]:
    """For each flag, the share of true flags among its neighbours within `_NEAR`, without itself."""
    size = len(flags)
    through = np.zeros(size + 1, dtype=np.int64)
    np.add.accumulate(flags, out=through[1:])
    index = np.arange(size)
    first, end = np.maximum(index - _NEAR, 0), np.minimum(index + _NEAR + 1, size)
    shares: list[float] = ((through[end] - through[first] - flags) / np.maximum(end - first - 1, 1)).tolist()
    return shares


@lru_cache(maxsize=512)
def _join_phrases(numbers: tuple[int, ...]) -> str:
    phrases = [_list_phrases()[number] for number in dict.fromkeys(numbers) if number]
    return ", ".join(phrases[:_MOST_PHRASES]) or "the lines around it are no part of the article"


@cache
def _list_phrases() -> tuple[str, ...]:
    """Every phrase once; the first one is empty."""
    phrases = (describe_feature(name, high=high) for high in (True, False) for name in NAMES)
    return tuple(dict.fromkeys(("", *phrases)))


@cache
def _number_phrases() -> NDArray[np.int64]:
    """The number of the phrase for each feature: a row for features above their means, a row for those below."""
    return np.array([[_list_phrases().index(describe_feature(name, high=high)) for name in NAMES] for high in (True, False)])
