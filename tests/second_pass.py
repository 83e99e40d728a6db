"""What a second pass does to what came out of a first one, and what the ledger holds.

    python tests/second_pass.py SOURCES ... [--favor recall] [--every 4] [--ledger] [--worst 10]

SOURCES are text, Markdown and HTML files, folders of them, or files of gzipped JSON lines whose rows have `id`, and `text` (one, or one by
scraper) or `html`. A second pass cleans `article.text` with the same options. It counts the documents of which it removes anything,
and those of which it tells a field otherwise.
"""

from __future__ import annotations

import argparse
import gzip
import json
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import cast

from boilerstrip import Article, Pipeline, clean_article
from boilerstrip.options import FAVORS, Favor
from boilerstrip.readers.detect import detect_kind
from ledger import violations

KINDS = {"html": "html", "markdown": "markdown"}
FILES = (".txt", ".md", ".html")


@dataclass(frozen=True)
class Source:
    """A document: its name, its address if known, its text, and which of the three kinds it is."""

    name: str
    url: str | None
    text: str
    kind: str


def sources(paths: Iterable[Path]) -> Iterator[Source]:
    """All documents of files and folders, in order."""
    for path in paths:
        if path.is_dir():
            yield from sources(sorted(part for part in path.rglob("*") if part.name.endswith((*FILES, ".jsonl.gz"))))
        elif path.name.endswith(".jsonl.gz"):
            with gzip.open(path, "rt", encoding="utf-8") as lines:
                for row in map(json.loads, lines):
                    yield from _of_row(row)
        else:
            text = path.read_text(encoding="utf-8", errors="replace")
            yield Source(str(path), None, text, detect_kind(text))


def _of_row(row: dict[str, object]) -> Iterator[Source]:
    held = {"html": row["html"]} if "html" in row else row["text"]
    for name, text in held.items() if isinstance(held, dict) else [("text", held)]:
        if text:
            kind = KINDS.get(name) or detect_kind(str(text))
            yield Source(f"{row['id']}/{name}", cast("str | None", row.get("url")), str(text), kind)


def told_otherwise(once: Article, twice: Article) -> list[str]:
    """The fields that the second article tells otherwise, and "removed" where it removes anything."""
    fields = [name for name in ("headline", "standfirst", "byline") if getattr(once, name) != getattr(twice, name)]
    body = [] if list(map(str, once.body)) == list(map(str, twice.body)) else ["body"]
    return fields + body + (["removed"] if twice.removed else [])


def passes(source: Source, pipeline: Pipeline) -> tuple[Article, Article]:
    """What comes out of a document, and what comes out of that."""
    once = clean_article(source.text, url=source.url, kind=source.kind, pipeline=pipeline)
    return once, clean_article(once.text, url=source.url, pipeline=pipeline)


def main() -> None:
    """Print how many documents a second pass changes, and in what."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sources", type=Path, nargs="+")
    parser.add_argument("--favor", choices=[*FAVORS, "none"], default="balanced")
    parser.add_argument("--every", type=int, default=1, help="every n-th document alone")
    parser.add_argument("--ledger", action="store_true", help="check that every piece of a source is accounted for")
    parser.add_argument("--worst", type=int, default=0, help="name as many documents with what was removed")
    options = parser.parse_args()
    pipeline = Pipeline.default(favor=None if options.favor == "none" else cast("Favor", options.favor))
    seen, changed, named = 0, Counter[str](), 0
    for source in islice(sources(options.sources), 0, None, options.every):
        once, twice = passes(source, pipeline)
        seen += 1
        changed.update(told_otherwise(once, twice))
        broken = violations(source.text, once, source.kind) if options.ledger else []
        changed["ledger"] += bool(broken)
        if (twice.removed or broken) and named < options.worst:
            named += 1
            print(
                source.name, *broken, *(f"{gone.text[:60]!r} {gone.because[:80]}" for gone in twice.removed[:3]), sep="\n    "
            )
    print(
        f"{options.favor}: {seen} documents; a second pass changed", ", ".join(f"{k} of {n}" for k, n in changed.most_common())
    )


if __name__ == "__main__":
    main()
