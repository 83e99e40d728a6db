"""Reads the `time` element at the page's headline: the date of publication, on pages that declare it nowhere else."""

from __future__ import annotations

import re
from collections.abc import Iterator, Set
from itertools import islice
from typing import Any, cast

from lxml import etree

from boilerstrip.document import Declared
from boilerstrip.lexicon import load
from boilerstrip.readers.metadata.meta_tags import clean_value
from boilerstrip.text.normalise import fold

# So many paragraphs may stand between the headline and the date.
_MOST_PARAGRAPHS = 2
_MOST_ELEMENTS = 100_000
_MOST_LABEL_CHARS = 200
_MOST_PIECES = 8
_MOST_TIMES = 50
# Dates in these elements are those of other articles.
_ASIDE_TAGS = frozenset(["aside", "nav", "footer"])
# Classes and itemprops of dates of a change.
_CHANGE_TOKENS = frozenset(["updated", "update", "modified", "changed", "datemodified", "dateupdated"])
_CHANGE_PROPERTY = "datemodified"
_TOKEN = re.compile(r"[a-z]+")
_WORD = re.compile(r"[^\W\d_]+")
_find_headline: Any = etree.XPath("descendant::h1[1]")


def read_times(root: etree._Element, language: str | None = None) -> Declared:
    """The date of the one `time` near the headline. Several different dates there, dates of a change, and dates of other articles give nothing.

    >>> page = "<body><h1>Ferry sinks</h1><time datetime='2031-05-03'>last Saturday</time></body>"
    >>> read_times(etree.fromstring(page)).published
    '2031-05-03'
    >>> read_times(etree.fromstring(page.replace("last", "updated last"))).published is None
    True
    """
    headline = next(iter(_find_headline(root)), None)
    if headline is None:
        return Declared()
    modified = load(language).list("modified_words")
    article = _find_article(headline)
    dates = {
        clean_value(element.get("datetime"))
        for element in islice(_find_near(root, headline), _MOST_TIMES)
        if _is_of_article(element, article) and not _is_of_change(element, modified)
    }
    return Declared(published=dates.pop() if len(dates) == 1 else None)


def _find_near(root: etree._Element, headline: etree._Element) -> Iterator[etree._Element]:
    """The elements with a date after the headline, up to the first paragraphs; and before it, up to as many paragraphs."""
    before: list[etree._Element] = []
    paragraphs, is_after = 0, False
    for count, element in enumerate(root.iter("h1", "p", "time")):
        if count > _MOST_ELEMENTS or (is_after and paragraphs > _MOST_PARAGRAPHS):
            break
        if element is headline:
            is_after, paragraphs = True, 0
        elif element.tag == "p":
            paragraphs += _has_text(element)
            before = before if is_after or paragraphs <= _MOST_PARAGRAPHS else []
        elif element.get("datetime"):
            if not is_after:
                before.append(element)
            else:
                yield element
    yield from before


def _has_text(element: etree._Element) -> bool:
    """Whether a paragraph is more than a date in an element of its own."""
    return bool((element.text or "").strip()) or not any(child.tag == "time" for child in element.iter())


def _is_of_article(element: etree._Element, article: etree._Element | None) -> bool:
    if any(outer.tag in _ASIDE_TAGS for outer in element.iterancestors()):
        return False
    own = _find_article(element)
    return own is None or article is None or own is article


def _find_article(element: etree._Element) -> etree._Element | None:
    """The outermost article around an element."""
    return next(reversed([*element.iterancestors("article")]), None)


def _is_of_change(element: etree._Element, modified: Set[str]) -> bool:
    """Whether the element, the one around it or a label before it says that the date is that of a change."""
    parent = element.getparent()
    around = [element] if parent is None else [element, parent]
    for outer in around:
        names = f"{outer.get('class') or ''} {outer.get('itemprop') or ''}".lower()
        if _CHANGE_PROPERTY in names or not _CHANGE_TOKENS.isdisjoint(_TOKEN.findall(names)):
            return True
    before = next(element.itersiblings(preceding=True, tag=etree.Element), None)
    label = (around[-1].text or "") if before is None else f"{_read_start(before)} {before.tail or ''}"
    return not modified.isdisjoint(_WORD.findall(fold(f"{label[-_MOST_LABEL_CHARS:]} {_read_start(element)}")))


def _read_start(element: etree._Element) -> str:
    """The beginning of an element's text."""
    return " ".join(islice(cast("Iterator[str]", element.itertext()), _MOST_PIECES))[:_MOST_LABEL_CHARS]
