"""Names the category of what the labeller cuts and no filter hints at.

The labeller learned categories from lines of text. On pages its guess fits no better than chance (it calls menus consent), and the element
that a block stands in tells more.
"""

from __future__ import annotations

from boilerstrip.document import Document
from boilerstrip.document.findings import Category

_OF_ELEMENTS: tuple[tuple[Category, frozenset[str]], ...] = (
    ("comments", frozenset(["comments", "comment", "commentlist", "comment-list", "disqus", "replies", "respond"])),
    ("caption", frozenset(["figcaption", "caption", "figure"])),
    ("navigation", frozenset(["nav", "footer", "header", "menu", "sidebar", "form", "button", "breadcrumb", "tags"])),
    ("related", frozenset(["related", "recommended", "teaser", "card", "trending", "popular"])),
)
_LINKED, _TITLE_WORDS = 0.5, 4


def category_of(document: Document, index: int, likeliest: Category) -> Category:
    """The category of a block: the labeller's likeliest in text and Markdown, on pages what its element and its links tell.

    >>> from boilerstrip.readers import read
    >>> page = read("<nav>Home</nav><p><a href='/f'>Ferry sinks at dawn off Wrenmouth</a></p><p>Tides</p>", kind="html")
    >>> [category_of(page, index, "consent") for index in range(3)]
    ['navigation', 'related', 'other']
    """
    if document.kind != "html":
        return likeliest
    block = document.blocks[index]
    for category, names in _OF_ELEMENTS:
        if not (names.isdisjoint(block.tags) and names.isdisjoint(block.tokens)):
            return category
    if block.link_density > _LINKED:
        return "related" if document.words[index] >= _TITLE_WORDS else "navigation"
    return "other"
