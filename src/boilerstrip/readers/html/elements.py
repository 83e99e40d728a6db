"""What each element of HTML does to the text around it."""

from __future__ import annotations

from lxml import etree

# From LINK on, the end of an element matters; from CELL on, its place is a cue for what stands inside it.
INLINE, SILENT, BREAK, LINK, TEMPLATE, CELL, AMID, PRE, BLOCK = range(9)
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
# What is not named here (custom elements) is AMID, as a button is: a part of a sentence that it stands in, and a block elsewhere.
ROLES: dict[object, int] = {
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
# Their text is one run of words, whatever stands in it.
SENTENCES = frozenset([*HEADINGS, "p", "dt", "summary", "figcaption", "caption", "legend"])
