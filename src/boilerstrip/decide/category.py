"""Chooses the category of a block that the labeller removes and that no filter names.

The labeller learned categories from lines of text. On HTML pages its guess is no better than chance (it calls menus consent); there
the element that holds the block is better evidence.
"""

from __future__ import annotations

from boilerstrip.document import Document
from boilerstrip.document.findings import Category

# Names of elements, and tokens of their class or id. The first category that fits is taken.
_CATEGORY_ELEMENTS: tuple[tuple[Category, frozenset[str]], ...] = (
    ("comments", frozenset(["comments", "comment", "commentlist", "comment-list", "disqus", "replies", "respond"])),
    ("caption", frozenset(["figcaption", "caption", "figure"])),
    ("navigation", frozenset(["nav", "footer", "header", "menu", "sidebar", "form", "button", "breadcrumb", "tags"])),
    ("related", frozenset(["related", "recommended", "teaser", "card", "trending", "popular"])),
)
# A block with a larger share of link text is a link: with this many words the title of another story, with fewer an entry of a menu.
_LINK_DENSITY = 0.5
_TITLE_WORDS = 4


def choose_category(document: Document, index: int, likeliest: Category) -> Category:
    """The category of a block: in text and Markdown the labeller's `likeliest`, in HTML the one that its element and links show.

    >>> from boilerstrip.readers import read
    >>> page = read("<nav>Home</nav><p><a href='/f'>Ferry sinks at dawn off Wrenmouth</a></p><p>Tides</p>", kind="html")
    >>> [choose_category(page, index, "consent") for index in range(3)]
    ['navigation', 'related', 'other']
    """
    if document.kind != "html":
        return likeliest
    block = document.blocks[index]
    for category, names in _CATEGORY_ELEMENTS:
        if not (names.isdisjoint(block.tags) and names.isdisjoint(block.tokens)):
            return category
    if block.link_density > _LINK_DENSITY:
        return "related" if document.words[index] >= _TITLE_WORDS else "navigation"
    return "other"
