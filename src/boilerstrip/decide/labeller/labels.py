"""The labels that the labeller tells apart: parts of an article, and kinds of boilerplate."""

from __future__ import annotations

from boilerstrip.document.findings import Category

KEPT_LABELS = ("headline", "standfirst", "byline", "body")
CUT_LABELS: tuple[Category, ...] = (
    "newsletter", "subscribe", "related", "repeat", "sharing", "consent", "advert", "navigation",
    "caption", "credits", "comments", "dateline", "other",
)  # fmt: skip
LABELS: tuple[str, ...] = KEPT_LABELS + CUT_LABELS
