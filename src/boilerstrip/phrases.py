"""Many wordings matched at once."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from functools import cache

import re2
import regex

from boilerstrip.entries import Entry, Match

# Bullets, arrows and emoji before the wording; never a quotation mark, for what is quoted is somebody's speech.
_LEAD = re.compile(r"""[^\w"'(\[©@#]*""")
_SENTENCE_START = re.compile(r"[.!?…][\"')\]]* (?=\S)")
_TAIL_CHARS, _TAIL_WORDS = 240, 30
# An escape, a character class, a counted repeat, or any other character of a pattern.
_TOKEN = re.compile(r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|\{\d*,?\d*\}|.", re.S)
_LOOKAROUND = regex.compile(r"\(\?<?[!=](?:\\.|[^()\\]|(?<group>\((?:\\.|[^()\\]|(?&group))*\)))*\)")
_BEYOND_ASCII = r"\x80-\x{10ffff}"
_WIDER = {"\\w": rf"[0-9A-Za-z_{_BEYOND_ASCII}]", "\\W": "[^0-9A-Za-z_]", "\\d": f"[0-9{_BEYOND_ASCII}]", "\\b": "", "$": ""}
_WIDE_END = r"[^0-9A-Za-z_\"')]*\z"
_MOST_MEMORY = 64 << 20
_WHOLE_END = r"[^\w\"')]*$"

Hits = tuple[tuple[Entry, int, int], ...]


class Phrases:
    """Many entries matched at once.

    RE2 tells in one linear pass over the text which entries could fit (Cox, "Regular Expression Matching in the Wild", 2010);
    the entry's own pattern then says where. RE2 knows no Unicode word boundaries, so what it is given is a little wider.
    """

    def __init__(self, entries: Iterable[Entry]) -> None:
        """Take entries in order of precedence; their patterns hold no capturing groups of their own."""
        known = tuple(entries)
        self._anchored = tuple(e for e in known if e.match != "anywhere")
        self._loose = tuple(e for e in known if e.match == "anywhere")
        self._at_start = _gate(self._anchored, re2.Set.MatchSet(_options()))
        self._inside = _gate(self._loose, re2.Set.SearchSet(_options()))
        self._most_words = max((e.max_words for e in self._anchored), default=0)
        self._most_loose_words = max((e.max_words for e in self._loose), default=0)

    def find(self, folded: str, words: int, start: int = 0) -> Hits:
        """The entries that fit the folded text from `start` on, at most one a category, each with the place of its wording."""
        first = start if folded[start : start + 1].isalnum() else _lead(folded, start)
        rest = folded[first:] if first else folded
        loose = [self._loose[number] for number in _passing(self._inside, rest)]
        passing = _passing(self._at_start, rest) if words <= self._most_words else ()
        return self._confirmed(passing, loose, folded, (words, first)) if passing or loose else ()

    def find_all(self, texts: Sequence[str], words: Sequence[int]) -> tuple[Hits, ...]:
        """The same for every block of a page; whether entries that may stand anywhere do is asked of the whole page first."""
        loose = [self._loose[number] for number in _passing(self._inside, "\n".join(texts))]
        most, most_loose = self._most_words, max((entry.max_words for entry in loose), default=0)
        hits: list[Hits] = []
        for text, size in zip(texts, words, strict=True):
            first = 0 if text[:1].isalnum() else _lead(text, 0)
            passing = _passing(self._at_start, text[first:] if first else text) if size <= most else ()
            if passing or size <= most_loose:
                hits.append(self._confirmed(passing, loose, text, (size, first)))
            else:
                hits.append(())
        return tuple(hits)

    def _confirmed(self, passing: Iterable[int], loose: Iterable[Entry], folded: str, where: tuple[int, int]) -> Hits:
        """Those of the entries that do fit a block of so many words, from a place on; a certain one before a hint."""
        words, place = where
        hits: dict[str, tuple[Entry, int, int]] = {}
        for entry in (*(self._anchored[number] for number in passing), *loose):
            known = hits.get(entry.category)
            if words > entry.max_words or (known and known[0].certain >= entry.certain):
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


def _options() -> re2.Options:
    options = re2.Options()
    options.max_mem = _MOST_MEMORY
    options.log_errors = False
    return options


def _gate(entries: tuple[Entry, ...], gate: re2.Set) -> re2.Set | None:
    """The entries as one RE2 set; `None` for no entries."""
    for entry in entries:
        gate.Add(_TOKEN.sub(_widened, _LOOKAROUND.sub("", entry.pattern)) + (_WIDE_END if entry.match == "whole" else ""))
    if not entries:
        return None
    gate.Compile()
    return gate


def _widened(token: re.Match[str]) -> str:
    """A piece of a pattern as RE2 takes it, wider where the two differ: on letters beyond ASCII, word boundaries and counts."""
    text = token[0]
    if text[0] == "[" and "\\W" in text:
        return r"[\s\S]"
    if text[0] == "[":
        beyond = "" if text[1] == "^" else _BEYOND_ASCII
        return text.replace("\\w", f"0-9A-Za-z_{beyond}").replace("\\d", f"0-9{beyond}")
    # A count would cost RE2 a copy of what it counts for every time.
    if text[0] == "{" and len(text) > 1:
        return "*" if text[1] in "0,}" else "+"
    return _WIDER.get(text, text)


def _lead(folded: str, start: int) -> int:
    """Where the wording begins behind leading symbols."""
    lead = _LEAD.match(folded, start)
    return lead.end() if lead else start


def _passing(gate: re2.Set | None, text: str) -> Iterable[int]:
    """The numbers of the entries that could fit, in order."""
    numbers = gate.Match(text.encode("utf-8", "replace")) if gate else None  # "replace" is for lone surrogates
    return sorted(numbers) if numbers else ()


@cache
def _pattern(pattern: str, match: Match) -> re.Pattern[str]:
    return re.compile(f"(?:{pattern}){_WHOLE_END if match == 'whole' else ''}")
