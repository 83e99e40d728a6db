"""Reads entities and stray tags in plain text, where a scraper took text out of HTML without decoding it."""

from __future__ import annotations

import re
from collections import Counter
from html import unescape
from html.entities import name2codepoint

from boilerstrip.readers.containers.mask import fill_up

_ENTITY = re.compile(r"&(?:#\d{2,6}|#[xX][0-9a-fA-F]{2,5}|[a-zA-Z][a-zA-Z0-9]{1,9});")
_INLINE_TAG = re.compile(
    r"<(/?)(br|wbr|hr|b|i|u|em|strong|small|sup|sub|span|font|p|a|mark|s|q|cite)(?:\s[^<>\n]{0,500})?/?>", re.I
)
_ANY_TAG = re.compile(r"</?[a-zA-Z!]")
# No text that a person wrote has more.
_MOST_MARKS = 200_000
# Code points from here on are arrows and signs of mathematics.
_FIRST_SYMBOL = 0x2190
_EMPTY = frozenset(["br", "wbr", "hr"])
_OPTIONAL_END = frozenset(["p"])
_BREAKS = frozenset(["br", "hr", "p"])
# A text about markup shows entities and tags to its readers: it names the language, or has entities that are escaped once more.
_ABOUT_MARKUP = re.compile(
    r"\b(?:HTML|XHTML|XML|SGML|Markdown|JSX|entit(?:y|ies|ät|äten|és?|ades))\b|&amp;(?:#|amp;|lt;|gt;)|`[^`\n]*[<&]", re.I
)


def mask_escapes(text: str) -> str:
    r"""The text with characters for entities and blanks for stray tags, as long as before.

    Entities are decoded only if every ampersand of the text begins one, and tags only if they are simple and every opened one is closed.
    A text about markup stays as it is.

    >>> mask_escapes("Ferry sinks &amp; floats.<br>").replace("\u2060", "")
    'Ferry sinks & floats.    '
    >>> mask_escapes("Q&A &amp; more"), mask_escapes("In HTML, write &amp; for an ampersand.")
    ('Q&A &amp; more', 'In HTML, write &amp; for an ampersand.')
    """
    has_entities, has_tags = "&" in text and ";" in text, "<" in text and ">" in text
    if not (has_entities or has_tags) or text.count("&") + text.count("<") > _MOST_MARKS or _ABOUT_MARKUP.search(text):
        return text
    # Tags first: "&lt;b&gt;" is the text "<b>", and no tag.
    if has_tags and _has_only_inline_tags(text):
        text = _INLINE_TAG.sub(_blank_tag, text)
    if has_entities and text.count("&") == sum(1 for match in _ENTITY.finditer(text) if _decode(match[0])):
        text = _ENTITY.sub(lambda match: fill_up(_decode(match[0]) or match[0], len(match[0])), text)
    return text


def _decode(entity: str) -> str:
    """The character of an entity; empty for one that is unknown, or that is rather a name in code, such as "&num;" and "&sum;"."""
    if entity[1] != "#" and name2codepoint.get(entity[1:-1], _FIRST_SYMBOL) >= _FIRST_SYMBOL:
        return "'" if entity == "&apos;" else ""
    decoded = unescape(entity)
    return decoded if len(decoded) == 1 else ""


def _has_only_inline_tags(text: str) -> bool:
    """Whether all that looks like a tag is a simple inline tag, and every tag is closed as often as it is opened."""
    opened: Counter[str] = Counter()
    closed: Counter[str] = Counter()
    count = 0
    for match in _INLINE_TAG.finditer(text):
        count += 1
        (closed if match[1] else opened)[match[2].lower()] += 1
    if not count or count != sum(1 for _ in _ANY_TAG.finditer(text)):
        return False
    return all(opened[name] == closed[name] for name in (opened | closed) if name not in _EMPTY | _OPTIONAL_END)


def _blank_tag(match: re.Match[str]) -> str:
    """Blanks for a tag that breaks lines, and nothing visible for another one."""
    length = len(match[0])
    return " " * length if match[2].lower() in _BREAKS else fill_up("", length)
