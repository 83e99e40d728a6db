"""Closing credits, copyright lines, and notes on the author or the source."""

from __future__ import annotations

from collections.abc import Iterator

from boilerstrip.document import Document
from boilerstrip.document.findings import Finding
from boilerstrip.filters._support import HINT_SCORE, find_section_blocks, find_section_openers, phrase_findings
from boilerstrip.recognisers.author_notes import hint_author_notes
from boilerstrip.recognisers.credit_lines import is_credit_line

# Blocks: how long before the end of the running text a section can open, and how many blocks it can have.
_BEFORE_END = 3
_MOST_SECTION_BLOCKS = 4


class Credits:
    """Closing credits, copyright lines, and notes on the author or the source."""

    name = "credits"

    def find(self, document: Document) -> Iterator[Finding]:
        """Blocks with the wording of credits, notes on the author, and the blocks under a heading such as "About the author".

        Credits before the running text are only hints: most of them are the article's byline.
        """
        for finding in phrase_findings(document, "credits"):
            may_be_byline = finding.block <= document.main.start and is_credit_line(
                document.blocks[finding.block].text, document.lexicon
            )
            yield finding._replace(certain=False, score=HINT_SCORE) if may_be_byline else finding
        yield from hint_author_notes(document)
        for opener, entry in find_section_openers(document, "credits"):
            if opener < document.main.end - _BEFORE_END:
                continue
            for index in [*find_section_blocks(document, opener, _MOST_SECTION_BLOCKS)] or [opener + 1]:
                if index < len(document.blocks):
                    evidence = f'stands under "{document.blocks[opener].text[:60]}"'
                    yield Finding(index, "credits", f"under-{entry.id}", evidence, certain=False, score=HINT_SCORE)
