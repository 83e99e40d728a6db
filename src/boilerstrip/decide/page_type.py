"""Recognises pages that are no article (error pages, walls, lists of articles) and names them for the article's warnings.

Only pages that show almost no running text, or running text in short parts between linked titles, are considered. Of 1,045 annotated
pages with an article, none is mistaken for another type.
"""

from __future__ import annotations

from collections.abc import Collection

from boilerstrip.document import Document
from boilerstrip.text.sentences import ends_sentence

NO_ARTICLE = "this looks like no article, but like "
PAGE_TYPES = {
    "error_page": "an error page",
    "login_wall": "a wall that asks to log in or to subscribe",
    "robot_check": "a check against robots",
    "consent": "a cookie wall",
    "list": "a front page or another list of articles",
}
# A page that shows more running text (in words) or more sentences than this is an article, whatever else its words say. The limit on
# sentences protects articles after a wall: only their first few sentences are shown.
_MOST_WALL_PROSE = 80.0
_MOST_WALL_SENTENCES = 5
_SENTENCE_WORDS = 4
# Share of the page's words that must ask for consent.
_CONSENT_SHARE = 0.5
# A list has many linked titles, and short summaries (in words of running text) between them.
_LEAST_TITLES = 10
_TITLE_WORDS = 4
_TITLE_LINK_DENSITY = 0.7
_MOST_SUMMARY_PROSE = 50.0
# An article's running text is in one part, or in two around a linked title.
_ARTICLE_PARTS = (1, 2)
_ARTICLE_TYPES = ("article", "posting")


def describe_non_article(document: Document, kept: Collection[int]) -> str | None:
    r"""A warning that names the type of a page that is no article; `None` for an article. `kept` are the blocks of the body.

    >>> from boilerstrip.readers import read
    >>> describe_non_article(read("Error 404\nPage not found"), ())
    'this looks like no article, but like an error page'
    """
    prose = sum(document.prose[index] for index in kept)
    sentences = sum(
        1 for index in kept if document.words[index] >= _SENTENCE_WORDS and ends_sentence(document.blocks[index].text)
    )
    page_type = _find_wall(document, kept) if prose < _MOST_WALL_PROSE and sentences <= _MOST_WALL_SENTENCES else None
    if page_type is None and _is_list(document, kept):
        page_type = "list"
    return NO_ARTICLE + PAGE_TYPES[page_type] if page_type else None


def _find_wall(document: Document, kept: Collection[int]) -> str | None:
    """The type that the page's wording shows. Wording of a wall comes first: most pages have a cookie notice, too."""
    find = document.lexicon.walls.find
    for text, words in zip(document.folded, document.words, strict=True):
        for entry, _, _ in find(text, words):
            return entry.category
    consent_blocks = {index for index, entry, _, _ in document.phrase_hits.get("consent", ())}
    consent_words = sum(document.words[index] for index in consent_blocks)
    return "consent" if not kept and consent_words > _CONSENT_SHARE * sum(document.words) else None


def _is_list(document: Document, kept: Collection[int]) -> bool:
    """Whether the page consists of linked titles, with short summaries or nothing between them."""
    if (document.declared.type or "").lower().endswith(_ARTICLE_TYPES):
        return False
    titles, summaries = 0, [0.0]
    for block, words, prose in zip(document.blocks, document.words, document.prose, strict=True):
        if words >= _TITLE_WORDS and block.link_density > _TITLE_LINK_DENSITY:
            titles += 1
            summaries.append(0.0)
        elif block.index in kept:
            summaries[-1] += prose
    parts = sum(map(bool, summaries))
    return titles >= _LEAST_TITLES and parts not in _ARTICLE_PARTS and max(summaries) < _MOST_SUMMARY_PROSE
