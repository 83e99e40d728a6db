"""What the elements of HTML mean for the text in them and around them.

The sets of elements by which filters and fields judge a block stand in `boilerstrip.document.element_sets`.
"""

from __future__ import annotations

from lxml import etree

from boilerstrip.document import BlockKind

# What an element does to the text around it. The order counts: from LINK on, the end of an element matters; from CELL on, an element is
# part of the context of the blocks inside it. An EITHER element is part of a sentence that it stands in, and a block elsewhere.
INLINE, SILENT, BREAK, LINK, TEMPLATE, CELL, EITHER, PRE, BLOCK = range(9)
_SILENT_TAGS = "script style noscript svg iframe object canvas head audio video datalist annotation annotation-xml"
_INLINE_TAGS = (
    "abbr acronym b bdi bdo big cite code data del dfn em font i img ins kbd label mark nobr output picture q rp rt ruby s samp small "
    "source span strike strong sub sup time tt u var wbr "
    # Formulas are words of their sentence.
    "math semantics mrow mi mn mo ms mtext msup msub msubsup mfrac msqrt mroot mover munder munderover mfenced mspace mstyle mpadded"
)
_BLOCK_TAGS = (
    "html body main article section header footer nav aside address div p h1 h2 h3 h4 h5 h6 hgroup ul ol li menu dir dl dt dd "
    "blockquote figure figcaption hr table caption colgroup col thead tbody tfoot tr form fieldset legend input select optgroup "
    "option textarea details summary dialog search center frameset frame noframes slot"
)
# An element that is not named here is EITHER: custom elements, and buttons.
EFFECTS: dict[object, int] = {
    **dict.fromkeys(_SILENT_TAGS.split(), SILENT),
    **dict.fromkeys(_INLINE_TAGS.split(), INLINE),
    **dict.fromkeys(_BLOCK_TAGS.split(), BLOCK),
    **dict.fromkeys(["pre", "listing", "xmp", "plaintext"], PRE),
    "a": LINK,
    "td": CELL,
    "th": CELL,
    "br": BREAK,
    "template": TEMPLATE,
    etree.Comment: SILENT,
    etree.ProcessingInstruction: SILENT,
    etree.Entity: SILENT,
}
HEADINGS = {f"h{level}": level for level in range(1, 7)}
# Their text is one run of words, whatever elements stand in it.
SENTENCES = frozenset([*HEADINGS, "p", "dt", "summary", "figcaption", "caption", "legend"])
# The kind of the blocks inside an element; a paragraph elsewhere.
BLOCK_KINDS: dict[str, BlockKind] = {"li": "list_item", "blockquote": "quote", **dict.fromkeys(HEADINGS, "heading")}
# Their classes describe the whole page, or the post's own topics, and not the blocks inside.
PAGE_WIDE = frozenset(["html", "body", "article"])
# The names of the elements that ARIA roles stand for; empty for a heading, whose level is an attribute of its own.
ARIA_ROLES = {
    "navigation": "nav",
    "contentinfo": "footer",
    "complementary": "aside",
    "banner": "header",
    "dialog": "dialog",
    "form": "form",
    "search": "form",
    "main": "main",
    "article": "article",
    "blockquote": "blockquote",
    "listitem": "li",
    "figure": "figure",
    "heading": "",
}
