"""The words that the line model knows, and their vectors."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import regex

from boilerstrip.decide.labeller.arrays import Floats
from boilerstrip.decide.labeller.line_model import SLOT_BITS
from boilerstrip.decide.labeller.line_tokens import Hashes
from boilerstrip.text.normalise import fold, tidy
from boilerstrip.training.line_sets import read_tokens

# So many more words are tried, since some have the same first bits in their hashes.
_TRIED = 1.16
# A word of the pages must stand on this many of them.
_LEAST_PAGES = 3
_MOST_LETTERS = 24
_WORD = regex.compile(r"[\p{L}\p{M}]+")
_CJK = regex.compile(r"[\p{Han}\p{Hiragana}\p{Katakana}ー々]+")
# The mean length of the vectors.
_LENGTH = 4.0


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Words by their hashes, sorted, and a vector for each. No two hashes have the same first bits."""

    hashes: Hashes
    vectors: Floats


def find_words(text: str) -> list[str]:
    """The words of a text, folded; of scripts without blanks between words, each two letters in a row.

    >>> find_words("Ferries sank 3 times. 水曜日")
    ['ferries', 'sank', 'times', '水曜', '曜日']
    """
    found: list[str] = []
    for word in _WORD.findall(fold(tidy(text))):
        start = 0
        for part in _CJK.finditer(word):
            letters = part[0]
            found += [word[start : part.start()], *([letters[i : i + 2] for i in range(len(letters) - 1)] or [letters])]
            start = part.end()
        found.append(word[start:])
    return [word for word in found if 0 < len(word) <= _MOST_LETTERS]


def choose_words(lines: Iterable[str], pages: Iterable[Sequence[str]], pieces: Iterable[str], size: int) -> list[str]:
    """The words to try, a few more than `size`.

    Those of the bank's `lines` come first; then those of at least three `pages`, the most frequent first; then common `pieces` of words.
    """
    own = dict.fromkeys(word for line in lines for word in find_words(line))
    counts: Counter[str] = Counter()
    for texts in pages:
        counts.update({word for text in texts for word in find_words(text)})
    frequent = sorted((word for word, count in counts.items() if count >= _LEAST_PAGES), key=lambda word: (-counts[word], word))
    common = (word for piece in pieces for word in find_words(piece))
    return list(dict.fromkeys([*own, *frequent, *common]))[: round(_TRIED * size)]


def make_vocabulary(words: Sequence[str], vectors: Floats, size: int) -> Vocabulary:
    """The vocabulary of `size` of these words; their vectors are centred, turned to their main axes and levelled.

    All vectors of an encoder lie in one narrow cone, a few axes have most of the variance, and neither tells words apart (Mu and Viswanath,
    "All-but-the-Top", 2018). Each axis is divided by the root of its deviation.
    """
    tokens = read_tokens(words)
    single = np.flatnonzero(np.diff(tokens.bounds) == 1)
    hashes = tokens.words[tokens.bounds[single]]
    _, first = np.unique(hashes >> np.uint32(32 - SLOT_BITS), return_index=True)
    chosen = np.sort(first)[:size]
    chosen = chosen[np.argsort(hashes[chosen])]
    hashes = hashes[chosen]
    centred = vectors[single[chosen]].astype(np.float32)
    centred -= centred.mean(axis=0)
    _, axes = np.linalg.eigh(centred.T @ centred)
    turned: Floats = centred @ axes[:, ::-1]
    turned /= np.sqrt(turned.std(axis=0))
    turned *= _LENGTH / np.sqrt((turned**2).sum(axis=1).mean())
    return Vocabulary(hashes, turned)
