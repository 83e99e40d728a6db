"""Guesses the language of a text, among the languages that have a lexicon: by its script, its letters and its most frequent words."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cache

from boilerstrip.lexicon import list_languages, load_stopwords
from boilerstrip.text.normalise import fold

_CHARS_READ = 6000
# The best language needs this share of all words, and this many times the score of the second best.
_LEAST_SHARE = 0.06
_LEAST_LEAD = 1.4
# Stand in for a best and a second best language where there are fewer than two.
_NO_SCORES = [(0, ""), (0, "")]
# Scripts that only one of the languages writes, in the order in which they are asked: Japanese also writes Han characters.
_SCRIPTS = (
    ("ja", re.compile("[\u3041-\u30fa]")),
    ("ko", re.compile("[\uac00-\ud7a3]")),
    ("zh", re.compile("[\u4e00-\u9fff]")),
    ("el", re.compile("[\u0370-\u03ff]")),
    ("he", re.compile("[\u05d0-\u05ea]")),
    ("hi", re.compile("[\u0904-\u0939]")),
    ("ar", re.compile("[\u0620-\u064a]")),
)
# A script settles the language where its letters are at least this share of all characters; kana are fewer among Han characters.
_LEAST_SCRIPT_SHARE = {"ja": 0.08}
_LEAST_SCRIPT = 0.3
# Letters that other languages of the same script write: Persian and Urdu; Marathi has none of its own.
_OTHER_ARABIC = re.compile("[\u067e\u0686\u0698\u06a9\u06af\u06cc\u06d2\u0679]")
_FEWEST_LETTERS = 4


def guess_language(text: str) -> str | None:
    """The language of a text; `None` where neither its script nor its most frequent words tell clearly.

    >>> guess_language("The ferry sank at dawn, and nobody in the town saw it go under the waves.")
    'en'
    >>> guess_language("Home News Sport") is None, guess_language("水曜日の朝に船が沈んだ。")
    (True, 'ja')
    """
    start = max(0, len(text) // 2 - _CHARS_READ // 2)  # menus stand at both ends
    sample = fold(text[start : start + _CHARS_READ])
    if not sample.isascii() and (language := _guess_by_script(sample)):
        return language if language in list_languages() else None
    words = sample.split()
    languages = _languages_by_word()
    scores = Counter[str]()
    for word, times in Counter(filter(languages.__contains__, words)).items():
        for code in languages[word]:
            scores[code] += times
    (best, first), (second, _) = sorted([(score, code) for code, score in scores.items()] + _NO_SCORES, reverse=True)[:2]
    return first if best >= max(2.0, _LEAST_SHARE * len(words), _LEAST_LEAD * second) else None


def _guess_by_script(sample: str) -> str | None:
    """The language that the script settles."""
    letters = sum(map(str.isalpha, sample))
    for code, script in _SCRIPTS:
        found = len(script.findall(sample))
        if found >= max(_FEWEST_LETTERS, _LEAST_SCRIPT_SHARE.get(code, _LEAST_SCRIPT) * letters):
            return None if code == "ar" and _OTHER_ARABIC.search(sample) else code
    return None


@cache
def _languages_by_word() -> Mapping[str, Sequence[str]]:
    languages: dict[str, list[str]] = {}
    for code, words in load_stopwords().items():
        for word in words:
            languages.setdefault(word, []).append(code)
    return languages
