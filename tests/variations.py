"""Makes many sources from the fixtures: with other digits, and with some lines left out, repeated or moved."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Iterable, Mapping
from typing import Any

from boilerstrip import clean_many
from boilerstrip.table_rows import make_article_row
from cases import article_cases, clean_texts

_SEED = 5


def make_variations(count: int) -> list[dict[str, str]]:
    """Rows of `id`, `url` and `text` (text, Markdown and HTML, mixed), the same ones in every call.

    >>> make_variations(3) == make_variations(4)[:3]
    True
    """
    originals = [case.source for case in article_cases()] + [text for _, text in clean_texts()]
    chance = random.Random(_SEED)
    return [
        {
            "id": f"row-{number}",
            "url": f"https://example.org/{number}/{chance.choice(['ferry-sinks', 'goat-elected', 'bridge-closed'])}.html",
            "text": _vary(originals[number % len(originals)], chance),
        }
        for number in range(count)
    ]


def expect_rows(rows: list[dict[str, str]], workers: int = 0) -> list[dict[str, Any]]:
    """The rows that `clean_many` makes from these sources, with the columns in the order of the Arrow schema."""
    cleaned = list(clean_many(((row["id"], row["text"], row["url"]) for row in rows), workers=workers))
    return [
        {"id": row["id"], "url": row["url"], **make_article_row(one.article), "error": None}
        for row, one in zip(rows, cleaned, strict=True)
        if one.article and one.id == row["id"]
    ]


def encode_rows(rows: Iterable[Mapping[str, Any]]) -> list[bytes]:
    """Rows as JSON, sorted by id, because engines that use several processes return them in any order."""
    return [json.dumps(row, ensure_ascii=False).encode() for row in sorted(rows, key=lambda row: str(row["id"]))]


def _vary(source: str, chance: random.Random) -> str:
    text = re.sub(r"\d", lambda _: str(chance.randrange(10)), source)
    if text.lstrip().startswith("<"):  # lines of a page are not paragraphs
        return text
    lines = [line for line in text.split("\n") if chance.random() > 0.05]
    for _ in range(chance.randrange(3)):
        lines.insert(chance.randrange(len(lines) + 1), chance.choice(lines or [""]))
    return "\n".join(lines)
