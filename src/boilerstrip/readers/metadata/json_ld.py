"""What JSON-LD declares: the page's article, wherever its scripts hold it, in a graph or a list."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from lxml import etree

from boilerstrip.document import Declared
from boilerstrip.readers.metadata.json_text import values_in
from boilerstrip.readers.metadata.meta_tags import name_said, said

Node = Mapping[str, Any]

_ORGANISATIONS = ("organization", "corporation", "business", "website", "brand", "project", "service", "system")
# What can lead from a script's top to the page's article. Other lists (`itemListElement`, `hasPart`) hold teasers.
_WAYS = ("@graph", "mainEntity", "mainEntityOfPage")
_MOST_NODES = 5000
_PARTING = re.compile(r"</?(?:p|br|div|li|ul|ol|h[1-6]|blockquote)\b[^<>]{0,300}>", re.I)
_TAG = re.compile(r"</?[a-z][^<>]{0,1000}>", re.I)


def is_organisation(name: str) -> bool:
    """Whether a type of schema.org is no person's.

    >>> is_organisation("NewsMediaOrganization"), is_organisation("Person")
    (True, False)
    """
    return name.lower().endswith(_ORGANISATIONS)


def read_json_ld(root: etree._Element) -> Declared:
    """What the page's article says of itself, the first one, or one that holds its text; of a page without, what the page says.

    >>> page = '<script type="application/ld+json">{"@type": "NewsArticle", "headline": "Ferry sinks"}</script>'
    >>> read_json_ld(etree.fromstring(page)).titles
    ('Ferry sinks',)
    """
    scripts = (script.text for script in root.iter("script") if "ld+json" in (script.get("type") or "").lower())
    nodes = list(_nodes(value for text in scripts if text for value in values_in(text)))
    if not nodes:
        return Declared()
    known = {str(node["@id"]): node for node in nodes if "@id" in node and "name" in node}
    articles = [node for node in nodes if _is(node, "article", "posting")]
    article = next((node for node in articles if node.get("articleBody")), next(iter(articles), {}))
    about = article or next((node for node in nodes if _is(node, "page")), {})
    sites = [_text(node.get("name")) for node in nodes if _is(node, "website")]
    return Declared(
        (_text(article.get("headline") or article.get("name")),),
        (_text(about.get("description")),),
        tuple([name_said(name) for name in _names(article, "author", known) or _names(article, "creator", known)]),
        _text(about.get("datePublished")) or None,
        next((name for name in [*_names(article, "publisher", known), *sites] if name), None),
        _body(article.get("articleBody")),
        next(iter(_types(about)), None),
    )


def _nodes(values: Iterable[Any]) -> Iterator[Node]:
    """The nodes of a page, in its order, each before those inside it."""
    waiting = list(values)[::-1]
    for _ in range(_MOST_NODES):
        if not waiting:
            return
        value = waiting.pop()
        if isinstance(value, list):
            waiting += value[::-1]
        elif isinstance(value, dict):
            yield value
            waiting += [value[way] for way in reversed(_WAYS) if isinstance(value.get(way), list | dict)]


def _types(node: Node) -> list[str]:
    """The names of a node's types, without the vocabulary's address."""
    types = node.get("@type")
    names = types if isinstance(types, list) else [types]
    return [re.split("[/:#]", name)[-1] for name in names if isinstance(name, str)]


def _is(node: Node, *endings: str) -> bool:
    return any(name.lower().endswith(endings) for name in _types(node))


def _names(node: Node, relation: str, known: Mapping[str, Node]) -> list[str]:
    """The names of those that stand in a relation to a node: of authors the persons alone."""
    related = node.get(relation)
    names: list[str] = []
    for value in related if isinstance(related, list) else [related]:
        if isinstance(value, str):
            names.append(said(value))
        elif isinstance(value, dict):
            named = value if "name" in value else known.get(str(value.get("@id")), value)
            if relation == "publisher" or _is(named, "person") or not _is(named, *_ORGANISATIONS):
                given = named.get("name")
                names += map(_text, given if isinstance(given, list) else [given])
    return [name for name in names if name]


def _text(value: Any) -> str:
    """A value as text; empty where it is none."""
    if isinstance(value, list):
        value = value[0] if value else ""
    if isinstance(value, dict):
        value = value.get("@value")
    return said(value) if isinstance(value, str) else ""


def _body(value: Any) -> str | None:
    """An article's text, a paragraph a line, without tags."""
    if isinstance(value, list):
        value = "\n".join(part for part in value if isinstance(part, str))
    if not isinstance(value, str):
        return None
    if "<" in value:
        value = _TAG.sub("", _PARTING.sub("\n", value))
    return "\n".join(line for line in map(said, value.splitlines()) if line) or None
