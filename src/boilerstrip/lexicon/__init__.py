r"""The lexicon: reads `data/*.toml`, checks every entry, and compiles the entries for matching.

A lexicon file has an array of entries for each category, and a `[words]` table with word lists for fields and readers:

    [[newsletter]]
    id = "sign-up-to"
    match = "start"
    pattern = '(?:sign up|subscribe) (?:to|for) (?:our|the) [\w ]{0,30}newsletter'
    cuts = ["Sign up for our daily newsletter"]
    keeps = ["The bank urged savers to sign up for the newsletter it scrapped in May."]

Patterns are matched against folded text (`normalise.fold`: lower case, straight quotes, plain hyphens), after any leading symbols.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, cached_property
from importlib.resources import files

from boilerstrip.lexicon.entries import Entry, parse_lexicon
from boilerstrip.lexicon.matcher import PhraseMatcher

_NOTE_CATEGORY = "author_note"
# Wordings of pages that are no article.
# Codes that pages use for a language that has a lexicon under another one.
_SAME_LANGUAGE = {"nb": "no", "nn": "no", "iw": "he", "in": "id"}
# Used together where the language of a text is unknown.
_COMMON_LANGUAGES = ("de", "en", "es", "fr")
WALL_CATEGORIES = ("error_page", "login_wall", "robot_check")


class Lexicon:
    """The entries and word lists of one or several languages. Entries stand in order of precedence. Nothing changes after loading."""

    def __init__(self, entries: tuple[Entry, ...], word_lists: Mapping[str, frozenset[str]]) -> None:
        self.entries = entries
        self.word_lists = word_lists

    @cached_property
    def boilerplate(self) -> PhraseMatcher:
        """The entries for boilerplate.

        >>> [entry.id for entry, _, _ in load().boilerplate.find("share on facebook", 3)]
        ['share-on']
        """
        entries = (entry for entry in self.entries if entry.category not in (_NOTE_CATEGORY, *WALL_CATEGORIES))
        return PhraseMatcher(entries, self.word_lists)

    @cached_property
    def walls(self) -> PhraseMatcher:
        """The entries for pages that are no article, such as "Page not found". They are no boilerplate by themselves.

        >>> [entry.category for entry, _, _ in load().walls.find("page not found", 3)]
        ['error_page']
        """
        return PhraseMatcher(entry for entry in self.entries if entry.category in WALL_CATEGORIES)

    @cached_property
    def notes(self) -> PhraseMatcher:
        """The entries for notes about an author, without the name that stands before. They are no boilerplate by themselves."""
        return PhraseMatcher(entry for entry in self.entries if entry.category == _NOTE_CATEGORY)

    @cached_property
    def credit_openers(self) -> frozenset[str]:
        """The first words of the phrases that open a credit: "by", "written", "von"."""
        return frozenset(prefix.split(" ")[0] for prefix in self.word_lists.get("byline_prefixes", ()))

    @cached_property
    def credit_words(self) -> frozenset[str]:
        """Words that open a credit alone and are part of no name: "by", "par". "von" is left out, as it can be part of a name."""
        return frozenset(word for word in self.list("byline_prefixes") - self.list("name_particles") if word.isalpha())

    @cached_property
    def name_links(self) -> frozenset[str]:
        """Words that stand between names and inside them: "and", "van"."""
        return self.list("name_joiners") | self.list("name_particles")

    def list(self, name: str) -> frozenset[str]:
        """A word list by name; empty where no language has that list."""
        return self.word_lists.get(name, frozenset())


@cache
def list_languages() -> tuple[str, ...]:
    """The languages that have a lexicon, as ISO 639-1 codes in alphabetical order.

    >>> "de" in list_languages()
    True
    """
    folder = files("boilerstrip.lexicon").joinpath("data")
    return tuple(sorted(f.name.removesuffix(".toml") for f in folder.iterdir() if f.name.endswith(".toml")))


@cache
def load(language: str | None = None) -> Lexicon:
    """The lexicon for a language: its own entries and the English ones, because pages of all languages have English labels.

    For `None`, and for a language without a lexicon, it is that of English, German, French and Spanish together: one word means different
    things in different languages (Turkish "ada" is an island, English "Ada" a name), so the more languages, the more mistakes. A new
    language is its files in `data/` and nothing else.

    >>> {entry.language for entry in load("pl").entries} == {"pl", "en"}
    True
    >>> load("is") is load(), load("nb") == load("no")
    (True, True)
    """
    language = _SAME_LANGUAGE.get(language or "", language)
    if language is not None and language not in list_languages():
        return load()
    return _load_together(_COMMON_LANGUAGES if language is None else tuple(sorted({language, "en"})))


@cache
def _load_together(codes: tuple[str, ...]) -> Lexicon:
    entries: list[Entry] = []
    word_lists: dict[str, frozenset[str]] = {}
    for code in codes:
        own_entries, own_lists = _load_language(code)
        entries += own_entries
        for name, values in own_lists.items():
            word_lists[name] = word_lists.get(name, frozenset()) | values
    return Lexicon(tuple(entries), word_lists)


@cache
def load_stopwords() -> Mapping[str, frozenset[str]]:
    """The most frequent words of each language, by its code; no entry is read for them.

    >>> "the" in load_stopwords()["en"]
    True
    """
    folder = files("boilerstrip.lexicon").joinpath("data")
    stopwords = {}
    for code in list_languages():
        name = f"{code}.toml"
        words, _, _ = folder.joinpath(name).read_bytes().partition(b"\n[[")
        stopwords[code] = parse_lexicon(words, name)[1].get("stopwords", frozenset())
    return stopwords


@cache
def _load_language(code: str) -> tuple[tuple[Entry, ...], dict[str, frozenset[str]]]:
    """The entries and word lists of one language, from its up to three files."""
    folder = files("boilerstrip.lexicon").joinpath("data")
    entries: tuple[Entry, ...] = ()
    word_lists: dict[str, frozenset[str]] = {}
    for name in (f"{code}.toml", f"walls/{code}.toml", f"names/{code}.toml"):
        file = folder.joinpath(name)
        if file.is_file():
            own_entries, own_lists = parse_lexicon(file.read_bytes(), name)
            entries += own_entries
            word_lists |= own_lists
    return entries, word_lists
