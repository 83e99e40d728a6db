"""Dates of `time` elements near the headline."""

from __future__ import annotations

import time

import pytest
from lxml import html

from boilerstrip.readers.metadata.times import read_times

TIME = "<time datetime='2031-05-03'>Saturday</time>"
TEXT = "<p>The ferry sank at dawn.</p>"


def published(body: str, language: str | None = None) -> str | None:
    return read_times(html.fromstring(f"<html><body>{body}</body></html>"), language).published


@pytest.mark.parametrize(
    "body",
    [
        f"<h1>Ferry</h1>{TIME}{TEXT}",
        f"{TIME}<h1>Ferry</h1>{TEXT}",
        f"<h1>Ferry</h1>{TEXT}<div>{TIME}</div>",
        f"<h1>Ferry</h1><p>{TIME}</p>{TIME}",
    ],
)
def test_the_only_date_near_the_headline_is_found(body: str) -> None:
    assert published(body) == "2031-05-03"


@pytest.mark.parametrize(
    "body",
    [
        TIME,
        f"<h1>Ferry</h1>{TEXT * 4}{TIME}",
        f"<h1>Ferry</h1>{TIME}<time datetime='2031-05-04'>Sunday</time>",
        f"<h1>Ferry</h1><p>Updated {TIME}</p>",
        f"<h1>Ferry</h1><p class='post-updated'>{TIME}</p>",
        f"<h1>Ferry</h1><aside>{TIME}</aside>",
        f"<article><h1>Ferry</h1></article><article>{TIME}</article>",
    ],
)
def test_other_dates_are_not(body: str) -> None:
    assert published(body) is None


def test_words_for_a_change_are_those_of_the_pages_language() -> None:
    body = f"<h1>Fähre</h1><p>Aktualisiert: {TIME}</p>"
    assert (published(body, "de"), published(body, "en")) == (None, "2031-05-03")


def test_many_times_take_linear_time() -> None:
    root = html.fromstring(f"<html><body><h1>Ferry</h1>{'<div><time datetime=2031>' * 200 + TIME * 50_000}</body></html>")
    start = time.process_time()
    read_times(root)
    assert time.process_time() - start < 2
