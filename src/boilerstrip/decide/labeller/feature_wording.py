"""What each cue says to a reader, where it spoke against a block."""

from __future__ import annotations

# For each cue: how it reads where it is above the mean of all pages, and where it is below. Length, links and kind are said first,
# of the block as a whole, so they have none.
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
_CATEGORIES = {
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


def feature_phrase(name: str, *, high: bool) -> str:
    """What a cue says where it is above its mean on all pages (`high`), or below; "" for one that readers would make nothing of.

    >>> feature_phrase("in_main", high=False), feature_phrase("hint_advert", high=True)
    ('outside the running text', 'words like an advert')
    """
    if name in WORDING:
        return WORDING[name][0 if high else 1]
    group, _, rest = name.partition("_")
    if group in ("hint", "sure"):
        return _CATEGORIES.get(rest, "") if high else ""
    return f"inside <{rest}>" if group == "tag" and high else ""
