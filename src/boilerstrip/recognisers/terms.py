"""The words by which two texts are compared: texts that share them are about the same topic."""

from __future__ import annotations

import re

_TERM = re.compile(r"[^\W\d_]{4,}|\d{2,}")
_LAST_SPACED = "\u2e7f"  # the scripts after it (Han, Kana, Hangul) write few blanks or none


def find_terms(folded: str) -> frozenset[str]:
    """A folded text's longer words and numbers; in a script without blanks, every two characters in a row.

    >>> sorted(find_terms("the ferry sank in 1994")), sorted(find_terms("船が沈んだ"))
    (['1994', 'ferry', 'sank'], ['が沈', 'んだ', '沈ん', '船が'])
    """
    if folded.isascii() or max(folded) <= _LAST_SPACED:
        return frozenset(_TERM.findall(folded))
    return frozenset([folded[i : i + 2] for i in range(len(folded) - 1)])
