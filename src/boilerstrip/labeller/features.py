"""What the labeller sees of a page: one row of numbers a block, made in one pass over the page's characters.

Shape, place, marks, repeats, shared words and the filters' claims; what a text says counts through the lexicons alone, so that
nothing ties the labeller to the sites it learned from.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple, get_args

import numpy as np
from numpy.typing import NDArray

from boilerstrip.document import Document
from boilerstrip.findings import Category, Claim
from boilerstrip.labeller import characters as ch
from boilerstrip.labeller.characters import Characters, Floats, Ints, bucket_counts, bucket_table, read_characters
from boilerstrip.lexicon import Lexicon
from boilerstrip.roles import Roles
from boilerstrip.roles.headline import _slug_words as slug_words

CATEGORIES: tuple[str, ...] = get_args(Category)
_BITS = {"stopwords": 1, "date_words": 2, "months": 2, "weekdays": 2, "job_words": 4, "org_words": 4, "agencies": 4}
_TAGS = (
    "nav",
    "footer",
    "aside",
    "header",
    "form",
    "button",
    "figure",
    "figcaption",
    "article",
    "main",
    "table",
    "section",
    "ul",
    "a",
)
_TOKENS = {
    "token_article": ("article", "content", "story", "body", "post", "entry", "text", "articlebody", "article-body", "main"),
    "token_aside": (
        "sidebar",
        "widget",
        "footer",
        "header",
        "menu",
        "nav",
        "navigation",
        "promo",
        "banner",
        "modal",
        "popup",
        "cookie",
    ),
    "token_more": (
        "related",
        "recommended",
        "teaser",
        "card",
        "share",
        "social",
        "comments",
        "comment",
        "tags",
        "newsletter",
        "author",
        "bio",
    ),
    "token_picture": ("caption", "credit", "figure", "gallery", "image", "media", "video", "photo"),
}
_SHAPE = (
    "chars",
    "words",
    "sentences",
    "words_a_sentence",
    "word_length",
    "short_words",
    "long_words",
    "capitals",
    "all_upper",
    "digits",
    "marks",
    "commas",
    "quotes",
    "bars",
    "brackets",
    "dashes",
    "ats",
    "symbols",
    "colons",
    "addresses",
    "stopwords",
    "dates",
    "jobs",
    "ends_stop",
    "ends_dots",
    "ends_comma",
    "ends_colon",
    "ends_quote",
    "ends_digit",
    "ends_question",
    "ends_call",
    "begins_lower",
    "begins_upper",
    "begins_digit",
    "begins_quote",
    "begins_mark",
    "prose",
)
_MARKS = ("heading", "list_item", "quote", "separator", "image", "level", "indent", "gap", "linked", "hidden")
_PLACE = (
    "from_start",
    "from_end",
    "index",
    "index_back",
    "in_main",
    "to_main_start",
    "to_main_end",
    "through_main",
    "prose_before",
    "prose_behind",
    "headline",
    "standfirst",
    "byline",
    "to_headline",
    "behind_headline",
)
_SHARED = (
    "repeats",
    "repeats_before",
    "shares_main",
    "shares_names",
    "shares_headline",
    "shares_slug",
    "shared_words",
    "shared_names",
)
_RHYTHM = (
    "like_last",
    "like_next",
    "like_table",
    "since_prose",
    "until_prose",
    "last_prose",
    "next_prose",
    "sure_before",
    "sure_behind",
    "since_sure",
    "until_sure",
)
_PAGE = (
    "page_blocks",
    "page_prose",
    "page_words",
    "page_stops",
    "page_linked",
    "page_headings",
    "page_main",
    "is_markdown",
    "is_html",
    "has_headline",
    "has_stopwords",
    "wide_script",
    "page_lead",
    "page_tail",
    "page_sure",
    "page_outside",
    "page_prose_blocks",
)
GROUPS: dict[str, tuple[str, ...]] = {
    "shape": _SHAPE,
    "marks": _MARKS,
    "place": _PLACE,
    "shared": _SHARED,
    "rhythm": _RHYTHM,
    "page": _PAGE,
    "claims": tuple(f"hint_{name}" for name in CATEGORIES) + tuple(f"sure_{name}" for name in CATEGORIES),
    "elements": tuple(f"tag_{name}" for name in _TAGS) + tuple(_TOKENS),
}
NAMES: tuple[str, ...] = tuple(name for names in GROUPS.values() for name in names)


def features(document: Document, claims: Iterable[Claim], roles: Roles) -> Floats:
    r"""One row a block, one column a name in `NAMES`, about -1 to 3 each.

    >>> from boilerstrip.readers import read
    >>> features(read("Ferry sinks\\nNobody was hurt."), (), Roles()).shape == (2, len(NAMES))
    True
    """
    if not document.blocks:
        return np.zeros((0, len(NAMES)), dtype=np.float32)
    seen = read_characters(document.folded, [block.text for block in document.blocks])
    prose = np.array(document.prose, dtype=np.float32)
    shape = _shape(document, seen, prose)
    parts = [shape, _marks(document), _place(document, prose, roles), _shared(document, seen, prose, roles)]
    claimed = _claimed(document, claims)
    sure = claimed[:, len(CATEGORIES) :].max(axis=1)
    parts += [_rhythm(document, seen, prose, sure), _page(document, shape, prose, sure), claimed, _elements(document)]
    learned = (seen.words.length > 1) & (seen.words.first != ch.DIGIT)
    sizes = np.bincount(seen.words.block[learned], minlength=len(document.blocks))
    return Cues(np.concatenate(parts, axis=1, dtype=np.float32), seen.words.bucket[learned], sizes)


def _log(values: NDArray[np.generic]) -> Floats:
    return np.log1p(values.astype(np.float32)) * np.float32(0.25)


@lru_cache(maxsize=8)
def _listed(lexicon: Lexicon) -> NDArray[np.uint8]:
    table = bucket_table(())
    for name, bit in _BITS.items():
        table |= bucket_table(lexicon.list(name), bit)
    return table


def _shape(document: Document, seen: Characters, prose: Floats) -> Floats:
    n, words = len(document.blocks), seen.words
    counts = seen.counts
    chars = counts.sum(axis=1) - 1
    size = np.maximum(chars, 1)

    def of_words(chosen: NDArray[np.bool_]) -> Floats:
        return np.bincount(words.block[chosen], minlength=n).astype(np.float32)

    number = np.bincount(words.block, minlength=n).astype(np.float32)
    many = np.maximum(number, 1)
    bits = _listed(document.lexicon)[words.bucket]
    letters = np.bincount(words.block, weights=words.length, minlength=n).astype(np.float32)
    last, before_last = seen.last[:, 0], seen.last[:, 1]
    closed = (last == ch.QUOTE) | (last == ch.BRACKET)
    ending = np.where(closed, before_last, last)
    dots = (last == ch.DOTS) | ((seen.last == ch.STOP).all(axis=1))
    marks = [text[-2:] for text in document.folded]
    question = np.array(["?" in mark for mark in marks])
    call = np.array(["!" in mark for mark in marks])
    upper, lower = counts[:, ch.UPPER], counts[:, ch.LOWER]
    rates = [counts[:, k] / size * 4 for k in (ch.COMMA, ch.QUOTE, ch.BAR, ch.BRACKET, ch.DASH, ch.AT, ch.SYMBOL, ch.COLON)]
    first = seen.first
    columns = [
        _log(chars),
        _log(document_words(document)),
        _log(seen.sentences),
        _log(number / np.maximum(seen.sentences, 1)),
        letters / many / 10,
        of_words(words.length <= 3) / many,
        of_words(words.length >= 9) / many,
        of_words(words.first == ch.UPPER) / many,
        (upper > 3) & (lower == 0),
        counts[:, ch.DIGIT] / size,
        counts[:, ch.STOP :].sum(axis=1) / size,
        *rates,
        np.minimum(seen.addresses, 2),
        of_words((bits & 1) > 0) / many,
        of_words((bits & 2) > 0) / many,
        of_words((bits & 4) > 0) / many,
        (ending == ch.STOP) & ~dots,
        dots,
        ending == ch.COMMA,
        ending == ch.COLON,
        closed & (last == ch.QUOTE),
        last == ch.DIGIT,
        question,
        call,
        first == ch.LOWER,
        first == ch.UPPER,
        first == ch.DIGIT,
        first == ch.QUOTE,
        first >= ch.BAR,
        _log(prose),
    ]
    return np.stack(columns, axis=1).astype(np.float32)


def document_words(document: Document) -> Floats:
    """The words of each block as numbers."""
    return np.array(document.words, dtype=np.float32)


def _marks(document: Document) -> Floats:
    rows = [
        (
            b.kind == "heading", b.kind == "list_item", b.kind == "quote", b.kind == "separator", b.kind == "image",
            b.level / 3, min(b.indent, 16) / 8, min(b.gap, 4) / 2, b.link_density, b.hidden,
        )
        for b in document.blocks
    ]  # fmt: skip
    return np.array(rows, dtype=np.float32)


def _place(document: Document, prose: Floats, roles: Roles) -> Floats:
    n = len(prose)
    at = np.arange(n, dtype=np.float32)
    main = document.main
    total = max(float(prose.sum()), 1.0)
    before = (np.cumsum(prose) - prose) / total
    width = max(main.end - main.start, 1)
    headline = -1 if roles.headline is None else roles.headline
    one = np.zeros((3, n), dtype=np.float32)
    for row, places in enumerate(((roles.headline,), (roles.standfirst,), roles.byline)):
        one[row, [place for place in places if place is not None]] = 1.0
    to_headline = _signed(at - headline) if headline >= 0 else np.zeros(n)
    columns = [
        at / n,
        (n - 1 - at) / n,
        _log(at),
        _log(n - 1 - at),
        (at >= main.start) & (at < main.end),
        _signed(at - main.start),
        _signed(at - main.end),
        np.clip((at - main.start) / width, -1, 2),
        before,
        1 - before - prose / total,
        *one,
        to_headline,
        (at > headline) * (headline >= 0),
    ]
    return np.stack(columns, axis=1).astype(np.float32)


def _signed(distance: NDArray[np.generic]) -> Floats:
    return (np.sign(distance) * np.log1p(np.abs(distance)) * 0.25).astype(np.float32)


def _shared(document: Document, seen: Characters, prose: Floats, roles: Roles) -> Floats:
    n, words = len(prose), seen.words
    times = Counter(document.folded)
    met: Counter[str] = Counter()
    earlier = []
    for text in document.folded:
        earlier.append(met[text])
        met[text] += 1
    main = document.main
    running = np.zeros(n, dtype=bool)
    running[main.start : main.end] = prose[main.start : main.end] > 0
    long = (words.length >= 4) & (words.first != ch.DIGIT)
    block = words.block
    used = bucket_counts(words, running[block] & long)
    shared = (used[words.bucket] - running[block]) > 0
    many = np.maximum(np.bincount(block[long], minlength=n), 1)
    named = long & (words.first == ch.UPPER)
    names = np.maximum(np.bincount(block[named], minlength=n), 1)
    headline = bucket_counts(words, long & (block == roles.headline)) if roles.headline is not None else np.zeros_like(used)
    slug = bucket_table(slug_words(document.url))
    columns = [
        np.minimum([times[text] - 1 for text in document.folded], 3),
        np.minimum(earlier, 3),
        np.bincount(block[long & shared], minlength=n) / many,
        np.bincount(block[named & shared], minlength=n) / names,
        np.bincount(block[long & (headline[words.bucket] > 0)], minlength=n) / many,
        np.bincount(block[long & (slug[words.bucket] > 0)], minlength=n) / many,
        _log(np.bincount(block[long & shared], minlength=n)),
        _log(np.bincount(block[named & shared], minlength=n)),
    ]
    return np.stack(columns, axis=1).astype(np.float32)


def _rhythm(document: Document, seen: Characters, prose: Floats, sure: Floats) -> Floats:
    """How a block fits the rhythm of its neighbours: rows of a table come back, and so do prose and promotion."""
    n = len(prose)
    size = np.minimum(np.log2(document_words(document) + 1), 6).astype(np.int64)
    form = (seen.first.astype(np.int64) * 16 + seen.last[:, 0]) * 8 + size
    same = {
        period: np.concatenate((np.zeros(min(period, n)), form[period:] == form[:-period])) for period in (1, 2, 3, 4, 5, 6)
    }
    last = same[1]
    table = np.max([_smooth(same[period]) for period in (2, 3, 4, 5, 6)], axis=0) if n > 6 else np.zeros(n)
    at = np.arange(n)
    total = max(float(sure.sum()), 1.0)
    ahead = (np.cumsum(sure) - sure) / total
    before, behind = _nearest(prose > 0)
    sure_before, sure_behind = _nearest(sure > 0)
    padded = np.concatenate((prose, np.zeros(1, dtype=np.float32)))
    columns = [
        last,
        np.append(last[1:], 0),
        table,
        _log(np.minimum(at - before, 200)),
        _log(np.minimum(behind - at, 200)),
        _log(padded[before]),
        _log(padded[np.minimum(behind, n)]),
        ahead,
        1 - ahead - sure / total,
        _log(np.minimum(at - sure_before, 200)),
        _log(np.minimum(sure_behind - at, 200)),
    ]
    return np.stack(columns, axis=1).astype(np.float32)


def _smooth(values: NDArray[np.generic], reach: int = 8) -> NDArray[np.float64]:
    sums = np.concatenate((np.zeros(reach + 1), np.cumsum(values), np.full(reach, values.sum())))
    return (sums[2 * reach + 1 :] - sums[: -2 * reach - 1]) / (2 * reach + 1)


def _nearest(chosen: NDArray[np.bool_]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The last chosen block before each one, or far in front of the page; the next one behind it, or far behind its end."""
    n = len(chosen)
    at = np.arange(n)
    before = np.maximum.accumulate(np.where(chosen, at, -1))
    before = np.concatenate(([-1], before[:-1]))
    behind = np.minimum.accumulate(np.where(chosen, at, n)[::-1])[::-1]
    behind = np.concatenate((behind[1:], [n]))
    return before, behind


def _page(document: Document, shape: Floats, prose: Floats, sure: Floats) -> Floats:
    n, main = len(prose), document.main
    words = document_words(document)
    total = max(float(words.sum()), 1.0)
    row = [
        np.log1p(n) / 4,
        float(prose.sum()) / total,
        np.log1p(total / n) / 4,
        float(shape[:, _SHAPE.index("ends_stop")].mean()),
        sum(b.link_density > 0.5 for b in document.blocks) / n,
        sum(b.kind == "heading" for b in document.blocks) / n,
        (main.end - main.start) / n,
        document.kind == "markdown",
        document.kind == "html",
        any(b.level == 1 for b in document.blocks),
        float(shape[:, _SHAPE.index("stopwords")] @ words) / total * 2,
        float(shape[:, _SHAPE.index("word_length")] @ words) / total,
        np.log1p(main.start) / 4,
        np.log1p(n - main.end) / 4,
        float(sure.mean()),
        float(prose.sum() - prose[main.start : main.end].sum()) / max(float(prose.sum()), 1.0),
        np.log1p(float((prose > 0).sum())) / 4,
    ]
    return np.tile(np.array(row, dtype=np.float32), (n, 1))


def _claimed(document: Document, claims: Iterable[Claim]) -> Floats:
    """The strongest hint of each category, and whether a filter is certain of it; what only says where a block stands is left out."""
    found = np.zeros((len(document.blocks), 2 * len(CATEGORIES)), dtype=np.float32)
    for _, finding in claims:
        if finding.rule.endswith("-running-text"):
            continue
        column = CATEGORIES.index(finding.category)
        if finding.certain and finding.span is None:
            found[finding.block, column + len(CATEGORIES)] = 1.0
        elif finding.score > found[finding.block, column]:
            found[finding.block, column] = finding.score
    return found


def _elements(document: Document) -> Floats:
    found = np.zeros((len(document.blocks), len(_TAGS) + len(_TOKENS)), dtype=np.float32)
    if document.kind != "html":
        return found
    for row, block in zip(found, document.blocks, strict=True):
        for column, tag in enumerate(_TAGS):
            if tag in block.tags:
                row[column] = 1.0
        for column, tokens in enumerate(_TOKENS.values(), len(_TAGS)):
            row[column] = min(2, len(block.tokens.intersection(tokens)))
    return found
