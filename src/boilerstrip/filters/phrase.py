"""Filters that only look up the wordings of one category in the lexicon."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from boilerstrip.document import Document
from boilerstrip.document.findings import Category, Finding
from boilerstrip.filters._support import phrase_findings


@dataclass(frozen=True, slots=True)
class PhraseFilter:
    """A filter for one category of the lexicon; `summary` says in a sentence what it finds."""

    name: str
    category: Category
    summary: str

    def find(self, document: Document) -> Iterator[Finding]:
        """A finding for every block that has a wording of the category."""
        return phrase_findings(document, self.category)


CONSENT = PhraseFilter("consent", "consent", "Cookie notices and privacy prompts.")
ADVERT = PhraseFilter("advert", "advert", "Labels and lines of advertising.")
