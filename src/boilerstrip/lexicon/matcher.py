"""Matches many entries of a lexicon at once."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from itertools import accumulate
from typing import Any

import ahocorasick

from boilerstrip.lexicon.entries import Entry
from boilerstrip.lexicon.mentions import SENTENCE_START, MentionDetector
from boilerstrip.lexicon.prefilter import LONGEST_PREFIX, Prefixes, find_prefixes, find_required_texts, parse_pattern

# Bullets, arrows and emoji before the wording. A quotation mark is none of them, because a quoted wording is somebody's speech.
_LEADING_SYMBOLS = re.compile(r"""[^\w"'(\[©@#]*""")
# A tail starts this near the end of its paragraph, and has at most this many words.
_TAIL_CHARS, _TAIL_WORDS = 240, 30
# Stands before every block of a page; no folded text holds it.
_BEFORE = "\n"
_DIGIT = re.compile("[1-9]")
# How much of a wording the prefilter looks at: a prefix and two characters more, and the same with the mark before it.
_START_CHARS = LONGEST_PREFIX + 2
_WIDTH = _START_CHARS + 1
_WHOLE_END = r"[^\w\"')]*$"

# The entries that fit a text, each with the start and the end of its wording.
Hits = tuple[tuple[Entry, int, int], ...]
# For the texts of a page, by number: the numbers of the entries that need a word the text has.
WordCandidates = Mapping[int, Collection[int]]


class PhraseMatcher:
    """Many entries matched at once.

    Two questions about a text find the entries that could fit: how the text begins (most entries begin with one of a few words), and,
    for entries that may begin with anything, whether the text holds a word that the entry requires. Both are answered for all texts of
    a page in one go (Aho and Corasick, "Efficient String Matching", 1975), so that a text without candidates costs next to nothing. An
    entry's own pattern then finds the place. RE2's sets, which know whole patterns, are no faster, because they build their automaton
    while they match: 9 microseconds a block for the first thousand pages, and 100 MB.
    """

    def __init__(self, entries: Iterable[Entry], word_lists: Mapping[str, frozenset[str]] | None = None) -> None:
        """Take entries in order of precedence, and the word lists that tell a mention from a use."""
        self._mentions = MentionDetector(word_lists or {})
        self._entries = tuple(sorted(entries, key=lambda entry: entry.match == "anywhere"))
        self._tails = frozenset(n for n, entry in enumerate(self._entries) if entry.tail and entry.match != "anywhere")
        # The entries by their prefixes. An entry's number is inverted (~) where the prefix is all of its wording: then the word must end there.
        by_prefix: dict[str, tuple[int, ...]] = {}
        by_word: dict[str, list[int]] = defaultdict(list)
        for number, entry in enumerate(self._entries):
            prefixes = _cached_prefixes(entry.pattern)
            if entry.match in ("anywhere", "inside") or "" in prefixes.all:
                for text in _cached_required_texts(entry.pattern) or {_BEFORE}:
                    by_word[text].append(number)
                continue
            wholes = prefixes.whole_matches if entry.match == "whole" else frozenset()
            for text in prefixes.all:
                by_prefix[text] = (*by_prefix.get(text, ()), ~number if text in wholes else number)
        # A wording inside a block says nothing of the whole block.
        self._limits = [(entry, -1 if entry.match == "inside" else entry.max_words) for entry in self._entries]
        self._inside = frozenset(n for n, entry in enumerate(self._entries) if entry.match == "inside")
        # Compiled on first use, because most never are.
        self._finders: dict[int, Callable[[str, int], re.Match[str] | None]] = {}
        split = {
            numbers: (tuple([n for n in numbers if n >= 0]), tuple([~n for n in numbers if n < 0]))
            for numbers in set(by_prefix.values())
        }
        self._prefixes = _build_automaton({_BEFORE + text: split[numbers] for text, numbers in by_prefix.items()})
        self._words = _build_automaton(by_word)

    def find(self, folded: str, words: int, start: int = 0) -> Hits:
        """The entries that fit the folded text from `start` on, at most one a category. `words` is the text's number of words.

        A certain entry comes as a hint where the text only mentions its wording (see `mentions`).
        """
        first = _skip_symbols(folded, start)
        candidates = self._find_candidates([_cut_start(folded, start)], self.find_word_candidates([folded[first:]]))
        return self._match_candidates(candidates[0], folded, (words, first)) if candidates else ()

    def find_all(self, texts: Sequence[str], words: Sequence[int], word_candidates: WordCandidates) -> tuple[Hits, ...]:
        """The same for every text of a page."""
        starts = [_cut_start(text, 0) for text in texts]
        hits: list[Hits] = [()] * len(texts)
        known: dict[tuple[str, int], Hits] = {}  # many short lines stand on a page more than once
        for index, candidates in self._find_candidates(starts, word_candidates).items():
            block = texts[index], words[index]
            if block not in known:
                known[block] = self._match_candidates(candidates, texts[index], (words[index], _skip_symbols(texts[index], 0)))
            hits[index] = known[block]
        return tuple(hits)

    def find_tails(
        self, texts: Sequence[str], among: Iterable[int], word_candidates: WordCandidates
    ) -> Iterator[tuple[int, Entry, int]]:
        """The last sentences of paragraphs that an entry with `tail` fits: number of the text, entry, and start of the first such sentence.

        Only the texts with the numbers in `among` are searched.

        >>> from boilerstrip.lexicon import load
        >>> matcher, texts = load().boilerplate, ["he said. sign up for our newsletter here."]
        >>> tails = matcher.find_tails(texts, [0], matcher.find_word_candidates(texts))
        >>> [(index, entry.id, start) for index, entry, start in tails]
        [(0, 'sign-up-for', 9)]
        """
        sentences = [
            (index, match.end())
            for index in among
            for match in SENTENCE_START.finditer(texts[index], max(0, len(texts[index]) - _TAIL_CHARS))
        ]
        starts = [_cut_start(texts[index], start) for index, start in sentences]
        by_sentence = {n: word_candidates[index] for n, (index, _) in enumerate(sentences) if index in word_candidates}
        done = -1
        for n, candidates in sorted(self._find_candidates(starts, by_sentence).items()):
            index, start = sentences[n]
            tails = [number for number in candidates if number in self._tails]
            if index == done or not tails:
                continue
            words = texts[index].count(" ", start) + 1
            if words > _TAIL_WORDS:
                continue
            hits = self._match_candidates(tails, texts[index], (words, _skip_symbols(texts[index], start)))
            if entry := next((entry for entry, _, _ in hits if entry.tail), None):
                yield index, entry, start
                done = index

    def find_inside(self, texts: Sequence[str], word_candidates: WordCandidates) -> Iterator[tuple[int, Entry, int, int]]:
        """The wordings that are cut out of a block: number of the text, entry, and where the wording starts and ends.

        >>> from boilerstrip.lexicon import load
        >>> matcher, texts = load().boilerplate, ["it sank.skip past newsletter promotion sign up after newsletter promotion we saw it."]
        >>> [(start, end) for _, _, start, end in matcher.find_inside(texts, matcher.find_word_candidates(texts))]
        [(8, 73)]
        """
        for index, numbers in word_candidates.items():
            for number in sorted(self._inside.intersection(numbers)):
                entry = self._entries[number]
                for match in _compile(entry.pattern).finditer(texts[index]):
                    yield index, entry, match.start(), match.end()

    def find_word_candidates(self, texts: Sequence[str]) -> WordCandidates:
        """For each text of a page, the entries whose required word it has; texts without such a word are left out."""
        candidates: dict[int, set[int]] = defaultdict(set)  # sets, as a text may hold a word a million times
        if not texts or not len(self._words):
            return candidates
        ends = list(accumulate([len(text) + 1 for text in texts]))
        for place, numbers in self._words.iter(_BEFORE + _BEFORE.join(texts)):
            candidates[bisect_right(ends, place)].update(numbers)
        return candidates

    def _find_candidates(self, starts: Sequence[str], word_candidates: WordCandidates) -> dict[int, list[int]]:
        """The entries that each text could fit: those it has a word for, and those it begins like."""
        candidates: dict[int, list[int]] = defaultdict(list)
        for index, numbers in word_candidates.items():
            candidates[index] += numbers
        if not len(self._prefixes):
            return candidates
        page = "".join([f"{_BEFORE}{start}".ljust(_WIDTH, _BEFORE) for start in starts])
        page = _DIGIT.sub("0", page)
        for place, (always, if_word_ends) in self._prefixes.iter(page):
            if always:
                candidates[place // _WIDTH] += always
            if if_word_ends and not (page[place + 1].isalnum() or page[place + 2].isalnum()):
                candidates[place // _WIDTH] += if_word_ends
        return candidates

    def _compile_finder(self, number: int) -> Callable[[str, int], re.Match[str] | None]:
        entry = self._entries[number]
        pattern = _compile(f"(?:{entry.pattern}){_WHOLE_END if entry.match == 'whole' else ''}")
        finder = self._finders[number] = pattern.search if entry.match == "anywhere" else pattern.match
        return finder

    def _match_candidates(self, candidates: Sequence[int], folded: str, words_and_place: tuple[int, int]) -> Hits:
        """The candidates that fit the text from a place on, at most one a category. A certain entry goes before a hint."""
        words, place = words_and_place
        hits: dict[str, tuple[Entry, int, int]] = {}
        for number in sorted(set(candidates)) if len(candidates) > 1 else candidates:
            entry, most_words = self._limits[number]
            if words > most_words:
                continue
            if hits and (known := hits.get(entry.category)) and known[0].certain >= entry.certain:
                continue
            find = self._finders.get(number) or self._compile_finder(number)
            if hit := find(folded, place):
                mentioned = entry.certain and self._is_mentioned(entry, folded, hit.start())
                if not (mentioned and entry.category in hits):
                    hits[entry.category] = (_make_hint(entry) if mentioned else entry, hit.start(), hit.end())
        return tuple(hits.values())

    def _is_mentioned(self, entry: Entry, folded: str, start: int) -> bool:
        if self._mentions.is_label_sentence(entry, folded) or self._mentions.is_reported(entry, folded, start):
            return True
        return any(not self.find(folded, 1, place) for place in self._mentions.find_statements_after(entry, folded, start))


@cache
def _make_hint(entry: Entry) -> Entry:
    return replace(entry, certain=False, tail=False)


# The results are kept because the English entries apply in every language.
@cache
def _cached_prefixes(pattern: str) -> Prefixes:
    return find_prefixes(parse_pattern(pattern))


@cache
def _cached_required_texts(pattern: str) -> frozenset[str]:
    return find_required_texts(parse_pattern(pattern))


@cache
def _compile(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


def _build_automaton(values: Mapping[str, Any]) -> ahocorasick.Automaton:
    automaton = ahocorasick.Automaton()
    for text, value in values.items():
        automaton.add_word(text, value)
    if values:
        automaton.make_automaton()
    return automaton


def _cut_start(folded: str, start: int) -> str:
    """The first characters of a wording, as many as the prefilter looks at."""
    beginning = folded[start : start + _START_CHARS]
    if beginning[:1].isalnum():
        return beginning
    first = _skip_symbols(folded, start)
    return folded[first : first + _START_CHARS]


def _skip_symbols(folded: str, start: int) -> int:
    """The place after leading symbols, where the wording begins."""
    if folded[start : start + 1].isalnum():
        return start
    symbols = _LEADING_SYMBOLS.match(folded, start)
    return symbols.end() if symbols else start
