"""Lexicons are checked at load: a damaged one is told, and the table of digests is current."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

import pytest

from boilerstrip.digests import check_digest, rows
from boilerstrip.entries import LexiconError

FOLDER = Path(str(files("boilerstrip"))) / "lexicons"


def test_the_table_of_digests_is_current() -> None:
    assert (FOLDER / "digests.txt").read_text("utf-8").splitlines() == rows(), "run python -m boilerstrip.write_digests"


@pytest.mark.parametrize("path", sorted(FOLDER.rglob("*.toml")), ids=lambda path: path.relative_to(FOLDER).as_posix())
def test_a_damaged_lexicon_is_told_and_a_whole_one_passes(path: Path) -> None:
    name, data = path.relative_to(FOLDER).as_posix(), path.read_bytes()
    check_digest(name, data)
    check_digest(name, data.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n"))
    for damaged in (data[:-1], data[1:], data.replace(b"e", b"f", 1), b""):
        with pytest.raises(LexiconError, match=rf"lexicons/{name} is damaged; install boilerstrip again"):
            check_digest(name, damaged)


def test_a_lexicon_that_was_not_shipped_is_told() -> None:
    with pytest.raises(LexiconError, match=r"lexicons/xx.toml is damaged"):
        check_digest("xx.toml", b"")
