"""The words by which two texts are said to tell of the same thing."""

from __future__ import annotations

import re

_TERM = re.compile(r"[^\W\d_]{4,}|\d{2,}")
_LAST_SPACED = "\u2e7f"


def terms_of(folded: str) -> frozenset[str]:
    """A folded text's longer words and numbers; of a script without blanks, every two characters.

    >>> sorted(terms_of("the ferry sank in 1994")), sorted(terms_of("船が沈んだ"))
    (['1994', 'ferry', 'sank'], ['が沈', 'んだ', '沈ん', '船が'])
    """
    if folded.isascii() or max(folded) <= _LAST_SPACED:
        return frozenset(_TERM.findall(folded))
    return frozenset([folded[i : i + 2] for i in range(len(folded) - 1)])
