"""Runs the Markdown parser: hides some marks from it, and takes inline tags and leftover marks off its output."""

from __future__ import annotations

import re
from functools import cache

from comrak import ExtensionOptions, RenderOptions, render_markdown

from boilerstrip.readers.markdown.hide_marks import MARK_BY_STAND_IN, keep_long_rows, limit_marks, replace_characters
from boilerstrip.text.normalise import tidy

# The parser gives no source lines for raw HTML, so "<" is hidden from it, except around link targets. The "<" of block tags is always
# hidden, because such a tag in the output would look like the parser's own.
_BLOCK_TAGS = "p|li|ul|ol|tr|td|th|thead|tbody|table|pre|h[1-6]|hr|blockquote|img"
_RAW_TAG = re.compile(rf"<(?:(?=/?(?:{_BLOCK_TAGS})\b)|(?!https?://[^\s<>]{{1,2000}}>|[^\s<>]{{1,2000}}>(?:\)| [\"'(])))", re.I)
HIDDEN_BRACKET = "\ufdd0"
# Characters that are substituted in one step. Until a substitution ends, each text between two matches takes 50 bytes more.
_MOST_AT_ONCE = 100_000
# Escaped marks are text. They are hidden, too, so that they differ from marks that the parser leaves over.
_STAND_IN_BY_ESCAPE = {"\\_": "\ufdd1", "\\*": "\ufdd2", "\\[": "\ufdd3", "\\]": "\ufdd4", "\\<": "\ufdd5"}
_MARK_BY_STAND_IN = {stand_in: mark[1] for mark, stand_in in _STAND_IN_BY_ESCAPE.items()} | MARK_BY_STAND_IN
# A raw tag. Its attributes begin with names: "<path to file(s)>" is no tag. A tag that is written with entities is text.
_HIDDEN_TAG = re.compile(
    rf"{HIDDEN_BRACKET}(?:/?[a-zA-Z][a-zA-Z0-9]{{0,15}}(?:\s[^<>{HIDDEN_BRACKET}()]{{0,500}}|\s[^<>{HIDDEN_BRACKET}=]{{1,100}}=[^<>{HIDDEN_BRACKET}]{{0,500}})?/?>|!--[^<>{HIDDEN_BRACKET}]{{0,500}}-->)"
)
_LEFTOVER_LINK = re.compile(r"!?\[([^\[\]]{0,500})\]\([^()\s]{0,2000}(?:\s[^()]{0,300})?\)")
# Emphasis with blanks inside, as crawlers write it. The parser does not accept it.
_STRAY_EMPHASIS = re.compile(r"\*\*+|__+|(?<![^\W_])_|_(?![^\W_])")
_INLINE_TAG = re.compile(r"</?(?:em|strong|del|code)\b[^>]*>|<br[^>]*>")
# In code, what looks like a tag is a word: "List<String>".
_CODE_WITH_TAG = re.compile(rf"<code\b[^>]*>[^<{HIDDEN_BRACKET}]*{HIDDEN_BRACKET}[^<]*")
_LINK_TAG = re.compile(r"<a [^>]*>")
# A link becomes its text between two marker characters, which is cheaper than an element.
LINK_START, _LINK_END = "\ufdd6", "\ufdd7"
_LINK_MARKERS = re.compile(f"[{LINK_START}{_LINK_END}]")
# An image becomes its alternative text between two marker characters.
IMAGE_START, _IMAGE_END = "\ufdd8", "\ufdd9"
_MARKED_IMAGE = re.compile(f"{IMAGE_START}([^{_IMAGE_END}]*){_IMAGE_END}")
_IMAGE_TAG = re.compile(r'<img\b(?:[^>]*? alt="([^"]*)")?[^>]*>')
_NEXT_CELL = re.compile(r"</t[dh]>\s*<t[dh]\b[^>]*>")
_CELL_TAG = re.compile(r"</?t[dh]\b[^>]*>")
_ENTITIES = (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&amp;", "&"))


def render_html(source: str) -> str:
    """The HTML that comrak gives, with markers around links and images instead of tags. Only the tags of blocks are left.

    >>> render_html("# Ferry *sinks*").strip()
    '<h1 data-sourcepos="1:1-1:15">Ferry sinks</h1>'
    """
    text = "\n".join(source.splitlines()).replace("\0", " ")
    if "\\" in text:
        for mark, stand_in in _STAND_IN_BY_ESCAPE.items():
            text = text.replace(mark, stand_in)
    text = _replace_in_parts(_RAW_TAG, HIDDEN_BRACKET, text, "<") if "<" in text else text
    text = limit_marks(text.replace(IMAGE_START, "\ufffd"))
    html = _render(text)
    if "<table" in html:
        whole = keep_long_rows(text, html)
        html = html if whole == text else _render(whole)
    # Two links that touch are two labels, not one word.
    html = _LINK_TAG.sub(LINK_START, html.replace("</a><a", "</a> <a")).replace("</a>", _LINK_END)
    if HIDDEN_BRACKET in html and "<code" in html:
        html = _CODE_WITH_TAG.sub(_restore_code, html)
    html = _INLINE_TAG.sub("", html)
    if "<img" in html:
        html = _IMAGE_TAG.sub(_mark_image, html)
    if "<table" in html:
        html = _CELL_TAG.sub("", _NEXT_CELL.sub(" | ", html))
    return html


def _replace_in_parts(marks: re.Pattern[str], stand_in: str, text: str, seam: str) -> str:
    """The text with each of these marks replaced, part by part. No mark may extend over a `seam` or depend on the text after one."""
    if len(text) <= _MOST_AT_ONCE:
        return marks.sub(stand_in, text)
    parts, start = [], 0
    while start < len(text):
        end = text.find(seam, start + _MOST_AT_ONCE)
        end = len(text) if end < 0 else end
        parts.append(marks.sub(stand_in, text[start:end]))
        start = end
    return "".join(parts)


def _render(text: str) -> str:
    try:
        return render_markdown(text, extension_options=_make_extension_options(), render_options=_make_render_options())
    except UnicodeEncodeError:  # a lone surrogate
        return _render(text.encode("utf-8", "replace").decode())


def _restore_code(code: re.Match[str]) -> str:
    return code[0].replace(HIDDEN_BRACKET, _STAND_IN_BY_ESCAPE["\\<"])


def _mark_image(image: re.Match[str]) -> str:
    alternative = (image[1] or "image").replace("\n", " ")
    return f"{IMAGE_START}{alternative}{_IMAGE_END}"


@cache
def _make_extension_options() -> ExtensionOptions:
    options = ExtensionOptions()
    options.table = options.strikethrough = True
    return options


@cache
def _make_render_options() -> RenderOptions:
    options = RenderOptions()
    options.sourcepos = True
    options.unsafe_ = (
        True  # the parser would leave out "unsafe" text, but every text must be kept or listed; nothing is shown as HTML
    )
    return options


def strip_marks(text: str) -> str:
    """Text as a reader sees it: without raw tags, and without marks that the parser took for text.

    >>> strip_marks(" See [the map](https://example.org) ** ")
    'See the map'
    """
    if HIDDEN_BRACKET in text:
        text = _HIDDEN_TAG.sub(" ", text).replace(HIDDEN_BRACKET, "<")
    if "](" in text:
        text = _LEFTOVER_LINK.sub(r"\1", text)
    if "**" in text or "_" in text:
        text = _replace_in_parts(_STRAY_EMPHASIS, "", text, " ")
    return tidy(_restore_marks(text)).strip(" |")


def restore_hidden_marks(code: str) -> str:
    """A line of code as the source has it, with the hidden marks.

    >>> restore_hidden_marks(f"{HIDDEN_BRACKET}br>")
    '<br>'
    """
    return _restore_marks(code.replace(HIDDEN_BRACKET, "<"))


def _restore_marks(text: str) -> str:
    return text if text.isascii() or _MARK_BY_STAND_IN.keys().isdisjoint(text) else replace_characters(text, _MARK_BY_STAND_IN)


def strip_link_markers(text: str, *, in_link: bool = False) -> tuple[str, int, bool]:
    """The text without link markers, how many of its characters stand in links, and whether its end is inside a link.

    `in_link` says whether its beginning is inside a link.

    >>> strip_link_markers(f"See {LINK_START}the map{_LINK_END}.")
    ('See the map.', 7, False)
    """
    if text[:1] == LINK_START and not in_link and text.find(_LINK_END) == len(text) - 1:  # one link and nothing else
        return text[1:-1], len(text) - 2, False
    parts = _LINK_MARKERS.split(text)
    chars = sum(len(part) for part in parts[0 if in_link else 1 :: 2])
    return "".join(parts), chars, in_link == bool(len(parts) % 2)


def strip_image_markers(text: str) -> tuple[str, str]:
    """The text without its images, and the alternative text of the last image.

    >>> strip_image_markers(f"See {IMAGE_START}a map{_IMAGE_END}.")
    ('See .', 'a map')
    """
    images = _MARKED_IMAGE.findall(text)
    return _MARKED_IMAGE.sub("", text), images[-1] if images else ""


def unescape_entities(text: str) -> str:
    """The text with the characters for the four entities that comrak writes.

    >>> unescape_entities("Fish &amp; chips")
    'Fish & chips'
    """
    for entity, mark in _ENTITIES:
        text = text.replace(entity, mark)
    return text
