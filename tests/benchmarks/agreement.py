"""How far the bodies agree that the same page gives as HTML, as Markdown and as text.

    python tests/benchmarks/agreement.py html-dev.jsonl.gz text-dev.jsonl.gz [--every 4] [--worst 10]

The first file has `id`, `url` and `html` a row, the second the same ids with the texts of scrapers. Agreement is the word F1 of two bodies
(multisets of lower-cased words, the standfirst counted in); for all three, the least of the pairs. `pages` counts those that agree in 97 % or more.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import combinations
from pathlib import Path
from typing import Any

from boilerstrip import clean_article

SCRAPERS = {"bs4": "text", "inscriptis": "text", "markdown": "markdown"}
GOAL = 0.97
WORD = re.compile(r"\w+")
Row = dict[str, Any]


def rows(path: Path) -> Iterator[Row]:
    """The rows of a file of gzipped JSON lines."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def words(source: str, url: str, kind: str) -> Counter[str]:
    """The words of the body that comes out."""
    article = clean_article(source, url=url, kind=kind)
    return Counter(WORD.findall("\n".join([article.standfirst or "", *map(str, article.body)]).lower()))


def agreement(one: Counter[str], other: Counter[str]) -> float:
    """The word F1 of two bodies; 1.0 for two empty ones."""
    total = one.total() + other.total()
    return 2 * (one & other).total() / total if total else 1.0


def agreements(page: Row, texts: Mapping[str, str | None]) -> dict[str, float]:
    """The agreement of each pair of kinds; without scrapers that gave nothing."""
    bodies = {"html": words(page["html"], page["url"], "html")}
    for scraper, kind in SCRAPERS.items():
        if text := texts.get(scraper):
            bodies[scraper] = words(text, page["url"], kind)
    return {f"{a}-{b}": agreement(bodies[a], bodies[b]) for a, b in combinations(bodies, 2)}


def main() -> None:
    """Print each pair's mean, and the pages that agree least."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("html", type=Path)
    parser.add_argument("text", type=Path)
    parser.add_argument("--every", type=int, default=1, help="every n-th page alone")
    parser.add_argument("--worst", type=int, default=0, help="name the pages that agree least")
    options = parser.parse_args()
    pages = {row["id"]: row for number, row in enumerate(rows(options.html)) if number % options.every == 0}
    found = {row["id"]: agreements(pages[row["id"]], row["text"]) for row in rows(options.text) if row["id"] in pages}
    for pair in sorted({pair for pairs in found.values() for pair in pairs}):
        values = [pairs[pair] for pairs in found.values() if pair in pairs]
        print(
            f"{pair:22} mean {sum(values) / len(values):.4f}  pages {sum(v >= GOAL for v in values) / len(values):.3f}  n {len(values)}"
        )
    least = {key: min(pairs.values()) for key, pairs in found.items() if pairs}
    print(f"{'least of all pairs':22} mean {sum(least.values()) / len(least):.4f}")
    for key in sorted(least, key=lambda key: least[key])[: options.worst]:
        print(f"  {least[key]:.3f} {key} " + " ".join(f"{pair} {value:.2f}" for pair, value in found[key].items()))


if __name__ == "__main__":
    main()
