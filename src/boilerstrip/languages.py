"""Which language a text is in, as far as the lexicons need to know."""

from __future__ import annotations

from collections import Counter

from boilerstrip.lexicon import stopwords

_CHARS_READ = 6000
_LEAST_SHARE = 0.06
_LEAST_LEAD = 1.4


def guess_language(text: str) -> str | None:
    """The language whose most frequent words stand in the text, among those that have a lexicon; `None` where none leads clearly.

    >>> guess_language("The ferry sank at dawn, and nobody in the town saw it go under the waves.")
    'en'
    >>> guess_language("Home News Sport") is None
    True
    """
    start = max(0, len(text) // 2 - _CHARS_READ // 2)  # menus stand at both ends
    counts = Counter(text[start : start + _CHARS_READ].lower().split())
    total = sum(counts.values())
    known = frozenset(counts)
    ranked = sorted([(sum(map(counts.__getitem__, words & known)), code) for code, words in stopwords().items()], reverse=True)
    if not ranked or ranked[0][0] < max(2.0, _LEAST_SHARE * total):
        return None
    lead = len(ranked) < 2 or ranked[0][0] >= _LEAST_LEAD * ranked[1][0]
    return ranked[0][1] if lead else None
