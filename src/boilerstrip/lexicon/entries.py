"""Entries of the lexicon, and the parser of the files that hold them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from pathlib import PurePosixPath
from typing import Any, Literal

import tomli  # like tomllib, but compiled: parsing the lexicons takes most of the time of a first call

Match = Literal["whole", "start", "anywhere", "inside"]


class LexiconError(ValueError):
    """A lexicon file has a mistake. The message names the file, the entry and what to do."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One wording of boilerplate: a pattern, and examples of what it cuts and keeps.

    `match` says where the pattern must stand: `whole` (the block has no other text), `start` (the block begins with it) or `anywhere`.
    A wording that is `inside` a block is cut out of it, and the rest of the block stays.
    A `certain` entry is enough to cut a block of up to `max_words` words; any other entry is a hint. An entry with `opens` is the
    heading of a section, and the blocks after it belong to that section. An entry with `tail` also cuts the last sentences of a longer
    paragraph. A `label` is the wording of a button or a field. A label with a full stop is only a hint, because steps of a manual read
    the same.

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


def parse_lexicon(data: bytes, file: str) -> tuple[tuple[Entry, ...], dict[str, frozenset[str]]]:
    r"""The entries and the word lists of a lexicon file. `file` is its path below the data folder; it ends with the language's code.

    Raises `LexiconError` with the file's name where the file is no UTF-8 or no TOML, and with the entry's name where an entry has an
    unknown field or lacks one. Patterns are not compiled here; see `check_pattern`.

    >>> parse_lexicon(b'[[sharing]]\nid = "x"\npattern = "share"', "en.toml")
    Traceback (most recent call last):
    ...
    boilerstrip.lexicon.entries.LexiconError: en.toml: sharing/x: needs cuts, keeps
    """
    try:
        tables = tomli.loads(data.decode("utf-8").replace("\r\n", "\n"))
    except UnicodeDecodeError as error:
        raise LexiconError(f"{file} is no UTF-8: {error}; save it as UTF-8") from error
    except tomli.TOMLDecodeError as error:
        raise LexiconError(f"{file} is no TOML: {error}") from error
    word_lists = {name: frozenset(values) for name, values in tables.pop("words", {}).items()}
    return tuple(_read_entries(tables, file)), word_lists


def _read_entries(tables: Mapping[str, Any], file: str) -> Iterator[Entry]:
    language = PurePosixPath(file).stem
    allowed = {f.name for f in fields(Entry)} - {"category", "language"}
    for category, rows in tables.items():
        for row in rows:
            name = f"{file}: {category}/{row.get('id', '?')}"
            if missing := {"id", "pattern", "cuts", "keeps"} - row.keys():
                raise LexiconError(f"{name}: needs {', '.join(sorted(missing))}")
            if unknown := row.keys() - allowed:
                raise LexiconError(f"{name}: unknown field {', '.join(sorted(unknown))}; known: {', '.join(sorted(allowed))}")
            examples = {"cuts": tuple(row["cuts"]), "keeps": tuple(row["keeps"])}
            yield Entry(**{**row, **examples, "category": category, "language": language})


def check_pattern(entry: Entry) -> None:
    """Raise `LexiconError` where an entry's pattern does not compile or has a capturing group.

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
