"""Checks that a lexicon file is the one that was shipped. After a change of words, `python -m boilerstrip.write_digests` renews the table."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.resources import files
from pathlib import Path

from boilerstrip.entries import LexiconError

TABLE = "digests.txt"
_MOST_BYTES = 5_000_000


def check_digest(name: str, data: bytes) -> None:
    """Raise `LexiconError` where a lexicon file's bytes are not those of the table, which has a row for each; `name` is its path.

    Line ends count as one kind, since some tools change them.

    >>> check_digest("en.toml", b"")
    Traceback (most recent call last):
    ...
    boilerstrip.entries.LexiconError: lexicons/en.toml is damaged; install boilerstrip again, or after new words: python -m boilerstrip.write_digests
    """
    if len(data) > _MOST_BYTES or _table().get(name) != digest_of(data):
        advice = "install boilerstrip again, or after new words: python -m boilerstrip.write_digests"
        raise LexiconError(f"lexicons/{name} is damaged; {advice}")


def digest_of(data: bytes) -> str:
    r"""The SHA-256 of a file, in hexadecimal digits, with one kind of line ends.

    >>> digest_of(b"a\r\n") == digest_of(b"a\n")
    True
    """
    return hashlib.sha256(data.replace(b"\r\n", b"\n")).hexdigest()


def rows() -> list[str]:
    """What the table must hold: a digest and a path for each lexicon file that is there, in alphabetical order."""
    top = folder()
    names = sorted(path.relative_to(top).as_posix() for path in top.rglob("*.toml"))
    return [f"{digest_of((top / name).read_bytes())}  {name}" for name in names]


@cache
def _table() -> dict[str, str]:
    pairs = (row.split("  ", 1) for row in (folder() / TABLE).read_text("utf-8").splitlines() if "  " in row)
    return {name: digest for digest, name in pairs}


def folder() -> Path:
    """Where the lexicons and the table stand."""
    return Path(str(files("boilerstrip"))) / "lexicons"
