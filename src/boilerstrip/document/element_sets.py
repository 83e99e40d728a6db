"""Names of HTML elements that hold something other than running text, one set for each question about a block's surroundings.

The sets share a core and differ at its edges; each difference changes what is cut.
"""

from __future__ import annotations

# A heading in one of these is rarely the headline.
ASIDE_ELEMENTS = frozenset(["nav", "footer", "aside", "form"])
# Sentences in these do not count as running text. A caption is prose, but not the article's.
NO_PROSE_ELEMENTS = ASIDE_ELEMENTS | {"button", "select", "figcaption", "dialog"}
# Blocks in these may be navigation. A caption is not; a `menu` is, although sentences in it count as running text.
NAVIGATION_ELEMENTS = ASIDE_ELEMENTS | {"button", "select", "dialog", "menu"}
# A name in one of these is no byline. Bylines do stand in the other elements of navigation.
MENU_ELEMENTS = frozenset(["nav", "menu"])
