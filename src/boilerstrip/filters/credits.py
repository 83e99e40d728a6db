"""Closing credits, copyright lines, and notes on the author or the source."""

from __future__ import annotations

from collections.abc import Iterator

from boilerstrip.document import Document
from boilerstrip.document.findings import Finding
from boilerstrip.filters._support import HINT_SCORE, phrase_findings, section_blocks, section_openers
from boilerstrip.recognisers.author_notes import hint_author_notes
from boilerstrip.recognisers.credit_lines import is_credit_line


class Credits:
    """Closing credits, copyright lines, and notes on the author or the source."""

    name = "credits"

    def find(self, document: Document) -> Iterator[Finding]:
        """Blocks whose wording gives them away, and what stands under a heading such as "About the author".

        Credits before the running text are hints alone: most are the article's byline.
        """
        for finding in phrase_findings(document, "credits"):
            opens = finding.block <= document.main.start and is_credit_line(
                document.blocks[finding.block].text, document.lexicon
            )
            yield finding._replace(certain=False, score=HINT_SCORE) if opens else finding
        yield from hint_author_notes(document)
        for opener, entry in section_openers(document, "credits"):
            if opener < document.main.end - 3:
                continue
            for index in [*section_blocks(document, opener, 4)] or [opener + 1]:
                if index < len(document.blocks):
                    evidence = f'stands under "{document.blocks[opener].text[:60]}"'
                    yield Finding(index, "credits", f"under-{entry.id}", evidence, certain=False, score=HINT_SCORE)
