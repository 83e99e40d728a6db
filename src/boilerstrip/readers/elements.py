"""What each element of HTML does to the text around it."""

from __future__ import annotations

from lxml import etree

INLINE, SILENT, LINK, CELL, BREAK, BLOCK = range(6)
_SILENT_TAGS = "script style noscript template svg math iframe object canvas head audio video datalist"
_INLINE_TAGS = (
    "abbr acronym b bdi bdo big cite code data del dfn em font i img ins kbd label mark nobr output picture q rp rt ruby s samp small "
    "source span strike strong sub sup time tt u var wbr"
)
# Whatever is not named here is a BLOCK, which parts its text from all other. Comments and instructions have functions for tags.
ROLES: dict[object, int] = {
    **dict.fromkeys(_SILENT_TAGS.split(), SILENT),
    **dict.fromkeys(_INLINE_TAGS.split(), INLINE),
    "a": LINK,
    "td": CELL,
    "th": CELL,
    "br": BREAK,
    etree.Comment: SILENT,
    etree.ProcessingInstruction: SILENT,
    etree.Entity: SILENT,
}
