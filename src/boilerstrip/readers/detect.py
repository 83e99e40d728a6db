"""Detects whether a source is plain text, Markdown or HTML."""

from __future__ import annotations

import re
from itertools import islice

from boilerstrip.document import SourceKind
from boilerstrip.document.saved_layout import has_saved_layout

_PAGE_START = re.compile(r"\s*(?:<!doctype\s+html|<!--|<html\b|<\?xml\b[^>]{0,200}>\s*<(?:!doctype|html))", re.I)
_BODY = re.compile(r"<(?:html|head|body)\b", re.I)
_BODY_END = re.compile("</body>", re.I)
# Closing tags of elements that structure a page. A stray <b> or <br> stands in scraped text, too.
_STRUCTURE = re.compile(
    r"</(?:p|div|li|h[1-6]|ul|ol|article|section|body|html|table|tr|td|head|main|header|footer|blockquote)\s*>", re.I
)
# Any tag.
_ANY_TAG = re.compile(r"</?[a-z][^<>\n]{0,2000}>", re.I)
# Outside of elements and of lines with tags stands at least this share of the text.
_LEAST_OUTSIDE = 0.5
# HTML has at least one closing tag in this many characters.
_CHARS_A_TAG = 4000
# Longer sources are judged by this many characters.
_SAMPLE_CHARS = 200_000

_LINK = re.compile(r"!?\[[^\[\]\n]{0,300}\]\((?:<[^<>\n]{0,2000}>|[^()\s]{1,2000})(?:[^\S\n][^()\n]{0,300})?\)")
# Each pattern begins with its mark, so that the search can jump to it; a lookbehind after the mark checks what stands before.
_HEADING = re.compile(r"#(?<![^\n]#)#{0,5} \S")
_TITLE = re.compile(r"\s{0,100}(?:#{1,3} \S[^\n]{0,300}\n\s*\n|\S[^\n]{2,200}\n(?:={3,200}|-{5,200})[ \t]*\r?\n)")
_STARS = re.compile(r"\*\*(?<![\w*]\*\*)[^\s*][^*\n]{0,200}\*\*(?![\w*])")
_BARS = re.compile(r"__(?<![\w_]__)[^\s_][^_\n]{0,200}__(?![\w_])")
_RULE_OR_FENCE = re.compile(r"^\|?(?:\s*:?-{3,}:?\s*\|)+\s*(?::?-{3,}:?\s*)?$|^```", re.M)
_LINK_DEFINITION = re.compile(r"^ {0,3}\[[^\[\]\n]{1,100}\]: <?(?:https?://|mailto:|[/#])\S", re.M)
# Each pattern with a character and a text that its matches hold: searching for a single character is ten times as fast.
_MARKS = (
    ("]", "](", _LINK),
    ("*", "**", _STARS),
    ("_", "__", _BARS),
    ("#", "# ", _HEADING),
    ("[", "]: ", _LINK_DEFINITION),
)


def detect_kind(source: str) -> SourceKind:
    r"""The kind of a source, by its marks alone.

    HTML begins like a page, or closes structural elements as often as fragments of pages do. Markdown begins with a heading, or has two
    marks that plain text has no use for (links, headings, bold words, table rules). A text with the layout of `Article.text` is plain
    text, whatever marks it has.

    >>> detect_kind("If a < b, then <b>b</b> is the * larger.")
    'text'
    >>> detect_kind("# Ferry sinks\n\nSee [the map](https://example.org/map).")
    'markdown'
    >>> detect_kind("<p>Nobody was hurt.</p>")
    'html'
    """
    if has_saved_layout(source):
        return "text"
    sample = source[:_SAMPLE_CHARS]
    if "<" in sample:
        if _PAGE_START.match(source) or (
            _BODY_END.search(source, max(0, len(source) - _SAMPLE_CHARS)) and _BODY.search(sample)
        ):
            return "html"
        closed = sum(1 for _ in _STRUCTURE.finditer(sample))
        is_page = closed * _CHARS_A_TAG > len(sample) and (closed > 1 or sample.lstrip().startswith("<"))
        if is_page and not _is_markdown_with_html(sample):
            return "html"
    return "markdown" if _TITLE.match(sample) or _has_marks(sample) else "text"


def _is_markdown_with_html(sample: str) -> bool:
    """Whether marks of Markdown and most of the text stand in lines without tags: crawlers leave tables and embedded posts as HTML."""
    if sample.lstrip().startswith("<") or not any(text in sample for _, text, _ in _MARKS):
        return False
    from boilerstrip.readers.markdown.html_blocks import find_elements  # loads the Markdown parser, which few sources need

    outside, place = [], 0
    for start, end in find_elements(sample):
        outside.append(sample[place:start])
        place = end
    lines = "".join([*outside, sample[place:]]).split("\n")
    shown = "\n".join(line for line in lines if not _ANY_TAG.search(line))
    marked = bool(_TITLE.match(shown)) or _has_marks(shown)
    return marked and len(shown) >= _LEAST_OUTSIDE * len(_ANY_TAG.sub("", sample))


def _has_marks(sample: str) -> bool:
    """Whether there are two Markdown marks. The search stops at the second."""
    count = 0
    for character, text, pattern in _MARKS:
        if count < 2 and character in sample and text in sample:
            count += _count_matches(pattern, sample, 2)
    if count < 2 and (("|" in sample and "---" in sample) or ("`" in sample and "```" in sample)):
        count += _count_matches(_RULE_OR_FENCE, sample, 1)
    return count >= 2


def _count_matches(pattern: re.Pattern[str], sample: str, limit: int) -> int:
    return sum(1 for _ in islice(pattern.finditer(sample), limit))
