r"""The words of all languages: loads `lexicons/*.toml`, checks every entry, and compiles them for matching.

A lexicon file holds, for each category, an array of entries, and a `[words]` table of word lists that roles and readers use:

    [[newsletter]]
    id = "sign-up-to"
    match = "start"
    pattern = '(?:sign up|subscribe) (?:to|for) (?:our|the) [\w ]{0,30}newsletter'
    cuts = ["Sign up for our daily newsletter"]
    keeps = ["The bank urged savers to sign up for the newsletter it scrapped in May."]

Patterns see folded text (`folding.fold`: lower case, straight quotes, plain hyphens), behind any leading symbols.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from functools import cache, cached_property
from importlib.resources import files
from typing import Any, Literal

import re2
import regex

Match = Literal["whole", "start", "anywhere"]

# Bullets, arrows and emoji before the wording; never a quotation mark, for what is quoted is somebody's speech.
_LEAD = re.compile(r"""[^\w"'(\[©@#]*""")
_SENTENCE_START = re.compile(r"[.!?…][\"')\]]* (?=\S)")
_TAIL_CHARS, _TAIL_WORDS = 240, 30
_NOTES = "author_note"
# An escape, a character class, a counted repeat, or any other character of a pattern.
_TOKEN = re.compile(r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|\{\d*,?\d*\}|.", re.S)
_LOOKAROUND = regex.compile(r"\(\?<?[!=](?:\\.|[^()\\]|(?<group>\((?:\\.|[^()\\]|(?&group))*\)))*\)")
_BEYOND_ASCII = r"\x80-\x{10ffff}"
_WIDER = {"\\w": rf"[0-9A-Za-z_{_BEYOND_ASCII}]", "\\W": "[^0-9A-Za-z_]", "\\d": f"[0-9{_BEYOND_ASCII}]", "\\b": "", "$": ""}
_WIDE_END = r"[^0-9A-Za-z_\"')]*\z"
_MOST_MEMORY = 64 << 20
_WHOLE_END = r"[^\w\"')]*$"


class LexiconError(ValueError):
    """A lexicon file does not say what it must; the message names the file, the entry and what to do."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One wording of boilerplate: what it looks like, and examples of what it cuts and keeps.

    `match` tells where the pattern must stand: `whole` (the block is nothing else), `start` (the block begins so) or `anywhere`.
    A `certain` entry is enough to cut a block of up to `max_words` words; otherwise it is a hint. One that `opens` is the
    heading of a section: what follows it belongs to it. One with `tail` also cuts the last sentences of a longer paragraph.

    >>> Entry("sharing", "share", "en", "share", cuts=("Share",)).rule
    'share'
    """

    category: str
    id: str
    language: str
    pattern: str
    match: Match = "whole"
    certain: bool = True
    opens: bool = False
    tail: bool = False
    max_words: int = 40
    cuts: tuple[str, ...] = ()
    keeps: tuple[str, ...] = ()

    @property
    def rule(self) -> str:
        """The rule's name in removals."""
        return self.id


Hits = tuple[tuple["Entry", int, int], ...]


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
        place = _lead(folded, start)
        loose = [self._loose[number] for number in _passing(self._inside, folded[place:])]
        return self._confirmed(_passing(self._at_start, folded[place:]), loose, folded, (words, place))

    def find_all(self, texts: Sequence[str], words: Sequence[int]) -> tuple[Hits, ...]:
        """The same for every block of a page; whether entries that may stand anywhere do is asked of the whole page first."""
        most_loose = self._most_loose_words if _passing(self._inside, "\n".join(texts)) else 0
        return tuple([self._hits(text, size, most_loose) for text, size in zip(texts, words, strict=True)])

    def _hits(self, folded: str, words: int, most_loose: int) -> Hits:
        first = 0 if folded[:1].isalnum() else _lead(folded, 0)
        rest = folded[first:] if first else folded
        passing = _passing(self._at_start, rest) if words <= self._most_words else ()
        loose = [self._loose[number] for number in _passing(self._inside, rest)] if words <= most_loose else ()
        return self._confirmed(passing, loose, folded, (words, first)) if passing or loose else ()

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

    >>> tail = find_tail("he said. sign up for our newsletter here.", load().tails.find)
    >>> tail[1] if tail else None
    9
    """
    for match in _SENTENCE_START.finditer(folded, max(0, len(folded) - _TAIL_CHARS)):
        words = folded.count(" ", match.end()) + 1
        if words <= _TAIL_WORDS and (hits := find(folded, words, match.end())):
            return hits[0][0], match.end()
    return None


class Lexicon:
    """The entries and word lists of one or several languages; frozen once loaded."""

    def __init__(self, entries: tuple[Entry, ...], words: Mapping[str, frozenset[str]]) -> None:
        """Take entries in order of precedence and word lists by name."""
        self.entries = entries
        self.words = words

    @cached_property
    def boilerplate(self) -> Phrases:
        """The wordings of boilerplate.

        >>> [entry.id for entry, _, _ in load().boilerplate.find("share on facebook", 3)]
        ['share-on']
        """
        return Phrases(e for e in self.entries if e.category != _NOTES)

    @cached_property
    def tails(self) -> Phrases:
        """Those that also cut the end of a paragraph."""
        return Phrases(e for e in self.entries if e.tail and e.match != "anywhere")

    @cached_property
    def notes(self) -> Phrases:
        """How an author's note goes on behind the name; no boilerplate by itself."""
        return Phrases(e for e in self.entries if e.category == _NOTES)

    @cached_property
    def credit_heads(self) -> frozenset[str]:
        """The first words of the wordings that open a credit: "by", "written", "von"."""
        return frozenset(prefix.split(" ")[0] for prefix in self.words.get("byline_prefixes", ()))

    def list(self, name: str) -> frozenset[str]:
        """A word list by name; empty where no language has it."""
        return self.words.get(name, frozenset())


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
    if gate is None:
        return ()
    try:
        numbers = gate.Match(text)
    except UnicodeEncodeError:  # a lone surrogate
        numbers = gate.Match(text.encode("utf-8", "replace").decode())
    return sorted(numbers) if numbers else ()


@cache
def _pattern(pattern: str, match: Match) -> re.Pattern[str]:
    return re.compile(f"(?:{pattern}){_WHOLE_END if match == 'whole' else ''}")


@cache
def languages() -> tuple[str, ...]:
    """The languages that have a lexicon, as ISO 639-1 codes in alphabetical order.

    >>> "de" in languages()
    True
    """
    folder = files("boilerstrip").joinpath("lexicons")
    return tuple(sorted(f.name.removesuffix(".toml") for f in folder.iterdir() if f.name.endswith(".toml")))


@cache
def load(language: str | None = None) -> Lexicon:
    """The lexicon for a language: its own entries and the English ones, whose labels stand on pages of all languages.

    Where the language is unknown, or has no lexicon, all apply.

    >>> len(load("de").entries) < len(load().entries)
    True
    """
    known = languages()
    wanted = known if language not in known else tuple(x for x in known if x in (language, "en"))
    entries: list[Entry] = []
    words: dict[str, frozenset[str]] = {}
    for code in wanted:
        found, lists = _parsed(code)
        entries += found
        for name, values in lists.items():
            words[name] = words.get(name, frozenset()) | values
    return Lexicon(tuple(entries), words)


@cache
def stopwords() -> Mapping[str, frozenset[str]]:
    """Each language's most frequent words, by its code.

    >>> "the" in stopwords()["en"]
    True
    """
    return {code: _parsed(code)[1].get("stopwords", frozenset()) for code in languages()}


@cache
def _parsed(code: str) -> tuple[tuple[Entry, ...], dict[str, frozenset[str]]]:
    """A language's entries and word lists, those of its names among them."""
    folder = files("boilerstrip").joinpath("lexicons")
    entries: tuple[Entry, ...] = ()
    words: dict[str, frozenset[str]] = {}
    for file in (folder.joinpath(f"{code}.toml"), folder.joinpath("names", f"{code}.toml")):
        if file.is_file():
            found, lists = parse(file.read_text(encoding="utf-8"), code)
            entries += found
            words |= lists
    return entries, words


def parse(text: str, language: str) -> tuple[tuple[Entry, ...], dict[str, frozenset[str]]]:
    r"""The entries and word lists of one lexicon file.

    Raises `LexiconError` with the entry's name for an unknown field or a missing one. Patterns are not compiled yet (see
    `check_pattern`).

    >>> parse('[[sharing]]\nid = "x"\npattern = "share"', "en")
    Traceback (most recent call last):
    ...
    boilerstrip.lexicon.LexiconError: en.toml: sharing/x: needs cuts, keeps
    """
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise LexiconError(f"{language}.toml is no TOML: {error}") from error
    lists = {name: frozenset(values) for name, values in data.pop("words", {}).items()}
    return tuple(_entries(data, language)), lists


def _entries(data: Mapping[str, Any], language: str) -> Iterator[Entry]:
    allowed = {f.name for f in fields(Entry)} - {"category", "language"}
    for category, rows in data.items():
        for row in rows:
            name = f"{language}.toml: {category}/{row.get('id', '?')}"
            if missing := {"id", "pattern", "cuts", "keeps"} - row.keys():
                raise LexiconError(f"{name}: needs {', '.join(sorted(missing))}")
            if unknown := row.keys() - allowed:
                raise LexiconError(f"{name}: unknown field {', '.join(sorted(unknown))}; known: {', '.join(sorted(allowed))}")
            examples = {"cuts": tuple(row["cuts"]), "keeps": tuple(row["keeps"])}
            yield Entry(**{**row, **examples, "category": category, "language": language})


def check_pattern(entry: Entry) -> None:
    """Raise `LexiconError` where an entry's pattern does not compile, or captures groups.

    >>> check_pattern(Entry("sharing", "x", "en", "share (this|that)"))
    Traceback (most recent call last):
    ...
    boilerstrip.lexicon.LexiconError: en.toml: sharing/x: use (?:...) for groups; a capturing one would shift the entries' numbers
    """
    name = f"{entry.language}.toml: {entry.category}/{entry.id}"
    try:
        groups = re.compile(entry.pattern).groups
    except re.error as error:
        raise LexiconError(f"{name}: the pattern does not compile: {error}") from error
    if groups:
        raise LexiconError(f"{name}: use (?:...) for groups; a capturing one would shift the entries' numbers")
