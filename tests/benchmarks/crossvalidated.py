"""Systems for the benchmark's `score.py --adapter`: each page is judged by weights that saw no page of its site.

The weights of the folds come from `python -m boilerstrip.training DATA ... --folds FOLDER`; BOILERSTRIP_FOLDS names the folder.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from functools import cache
from pathlib import Path

from boilerstrip.article import Article
from boilerstrip.clean import clean_article
from boilerstrip.decide.labeller.model import Labeller, load_labeller
from boilerstrip.options import FAVORS, Favor
from boilerstrip.pipeline import Pipeline

_FOLDS = Path(os.environ.get("BOILERSTRIP_FOLDS", "folds"))


class Result:
    """The attributes of an article that the benchmark reads."""

    def __init__(self, article: Article) -> None:
        self.body = "\n".join(str(paragraph) for paragraph in article.body)
        self.headline, self.standfirst, self.byline = article.headline, article.standfirst, article.byline
        self.authors = list(article.authors)


@cache
def _read_folds() -> dict[str, int]:
    folds: dict[str, int] = json.loads((_FOLDS / "folds.json").read_text())
    return folds


@cache
def _load_fold(fold: int) -> Labeller:
    return load_labeller(_FOLDS / f"fold-{fold}.npz")


def clean_with(labeller: Labeller, favor: Favor, source: str, url: str | None) -> Article:
    """The article with this labeller in place of the one in the package."""
    return clean_article(source, url=url, pipeline=Pipeline.default(favor).with_labeller(labeller))


def _make_system(favor: Favor) -> Callable[[], Callable[[str, str | None], Result]]:
    def make() -> Callable[[str, str | None], Result]:
        def run(source: str, url: str | None) -> Result:
            raise NotImplementedError("ask for_page(id) first")

        def for_page(page: str) -> Callable[[str, str | None], Result]:
            labeller = _load_fold(_read_folds().get(page, 0))
            return lambda source, url: Result(clean_with(labeller, favor, source, url))

        run.names_fields = True  # type: ignore[attr-defined]
        run.for_page = for_page  # type: ignore[attr-defined]
        return run

    return make


def systems() -> dict[str, Callable[[], Callable[[str, str | None], Result]]]:
    """The systems by name: cv_recall, cv_balanced, cv_precision."""
    return {f"cv_{favor}": _make_system(favor) for favor in FAVORS}
