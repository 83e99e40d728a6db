"""The README's table of promises names the tests that hold them."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent


def rows() -> list[list[str]]:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    section = text.partition("\n## Promises\n")[2].partition("\n## ")[0]
    table = section.partition("| promise |")[2].splitlines()[2:]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in table[: table.index("")]]


def test_every_promise_names_tests_that_are_there() -> None:
    found = rows()
    assert len(found) >= 11
    for promise, *_, tests in found:
        names = re.findall(r"`([a-z_]+\.py)`", tests)
        assert names, f"{promise} names no test"
        assert [name for name in names if not (ROOT / "tests" / "promises" / name).is_file()] == []


def test_every_test_of_a_promise_is_named() -> None:
    named = {name for *_, tests in rows() for name in re.findall(r"`([a-z_]+\.py)`", tests)}
    there = {path.name for path in (ROOT / "tests" / "promises").glob("test_*.py")} - {Path(__file__).name}
    assert there - named == set()
