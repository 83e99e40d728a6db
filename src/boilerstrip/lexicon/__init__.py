r"""The words of all languages: loads `data/*.toml`, checks every entry, and compiles them for matching.

A lexicon file holds, for each category, an array of entries, and a `[words]` table of word lists that fields and readers use:

    [[newsletter]]
    id = "sign-up-to"
    match = "start"
    pattern = '(?:sign up|subscribe) (?:to|for) (?:our|the) [\w ]{0,30}newsletter'
    cuts = ["Sign up for our daily newsletter"]
    keeps = ["The bank urged savers to sign up for the newsletter it scrapped in May."]

Patterns see folded text (`folding.fold`: lower case, straight quotes, plain hyphens), behind any leading symbols.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, cached_property
from importlib.resources import files

from boilerstrip.lexicon.entries import Entry, parse
from boilerstrip.lexicon.matcher import Phrases

_NOTES = "author_note"
# What pages say that are no article.
WALLS = ("error_page", "login_wall", "robot_check")


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
        return Phrases((e for e in self.entries if e.category not in (_NOTES, *WALLS)), self.words)

    @cached_property
    def walls(self) -> Phrases:
        """What pages say that are no article, such as "Page not found"; no boilerplate by itself.

        >>> [entry.category for entry, _, _ in load().walls.find("page not found", 3)]
        ['error_page']
        """
        return Phrases(e for e in self.entries if e.category in WALLS)

    @cached_property
    def notes(self) -> Phrases:
        """How an author's note goes on behind the name; no boilerplate by itself."""
        return Phrases(e for e in self.entries if e.category == _NOTES)

    @cached_property
    def credit_heads(self) -> frozenset[str]:
        """The first words of the wordings that open a credit: "by", "written", "von"."""
        return frozenset(prefix.split(" ")[0] for prefix in self.words.get("byline_prefixes", ()))

    @cached_property
    def credit_words(self) -> frozenset[str]:
        """The words that open a credit alone, and are no part of a name: "by", "par"; "von" may be one."""
        return frozenset(word for word in self.list("byline_prefixes") - self.list("name_particles") if word.isalpha())

    @cached_property
    def name_links(self) -> frozenset[str]:
        """The words that stand between names and within them: "and", "van"."""
        return self.list("name_joiners") | self.list("name_particles")

    def list(self, name: str) -> frozenset[str]:
        """A word list by name; empty where no language has it."""
        return self.words.get(name, frozenset())


@cache
def languages() -> tuple[str, ...]:
    """The languages that have a lexicon, as ISO 639-1 codes in alphabetical order.

    >>> "de" in languages()
    True
    """
    folder = files("boilerstrip.lexicon").joinpath("data")
    return tuple(sorted(f.name.removesuffix(".toml") for f in folder.iterdir() if f.name.endswith(".toml")))


@cache
def load(language: str | None = None) -> Lexicon:
    """The lexicon for a language: its own entries and the English ones, whose labels stand on pages of all languages.

    Where the language is unknown, or has no lexicon, all apply.

    >>> len(load("de").entries) < len(load().entries)
    True
    """
    known = languages()
    if language is not None and language not in known:
        return load()
    wanted = known if language is None else tuple([x for x in known if x in (language, "en")])
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
    folder = files("boilerstrip.lexicon").joinpath("data")
    entries: tuple[Entry, ...] = ()
    words: dict[str, frozenset[str]] = {}
    for name in (f"{code}.toml", f"walls/{code}.toml", f"names/{code}.toml"):
        file = folder.joinpath(name)
        if file.is_file():
            data = file.read_bytes()
            found, lists = parse(data.decode("utf-8").replace("\r\n", "\n"), code)
            entries += found
            words |= lists
    return entries, words
