"""Many wordings matched at once."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from itertools import accumulate
from typing import NamedTuple

import ahocorasick

from boilerstrip.entries import Entry, Match
from boilerstrip.prefilter import LONGEST_HEAD, heads, needed, parsed, wholes

# Bullets, arrows and emoji before the wording; never a quotation mark, for what is quoted is somebody's speech.
_LEAD = re.compile(r"""[^\w"'(\[©@#]*""")
_SENTENCE_START = re.compile(r"[.!?…][\"')\]]* (?=\S)")
_TAIL_CHARS, _TAIL_WORDS = 240, 30
# Stands before every block of a page; no folded text holds it.
_BEFORE = "\n"
_DIGITS = frozenset("123456789")
_DIGIT = re.compile("[1-9]")
_WHOLE_END = r"[^\w\"')]*$"

Hits = tuple[tuple[Entry, int, int], ...]


class _Key(NamedTuple):
    """The entries that a text with a certain beginning could fit; `as_word`: only where no letter or digit follows."""

    numbers: tuple[int, ...] = ()
    as_word: tuple[int, ...] = ()


class Phrases:
    """Many entries matched at once.

    Two questions of a text tell which entries could fit: how it begins (most entries begin with one of a few words), and, for
    entries that may begin with anything, whether it holds a word that they cannot do without (of the whole page at once: Aho and
    Corasick, "Efficient String Matching", 1975). An entry's own pattern then says where. RE2's sets, which know whole patterns,
    are no faster, for they build their automaton as they go: 9 microseconds a block for the first thousand pages, and 100 MB.
    """

    def __init__(self, entries: Iterable[Entry]) -> None:
        """Take entries in order of precedence; their patterns hold no capturing groups of their own."""
        self._entries = tuple(sorted(entries, key=lambda entry: entry.match == "anywhere"))
        self._heads: dict[str, _Key] = {}
        shared: dict[_Key, _Key] = {}
        needs: dict[str, list[int]] = {}
        for number, entry in enumerate(self._entries):
            node = parsed(entry.pattern)
            begun = heads(node)
            if entry.match == "anywhere" or "" in begun:
                for text in needed(node) or {_BEFORE}:
                    needs.setdefault(text, []).append(number)
                continue
            words = wholes(node) if entry.match == "whole" else frozenset()
            for text in begun:
                numbers, as_word = self._heads.get(text, _Key())
                key = _Key(numbers, (*as_word, number)) if text in words else _Key((*numbers, number), as_word)
                self._heads[text] = shared.setdefault(key, key)
        self._lengths = sorted(set(map(len, self._heads)))
        self._needs = ahocorasick.Automaton()
        for text, needing in needs.items():
            self._needs.add_word(text, needing)
        if needs:
            self._needs.make_automaton()

    def find(self, folded: str, words: int, start: int = 0) -> Hits:
        """The entries that fit the folded text from `start` on, at most one a category, each with the place of its wording."""
        first = start if folded[start : start + 1].isalnum() else _lead(folded, start)
        likely = [*self._begun(folded, first), *self._needing([folded[first:]]).get(0, ())]
        return self._confirmed(likely, folded, (words, first)) if likely else ()

    def find_all(self, texts: Sequence[str], words: Sequence[int]) -> tuple[Hits, ...]:
        """The same for every block of a page."""
        needing = self._needing(texts)
        hits: list[Hits] = []
        for index, text in enumerate(texts):
            first = 0 if text[:1].isalnum() else _lead(text, 0)
            likely = self._begun(text, first)
            if index in needing:
                likely += needing[index]
            hits.append(self._confirmed(likely, text, (words[index], first)) if likely else ())
        return tuple(hits)

    def _begun(self, folded: str, first: int) -> list[int]:
        """The entries one of whose beginnings stands at the place."""
        head = folded[first : first + LONGEST_HEAD]
        if not _DIGITS.isdisjoint(head):
            head = _DIGIT.sub("0", head)
        likely: list[int] = []
        for length in self._lengths:
            if key := self._heads.get(head[:length]):
                likely += key.numbers
                if key.as_word and not folded[first + length : first + length + 1].isalnum():
                    likely += key.as_word
            if length >= len(head):
                break
        return likely

    def _needing(self, texts: Sequence[str]) -> dict[int, list[int]]:
        """The entries that each text could fit by a word that they need; texts without such a word are left out."""
        found: dict[int, list[int]] = {}
        if not len(self._needs):
            return found
        page = _BEFORE + _BEFORE.join(texts)
        ends = list(accumulate([len(text) + 1 for text in texts]))
        for place, numbers in self._needs.iter(page):
            index = bisect_right(ends, place)
            if index in found:
                found[index] += numbers
            else:
                found[index] = [*numbers]
        return found

    def _confirmed(self, likely: Sequence[int], folded: str, where: tuple[int, int]) -> Hits:
        """Those of the entries that do fit a block of so many words, from a place on; a certain one before a hint."""
        words, place = where
        hits: dict[str, tuple[Entry, int, int]] = {}
        for number in sorted(set(likely)) if len(likely) > 1 else likely:
            entry = self._entries[number]
            if words > entry.max_words:
                continue
            known = hits.get(entry.category)
            if known and known[0].certain >= entry.certain:
                continue
            pattern = _pattern(entry.pattern, entry.match)
            hit = pattern.search(folded, place) if entry.match == "anywhere" else pattern.match(folded, place)
            if hit:
                hits[entry.category] = (entry, hit.start(), hit.end())
        return tuple(hits.values())


def find_tail(folded: str, find: Callable[[str, int, int], Hits]) -> tuple[Entry, int] | None:
    """The first of a paragraph's last sentences that `find` knows, with its place; `None` where it knows none.

    >>> from boilerstrip.lexicon import load
    >>> tail = find_tail("he said. sign up for our newsletter here.", load().tails.find)
    >>> tail[1] if tail else None
    9
    """
    for match in _SENTENCE_START.finditer(folded, max(0, len(folded) - _TAIL_CHARS)):
        start = match.end()
        words = folded.count(" ", start) + 1
        if words <= _TAIL_WORDS and (hits := find(folded, words, start)):
            return hits[0][0], start
    return None


def _lead(folded: str, start: int) -> int:
    """Where the wording begins behind leading symbols."""
    lead = _LEAD.match(folded, start)
    return lead.end() if lead else start


@cache
def _pattern(pattern: str, match: Match) -> re.Pattern[str]:
    return re.compile(f"(?:{pattern}){_WHOLE_END if match == 'whole' else ''}")
