"""Systems for the bench's `score.py --adapter`: each page is labelled by weights that saw no page of its site.

The folds' weights come from `python -m boilerstrip.training.__main__ DATA ... --folds FOLDER`; BOILERSTRIP_FOLDS names the folder.
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
    """What the bench reads of an article."""

    def __init__(self, article: Article) -> None:
        self.body = "\n".join(str(paragraph) for paragraph in article.body)
        self.headline, self.standfirst, self.byline = article.headline, article.standfirst, article.byline
        self.authors = list(article.authors)


@cache
def _fold_of() -> dict[str, int]:
    found: dict[str, int] = json.loads((_FOLDS / "folds.json").read_text())
    return found


@cache
def _labeller(fold: int) -> Labeller:
    return load_labeller(_FOLDS / f"fold-{fold}.npz")


def labelled(source: str, url: str | None, labeller: Labeller, favor: Favor) -> Article:
    """The article as certain findings and this labeller leave it."""
    return clean_article(source, url=url, pipeline=Pipeline.default(favor).with_labeller(labeller))


def _system(favor: Favor) -> Callable[[], Callable[[str, str | None], Result]]:
    def make() -> Callable[[str, str | None], Result]:
        def run(source: str, url: str | None) -> Result:
            raise NotImplementedError("ask for_page(id) first")

        def for_page(page: str) -> Callable[[str, str | None], Result]:
            labeller = _labeller(_fold_of().get(page, 0))
            return lambda source, url: Result(labelled(source, url, labeller, favor))

        run.names_fields = True  # type: ignore[attr-defined]
        run.for_page = for_page  # type: ignore[attr-defined]
        return run

    return make


def systems() -> dict[str, Callable[[], Callable[[str, str | None], Result]]]:
    """The bench's names for the operating points: cv_recall, cv_balanced, cv_precision."""
    return {f"cv_{favor}": _system(favor) for favor in FAVORS}
