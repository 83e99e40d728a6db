"""As many sources as are asked for, made of the fixtures: each with other numbers, and lines left out, repeated or changed in order."""

from __future__ import annotations

import random
import re

from boilerstrip import clean_article
from cases import article_cases, clean_texts

_SEED = 5


def variations(count: int) -> list[dict[str, str]]:
    """Rows of `id`, `url` and `text` (text, Markdown and HTML, mixed), always the same ones for the same count.

    >>> variations(3) == variations(4)[:3]
    True
    """
    originals = [case.source for case in article_cases()] + [text for _, text in clean_texts()]
    chance = random.Random(_SEED)
    return [
        {
            "id": f"row-{number}",
            "url": f"https://example.org/{number}/{chance.choice(['ferry-sinks', 'goat-elected', 'bridge-closed'])}.html",
            "text": _varied(originals[number % len(originals)], chance),
        }
        for number in range(count)
    ]


def expected_rows(rows: list[dict[str, str]]) -> list[dict[str, object]]:
    """What `clean_article` itself makes of them, here and now, under the names of the Arrow columns."""
    articles = [clean_article(row["text"], url=row["url"]) for row in rows]
    return [
        {"id": row["id"], "url": row["url"], **article.to_dict(), "text": article.text, "error": None}
        for row, article in zip(rows, articles, strict=True)
    ]


def _varied(source: str, chance: random.Random) -> str:
    text = re.sub(r"\d", lambda _: str(chance.randrange(10)), source)
    if text.lstrip().startswith("<"):  # lines of a page are not paragraphs
        return text
    lines = [line for line in text.split("\n") if chance.random() > 0.05]
    for _ in range(chance.randrange(3)):
        lines.insert(chance.randrange(len(lines) + 1), chance.choice(lines or [""]))
    return "\n".join(lines)
