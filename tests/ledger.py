"""What a ledger must hold: every piece of a source in exactly one place, told without the library's own bookkeeping."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Iterator
from html import unescape
from unicodedata import category, normalize

from comrak import ExtensionOptions, RenderOptions, render_markdown
from lxml import etree

from boilerstrip import Article
from boilerstrip.readers.html.elements import EFFECTS, SILENT
from boilerstrip.readers.html.parse import parse_html
from boilerstrip.text.normalise import tidy

# Marks of Markdown behind which text may stand that no reader sees: link targets, raw tags, entities, fences, definitions.
_UNSEEN = ("](", "<", "&", "`", "~~~", "]:", "\\", "![")
# A link's target, which is no text where the parser took it for one.
_TARGET = re.compile(r"\]\([^()\n]*(?:\([^()\n]*\)[^()\n]*)*\)")
_AND = re.compile("&(?!lt;)")
_NUMBER = re.compile(r"⟨\d+⟩|\[\d+\]")
# A tag in plain text that a scraper left there.
_STRAY_TAG = re.compile(r"</?[a-z]+(?:\s[^<>\n]*)?/?>", re.I)
# Elements behind which a browser takes all tags of a page for text.
_SWALLOWING = re.compile(r"<(/?)(?:title|textarea|xmp|plaintext|noembed|noframes|iframe)\b", re.I)


def bare(text: str) -> str:
    """All but white space and what nobody sees."""
    return "".join(tidy(text).split())


def roles_of(article: Article) -> list[str]:
    return [part for part in (article.headline, article.standfirst, *(article.byline or "").split("\n")) if part]


def spans(article: Article) -> list[tuple[int, int]]:
    """Where body and removals stood in the source."""
    found = [*(p.span for p in article.body), *(r.span for r in article.removed)]
    return sorted(span for span in found if span is not None)


def nested(article: Article) -> list[tuple[int, int]]:
    """Where removals stood inside a paragraph that stays."""
    gone = [r.span for r in article.removed if r.span]
    return [span for span in gone if any(p.span and p.span[0] <= span[0] and span[1] <= p.span[1] for p in article.body)]


def uncovered(source: str, article: Article) -> str:
    """What no span of body or removal covers."""
    rest, position = [], 0
    for start, end in spans(article):
        rest.append(source[position:start])
        position = max(position, end)
    return "".join([*rest, source[position:]])


def violations(source: str, article: Article, kind: str) -> list[str]:
    """What a ledger breaks, a sentence each; empty where all is accounted for."""
    return list(_of_page(source, article) if kind == "html" else _of_text(source, article, kind))


def _of_text(source: str, article: Article, kind: str) -> Iterator[str]:
    source = source.removeprefix("\ufeff")
    inner = nested(article)
    found = [span for span in spans(article) if span not in inner]
    if not all(0 <= start < end <= len(source) for start, end in found):
        yield "a span stands outside the source"
    if not all(before[1] <= after[0] for before, after in itertools.pairwise(found)):
        yield "two spans overlap"
    yield from _in_place(source, article) if kind == "text" else _as_words(source, article)


def _readings(text: str) -> list[str]:
    """A plain text as it is, and without the tags, entities and numbers of references that a scraper may have left in it."""
    without = _STRAY_TAG.sub("", text)
    readings = [text, without, unescape(text), unescape(without)]
    return [*readings, *(_NUMBER.sub("", reading) for reading in readings)]


def _without(source: str, span: tuple[int, int], holes: list[tuple[int, int]]) -> str:
    """What stands at a span, without the removals inside it."""
    edges = [span[0], *itertools.chain.from_iterable(sorted(holes)), span[1]]
    return "".join(source[start:end] for start, end in zip(edges[::2], edges[1::2], strict=True))


def _in_place(source: str, article: Article) -> Iterator[str]:
    """What stands at no span are the fields; marks of lists are taken off before a text is read."""
    inner = nested(article)
    said = Counter(bare("\n".join(roles_of(article))))
    lost = [Counter(bare(text)) - said for text in _readings(uncovered(source, article))]
    if all(any(map(str.isalnum, counts)) for counts in lost):
        yield f"nobody accounts for {lost[0]}"
    for piece in (*article.body, *article.removed):
        holes = [span for span in inner if piece.span and piece.span != span and piece.span[0] <= span[0] < piece.span[1]]
        if piece.span and not any(
            bare(text).endswith(bare(piece.text)) for text in _readings(_without(source, piece.span, holes))
        ):
            yield f"{piece.text!r} is not what stands at {piece.span}"


def _as_words(source: str, article: Article) -> Iterator[str]:
    """Letters and digits are at least those that the parser's own HTML shows, and at most those of the source."""
    if not roles_of(article) and any(map(str.isalpha, uncovered(source, article))):
        yield "there are letters that nobody accounts for"
    said = letters("\n".join(_texts(article)))
    lost = letters(_rendered(source)) - said
    # What an image without words is called, and entities, stand in no source.
    won = said - letters(source) - letters(unescape(source)) - letters("image" * source.count("!["))
    if lost or won:
        yield f"lost {lost}, won {won}"
    if not any(mark in source for mark in _UNSEEN):
        # A list within a list keeps one of its numbers.
        bare_said, wanted = _without_numbers(said), _without_numbers(letters(source))
        if bare_said != wanted:
            yield f"lost {wanted - bare_said}, won {bare_said - wanted}"


def _rendered(source: str) -> str:
    """What a Markdown text shows by comrak's own rendering: no tags, targets or alternative texts of images.

    Tags are parsed behind it: Markdown's marks count within a page's elements, too, and what looks like a tag in code is a word.
    """
    extensions = ExtensionOptions()
    extensions.table = extensions.strikethrough = True
    # A line ends where Python says so; for the parser alone, a page's other line breaks are none.
    text = "\n".join(source.splitlines()).replace("\0", " ").replace("<", "&lt;").encode("utf-8", "replace").decode()
    shown = _as_page(render_markdown(text, extension_options=extensions, render_options=RenderOptions()))
    # What is no tag has been told by now, but for those in code.
    shown = _AND.sub("&amp;", shown)
    return _as_page(_SWALLOWING.sub(r"<\1b", _TARGET.sub("]", shown)))


def _as_page(html: str) -> str:
    root = parse_html(html)
    return "" if root is None else "".join(text for part in (root, *root.itersiblings()) for text in _shown(part))


def _of_page(source: str, article: Article) -> Iterator[str]:
    root = parse_html(source.removeprefix("\ufeff"))
    shown = "" if root is None else " ".join(text for part in (root, *root.itersiblings()) for text in _shown(part))
    said, wanted = letters(" ".join(_texts(article))), letters(shown)
    # A page that shows no headline has the one that its title or its metadata declare.
    headline = article.headline or ""
    is_declared = headline and bare(headline) in bare(unescape(source)) and said - letters(headline) == wanted
    if said != wanted and not is_declared:
        yield f"lost {wanted - said}, won {said - wanted}"


def letters(text: str) -> Counter[str]:
    """Letters, digits and marks, each by itself: whether an accent joins the letter before it depends on the tags between.

    Vowel signs, as Hindi and Thai write them, are marks that join nothing.
    """
    return Counter(c for c in normalize("NFD", tidy(text)) if c.isalnum() or category(c)[0] == "M")


def _without_numbers(found: Counter[str]) -> Counter[str]:
    return Counter({c: count for c, count in found.items() if c.isalpha() or category(c)[0] == "M"})


def _texts(article: Article) -> Iterator[str]:
    yield from roles_of(article)
    yield from (piece.text for piece in (*article.body, *article.removed))


def _shown(root: etree._Element) -> Iterator[str]:
    """All texts of a tree, and behind it, outside scripts, styles, templates that no page shows, and their like."""
    walker = etree.iterwalk(root, events=("start", "end", "comment", "pi"))
    for event, element in walker:
        silent = EFFECTS.get(element.tag) == SILENT or (element.tag == "template" and "shadowrootmode" not in element.attrib)
        if event == "start" and silent:
            walker.skip_subtree()
        elif event == "start" and element.text:
            yield element.text
        elif event != "start" and element.tail:
            yield element.tail
