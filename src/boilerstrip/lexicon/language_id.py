"""Which language a text is in, as far as the lexicons need to know."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cache

from boilerstrip.lexicon import stopwords

_CHARS_READ = 6000
_LEAST_SHARE = 0.06
_LEAST_LEAD = 1.4
_NONE = [(0, ""), (0, "")]


def guess_language(text: str) -> str | None:
    """The language whose most frequent words stand in the text, among those that have a lexicon; `None` where none leads clearly.

    >>> guess_language("The ferry sank at dawn, and nobody in the town saw it go under the waves.")
    'en'
    >>> guess_language("Home News Sport") is None
    True
    """
    start = max(0, len(text) // 2 - _CHARS_READ // 2)  # menus stand at both ends
    words = text[start : start + _CHARS_READ].lower().split()
    speakers = _speakers()
    scores = Counter[str]()
    for word, times in Counter(filter(speakers.__contains__, words)).items():
        for code in speakers[word]:
            scores[code] += times
    (best, first), (second, _) = sorted([(score, code) for code, score in scores.items()] + _NONE, reverse=True)[:2]
    return first if best >= max(2.0, _LEAST_SHARE * len(words), _LEAST_LEAD * second) else None


@cache
def _speakers() -> Mapping[str, Sequence[str]]:
    """For each frequent word, the languages that have it."""
    found: dict[str, list[str]] = {}
    for code, words in stopwords().items():
        for word in words:
            found.setdefault(word, []).append(code)
    return found
