"""What the labeller sees of a page: one row of numbers a block, made in one pass over the page's characters.

Shape, place, marks, repeats, shared words, the filters' claims, and what other sites' votes say of its words: nothing ties it to known sites.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

import numpy as np

from boilerstrip.decide.labeller.arrays import Floats
from boilerstrip.decide.labeller.block_features import fill_marks_features, fill_shape_features
from boilerstrip.decide.labeller.context_features import (
    fill_flow_features,
    fill_page_features,
    fill_place_features,
    fill_rhythm_features,
)
from boilerstrip.decide.labeller.feature_names import CATEGORIES, LOGARITHMIC, NAMES, TAGS, TOKENS
from boilerstrip.decide.labeller.page_arrays import ROW, Page, page_of, rows
from boilerstrip.decide.labeller.shared_features import fill_shared_features
from boilerstrip.decide.labeller.tree_features import fill_tree_features
from boilerstrip.decide.labeller.word_votes import Steps, fill_votes_features
from boilerstrip.document import Document
from boilerstrip.document.findings import Claim
from boilerstrip.fields import Fields

_HINTS, _SURE = (ROW[f"{group}_{CATEGORIES[0]}"] for group in ("hint", "sure"))
_NUMBER_OF = {category: number for number, category in enumerate(CATEGORIES)}
_TOKENS = [frozenset(tokens) for tokens in TOKENS.values()]
_ANY_TOKENS, _NO_TOKENS, _MOST_TOKENS = frozenset().union(*_TOKENS), (0,) * len(_TOKENS), 2
_OF_TAGS, _OF_TOKENS = rows(f"tag_{TAGS[0]}", f"tag_{TAGS[-1]}"), rows(next(iter(TOKENS)), next(reversed(TOKENS)))
_LOGARITHMIC = np.array([ROW[name] for name in LOGARITHMIC])


def compute_features(document: Document, claims: Iterable[Claim], fields: Fields, votes: Steps | None = None) -> Floats:
    r"""The cues of a page: one row a block and one column a name in `NAMES`, about -1 to 3 each.

    Without the table of other sites' votes on words, what is told of them is 0.

    >>> from boilerstrip.readers import read
    >>> compute_features(read("Ferry sinks\nNobody was hurt."), (), Fields()).shape == (2, len(NAMES))
    True
    """
    if not document.blocks:
        return np.zeros((0, len(NAMES)), dtype=np.float32)
    page = page_of(document, fields)
    cues = np.zeros((len(NAMES), page.size), dtype=np.float32)
    _fill_claims(cues, claims)
    sure = np.maximum.reduce(cues[_SURE : _SURE + len(CATEGORIES)])
    fill_shape_features(cues, page)
    fill_marks_features(cues, page)
    fill_place_features(cues, page)
    fill_shared_features(cues, page)
    fill_rhythm_features(cues, page)
    fill_flow_features(cues, page, sure)
    fill_page_features(cues, page, sure)
    fill_tree_features(cues, page)
    _fill_elements(cues, page)
    if votes is not None:
        fill_votes_features(cues, page, votes)
    counts = cues.take(_LOGARITHMIC, axis=0)
    logarithms = np.log1p(np.abs(counts))
    logarithms *= 0.25
    cues[_LOGARITHMIC] = np.copysign(logarithms, counts, out=logarithms)
    return cues.T


def _fill_claims(cues: Floats, claims: Iterable[Claim]) -> None:
    """The strongest hint of each category, and whether a filter is certain of it; what rests on place or site alone is left out."""
    size = cues.shape[1]
    found: dict[int, float] = {}
    for finding in [finding for _, finding in claims if not (finding.by_place or finding.by_site)]:
        row, score = _NUMBER_OF.get(finding.category, len(CATEGORIES) - 1), finding.score
        if finding.certain and finding.span is None:
            found[(_SURE + row) * size + finding.block] = 1.0
            continue
        place = (_HINTS + row) * size + finding.block
        if score > found.get(place, 0.0):
            found[place] = score
    cues.ravel()[np.fromiter(found, np.int64, len(found))] = np.fromiter(found.values(), np.float32, len(found))


def _fill_elements(cues: Floats, page: Page) -> None:
    """The elements that the blocks of an HTML page stand in, and what their tokens say; many blocks stand in the same ones."""
    if page.document.kind != "html":
        return
    cues[_OF_TAGS] = _told(page.columns["tags"], _has_tags)
    np.minimum(_told(page.columns["tokens"], _count_tokens), _MOST_TOKENS, out=cues[_OF_TOKENS])


def _has_tags(tags: frozenset[str]) -> list[int]:
    return [tag in tags for tag in TAGS]


def _count_tokens(tokens: frozenset[str]) -> Sequence[int]:
    some = tokens & _ANY_TOKENS
    return [len(some & known) for known in _TOKENS] if some else _NO_TOKENS


def _told(sets: Sequence[frozenset[str]], tell: Callable[[frozenset[str]], Sequence[int]]) -> Floats:
    """What is told of each set, one a column; many are alike."""
    met: dict[frozenset[str], int] = {}
    numbers = [met.setdefault(tokens, len(met)) for tokens in sets]
    return np.array([tell(tokens) for tokens in met], dtype=np.float32).T.take(numbers, axis=1)
