"""The features of a page: what the labeller sees of each block.

They are its shape, place and markup, what it shares with the page, the filters' claims, and the votes of other sites on its words. No
feature names a site, so that the labeller works on sites that it was not trained on.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

import numpy as np

from boilerstrip.decide.labeller.arrays import Floats
from boilerstrip.decide.labeller.block_features import fill_markup_features, fill_shape_features
from boilerstrip.decide.labeller.context_features import (
    fill_flow_features,
    fill_page_features,
    fill_place_features,
    fill_rhythm_features,
)
from boilerstrip.decide.labeller.feature_names import CATEGORIES, LOGARITHMIC, NAMES, TAGS, TOKENS
from boilerstrip.decide.labeller.line_model import LineModel, fill_line_features
from boilerstrip.decide.labeller.page_arrays import ROW, Page, make_page, row_range
from boilerstrip.decide.labeller.shared_features import fill_shared_features
from boilerstrip.decide.labeller.tree_features import fill_tree_features
from boilerstrip.decide.labeller.word_votes import Steps, fill_vote_features
from boilerstrip.document import Document
from boilerstrip.document.findings import Claim
from boilerstrip.fields import Fields

_HINT_ROW, _CERTAIN_ROW = (ROW[f"{group}_{CATEGORIES[0]}"] for group in ("hint", "sure"))
_NUMBER_OF_CATEGORY = {category: number for number, category in enumerate(CATEGORIES)}
_TOKEN_GROUPS = [frozenset(tokens) for tokens in TOKENS.values()]
_KNOWN_TOKENS, _NO_TOKENS, _MOST_TOKENS = frozenset().union(*_TOKEN_GROUPS), (0,) * len(_TOKEN_GROUPS), 2
_TAG_ROWS = row_range(f"tag_{TAGS[0]}", f"tag_{TAGS[-1]}")
_TOKEN_ROWS = row_range(next(iter(TOKENS)), next(reversed(TOKENS)))
_LOGARITHMIC_ROWS = np.array([ROW[name] for name in LOGARITHMIC])


def compute_features(
    document: Document, claims: Iterable[Claim], fields: Fields, votes: Steps | None = None, lines: LineModel | None = None
) -> Floats:
    r"""The features of a page: a row for each block, a column for each name in `NAMES`. Most values are between -1 and 3.

    Without the table of other sites' votes on words, or without the line model, the features that come from it are 0.

    >>> from boilerstrip.readers import read
    >>> compute_features(read("Ferry sinks\nNobody was hurt."), (), Fields()).shape == (2, len(NAMES))
    True
    """
    if not document.blocks:
        return np.zeros((0, len(NAMES)), dtype=np.float32)
    page = make_page(document, fields)
    features = np.zeros((len(NAMES), page.size), dtype=np.float32)
    _fill_claims(features, claims)
    certain = np.maximum.reduce(features[_CERTAIN_ROW : _CERTAIN_ROW + len(CATEGORIES)])
    fill_shape_features(features, page)
    fill_markup_features(features, page)
    fill_place_features(features, page)
    fill_shared_features(features, page)
    fill_rhythm_features(features, page)
    fill_flow_features(features, page, certain)
    fill_page_features(features, page, certain)
    fill_tree_features(features, page)
    _fill_elements(features, page)
    if votes is not None:
        fill_vote_features(features, page, votes)
    if lines is not None:
        fill_line_features(features, page.line_tokens, page.word_counts, lines)
    counts = features.take(_LOGARITHMIC_ROWS, axis=0)
    logarithms = np.log1p(np.abs(counts))
    logarithms *= 0.25
    features[_LOGARITHMIC_ROWS] = np.copysign(logarithms, counts, out=logarithms)
    return features.T


def _fill_claims(features: Floats, claims: Iterable[Claim]) -> None:
    """The strongest hint of each category, and whether a finding is certain.

    Findings by place are left out, since other features say the place; so are findings by site, since the labeller was trained without.
    """
    size = features.shape[1]
    values: dict[int, float] = {}
    for finding in [finding for _, finding in claims if not (finding.by_place or finding.by_site)]:
        row, score = _NUMBER_OF_CATEGORY.get(finding.category, len(CATEGORIES) - 1), finding.score
        if finding.certain and finding.span is None:
            values[(_CERTAIN_ROW + row) * size + finding.block] = 1.0
            continue
        place = (_HINT_ROW + row) * size + finding.block
        if score > values.get(place, 0.0):
            values[place] = score
    features.ravel()[np.fromiter(values, np.int64, len(values))] = np.fromiter(values.values(), np.float32, len(values))


def _fill_elements(features: Floats, page: Page) -> None:
    """The elements that hold the blocks of an HTML page, and the tokens of their classes and ids."""
    if page.document.kind != "html":
        return
    features[_TAG_ROWS] = _make_columns(page.block_fields["tags"], _has_tags)
    np.minimum(_make_columns(page.block_fields["tokens"], _count_tokens), _MOST_TOKENS, out=features[_TOKEN_ROWS])


def _has_tags(tags: frozenset[str]) -> list[int]:
    return [tag in tags for tag in TAGS]


def _count_tokens(tokens: frozenset[str]) -> Sequence[int]:
    known = tokens & _KNOWN_TOKENS
    return [len(known & group) for group in _TOKEN_GROUPS] if known else _NO_TOKENS


def _make_columns(sets: Sequence[frozenset[str]], make_column: Callable[[frozenset[str]], Sequence[int]]) -> Floats:
    """A column for each set. Many blocks stand in the same elements, so that each different set is computed once."""
    numbers: dict[frozenset[str], int] = {}
    columns = [numbers.setdefault(names, len(numbers)) for names in sets]
    return np.array([make_column(names) for names in numbers], dtype=np.float32).T.take(columns, axis=1)
