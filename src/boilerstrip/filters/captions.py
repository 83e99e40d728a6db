"""Image captions, photo credits, and the alternative texts of images."""

from __future__ import annotations

from collections.abc import Iterator

from boilerstrip.document import Block, Document
from boilerstrip.document.findings import Finding
from boilerstrip.filters._support import find_blocks_in_elements, phrase_findings

_MOST_WORDS = 80
_ELEMENTS = frozenset(
    ["caption", "figcaption", "wp-caption-text", "credit", "copyright", "bildunterschrift", "legende", "pie-de-foto"]
)


class Captions:
    """Image captions, photo credits, and the alternative texts of images."""

    name = "captions"

    def find(self, document: Document) -> Iterator[Finding]:
        """Captions by their wording or by the element around them, and the alternative texts that Markdown shows."""
        yield from phrase_findings(document, "caption")
        for index, block in enumerate(document.blocks):
            if block.kind == "image":
                yield Finding(index, "caption", "image", "is the alternative text of an image")
        for index, name in find_blocks_in_elements(document, _ELEMENTS):
            if document.words[index] <= _MOST_WORDS and not _is_table_caption(document.blocks[index]):
                yield Finding(index, "caption", "element", f'stands in an element called "{name}"')


def _is_table_caption(block: Block) -> bool:
    """Whether a block is the caption of a table, which is part of the article."""
    return "caption" in block.tags and "table" in block.tags
