"""Reads the fixture files; `fixtures/README.md` describes their formats."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, get_args

from boilerstrip.document.findings import Category

FIXTURES = Path(__file__).parent.parent / "fixtures"
KEPT = ("headline", "standfirst", "byline", "body")
REMOVED: tuple[str, ...] = get_args(Category)
_DIRECTIVE = re.compile(r"(authors|kind|language): (.+)")
_FENCED = re.compile(r"^~~~~ (source|blocks)\n(.*?)\n?^~~~~$", re.S | re.M)


@dataclass(frozen=True)
class FilterCase:
    """A small article whose every line has a label."""

    title: str
    directives: dict[str, str]
    lines: tuple[tuple[str, str], ...]  # label and text; a blank line has the label ""

    @property
    def source(self) -> str:
        return "\n".join(text for _, text in self.lines)

    @property
    def labelled(self) -> tuple[tuple[str, str], ...]:
        """Label and text with single blanks, without blank lines."""
        return tuple((label, " ".join(text.split())) for label, text in self.lines if label)


@dataclass(frozen=True)
class ReaderCase:
    """A raw source and the blocks that a reader must return for it."""

    title: str
    source: str
    blocks: tuple[str, ...]


@dataclass(frozen=True)
class ArticleCase:
    """A whole page and the article that is expected from it."""

    slug: str
    source: str
    expected: dict[str, Any] = field(hash=False)


def filter_cases(path: Path) -> list[FilterCase]:
    cases = []
    for part in re.split(r"^## ", path.read_text(encoding="utf-8"), flags=re.M)[1:]:
        title, *source_lines = part.splitlines()
        directives: dict[str, str] = {}
        lines: list[tuple[str, str]] = []
        for line in source_lines:
            if match := _DIRECTIVE.fullmatch(line):
                assert not lines, f"{path.name}: {title}: directives stand under the title"
                directives[match[1]] = match[2]
            elif line.strip():
                label, bar, text = line.partition("|")
                assert bar, f"{path.name}: {title}: no bar in {line!r}"
                assert label.strip() in (*KEPT, *REMOVED, ""), f"{path.name}: {title}: unknown label {label!r}"
                lines.append((label.strip(), text.removeprefix(" ")))
        assert lines, f"{path.name}: {title}: no lines"
        cases.append(FilterCase(title.strip(), directives, tuple(lines)))
    return cases


def reader_cases(path: Path) -> list[ReaderCase]:
    cases = []
    for part in re.split(r"^## ", path.read_text(encoding="utf-8"), flags=re.M)[1:]:
        title = part.splitlines()[0]
        fenced = dict(_FENCED.findall(part))
        assert set(fenced) == {"source", "blocks"}, f"{path.name}: {title}: needs a source and blocks"
        cases.append(ReaderCase(title, fenced["source"], tuple(fenced["blocks"].split("\n"))))
    return cases


def article_cases() -> list[ArticleCase]:
    cases = []
    for folder in sorted((FIXTURES / "articles").iterdir()):
        (source,) = folder.glob("source.*")
        expected = json.loads((folder / "expected.json").read_text(encoding="utf-8"))
        cases.append(ArticleCase(folder.name, source.read_text(encoding="utf-8"), expected))
    return cases


def clean_texts() -> list[tuple[str, str]]:
    return [(path.name, path.read_text(encoding="utf-8")) for path in sorted((FIXTURES / "clean").iterdir())]
