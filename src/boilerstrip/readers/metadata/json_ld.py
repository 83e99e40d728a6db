"""Reads JSON-LD: the page's article, wherever the scripts hold it, in a graph or in a list."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from lxml import etree

from boilerstrip.document import Declared
from boilerstrip.readers.metadata.json_text import read_json_values
from boilerstrip.readers.metadata.meta_tags import clean_name, clean_value

Node = Mapping[str, Any]

_ORGANISATION_ENDINGS = ("organization", "corporation", "business", "website", "brand", "project", "service", "system")
# The keys that can lead from the top of a script to the page's article. Other lists (`itemListElement`, `hasPart`) hold teasers.
_KEYS_TO_ARTICLE = ("@graph", "mainEntity", "mainEntityOfPage")
_NAME_PARTS = ("givenName", "additionalName", "familyName")
_MOST_NODES = 5000
_BLOCK_TAG = re.compile(r"</?(?:p|br|div|li|ul|ol|h[1-6]|blockquote)\b[^<>]{0,300}>", re.I)
_TAG = re.compile(r"</?[a-z][^<>]{0,1000}>", re.I)


def is_organisation(name: str) -> bool:
    """Whether a type of schema.org is an organisation, and so no person.

    >>> is_organisation("NewsMediaOrganization"), is_organisation("Person")
    (True, False)
    """
    return name.lower().endswith(_ORGANISATION_ENDINGS)


def read_json_ld(root: etree._Element) -> Declared:
    """What the first article declares, or the first article with its text. A page without an article gives what the page itself declares.

    >>> page = '<script type="application/ld+json">{"@type": "NewsArticle", "headline": "Ferry sinks"}</script>'
    >>> read_json_ld(etree.fromstring(page)).titles
    ('Ferry sinks',)
    """
    scripts = (script.text for script in root.iter("script") if "ld+json" in (script.get("type") or "").lower())
    nodes = list(_walk_nodes(value for text in scripts if text for value in read_json_values(text)))
    if not nodes:
        return Declared()
    known = {str(node["@id"]): node for node in nodes if "@id" in node and "name" in node}
    articles = [node for node in nodes if _has_type(node, "article", "posting")]
    article = next((node for node in articles if node.get("articleBody")), next(iter(articles), {}))
    about = article or next((node for node in nodes if _has_type(node, "page")), {})
    sites = [_read_text(node.get("name")) for node in nodes if _has_type(node, "website")]
    return Declared(
        (_read_text(article.get("headline") or article.get("name")),),
        (_read_text(about.get("description")),),
        tuple([clean_name(name) for name in _read_names(about, "author", known) or _read_names(about, "creator", known)]),
        _read_text(about.get("datePublished")) or None,
        next((name for name in [*_read_names(article, "publisher", known), *sites] if name), None),
        _read_body(article.get("articleBody")),
        next(iter(_read_types(about)), None),
        is_personal=_is_published_by_person(article, known),
    )


def _walk_nodes(values: Iterable[Any]) -> Iterator[Node]:
    """The nodes of a page in document order, each before the nodes inside it."""
    waiting = list(values)[::-1]
    for _ in range(_MOST_NODES):
        if not waiting:
            return
        value = waiting.pop()
        if isinstance(value, list):
            waiting += value[::-1]
        elif isinstance(value, dict):
            yield value
            waiting += [value[key] for key in reversed(_KEYS_TO_ARTICLE) if isinstance(value.get(key), list | dict)]


def _read_types(node: Node) -> list[str]:
    """The names of a node's types, without the address of the vocabulary."""
    types = node.get("@type")
    names = types if isinstance(types, list) else [types]
    return [re.split("[/:#]", name)[-1] for name in names if isinstance(name, str)]


def _has_type(node: Node, *endings: str) -> bool:
    return any(name.lower().endswith(endings) for name in _read_types(node))


def _read_names(node: Node, relation: str, known: Mapping[str, Node]) -> list[str]:
    """The names of the nodes that stand in a relation to a node. Of authors, only persons and nodes without a type of organisation."""
    related = node.get(relation)
    names: list[str] = []
    for value in related if isinstance(related, list) else [related]:
        if isinstance(value, str):
            names.append(clean_value(value))
        elif isinstance(value, dict):
            named = value if "name" in value else known.get(str(value.get("@id")), value)
            if relation == "publisher" or _has_type(named, "person") or not _has_type(named, *_ORGANISATION_ENDINGS):
                given = named.get("name") or _join_name(named)
                names += map(_read_text, given if isinstance(given, list) else [given])
    return [name for name in names if name]


def _is_published_by_person(article: Node, known: Mapping[str, Node]) -> bool:
    publisher = article.get("publisher")
    if not isinstance(publisher, dict):
        return False
    return _has_type(publisher if "name" in publisher else known.get(str(publisher.get("@id")), publisher), "person")


def _join_name(person: Node) -> str:
    """The name of a person who has only its parts: `givenName`, `additionalName` and `familyName`."""
    parts = [_read_text(person.get(key)) for key in _NAME_PARTS]
    return " ".join(part for part in parts if part)


def _read_text(value: Any) -> str:
    """A value as text; empty for a value that is no text."""
    if isinstance(value, list):
        value = value[0] if value else ""
    if isinstance(value, dict):
        value = value.get("@value")
    return clean_value(value) if isinstance(value, str) else ""


def _read_body(value: Any) -> str | None:
    """An article's text without tags, one paragraph a line."""
    if isinstance(value, list):
        value = "\n".join(part for part in value if isinstance(part, str))
    if not isinstance(value, str):
        return None
    if "<" in value:
        value = _TAG.sub("", _BLOCK_TAG.sub("\n", value))
    return "\n".join(line for line in map(clean_value, value.splitlines()) if line) or None
