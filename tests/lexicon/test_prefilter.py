"""The prefilter never excludes a pattern that fits: checked on the lexicon's patterns and on others."""

from __future__ import annotations

import re

import pytest

from boilerstrip.lexicon import load
from boilerstrip.lexicon.prefilter import find_prefixes, find_required_texts, parse_pattern
from boilerstrip.text.normalise import fold, tidy

ENTRIES = load().entries
MATCHED = "aab aaab 12nd of 3st of acc -c xz yz z $99 a month a qqqqqr qqqqqqr qqr qqqqqqqqr 1.5k 123456.7k xyxyz"
EXAMPLES = [fold(tidy(example)) for entry in ENTRIES for example in (*entry.cuts, *entry.keeps)]


def test_passes_whatever_a_pattern_of_the_lexicons_fits() -> None:
    missed = []
    for entry in ENTRIES:
        node, pattern = parse_pattern(entry.pattern), re.compile(entry.pattern)
        prefixes, words = tuple(find_prefixes(node).all), find_required_texts(node)
        for match in (match for example in EXAMPLES for match in pattern.finditer(example)):
            rest = re.sub("[0-9]", "0", match.string[match.start() :])
            if not rest.startswith(prefixes) or (words and not any(word in match[0] for word in words)):
                missed.append((entry.language, entry.category, entry.id, match[0]))
    assert missed == []


def test_few_entries_must_be_tried_on_every_block() -> None:
    untested = []
    for entry in ENTRIES:
        node = parse_pattern(entry.pattern)
        if not (find_prefixes(node).all - {""} or find_required_texts(node)):
            untested.append(entry.id)
    assert len(untested) <= len(ENTRIES) / 50


@pytest.mark.parametrize(
    "pattern",
    [
        "a{2,3}b?",
        r"\d{1,2}(?:st|nd) of",
        "[ab-]c*",
        "(?:x|y?)z",
        r"\$\d+ a (?=month)",
        "(?i:a)",
        "q{5}r",
        "q{5,7}r",
        "q{2,}r",
        r"[\d.]{1,9}k",
        "(?:xy){2,3}z",
    ],
)
def test_beginnings_of_patterns_are_never_too_few(pattern: str) -> None:
    prefixes = find_prefixes(parse_pattern(pattern)).all
    for match in re.finditer(pattern, MATCHED):
        assert re.sub("[0-9]", "0", match.string[match.start() :]).startswith(tuple(prefixes)), match
