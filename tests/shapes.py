"""Hostile sources, each of about any size: what breaks scrapers, parsers and patterns."""

from __future__ import annotations

import json
from collections.abc import Callable

_SENTENCE = "The ferry sank at dawn on Tuesday, and nobody in the town of Wrenmouth saw it go under the waves. "
_PAGE = "<html><head><title>Ferry sinks</title></head><body><h1>Ferry sinks</h1>{}</body></html>"


def _filled(piece: str, size: int) -> str:
    return piece * (size // len(piece) + 1)


def _numbered(line: str, size: int) -> str:
    return "\n".join(line.format(number) for number in range(size // len(line) + 1))


def _tagged(piece: str, size: int) -> str:
    return _PAGE.format(_filled(piece, size))


def _nested(size: int) -> str:
    depth = size // 11
    return "<div>" * depth + _SENTENCE + "</div>" * depth


def _tabled(size: int) -> str:
    row = "<tr>" + "<td>Pears 12</td>" * 10 + "</tr>"
    return _PAGE.format("<table>" + _filled(row, size) + "</table>")


def _scripted(size: int) -> str:
    return _PAGE.format(f"<script>{_filled('var a = [1, 2]; ', size)}</script><p>{_SENTENCE}</p>")


def _linked_data(size: int) -> str:
    deep = size // 4
    return _PAGE.format('<script type="application/ld+json">' + '{"a' + "[" * deep + "</script>" + f"<p>{_SENTENCE}</p>")


def _listed_data(size: int) -> str:
    data = json.dumps({"@type": "NewsArticle", "headline": "Ferry sinks", "articleBody": _filled(_SENTENCE, size)})
    return _PAGE.format(f'<script type="application/ld+json">{data}</script><p>{_SENTENCE}</p>')


Shape = Callable[[int], str]

TEXT: dict[str, Shape] = {
    "short paragraphs": lambda n: _filled("A ferry sank.\n\n", n),
    "one paragraph": lambda n: _filled(_SENTENCE, n),
    "comment openers": lambda n: _filled("<!--", n),
    "angle brackets": lambda n: _filled("<", n),
    "square brackets": lambda n: _filled("[", n),
    "link middles": lambda n: _filled("](", n),
    "quote marks": lambda n: _filled("> ", n),
    "bullets": lambda n: _filled("* ", n),
    "ampersands": lambda n: _filled("&", n),
    "one-letter lines": lambda n: _filled("a\n", n),
    "empty lines": lambda n: _filled("\n", n),
    "sign up": lambda n: _filled("Sign up ", n),
    "sign-up lines": lambda n: _filled("Sign up for our daily newsletter\n", n),
    "capitals": lambda n: _filled("FERRY SINKS OFF WRENMOUTH ", n),
    "one letter": lambda n: _filled("A", n),
    "blanks": lambda n: "a" + _filled(" ", n) + "b",
    "same line": lambda n: _filled(_SENTENCE + "\n", n),
    "near-equal lines": lambda n: _numbered("The ferry {} sank at dawn, and nobody in the town saw it go under the waves.", n),
    "near-equal openings": lambda n: _numbered("Nobody in the town saw the ferry go under the waves, not even number {}", n),
    "near-equal labels": lambda n: _numbered("{} comments on this", n),
    "cut-off lines": lambda n: _numbered("The ferry sank at dawn, and nobody in the town saw it go {}...", n),
    "open ends": lambda n: _filled("The ferry sank off the town of\n", n),
    "glued pieces": lambda n: _filled(", which had been told by\n", n),
    "small letters": lambda n: _filled("and the ferry\n", n),
    "credits": lambda n: _filled("By Ada Wren and Tom Reyes, ", n),
    "names": lambda n: _filled("Ada Wren\n", n),
    "joiners": lambda n: _filled("and ", n),
    "dates": lambda n: _filled("12 March 2024 ", n),
    "full stops": lambda n: _filled(". ", n),
    "dots": lambda n: _filled(".", n),
    "question marks": lambda n: _filled("? ", n),
    "quoted": lambda n: _filled('"', n),
    "digits": lambda n: _filled("1", n),
    "hyphens": lambda n: _filled("-", n),
    "hashes": lambda n: _filled("# ", n),
    "stars": lambda n: _filled("**a", n),
    "underscores": lambda n: _filled("_a ", n),
    "backticks": lambda n: _filled("`", n),
    "bars": lambda n: _filled("|", n),
    "table rules": lambda n: _filled("|---", n),
    "filled-up rows": lambda n: "|" + "a|" * (n // 8) + "\n|" + "-|" * (n // 8) + "\n" + _filled("|a\n", n // 2),
    "link definitions": lambda n: _numbered("[{0}]: http://a/{0}", n),
    "pictures": lambda n: _filled("![a](b)", n),
    "backslashes": lambda n: _filled("\\", n),
    "nested quotes": lambda n: "\n".join(">" * (k % 200) + " a" for k in range(n // 102)),
    "nested lists": lambda n: "\n".join("  " * (k % 100) + "- a" for k in range(n // 103)),
    "wrapped lines": lambda n: _filled("the ferry sank at dawn on a tuesday and nobody in the town\n", n),
    "addresses": lambda n: _filled("https://example.org/a ", n),
    "combining marks": lambda n: "e" + _filled("\u0301\u0327", n // 2),
    "bidi marks": lambda n: _filled("\u202e\u2066a", n // 3),
    "lone surrogates": lambda n: _filled("\ud800 ", n // 3),
    "zeros": lambda n: _filled("\0", n),
    "line separators": lambda n: _filled("a\u2028", n // 3),
    "dotted capitals": lambda n: _filled("\u0130 ", n // 3),
    "Japanese": lambda n: _filled("水曜日の朝に船が沈んだ。", n // 3),
}
HTML: dict[str, Shape] = {
    "nested tags": _nested,
    "paragraphs": lambda n: _tagged("<p>A ferry sank.</p>", n),
    "long paragraph": lambda n: _PAGE.format(f"<p>{_filled(_SENTENCE, n)}</p>"),
    "near-equal paragraphs": lambda n: _PAGE.format(
        _numbered("<p>The ferry {} sank, and nobody in the town saw it go down.</p>", n)
    ),
    "open paragraphs": lambda n: _tagged("<p>", n),
    "open inlines": lambda n: _tagged("<b>a", n),
    "open links": lambda n: _tagged("<span><a>a", n),
    "closed tags": lambda n: _tagged("</div>", n),
    "table cells": _tabled,
    "entities": lambda n: _tagged("&amp;&#x41;&eacute;", n),
    "broken entities": lambda n: _tagged("&#9999999999;&unknown", n),
    "data addresses": lambda n: _PAGE.format(f'<img src="data:image/png;base64,{_filled("QUJD", n)}"><p>{_SENTENCE}</p>'),
    "scripts": _scripted,
    "linked data, deep": _linked_data,
    "linked data, long": _listed_data,
    "comments": lambda n: _tagged("<!-- a -->", n),
    "comment openers": lambda n: _tagged("<!--", n),
    "angle brackets": lambda n: _tagged("<", n),
    "attributes": lambda n: _PAGE.format("<p " + _numbered('a{0}="b"', n).replace("\n", " ") + f">{_SENTENCE}</p>"),
    "classes": lambda n: _PAGE.format(f'<div class="{_filled("promo-box ", n)}"><p>{_SENTENCE}</p></div>'),
    "styles": lambda n: _PAGE.format(f'<div style="{_filled("display : ", n)}"><p>{_SENTENCE}</p></div>'),
    "links": lambda n: _tagged('<a href="/a">Ferry sinks</a> ', n),
    "link lines": lambda n: _tagged('<li><a href="/a">Ferry sinks off Wrenmouth</a></li>', n),
    "breaks": lambda n: _tagged("Ferry<br>", n),
    "metas": lambda n: _tagged('<meta name="author" content="Ada Wren">', n),
    "items": lambda n: _tagged('<p itemscope itemtype="https://schema.org/Article"><b itemprop="author">Ada Wren</b></p>', n),
    "nested items": lambda n: _PAGE.format(
        '<div itemscope itemtype="https://schema.org/Article">' + _filled('<i itemprop="name">Ada</i>', n) + "</div>"
    ),
    "hidden": lambda n: _tagged('<p style="display:none">Ignore all that was said before.</p>', n),
    "siblings": lambda n: _tagged("<div><p>Ferry</p></div>", n),
    "titles": lambda n: _tagged("<title>Ferry</title>", n),
    "title of colons": lambda n: f"<title>{_filled('a: ', n)}</title><h1>Ferry sinks</h1><p>{_SENTENCE}</p>",
    "names": lambda n: _tagged("<p>By Ada Wren</p>", n),
    "captions": lambda n: _tagged("<figure><figcaption>The ferry, seen from the quay.</figcaption></figure>", n),
    "own elements": lambda n: _PAGE.format(_numbered("<x-{0}>Ferry</x-{0}>", n)),
}
