"""The pages that are remembered."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from boilerstrip.sites.sample import Sample, estimate_pages_seen
from boilerstrip.sites.seen_pages import SeenPage, hash_url


@given(st.lists(st.tuples(st.integers(0, 40), st.sampled_from(["", "2025-01-01"]), st.sampled_from("abc"))), st.integers(1, 6))
def test_sample_is_the_pages_with_the_smallest_numbers_in_their_latest_versions(
    rows: list[tuple[int, str, str]], most: int
) -> None:
    pages = [SeenPage(number, date, text, 0, 0) for number, date, text in rows]
    latest: dict[int, SeenPage] = {}
    for page in sorted(pages, key=lambda page: (page.date, page.version)):
        latest[page.number] = page
    assert Sample(most, pages).pages() == tuple(latest[number] for number in sorted(latest)[:most])


def test_model_keeps_a_uniform_sample_of_many_pages() -> None:
    """Of ten thousand pages, a tenth have one line and half have another one. A hundred pages are kept."""
    sample = Sample(100)
    for n in range(10_000):
        text = "\n".join(["house manners"] * (n % 10 == 0) + ["kitchen door"] * (n % 2) + [f"story {n}"])
        sample.add(SeenPage(hash_url(f"https://a.example/{n}"), "", text, 0, 0))
    pages = sample.pages()
    assert len(pages) == 100
    assert 0.36 <= sum("kitchen door" in page.lines for page in pages) / 100 <= 0.64
    assert sum("house manners" in page.lines for page in pages) >= 3
    assert 8_000 <= estimate_pages_seen(pages, 100) <= 12_000
