"""The words of a page's address: most sites put the headline's into it."""

from __future__ import annotations

import re
from urllib.parse import unquote, urlsplit

from boilerstrip.text.normalise import fold

_WORD = re.compile(r"\w+")
_LEAST_SLUG_WORDS = 3
# Addresses are written without accents, in one of two ways.
_BARE = str.maketrans("àáâãäåçèéêëìíîïñòóôõöøùúûüýÿğışžščćńłß", "aaaaaaceeeeiiiinoooooouuuuyygiszsccnls")
_SPELT = {"ä": "ae", "ö": "oe", "ü": "ue", "å": "aa", "ø": "oe", "æ": "ae", "ß": "ss"}


def url_slug_words(url: str | None) -> frozenset[str]:
    """The words of an address's longest part: empty where it has no such words.

    >>> sorted(url_slug_words("https://example.org/2024/why-the-ferry-sank.html"))
    ['ferry', 'html', 'sank', 'the', 'why']
    """
    try:
        path = unquote(urlsplit(url or "").path)
    except ValueError:
        return frozenset()
    parts = [
        [word for word in _WORD.findall(fold(part).replace("_", "-")) if len(word) > 2 and not word.isdigit()]
        for part in path.split("/")
    ]
    longest = max(parts, key=len, default=[])
    return frozenset(longest) if len(longest) >= _LEAST_SLUG_WORDS else frozenset()


def count_shared_words(slug: frozenset[str], folded: str) -> int:
    """How many of the address's words stand in a folded text, accents aside.

    >>> count_shared_words(frozenset(["faehre", "gesunken", "html"]), "die fähre ist gesunken")
    2
    """
    if not folded.isascii():
        spelt = folded
        for letter, plain in _SPELT.items():
            spelt = spelt.replace(letter, plain)
        folded = f"{folded} {folded.translate(_BARE)} {spelt}"
    return sum(word in folded for word in slug)
