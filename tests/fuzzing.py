"""Random sources made of what readers trip over, and what must hold for each of them."""

from __future__ import annotations

import json
import random

from boilerstrip import Article, clean_article
from cases import FIXTURES
from ledger import violations

KINDS = ("text", "markdown", "html")
_MARKS = (
    "<p> </p> <div> </div> <br> <td> <tr> <table> </table> <li> <ul> </ul> <ol> <a> </a> <b> </b> <h1> </h1> <pre> <svg> </svg> <math> <title>",
    "</title> <script> </script> <style> <noscript> <template> <select> <option> <textarea> </textarea> <frameset> <plaintext> <body> </body>",
    "</html> <!-- --> <![CDATA[ ]]> <?php <p </ &amp; &#0; &# &nbsp; ``` ~~~~ ~~~ ` ]( [ ] ![ ** __ _ ~~ * > 1. - # ## === --- \\ | @ @@ ( )",
    "\" ' … . , : ; ! ? 水曜日 \u0301 \ud800 \ufeff \u200b \u0130 \0 \u2066",
)
_PIECES = [piece for row in _MARKS for piece in row.split(" ")]
_BREAKS = ["\n", "\n\n", "\r\n", "\t", "    ", "\u2028", "\x85", "\x0c", "\u00a0", "\0", " ", ""]
_TAGS = [
    "<div hidden>",
    '<p style="display:none">',
    '<p class="promo">',
    "<a href='x'>",
    "<img alt='a b'>",
    "| --- | --- |\n",
    "| a | b |\n",
]
_SMALL = (
    ["*", "-", "+", ">", "#", "=", "1.", "|", "\\", "_", "<", "&", "!", "`", "```", "~~~"],
    [" ", "\n", "\n", "\n\n", "    ", "\t"],
    ["x", "a b"],
)
_LINKS = ["](http://x)", "[x]: http://y\n", "<http://a.b>", "<a@b.c>", "* * *\n"]


def made_up(chance: random.Random) -> str:
    """A source of some ten pieces: marks, tags, breaks, and lines of the fixtures, cut anywhere."""
    pieces = [_piece(chance) for _ in range(chance.choice((1, 2, 4, 8, 20)))]
    return "".join(pieces)


def only_marks(chance: random.Random) -> str:
    """A short source of marks, breaks and single letters, in which a reader loses count of its lines most easily."""
    return "".join([chance.choice(chance.choice(_SMALL)) for _ in range(chance.randint(2, 14))])


def broken(source: str) -> list[str]:
    """What does not hold of a source, read as each kind: it gives an article, that survives JSON, and its ledger tiles the source."""
    found = []
    for kind in KINDS:
        article = clean_article(source, kind=kind)
        if Article.from_dict(json.loads(article.to_json())) != article:
            found.append(f"{kind}: another article comes back from JSON")
        found += [f"{kind}: {violation}" for violation in violations(source, article, kind)]
    return found


def _piece(chance: random.Random) -> str:
    if chance.random() < 0.6:
        return chance.choice(chance.choice((_PIECES, _BREAKS, _TAGS, _LINKS)))
    line = chance.choice(LINES)
    return line[: chance.choice((10, 80, 400))] + chance.choice(_BREAKS)


LINES = sorted(
    {
        line
        for path in FIXTURES.rglob("*")
        if path.suffix in (".md", ".txt", ".html")
        for line in path.read_text("utf-8").splitlines()
    }
)
