"""The words of a page's address: on most sites they are the words of the headline."""

from __future__ import annotations

import re
from urllib.parse import unquote, urlsplit

from boilerstrip.text.normalise import fold

_WORD = re.compile(r"\w+")
_LEAST_SLUG_WORDS = 3
# Addresses are written without accents: letters are either stripped of their accents, or spelt out.
_STRIPPED = str.maketrans("àáâãäåçèéêëìíîïñòóôõöøùúûüýÿğışžščćńłß", "aaaaaaceeeeiiiinoooooouuuuyygiszsccnls")
_SPELT_OUT = {"ä": "ae", "ö": "oe", "ü": "ue", "å": "aa", "ø": "oe", "æ": "ae", "ß": "ss"}


def find_slug_words(url: str | None) -> frozenset[str]:
    """The words of the longest part of an address's path; empty where that part has fewer than three words.

    >>> sorted(find_slug_words("https://example.org/2024/why-the-ferry-sank.html"))
    ['ferry', 'html', 'sank', 'the', 'why']
    """
    try:
        path = unquote(urlsplit(url or "").path)
    except ValueError:
        return frozenset()
    words_by_part = [
        [word for word in _WORD.findall(fold(part).replace("_", "-")) if len(word) > 2 and not word.isdigit()]
        for part in path.split("/")
    ]
    longest = max(words_by_part, key=len, default=[])
    return frozenset(longest) if len(longest) >= _LEAST_SLUG_WORDS else frozenset()


def count_shared_words(slug: frozenset[str], folded: str) -> int:
    """How many of the address's words stand in a folded text; accents do not count.

    >>> count_shared_words(frozenset(["faehre", "gesunken", "html"]), "die fähre ist gesunken")
    2
    """
    if not folded.isascii():
        spelt_out = folded
        for letter, plain in _SPELT_OUT.items():
            spelt_out = spelt_out.replace(letter, plain)
        folded = f"{folded} {folded.translate(_STRIPPED)} {spelt_out}"
    return sum(word in folded for word in slug)
