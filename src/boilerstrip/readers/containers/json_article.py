"""Reads an article out of JSON, as scrapers and programming interfaces dump it: title, text, author and date under the usual names."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from boilerstrip.document import SourceKind, Wrapping
from boilerstrip.readers.containers.field_names import ADDRESSES, AUTHORS, PUBLISHED, TITLES, fold_key, fold_keys, read_stated
from boilerstrip.readers.containers.mask import name_fields
from boilerstrip.readers.containers.unwrapped import Unwrapped
from boilerstrip.text.normalise import tidy
from boilerstrip.text.sentences import count_words

# The names of the text, folded, in the order in which they are preferred: plain text before marks.
_TEXTS: dict[str, SourceKind | None] = {
    "articlebody": None,
    "maintext": None,
    "bodytext": None,
    "fulltext": None,
    "articletext": None,
    "contenttext": "text",
    "text": None,
    "body": None,
    "markdown": "markdown",
    "contentmarkdown": "markdown",
    "contenthtml": "html",
    "content": None,
    "textcontent": "text",
    "story": None,
    "paragraphs": None,
    "html": "html",
}
# The names under which an article, or the fields of one, can stand inside another object.
_INNER = ("article", "data", "result", "item", "post", "story", "page", "document", "response", "content")
_FIELD_HOLDERS = ("fields", "metadata", "meta")
_MOST_DEPTH, _MOST_PARTS = 4, 20_000
# A paragraph or section as an object: the names of its text and of its heading.
_PART_TEXTS = ("rendered", "text", "html", "content", "value", "paragraphs")
_PART_HEADINGS = ("headline", "title", "heading")
# Words of a text that has a title, and of a text that has only an address, a date or an author.
_LEAST_WORDS, _LEAST_WORDS_WITHOUT_TITLE = 8, 40
_NAMED = re.compile(r'"([A-Za-z_@: -]{2,20})"\s{0,20}:')
_SAMPLE_CHARS = 5_000
# A longer source, or one with more objects, lists and texts, is not parsed: each of them needs some hundred bytes of memory.
_MOST_CHARS, _MOST_VALUES, _MOST_COMMAS = 40_000_000, 400_000, 2_000_000


class _Found(NamedTuple):
    """An article inside a value: the keys that lead to its object, the object by folded names, the name of its text, and the text."""

    path: tuple[str | int, ...]
    fields: Mapping[str, Any]
    name: str
    text: str
    kind: SourceKind | None


def unwrap_json(text: str) -> Unwrapped | None:
    r"""The text of the article that a JSON source holds; `None` where the source is no JSON, or holds no article or several.

    An object is an article if it has a text of some words, and a title; without a title it has an author, an address or a date and a longer
    text. Places in the text are no places in the source.

    >>> unwrap_json('{"title": "Ferry sinks", "text": "The ferry sank at dawn, and nobody saw it go."}').text
    'The ferry sank at dawn, and nobody saw it go.'
    >>> unwrap_json('{"name": "ferry", "version": "1.0", "text": "x"}') is None
    True
    """
    if not _may_be_article(text):
        return None
    try:
        value = json.loads(text, strict=False)
        found = _find_article(value)
        if found is None:
            return None
        rest = json.dumps(_without_text(value, (*found.path, found.name)), ensure_ascii=False)
    except (ValueError, RecursionError):
        return None
    stated = read_stated(found.fields)
    names = name_fields(name for name in found.fields if name != found.name)
    evidence = f"is the JSON around the text: {names}"
    return Unwrapped(found.text, found.kind, stated, (Wrapping(rest, "json", evidence),), in_place=False)


def _may_be_article(text: str) -> bool:
    """Whether a source begins and ends like an object or a list, names a text, and is not too large to be parsed."""
    start, end = text[:200].lstrip()[:1], text[-200:].rstrip()[-1:]
    if start + end not in ("{}", "[]") or len(text) > _MOST_CHARS:
        return False
    ends = (text[:_SAMPLE_CHARS], text[-_SAMPLE_CHARS:])
    keys = {fold_key(name) for part in ends for name in _NAMED.findall(part)}
    if keys.isdisjoint(_TEXTS) and keys.isdisjoint(_INNER):
        return False
    values = text.count('"') // 2 + text.count("{") + text.count("[")
    return values <= _MOST_VALUES and text.count(",") <= _MOST_COMMAS


def _find_article(value: Any) -> _Found | None:
    """The only article in a value, at most some levels deep."""
    path: tuple[str | int, ...] = ()
    for _ in range(_MOST_DEPTH):
        if isinstance(value, list):
            if len(value) != 1:
                return None
            value, path = value[0], (*path, 0)
        if not isinstance(value, dict):
            return None
        if found := _read_object(value, path):
            return found
        key = next((name for name in value if fold_key(name) in _INNER and isinstance(value[name], dict | list)), None)
        if key is None:
            return None
        value, path = value[key], (*path, key)
    return None


def _read_object(value: Mapping[str, Any], path: tuple[str | int, ...]) -> _Found | None:
    """The article that an object is; `None` for an object of another kind."""
    own = fold_keys(value)
    held = {
        name: fold_keys(inner) for name, inner in value.items() if fold_key(name) in _FIELD_HOLDERS and isinstance(inner, dict)
    }
    fields = own
    for inner in held.values():
        fields = {**inner, **fields}
    least = _get_least_words(fields)
    if least is None:
        return None
    for name, kind in _TEXTS.items():
        text = "\n\n".join(_iterate_parts(fields.get(name)))
        if text and count_words(tidy(text[: 100 * least])) >= least:
            holder = next((holder for holder, inner in held.items() if name in inner), None)
            return _Found(path if name in own or holder is None else (*path, holder), fields, name, text, kind)
    return None


def _get_least_words(fields: Mapping[str, Any]) -> int | None:
    """The words that a text needs beside these fields; `None` where no number of words is enough."""
    if any(isinstance(fields.get(name), str | dict) for name in TITLES):
        return _LEAST_WORDS
    return _LEAST_WORDS_WITHOUT_TITLE if any(fields.get(name) for name in (*ADDRESSES, *AUTHORS, *PUBLISHED)) else None


def _iterate_parts(value: Any, depth: int = 0) -> Iterator[str]:
    """The paragraphs of a text: one text, a list of texts, or of objects with a text each."""
    if isinstance(value, str):
        if value.strip():
            yield value
    elif isinstance(value, list) and depth < _MOST_DEPTH:
        for item in value[:_MOST_PARTS]:
            yield from _iterate_parts(item, depth + 1)
    elif isinstance(value, dict) and depth < _MOST_DEPTH:
        folded = fold_keys(value)
        name = next((key for key in _PART_TEXTS if folded.get(key)), None)
        headings = (folded.get(key) for key in _PART_HEADINGS) if name else ()
        yield from (heading for heading in headings if isinstance(heading, str) and heading)
        yield from _iterate_parts(folded.get(name or ""), depth + 1)


def _without_text(value: Any, path: tuple[str | int, ...]) -> Any:
    """The value without what the path leads to. The names on the path are compared folded; objects on it are copied."""
    if isinstance(value, list):
        return [_without_text(value[0], path[1:])]
    if len(path) > 1:
        return {name: _without_text(inner, path[1:]) if name == path[0] else inner for name, inner in value.items()}
    return {name: inner for name, inner in value.items() if fold_key(name) != path[0]}
