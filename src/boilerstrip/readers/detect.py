"""Tells plain text, Markdown and HTML apart."""

from __future__ import annotations

import re
from itertools import islice

from boilerstrip.document import SourceKind
from boilerstrip.document.saved_layout import has_saved_layout

_OPENING = re.compile(r"\s*(?:<!doctype\s+html|<!--|<html\b|<\?xml\b[^>]{0,200}>\s*<(?:!doctype|html))", re.I)
_BODY = re.compile(r"<(?:html|head|body)\b", re.I)
_BODY_END = re.compile("</body>", re.I)
# Elements that structure a page. A stray <b> or <br> in scraped text is none of them.
_STRUCTURE = re.compile(
    r"</(?:p|div|li|h[1-6]|ul|ol|article|section|body|html|table|tr|td|head|main|header|footer|blockquote)\s*>", re.I
)
_CHARS_A_TAG = 4000
_SAMPLE = 200_000

_LINK = re.compile(r"!?\[[^\[\]\n]{0,300}\]\((?:<[^<>\n]{0,2000}>|[^()\s]{1,2000})(?:[^\S\n][^()\n]{0,300})?\)")
# Each begins with its mark, so that a search can leap to it; what must not stand before it is asked behind it.
_HEADING = re.compile(r"#(?<![^\n]#)#{0,5} \S")
_TITLE = re.compile(r"\s{0,100}#{1,3} \S[^\n]{0,300}\n\s*\n")
_STARS = re.compile(r"\*\*(?<![\w*]\*\*)[^\s*][^*\n]{0,200}\*\*(?![\w*])")
_BARS = re.compile(r"__(?<![\w_]__)[^\s_][^_\n]{0,200}__(?![\w_])")
_RULED = re.compile(r"^\|?(?:\s*:?-{3,}:?\s*\|)+\s*(?::?-{3,}:?\s*)?$|^```", re.M)
_TARGET = re.compile(r"^ {0,3}\[[^\[\]\n]{1,100}\]: <?(?:https?://|mailto:|[/#])\S", re.M)
# With a character and a text without which there are none: a single character is found ten times as fast.
_SIGNS = (
    ("]", "](", _LINK),
    ("*", "**", _STARS),
    ("_", "__", _BARS),
    ("#", "# ", _HEADING),
    ("[", "]: ", _TARGET),
)


def detect_kind(source: str) -> SourceKind:
    r"""The kind of a source, told by its marks alone.

    HTML is what opens like a page, or closes structural elements as often as fragments of pages do. Markdown is what begins with a
    heading, or has two marks that plain text has no use for (links, headings, bold words, table rules). A text set as `Article.text` sets
    it is plain text, whatever it tells of.

    >>> detect_kind("If a < b, then <b>b</b> is the * larger.")
    'text'
    >>> detect_kind("# Ferry sinks\n\nSee [the map](https://example.org/map).")
    'markdown'
    >>> detect_kind("<p>Nobody was hurt.</p>")
    'html'
    """
    if has_saved_layout(source):
        return "text"
    sample = source[:_SAMPLE]
    if "<" in sample:
        if _OPENING.match(source) or (_BODY_END.search(source, max(0, len(source) - _SAMPLE)) and _BODY.search(sample)):
            return "html"
        closed = sum(1 for _ in _STRUCTURE.finditer(sample))
        if closed * _CHARS_A_TAG > len(sample) and (closed > 1 or sample.lstrip().startswith("<")):
            return "html"
    return "markdown" if _TITLE.match(sample) or _has_marks(sample) else "text"


def _has_marks(sample: str) -> bool:
    """Whether there are two Markdown marks, looking no further than it takes."""
    found = 0
    for sign, mark, pattern in _SIGNS:
        if found < 2 and sign in sample and mark in sample:
            found += _some(pattern, sample, 2)
    if found < 2 and (("|" in sample and "---" in sample) or ("`" in sample and "```" in sample)):
        found += _some(_RULED, sample, 1)
    return found >= 2


def _some(pattern: re.Pattern[str], sample: str, limit: int) -> int:
    return sum(1 for _ in islice(pattern.finditer(sample), limit))
