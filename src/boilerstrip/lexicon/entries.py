"""One wording of boilerplate, and the files that hold them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from typing import Any, Literal

import tomli  # tomllib, compiled: the lexicons are most of what a first call waits for

Match = Literal["whole", "start", "anywhere"]


class LexiconError(ValueError):
    """A lexicon file does not say what it must; the message names the file, the entry and what to do."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One wording of boilerplate: what it looks like, and examples of what it cuts and keeps.

    `match` tells where the pattern must stand: `whole` (the block is nothing else), `start` (the block begins so) or `anywhere`.
    A `certain` entry is enough to cut a block of up to `max_words` words; otherwise it is a hint. One that `opens` is the
    heading of a section: what follows it belongs to it. One with `tail` also cuts the last sentences of a longer paragraph.
    A `label` is the wording of a button or a field: with a full stop behind it, it is a hint, for so are steps of a manual told.

    >>> Entry("sharing", "share", "en", "share", cuts=("Share",)).certain
    True
    """

    category: str
    id: str
    language: str
    pattern: str
    match: Match = "whole"
    certain: bool = True
    opens: bool = False
    tail: bool = False
    label: bool = False
    max_words: int = 40
    cuts: tuple[str, ...] = ()
    keeps: tuple[str, ...] = ()


def parse(text: str, language: str) -> tuple[tuple[Entry, ...], dict[str, frozenset[str]]]:
    r"""The entries and word lists of one lexicon file.

    Raises `LexiconError` with the entry's name for an unknown field or a missing one. Patterns are not compiled yet (see
    `check_pattern`).

    >>> parse('[[sharing]]\nid = "x"\npattern = "share"', "en")
    Traceback (most recent call last):
    ...
    boilerstrip.lexicon.entries.LexiconError: en.toml: sharing/x: needs cuts, keeps
    """
    try:
        data = tomli.loads(text)
    except tomli.TOMLDecodeError as error:
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
    boilerstrip.lexicon.entries.LexiconError: en.toml: sharing/x: use (?:...) for groups; a capturing one would shift the entries' numbers
    """
    name = f"{entry.language}.toml: {entry.category}/{entry.id}"
    try:
        groups = re.compile(entry.pattern).groups
    except re.error as error:
        raise LexiconError(f"{name}: the pattern does not compile: {error}") from error
    if groups:
        raise LexiconError(f"{name}: use (?:...) for groups; a capturing one would shift the entries' numbers")
