"""Reads what a page declares about itself: its language, JSON-LD, meta elements, microdata, class names and title."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from lxml import etree

from boilerstrip.document import Declared
from boilerstrip.readers.metadata.json_ld import read_json_ld
from boilerstrip.readers.metadata.meta_tags import read_meta_tags, read_title
from boilerstrip.readers.metadata.microdata import read_microdata
from boilerstrip.readers.metadata.microformats import read_microformats
from boilerstrip.readers.metadata.times import read_times
from boilerstrip.text.normalise import fold


def read_language(root: etree._Element) -> str | None:
    """The ISO 639 code of the language that the page declares; `None` where it declares none.

    >>> read_language(etree.fromstring("<html lang='de-AT'/>"))
    'de'
    """
    value = root.get("lang") or root.get("{http://www.w3.org/XML/1998/namespace}lang") or ""
    code = value.strip().lower().replace("_", "-").split("-")[0]
    return code if code.isalpha() and len(code) in (2, 3) else None


def read_declared(root: etree._Element) -> Declared:
    """Everything that the page declares: JSON-LD first, then meta elements, microdata, class names, times, and its title.

    >>> read_declared(etree.fromstring("<html><title>Ferry sinks</title></html>")).titles
    ('Ferry sinks',)
    """
    language = read_language(root)
    sources = [
        read_json_ld(root),
        read_meta_tags(root, language),
        read_microdata(root),
        read_microformats(root),
        read_times(root, language),
        read_title(root),
    ]
    authors, owner = _choose_authors(sources)
    return Declared(
        _drop_duplicates(title for source in sources for title in source.titles),
        _drop_duplicates(description for source in sources for description in source.descriptions),
        authors,
        next((source.published for source in sources if source.published), None),
        _choose_site_name((sources[1], sources[0], *sources[2:])),
        next((source.body for source in sources if source.body), None),
        next((source.type for source in sources if source.type), None),
        owner=owner,
        is_personal=any(source.is_personal for source in sources),
    )


def _choose_site_name(sources: Sequence[Declared]) -> str | None:
    """The first name that is no address. Meta elements come before JSON-LD, whose publisher has a longer name than the site."""
    return next((source.site_name for source in sources if source.site_name and "://" not in source.site_name), None)


def _choose_authors(sources: Sequence[Declared]) -> tuple[tuple[str, ...], str | None]:
    """The authors from the first source that names a person, without the publisher; where only the publisher is an author, the publisher."""
    publishers = {fold(source.site_name) for source in sources if source.site_name}
    for source in sources:
        if persons := _drop_duplicates(author for author in source.authors if fold(author) not in publishers):
            return persons, None
    return (), next((author for source in sources for author in source.authors if author), None)


def _drop_duplicates(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(value for value in values if value))
