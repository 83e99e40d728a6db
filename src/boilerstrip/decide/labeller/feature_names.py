"""The names of the features, by group; each is a column of the labeller's matrix.

A weights file holds these names, and only fits this list. In them, `sure` means certain findings, `said` the votes on words (see
`word_votes`), `means` the line model, `held` the elements around a block, `kin` blocks in similar elements, and `behind` after.
"""

from __future__ import annotations

from typing import get_args

from boilerstrip.decide.labeller.labels import LABELS
from boilerstrip.document.findings import Category

CATEGORIES: tuple[str, ...] = get_args(Category)
# Tokens of an element's class or id that are counted together.
TOKENS: dict[str, tuple[str, ...]] = {
    "token_article": (
        "article", "content", "story", "body", "post", "entry", "text", "articlebody", "article-body", "main",
    ),
    "token_aside": (
        "sidebar", "widget", "footer", "header", "menu", "nav", "navigation", "promo", "banner", "modal", "popup",
        "cookie",
    ),
    "token_more": (
        "related", "recommended", "teaser", "card", "more", "trending", "popular", "recirc", "outbrain", "taboola",
    ),
    "token_social": (
        "share", "sharing", "social", "follow",
    ),
    "token_comments": (
        "comments", "comment", "disqus", "replies", "respond",
    ),
    "token_author": (
        "author", "authors", "bio", "byline", "profile",
    ),
    "token_meta": (
        "tags", "tag", "topics", "topic", "breadcrumb", "breadcrumbs", "meta", "date", "time", "timestamp", "dateline",
        "category", "categories",
    ),
    "token_offer": (
        "newsletter", "subscribe", "subscription", "signup", "paywall", "cta", "donate", "ad", "ads", "advert",
        "advertisement", "sponsored", "sponsor",
    ),
    "token_picture": (
        "caption", "credit", "figure", "gallery", "image", "media", "video", "photo",
    ),
}  # fmt: skip
TAGS = (
    "nav", "footer", "aside", "header", "form", "button", "figure", "figcaption", "article", "main", "table", "section",
    "ul", "a",
)  # fmt: skip
SHAPE = (
    "chars", "words", "sentences", "words_a_sentence", "word_length", "short_words", "long_words", "capitals",
    "all_upper", "digits", "marks", "commas", "quotes", "bars", "brackets", "dashes", "ats", "symbols", "colons",
    "addresses", "stopwords", "dates", "jobs", "ends_stop", "ends_dots", "ends_comma", "ends_colon", "ends_quote",
    "ends_digit", "ends_question", "ends_call", "begins_lower", "begins_upper", "begins_digit", "begins_quote",
    "begins_mark", "prose",
)  # fmt: skip
MARKS = (
    "heading", "list_item", "quote", "separator", "image", "level", "indent", "gap", "linked", "hidden",
)  # fmt: skip
PLACE = (
    "from_start", "from_end", "index", "index_back", "in_main", "to_main_start", "to_main_end", "through_main",
    "prose_before", "prose_behind", "headline", "standfirst", "byline", "to_headline", "behind_headline",
)  # fmt: skip
SHARED = (
    "repeats", "repeats_before", "shares_main", "shares_names", "shares_headline", "shares_slug", "shared_words",
    "shared_names", "copied", "copied_before",
)  # fmt: skip
RHYTHM = (
    "like_last", "like_next", "like_table", "since_prose", "until_prose", "last_prose", "next_prose", "sure_before",
    "sure_behind", "since_sure", "until_sure",
)  # fmt: skip
TREE = (
    "held_prose_0", "held_prose_1", "held_prose_2", "held_links_0", "held_links_1", "held_links_2", "held_blocks_0",
    "held_blocks_1", "held_blocks_2", "in_container", "steps_in", "steps_out", "kin_prose", "kin", "steps_from_last",
    "steps_to_next",
)  # fmt: skip
PAGE = (
    "page_blocks", "page_prose", "page_words", "page_stops", "page_linked", "page_headings", "page_main", "is_markdown",
    "is_html", "has_headline", "has_stopwords", "wide_script", "page_lead", "page_tail", "page_sure", "page_outside",
    "page_prose_blocks",
)  # fmt: skip
VOTES = (
    "said_mean", "said_least", "said_most", "said_of_pairs", "said_of_pairs_least", "said_of_pairs_most", "said_first",
    "said_whole",
)  # fmt: skip
MEANING = (*(f"means_{label}" for label in LABELS), "like_article", "like_rest", "liker_article")
GROUPS: dict[str, tuple[str, ...]] = {
    "shape": SHAPE,
    "marks": MARKS,
    "place": PLACE,
    "shared": SHARED,
    "rhythm": RHYTHM,
    "page": PAGE,
    "tree": TREE,
    "votes": VOTES,
    "meaning": MEANING,
    "claims": (*(f"hint_{name}" for name in CATEGORIES), *(f"sure_{name}" for name in CATEGORIES)),
    "elements": (*(f"tag_{name}" for name in TAGS), *TOKENS),
}
NAMES: tuple[str, ...] = tuple([name for names in GROUPS.values() for name in names])
# Counts and distances: the net sees their logarithms.
LOGARITHMIC = (
    "chars", "words", "sentences", "words_a_sentence", "prose", "index", "index_back", "to_main_start", "to_main_end",
    "to_headline", "shared_words", "shared_names", "since_prose", "until_prose", "last_prose", "next_prose", "since_sure",
    "until_sure", "held_blocks_0", "held_blocks_1", "held_blocks_2", "kin",
)  # fmt: skip
