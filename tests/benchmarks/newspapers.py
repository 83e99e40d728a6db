"""A system for the bench's `score.py --adapter`: newspaper4k, which is no peer of the bench's own.

    python score.py html --adapter tests/benchmarks/newspapers.py --system newspaper4k,trafilatura

It needs `pip install newspaper4k tinysegmenter nltk`; without nltk's own data, it fails on pages in Korean.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import NamedTuple

_NO_ADDRESS = "https://example.org/"


class Result(NamedTuple):
    """What the bench reads of an article; newspaper4k knows no standfirst."""

    body: str
    headline: str | None
    authors: list[str]
    standfirst: str | None = None
    byline: str | None = None


def _newspaper4k() -> Callable[[str, str | None], Result]:
    # An import error has the bench skip it, and so belongs here.
    newspaper = import_module("newspaper")

    def run(source: str, url: str | None) -> Result:
        article = newspaper.Article(url or _NO_ADDRESS, fetch_images=False)
        article.download(input_html=source)
        article.parse()
        return Result(article.text, article.title or None, list(article.authors))

    run.names_fields = True  # type: ignore[attr-defined]
    return run


def systems() -> dict[str, Callable[[], Callable[[str, str | None], Result]]]:
    """The bench's name for it."""
    return {"newspaper4k": _newspaper4k}
