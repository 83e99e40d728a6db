"""Markdown's marks: what is hidden from the parser, and what is taken off its output."""

from __future__ import annotations

import re
from functools import cache

from comrak import ExtensionOptions, RenderOptions, render_markdown

from boilerstrip.readers.markdown.limit_marks import STAND_INS, exchanged, limit_marks
from boilerstrip.readers.markdown.table_rows_whole import with_whole_rows
from boilerstrip.text.normalise import tidy

# Raw HTML would lose its source lines, so "<" is hidden from the parser, except around link targets; tags of blocks always are, for
# they would be taken for the parser's own.
_BLOCKS = "p|li|ul|ol|tr|td|th|thead|tbody|table|pre|h[1-6]|hr|blockquote|img"
_RAW = re.compile(rf"<(?:(?=/?(?:{_BLOCKS})\b)|(?!https?://[^\s<>]{{1,2000}}>|[^\s<>]{{1,2000}}>(?:\)| [\"'(])))", re.I)
HIDDEN = "\ufdd0"
# A substitution holds all text between its matches in pieces, 50 bytes each, until it ends.
_AT_ONCE = 100_000
# Escaped marks stand for themselves; they too are hidden, so that marks that are left over can be told from them.
_ESCAPED = {"\\_": "\ufdd1", "\\*": "\ufdd2", "\\[": "\ufdd3", "\\]": "\ufdd4", "\\<": "\ufdd5"}
_MARKS = {stand_in: mark[1] for mark, stand_in in _ESCAPED.items()} | STAND_INS
# A raw tag: its attributes begin with names, unlike what "<path to file(s)>" says. One that entities spell out is shown.
_TAG = re.compile(
    rf"{HIDDEN}(?:/?[a-zA-Z][a-zA-Z0-9]{{0,15}}(?:\s[^<>{HIDDEN}()]{{0,500}}|\s[^<>{HIDDEN}=]{{1,100}}=[^<>{HIDDEN}]{{0,500}})?/?>|!--[^<>{HIDDEN}]{{0,500}}-->)"
)
_LINK = re.compile(r"!?\[([^\[\]]{0,500})\]\([^()\s]{0,2000}(?:\s[^()]{0,300})?\)")
# Emphasis that crawlers set with blanks inside, so that it is none for the parser.
_STRAY = re.compile(r"\*\*+|__+|(?<![^\W_])_|_(?![^\W_])")
_INLINE = re.compile(r"</?(?:em|strong|del|code)\b[^>]*>|<br[^>]*>")
# In code, what looks like a tag is a word: "List<String>".
_CODE = re.compile(rf"<code\b[^>]*>[^<{HIDDEN}]*{HIDDEN}[^<]*")
_LINK_TAG = re.compile(r"<a [^>]*>")
# Links become marks around their text, which is cheaper than an element for each.
LINKED, _UNLINKED = "\ufdd6", "\ufdd7"
_LINK_MARKS = re.compile(f"[{LINKED}{_UNLINKED}]")
# So do images, around their alternative text; and the cells of a row stand side by side.
PICTURED, _UNPICTURED = "\ufdd8", "\ufdd9"
_PICTURE = re.compile(f"{PICTURED}([^{_UNPICTURED}]*){_UNPICTURED}")
_IMAGE = re.compile(r'<img\b(?:[^>]*? alt="([^"]*)")?[^>]*>')
_NEXT_CELL = re.compile(r"</t[dh]>\s*<t[dh]\b[^>]*>")
_CELL = re.compile(r"</?t[dh]\b[^>]*>")
_ENTITIES = (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&amp;", "&"))


def html_of(source: str) -> str:
    """The HTML that comrak gives, with marks around its links and images, and no tags but those of blocks.

    >>> html_of("# Ferry *sinks*").strip()
    '<h1 data-sourcepos="1:1-1:15">Ferry sinks</h1>'
    """
    text = "\n".join(source.splitlines()).replace("\0", " ")
    if "\\" in text:
        for mark, stand_in in _ESCAPED.items():
            text = text.replace(mark, stand_in)
    text = _replaced(_RAW, HIDDEN, text, "<") if "<" in text else text
    text = limit_marks(text.replace(PICTURED, "\ufffd"))
    html = _rendered(text)
    if "<table" in html:
        whole = with_whole_rows(text, html)
        html = html if whole == text else _rendered(whole)
    # Two links that touch are two labels, not one word.
    html = _LINK_TAG.sub(LINKED, html.replace("</a><a", "</a> <a")).replace("</a>", _UNLINKED)
    if HIDDEN in html and "<code" in html:
        html = _CODE.sub(_as_code, html)
    html = _INLINE.sub("", html)
    if "<img" in html:
        html = _IMAGE.sub(_pictured, html)
    if "<table" in html:
        html = _CELL.sub("", _NEXT_CELL.sub(" | ", html))
    return html


def _replaced(marks: re.Pattern[str], stand_in: str, text: str, seam: str) -> str:
    """The text with each of these marks replaced, none of which reaches over a `seam` or depends on what stands behind one."""
    if len(text) <= _AT_ONCE:
        return marks.sub(stand_in, text)
    parts, start = [], 0
    while start < len(text):
        end = text.find(seam, start + _AT_ONCE)
        end = len(text) if end < 0 else end
        parts.append(marks.sub(stand_in, text[start:end]))
        start = end
    return "".join(parts)


def _rendered(text: str) -> str:
    try:
        return render_markdown(text, extension_options=_extensions(), render_options=_rendering())
    except UnicodeEncodeError:  # half of a character
        return _rendered(text.encode("utf-8", "replace").decode())


def _as_code(code: re.Match[str]) -> str:
    return code[0].replace(HIDDEN, _ESCAPED["\\<"])


def _pictured(image: re.Match[str]) -> str:
    alternative = (image[1] or "image").replace("\n", " ")
    return f"{PICTURED}{alternative}{_UNPICTURED}"


@cache
def _extensions() -> ExtensionOptions:
    options = ExtensionOptions()
    options.table = options.strikethrough = True
    return options


@cache
def _rendering() -> RenderOptions:
    options = RenderOptions()
    options.sourcepos = True
    options.unsafe_ = True  # what it would leave out as unsafe is text that must be accounted for; nothing is shown as HTML
    return options


def plain(text: str) -> str:
    """Text as a reader sees it: raw tags taken out, and link marks that the parser took for code or text.

    >>> plain(" See [the map](https://example.org) ** ")
    'See the map'
    """
    if HIDDEN in text:
        text = _TAG.sub(" ", text).replace(HIDDEN, "<")
    if "](" in text:
        text = _LINK.sub(r"\1", text)
    if "**" in text or "_" in text:
        text = _replaced(_STRAY, "", text, " ")
    return tidy(_shown(text)).strip(" |")


def as_written(code: str) -> str:
    """A line of code with what stands in the source where marks were hidden.

    >>> as_written(f"{HIDDEN}br>")
    '<br>'
    """
    return _shown(code.replace(HIDDEN, "<"))


def _shown(text: str) -> str:
    return text if text.isascii() or _MARKS.keys().isdisjoint(text) else exchanged(text, _MARKS)


def unlinked(text: str, *, linked: bool = False) -> tuple[str, int, bool]:
    """Text without the marks around its links, how many characters stand in them, and whether the last one goes on behind it.

    `linked` tells whether the text begins inside a link.

    >>> unlinked(f"See {LINKED}the map{_UNLINKED}.")
    ('See the map.', 7, False)
    """
    if text[:1] == LINKED and not linked and text.find(_UNLINKED) == len(text) - 1:  # one link and nothing else
        return text[1:-1], len(text) - 2, False
    parts = _LINK_MARKS.split(text)
    chars = sum(len(part) for part in parts[0 if linked else 1 :: 2])
    return "".join(parts), chars, linked == bool(len(parts) % 2)


def unpictured(text: str) -> tuple[str, str]:
    """Text without its images, and the alternative text of the last one.

    >>> unpictured(f"See {PICTURED}a map{_UNPICTURED}.")
    ('See .', 'a map')
    """
    images = _PICTURE.findall(text)
    return _PICTURE.sub("", text), images[-1] if images else ""


def unescaped(text: str) -> str:
    """Text without the four entities that comrak writes.

    >>> unescaped("Fish &amp; chips")
    'Fish & chips'
    """
    for entity, mark in _ENTITIES:
        text = text.replace(entity, mark)
    return text
