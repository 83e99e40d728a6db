"""Small sources of the kinds that fault reports are about, and for each kind one that only looks like it."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from boilerstrip import Article, clean_article
from cases import FIXTURES

FOLDER = FIXTURES / "kinds"
EXPECTED = sorted(FOLDER.glob("*.json"))
# What does not come out right yet, by name, with the reason.
KNOWN_FAILURES = {
    "contributed-a": "a Danish note on who helped is left",
    "contributed-b": "a note on who helped, wrapped and in italics, is left",
    "disclosure-a": "a Spanish disclosure is left",
    "disclosure-b": "a disclosure before the text is left, and a name in it is taken for the only author",
    "donate-box-a": "a French appeal in whole sentences is left",
    "donate-box-b": "the first sentence of a German appeal is left",
    "inline-widget-b": "only English marks of a widget in a paragraph are known",
    "media-messages-a": "a player's message in Turkish is left",
    "media-messages-b": "a warning and a note on other sites are left",
    "named-signup-b": "a pitch that names its letter alone is left",
    "standfirst-heading-b": "a reading time in Swedish is left",
}


def fold(text: str | None) -> str:
    plain = (text or "").translate(str.maketrans("‘’“”\u00a0", "''\"\" "))
    return re.sub(r"\s+", " ", plain).strip().casefold()


def find_faults(article: Article, expected: dict[str, object]) -> list[str]:
    body = fold("\n".join(str(paragraph) for paragraph in article.body))
    faults = [
        f"{name} is {value!r}"
        for name in ("headline", "standfirst")
        if fold(value := getattr(article, name)) != fold(expected[name])
    ]  # type: ignore[arg-type]
    if list(article.authors) != expected["authors"]:
        faults.append(f"authors are {article.authors}")
    faults += [f"lost: {piece}" for piece in expected["body_must"] if fold(piece) not in body]  # type: ignore[attr-defined]
    return faults + [f"left: {piece}" for piece in expected["body_must_not"] if fold(piece) in body]  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    "path",
    [
        pytest.param(path, id=path.stem, marks=[pytest.mark.xfail(strict=True, reason=KNOWN_FAILURES[path.stem])])
        if path.stem in KNOWN_FAILURES
        else pytest.param(path, id=path.stem)
        for path in EXPECTED
    ],
)
def test_kind_of_source(path: Path) -> None:
    source = next(path.parent.glob(f"{path.stem}.[tm]*")).read_text(encoding="utf-8")
    assert find_faults(clean_article(source), json.loads(path.read_text(encoding="utf-8"))) == []


def test_every_kind_has_two_variations_and_one_that_must_stay() -> None:
    names = {path.stem for path in EXPECTED}
    kinds = {name.rpartition("-")[0] for name in names}
    assert len(kinds) >= 10
    assert names == {f"{kind}-{end}" for kind in kinds for end in ("a", "b", "kept")}
