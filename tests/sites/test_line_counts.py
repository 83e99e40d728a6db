"""Counting lines on a cluster gives the same model."""

from __future__ import annotations

import json
import random
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from boilerstrip import SiteModel
from boilerstrip.sites import LineCount, merge_counts, model_of_counts, partial_line_counts
from strategies import CALM, model_pages


@CALM
@given(model_pages(), st.integers(3, 8), st.randoms(use_true_random=False))
def test_counting_in_pieces_by_host_and_line_gives_the_same_model(pages: list[Any], most: int, chance: random.Random) -> None:
    """As an engine does it: the rows of each batch go through JSON, are grouped by host and line in any order, and each group is merged."""
    cut = chance.randint(0, len(pages))
    rows = [row for part in (pages[:cut], pages[cut:]) for row in partial_line_counts(part, most_pages=most)]
    plain = [json.loads(json.dumps(row._asdict())) for row in chance.sample(rows, len(rows))]
    groups: dict[tuple[str, str], list[dict[str, Any]]] = {}
    for row in plain:
        groups.setdefault((row["host"], row["line"]), []).append(row)
    merged = [row for group in groups.values() for row in merge_counts(group, most_pages=most)]
    assert sorted(merged) == merge_counts(rows, most_pages=most)
    assert len({(row.host, row.line) for row in merged}) == len(merged)
    assert model_of_counts(merged, most_pages=most) == SiteModel.learn(pages, most_pages=most)


def test_rows_have_plain_values() -> None:
    (row,) = partial_line_counts([("a.example/1", "Most read", "2026-01-01")])
    assert row[:2] == ("a.example", "most read")
    assert (row.dates, row.places, row.inside) == (("2026-01-01",), (0,), (False,))
    assert all(0 <= number < 2**63 for number in (*row.pages, *row.versions))
    assert merge_counts([tuple(row), row._asdict(), row]) == [row]
    assert isinstance(row, LineCount)
