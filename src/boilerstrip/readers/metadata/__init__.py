"""What a page says of itself: its language, and what its JSON-LD, meta elements, microdata, class names and title declare."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from lxml import etree

from boilerstrip.document import Declared
from boilerstrip.readers.metadata.json_ld import read_json_ld
from boilerstrip.readers.metadata.meta_tags import read_meta_tags, read_title
from boilerstrip.readers.metadata.microdata import read_microdata
from boilerstrip.readers.metadata.microformats import read_microformats
from boilerstrip.text.normalise import fold


def language_of(root: etree._Element) -> str | None:
    """The ISO 639 code that the page claims for itself; `None` where it claims none.

    >>> language_of(etree.fromstring("<html lang='de-AT'/>"))
    'de'
    """
    value = root.get("lang") or root.get("{http://www.w3.org/XML/1998/namespace}lang") or ""
    code = value.strip().lower().replace("_", "-").split("-")[0]
    return code if code.isalpha() and len(code) in (2, 3) else None


def read_declared(root: etree._Element) -> Declared:
    """What the page declares, put together: JSON-LD first, then meta elements, microdata, class names, and its title.

    >>> read_declared(etree.fromstring("<html><title>Ferry sinks</title></html>")).titles
    ('Ferry sinks',)
    """
    said = [
        read_json_ld(root),
        read_meta_tags(root),
        read_microdata(root),
        read_microformats(root),
        read_title(root),
    ]
    return Declared(
        _unique(title for one in said for title in one.titles),
        _unique(description for one in said for description in one.descriptions),
        _persons(said),
        next((one.published for one in said if one.published), None),
        # A page's own name for its site is shorter than its publisher's; an address is no name.
        next((one.site_name for one in (said[1], said[0], *said[2:]) if one.site_name and "://" not in one.site_name), None),
        next((one.body for one in said if one.body), None),
        next((one.type for one in said if one.type), None),
    )


def _persons(said: Sequence[Declared]) -> tuple[str, ...]:
    """The authors whom the first source names that names any. A publisher named as author is none."""
    publishers = {fold(one.site_name) for one in said if one.site_name}
    for one in said:
        if persons := _unique(author for author in one.authors if fold(author) not in publishers):
            return persons
    return ()


def _unique(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(value for value in values if value))
