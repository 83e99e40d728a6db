"""Guesses the language of a text, among the languages that have a lexicon."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cache

from boilerstrip.lexicon import load_stopwords

_CHARS_READ = 6000
# The best language needs this share of all words, and this many times the score of the second best.
_LEAST_SHARE = 0.06
_LEAST_LEAD = 1.4
# Stand in for a best and a second best language where there are fewer than two.
_NO_SCORES = [(0, ""), (0, "")]


def guess_language(text: str) -> str | None:
    """The language whose most frequent words stand in the text; `None` where no language leads clearly.

    >>> guess_language("The ferry sank at dawn, and nobody in the town saw it go under the waves.")
    'en'
    >>> guess_language("Home News Sport") is None
    True
    """
    start = max(0, len(text) // 2 - _CHARS_READ // 2)  # menus stand at both ends
    words = text[start : start + _CHARS_READ].lower().split()
    languages = _languages_by_word()
    scores = Counter[str]()
    for word, times in Counter(filter(languages.__contains__, words)).items():
        for code in languages[word]:
            scores[code] += times
    (best, first), (second, _) = sorted([(score, code) for code, score in scores.items()] + _NO_SCORES, reverse=True)[:2]
    return first if best >= max(2.0, _LEAST_SHARE * len(words), _LEAST_LEAD * second) else None


@cache
def _languages_by_word() -> Mapping[str, Sequence[str]]:
    languages: dict[str, list[str]] = {}
    for code, words in load_stopwords().items():
        for word in words:
            languages.setdefault(word, []).append(code)
    return languages
