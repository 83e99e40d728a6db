"""Many wordings matched at once."""

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
from boilerstrip.lexicon.prefilter import LONGEST_HEAD, Heads, heads, needed, parsed

# Bullets, arrows and emoji before the wording; never a quotation mark, for what is quoted is somebody's speech.
_LEAD = re.compile(r"""[^\w"'(\[©@#]*""")
_TAIL_CHARS, _TAIL_WORDS = 240, 30
# Stands before every block of a page; no folded text holds it.
_BEFORE = "\n"
_DIGIT = re.compile("[1-9]")
# What is seen of a wording: its head and two characters more; and that with the mark before it.
_SEEN = LONGEST_HEAD + 2
_WIDTH = _SEEN + 1
_WHOLE_END = r"[^\w\"')]*$"

Hits = tuple[tuple[Entry, int, int], ...]


# For each text of a page, by its number, the entries that need a word it has.
Needing = Mapping[int, Collection[int]]


class Phrases:
    """Many entries matched at once.

    Two questions of a text tell which entries could fit: how it begins (most entries begin with one of a few words), and, for
    entries that may begin with anything, whether it holds a word that they cannot do without. Both are asked of all texts of a page
    in one go (Aho and Corasick, "Efficient String Matching", 1975), so that a text that no entry could fit costs next to nothing. An
    entry's own pattern then says where. RE2's sets, which know whole patterns, are no faster, for they build their automaton as they
    go: 9 microseconds a block for the first thousand pages, and 100 MB.
    """

    def __init__(self, entries: Iterable[Entry], spoken: Mapping[str, frozenset[str]] | None = None) -> None:
        """Take entries in order of precedence, their patterns without capturing groups, and the words that tell who speaks."""
        self._mentions = MentionDetector(spoken or {})
        self._entries = tuple(sorted(entries, key=lambda entry: entry.match == "anywhere"))
        self._tails = frozenset(n for n, entry in enumerate(self._entries) if entry.tail and entry.match != "anywhere")
        # The entries that begin so; inverted (~) where that is all of their wording, so that no word may go on or follow behind it.
        openings: dict[str, tuple[int, ...]] = {}
        needs: dict[str, list[int]] = defaultdict(list)
        for number, entry in enumerate(self._entries):
            begun = _heads(entry.pattern)
            if entry.match == "anywhere" or "" in begun.all:
                for text in _needed(entry.pattern) or {_BEFORE}:
                    needs[text].append(number)
                continue
            words = begun.wholes if entry.match == "whole" else frozenset()
            for text in begun.all:
                openings[text] = (*openings.get(text, ()), ~number if text in words else number)
        self._rows = [(entry, entry.max_words) for entry in self._entries]
        # Compiled on first use: most never are.
        self._finders: dict[int, Callable[[str, int], re.Match[str] | None]] = {}
        rows = {row: (tuple([n for n in row if n >= 0]), tuple([~n for n in row if n < 0])) for row in set(openings.values())}
        self._openings = _automaton({_BEFORE + text: rows[row] for text, row in openings.items()})
        self._needs = _automaton(needs)

    def find(self, folded: str, words: int, start: int = 0) -> Hits:
        """The entries that fit the folded text from `start` on, at most one a category, each with the place of its wording.

        A certain entry comes as a hint where its words are told of (see `telling`).
        """
        first = _wording(folded, start)
        likely = self._likely([_head(folded, start)], self.needing([folded[first:]]))
        return self._confirmed(likely[0], folded, (words, first)) if likely else ()

    def find_all(self, texts: Sequence[str], words: Sequence[int], needing: Needing) -> tuple[Hits, ...]:
        """The same for every text of a page."""
        heads = [_head(text, 0) for text in texts]
        hits: list[Hits] = [()] * len(texts)
        known: dict[tuple[str, int], Hits] = {}  # many a short line stands on a page more than once
        for index, likely in self._likely(heads, needing).items():
            block = texts[index], words[index]
            if block not in known:
                known[block] = self._confirmed(likely, texts[index], (words[index], _wording(texts[index], 0)))
            hits[index] = known[block]
        return tuple(hits)

    def find_tails(self, texts: Sequence[str], among: Iterable[int], needing: Needing) -> Iterator[tuple[int, Entry, int]]:
        """Of the paragraphs with these numbers: the first of the last sentences that an entry with `tail` fits, and where it starts.

        >>> from boilerstrip.lexicon import load
        >>> phrases, texts = load().boilerplate, ["he said. sign up for our newsletter here."]
        >>> [(index, entry.id, start) for index, entry, start in phrases.find_tails(texts, [0], phrases.needing(texts))]
        [(0, 'sign-up-for', 9)]
        """
        starts = [
            (index, match.end())
            for index in among
            for match in SENTENCE_START.finditer(texts[index], max(0, len(texts[index]) - _TAIL_CHARS))
        ]
        heads = [_head(texts[index], start) for index, start in starts]
        needed = {n: needing[index] for n, (index, _) in enumerate(starts) if index in needing}
        done = -1
        for n, likely in sorted(self._likely(heads, needed).items()):
            index, start = starts[n]
            tails = [number for number in likely if number in self._tails]
            if index == done or not tails:
                continue
            words = texts[index].count(" ", start) + 1
            if words > _TAIL_WORDS:
                continue
            hits = self._confirmed(tails, texts[index], (words, _wording(texts[index], start)))
            if entry := next((entry for entry, _, _ in hits if entry.tail), None):
                yield index, entry, start
                done = index

    def needing(self, texts: Sequence[str]) -> Needing:
        """The entries that each text of a page could fit by a word that they need; texts without such a word are left out."""
        found: dict[int, set[int]] = defaultdict(set)  # a text may hold a word a million times
        if not texts or not len(self._needs):
            return found
        ends = list(accumulate([len(text) + 1 for text in texts]))
        for place, numbers in self._needs.iter(_BEFORE + _BEFORE.join(texts)):
            found[bisect_right(ends, place)].update(numbers)
        return found

    def _likely(self, heads: Sequence[str], needing: Needing) -> dict[int, list[int]]:
        """The entries that each text could fit, by its head."""
        found: dict[int, list[int]] = defaultdict(list)
        for index, known in needing.items():
            found[index] += known
        if not len(self._openings):
            return found
        page = "".join([f"{_BEFORE}{head}".ljust(_WIDTH, _BEFORE) for head in heads])
        page = _DIGIT.sub("0", page)
        for place, (any_way, as_word) in self._openings.iter(page):
            if any_way:
                found[place // _WIDTH] += any_way
            if as_word and not (page[place + 1].isalnum() or page[place + 2].isalnum()):
                found[place // _WIDTH] += as_word
        return found

    def _finder(self, number: int) -> Callable[[str, int], re.Match[str] | None]:
        entry = self._entries[number]
        pattern = _compiled(f"(?:{entry.pattern}){_WHOLE_END if entry.match == 'whole' else ''}")
        found = self._finders[number] = pattern.search if entry.match == "anywhere" else pattern.match
        return found

    def _confirmed(self, likely: Sequence[int], folded: str, where: tuple[int, int]) -> Hits:
        """Those of the entries that do fit a text of so many words, from a place on; a certain one before a hint."""
        words, place = where
        hits: dict[str, tuple[Entry, int, int]] = {}
        for number in sorted(set(likely)) if len(likely) > 1 else likely:
            entry, most_words = self._rows[number]
            if words > most_words:
                continue
            if hits and (known := hits.get(entry.category)) and known[0].certain >= entry.certain:
                continue
            find = self._finders.get(number) or self._finder(number)
            if hit := find(folded, place):
                told = entry.certain and self._is_mentioned(entry, folded, hit.start())
                if not (told and entry.category in hits):
                    hits[entry.category] = (_hint(entry) if told else entry, hit.start(), hit.end())
        return tuple(hits.values())

    def _is_mentioned(self, entry: Entry, folded: str, start: int) -> bool:
        """Whether a certain entry's words are told of."""
        if self._mentions.is_label_sentence(entry, folded) or self._mentions.is_reported(entry, folded, start):
            return True
        return any(not self.find(folded, 1, place) for place in self._mentions.find_statements_after(entry, folded, start))


@cache
def _hint(entry: Entry) -> Entry:
    return replace(entry, certain=False, tail=False)


# Kept, for the English entries count in every language.
@cache
def _heads(pattern: str) -> Heads:
    return heads(parsed(pattern))


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


@cache
def _needed(pattern: str) -> frozenset[str]:
    return needed(parsed(pattern))


def _automaton(values: Mapping[str, Any]) -> ahocorasick.Automaton:
    found = ahocorasick.Automaton()
    for text, value in values.items():
        found.add_word(text, value)
    if values:
        found.make_automaton()
    return found


def _head(folded: str, start: int) -> str:
    """What is seen of the wording."""
    head = folded[start : start + _SEEN]
    if head[:1].isalnum():
        return head
    first = _wording(folded, start)
    return folded[first : first + _SEEN]


def _wording(folded: str, start: int) -> int:
    """Where the wording begins behind leading symbols."""
    if folded[start : start + 1].isalnum():
        return start
    lead = _LEAD.match(folded, start)
    return lead.end() if lead else start
