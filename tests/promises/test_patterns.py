"""Promise 3: no pattern can be made to try without end."""

from __future__ import annotations

import importlib
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import boilerstrip
from boilerstrip.lexicon import list_languages, load
from patterns import Matcher, TooMuchError, compiled_in, pumped

# Steps of the matcher for a text of some 200 characters, from one place on.
MOST = 60_000
# Those for training, and the one that reads the lexicons' own patterns, see no source.
UNASKED = (".train", ".net", ".batches", ".prefilter")
SHORT, LONG = 100, 200


def lexicon_patterns(code: str) -> Iterator[tuple[str, str, int]]:
    for entry in load(code).entries:
        if entry.language == code:
            end = r"[^\w\"')]*$" if entry.match == "whole" else ""
            yield f"{code}.toml:{entry.category}/{entry.id}", f"(?:{entry.pattern}){end}", 0


def code_patterns() -> Iterator[tuple[str, str, int]]:
    for module, name, _ in compiled_in(Path(boilerstrip.__file__).parent):
        if not module.endswith(UNASKED):
            found = getattr(importlib.import_module(module), name)
            if isinstance(found, re.Pattern) and isinstance(found.pattern, str):
                yield f"{module}.{name}", found.pattern, found.flags & ~re.UNICODE


def steps(pattern: str, flags: int, rounds: int) -> int:
    matcher = Matcher(pattern, flags, MOST)
    most = 0
    for text in pumped(pattern, flags, rounds):
        matcher.match(text)
        most = max(most, matcher.steps)
    return most


@pytest.mark.parametrize("code", [None, *list_languages()])
def test_no_shipped_pattern_tries_more_than_a_bounded_number_of_ways(code: str | None) -> None:
    before = sys.getrecursionlimit()
    sys.setrecursionlimit(20_000)
    found = list(code_patterns() if code is None else lexicon_patterns(code))
    assert len(found) > 40
    wild = []
    try:
        for name, pattern, flags in found:
            try:
                few, many = steps(pattern, flags, SHORT), steps(pattern, flags, LONG)
                if many > 2.3 * few + 2000:
                    wild.append(f"{name}: {few} steps for {SHORT} rounds, {many} for {LONG}")
            except TooMuchError:
                wild.append(f"{name}: more than {MOST} steps")
    finally:
        sys.setrecursionlimit(before)
    assert wild == []


@pytest.mark.parametrize("pattern", [r"(?:a+)+b", r"(?:a|a)*b", r"(?:\w+ ?)*!", r"a*a*a*a*b", r"(?:[a-z]+-?)+$"])
def test_a_catastrophic_pattern_is_told(pattern: str) -> None:
    before = sys.getrecursionlimit()
    sys.setrecursionlimit(20_000)
    try:
        with pytest.raises(TooMuchError):
            steps(pattern, 0, LONG)
    finally:
        sys.setrecursionlimit(before)
