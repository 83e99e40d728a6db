"""Every lexicon entry is checked with its own examples, with what other entries keep, and with the clean fixtures."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from boilerstrip.lexicon import WALL_CATEGORIES, list_languages, load, load_stopwords
from boilerstrip.lexicon.entries import Entry, LexiconError, check_pattern, parse_lexicon
from boilerstrip.lexicon.matcher import PhraseMatcher
from boilerstrip.readers import read
from boilerstrip.text.normalise import fold, tidy
from boilerstrip.text.sentences import count_words
from cases import REMOVED, clean_texts

ENTRIES = tuple(entry for code in list_languages() for entry in load(code).entries if entry.language == code)
PHRASES = [entry for entry in ENTRIES if entry.category not in ("author_note", *WALL_CATEGORIES)]
NOTES = [entry for entry in ENTRIES if entry.category == "author_note"]


def named(entry: Entry) -> str:
    return f"{entry.language}: {entry.category}/{entry.id}"


def fits(entry: Entry, example: str) -> bool:
    """Whether an entry fits an example as it should. A label with a full stop is only a hint."""
    text = tidy(example)
    matcher = PhraseMatcher([entry], load(entry.language).word_lists)
    if entry.match == "inside":
        return any(matcher.find_inside([fold(text)], matcher.find_word_candidates([fold(text)])))
    return any(hit.certain == entry.certain for hit, _, _ in matcher.find(fold(text), count_words(text)))


def fits_after_name(entry: Entry, example: str) -> bool:
    """A note's wording stands after the name, whose length the entry does not know."""
    folded = fold(tidy(example))
    places = [match.end() for match in re.finditer(r"\w+(?= |,)", folded)][:8]
    return any(PhraseMatcher([entry]).find(folded, folded.count(" ") + 1, place) for place in places)


@pytest.mark.parametrize("entry", [pytest.param(e, id=named(e)) for e in ENTRIES if e not in NOTES])
def test_entry_cuts_and_keeps_its_examples(entry: Entry) -> None:
    check_pattern(entry)
    assert len(entry.cuts) >= 2
    assert len(entry.keeps) >= 1
    assert [example for example in entry.cuts if not fits(entry, example)] == []
    assert [example for example in entry.keeps if fits(entry, example)] == []


@pytest.mark.parametrize("entry", [pytest.param(e, id=named(e)) for e in NOTES])
def test_note_cuts_and_keeps_its_examples(entry: Entry) -> None:
    check_pattern(entry)
    assert entry.cuts
    assert entry.keeps
    assert [example for example in entry.cuts if not fits_after_name(entry, example)] == []
    assert [example for example in entry.keeps if fits_after_name(entry, example)] == []


@pytest.mark.parametrize("code", [None, *list_languages()])
def test_no_certain_entry_cuts_what_another_keeps(code: str | None) -> None:
    lexicon = load(code)
    phrases = [entry for entry in lexicon.entries if entry.category not in ("author_note", *WALL_CATEGORIES)]
    certain = PhraseMatcher([entry for entry in phrases if entry.certain], lexicon.word_lists)
    wrong = []
    for entry in phrases:
        for example in entry.keeps:
            text = tidy(example)
            wrong += [
                (named(hit), example)
                for hit, _, _ in certain.find(fold(text), count_words(text))
                if hit.certain and hit.category == entry.category
            ]
    assert wrong == []


def test_no_certain_entry_fits_a_clean_text() -> None:
    wrong = []
    for name, text in clean_texts():
        document = read(text)
        for block, hits in zip(document.blocks, document.block_phrases, strict=True):
            wrong += [(name, named(entry), block.text) for entry, _, _ in hits if entry.certain]
    assert wrong == []


@pytest.mark.parametrize("code", [None, *list_languages()])
def test_ids_are_unique_within_a_category(code: str | None) -> None:
    counts = Counter((entry.category, entry.id) for entry in load(code).entries)
    assert [key for key, count in counts.items() if count > 1] == []


def test_categories_are_those_of_removals() -> None:
    assert {entry.category for entry in PHRASES} <= set(REMOVED)


def test_languages_have_a_lexicon_with_stopwords() -> None:
    assert set(list_languages()) >= {"de", "en", "es", "fr"}
    for code in list_languages():
        assert len(load_stopwords()[code]) >= 20 or code in ("ja", "zh"), code
        assert load_stopwords()[code] <= load(code).list("stopwords")


def test_unknown_language_gets_the_entries_of_four_languages() -> None:
    assert {entry.language for entry in load().entries} == {"de", "en", "es", "fr"}
    assert load("tlh") is load()


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("[[sharing]", "de.toml is no TOML"),
        ('[[sharing]]\nid = "x"\npattern = "x"\ncuts = []\nkeeps = []\nsure = true', "sharing/x: unknown field sure"),
        ('[[sharing]]\nid = "x"', "sharing/x: needs cuts, keeps, pattern"),
    ],
)
def test_broken_lexicon_names_file_entry_and_fault(text: str, problem: str) -> None:
    with pytest.raises(LexiconError, match=re.escape(problem)):
        parse_lexicon(text.encode(), "de.toml")


@pytest.mark.parametrize("file", ["de.toml", "walls/de.toml", "names/de.toml"])
def test_a_damaged_lexicon_is_named_by_its_parser(file: str) -> None:
    with pytest.raises(LexiconError, match=re.escape(f"{file} is no UTF-8")):
        parse_lexicon("[words]\nmonths = ['März']\n".encode("cp1252"), file)
    with pytest.raises(LexiconError, match=re.escape(f"{file} is no TOML")):
        parse_lexicon(b"[words]\nmonths = [", file)


def test_broken_pattern_names_the_entry() -> None:
    with pytest.raises(LexiconError, match=r"de\.toml: sharing/x: the pattern does not compile"):
        check_pattern(Entry("sharing", "x", "de", "("))


def test_wording_with_a_lone_surrogate_is_still_found() -> None:
    hits = load().boilerplate.find("share on facebook \ud800", 4)
    assert [entry.category for entry, _, _ in hits] == ["sharing"]
