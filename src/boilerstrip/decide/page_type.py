"""Pages that are no article: what tells them, and how the article's warnings name them.

Judged where a page shows next to no running text, or where linked titles part it into summaries. Of 1,045 annotated pages that hold an
article, none is taken for one.
"""

from __future__ import annotations

from collections.abc import Collection

from boilerstrip.document import Document
from boilerstrip.text.sentences import ends_sentence

NO_ARTICLE = "this looks like no article, but like "
NAMES = {
    "error_page": "an error page",
    "login_wall": "a wall that asks to log in or to subscribe",
    "robot_check": "a check against robots",
    "consent": "a cookie wall",
    "list": "a front page or another list of articles",
}
# A page that shows more running text than this, in words, is an article whatever else it says.
_MOST_SHOWN = 80.0
# So is one with more sentences, short as they be: behind a wall stand the first few.
_MOST_TOLD, _SENTENCE_WORDS = 5, 4
_CONSENT_SHARE = 0.5
# A list's summaries stand between linked titles, and each is short.
_LEAST_TEASERS, _TITLE_WORDS, _LINKED = 10, 4, 0.7
_LONGEST_SUMMARY = 50.0
_ONE = (1, 2)  # in one piece, or with one linked title amid it
_ARTICLES = ("article", "posting")


def non_article_warning(document: Document, kept: Collection[int]) -> str | None:
    r"""What the page is where it is no article, as a warning says it; `None` for an article. `kept` are the blocks of the body.

    >>> from boilerstrip.readers import read
    >>> non_article_warning(read("Error 404\nPage not found"), ())
    'this looks like no article, but like an error page'
    """
    shown = sum(document.prose[index] for index in kept)
    told = sum(1 for index in kept if document.words[index] >= _SENTENCE_WORDS and ends_sentence(document.blocks[index].text))
    kind = _wall(document, kept) if shown < _MOST_SHOWN and told <= _MOST_TOLD else None
    if kind is None and _is_list(document, kept):
        kind = "list"
    return NO_ARTICLE + NAMES[kind] if kind else None


def _wall(document: Document, kept: Collection[int]) -> str | None:
    """What the page's own words call it: those of a wall weigh more than a cookie notice, which most pages have."""
    find = document.lexicon.walls.find
    for text, words in zip(document.folded, document.words, strict=True):
        for entry, _, _ in find(text, words):
            return entry.category
    asking = {index for index, entry, _, _ in document.phrase_hits.get("consent", ())}
    asked = sum(document.words[index] for index in asking)
    return "consent" if not kept and asked > _CONSENT_SHARE * sum(document.words) else None


def _is_list(document: Document, kept: Collection[int]) -> bool:
    """Whether linked titles stand on the page, and summaries between them (or nothing): an article stands in one piece."""
    if (document.declared.type or "").lower().endswith(_ARTICLES):
        return False
    titles, summaries = 0, [0.0]
    for block, words, prose in zip(document.blocks, document.words, document.prose, strict=True):
        if words >= _TITLE_WORDS and block.link_density > _LINKED:
            titles += 1
            summaries.append(0.0)
        elif block.index in kept:
            summaries[-1] += prose
    pieces = sum(map(bool, summaries))
    return titles >= _LEAST_TEASERS and pieces not in _ONE and max(summaries) < _LONGEST_SUMMARY
