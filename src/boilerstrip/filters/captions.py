"""Image captions, photo credits, and the alternative texts of images."""

from __future__ import annotations

from collections.abc import Iterator

from boilerstrip.document import Document
from boilerstrip.filters.wording import worded
from boilerstrip.findings import Finding

_TOKENS = frozenset(
    ["caption", "figcaption", "wp-caption-text", "credit", "copyright", "bildunterschrift", "legende", "pie-de-foto"]
)


class Captions:
    """Image captions, photo credits, and the alternative texts of images."""

    name = "captions"

    def find(self, document: Document) -> Iterator[Finding]:
        """Captions by their wording, by the element they stand in, and the alternative texts that Markdown shows."""
        yield from worded(document, "caption")
        for index, block in enumerate(document.blocks):
            if block.kind == "image":
                yield Finding(index, "caption", "image", "is the alternative text of an image")
            elif "figcaption" in block.tags:
                yield Finding(index, "caption", "figcaption", "stands in a <figcaption> element")
            elif block.tokens & _TOKENS and document.words[index] < 60:
                token = sorted(block.tokens & _TOKENS)[0]
                yield Finding(index, "caption", "class-token", f'stands in an element called "{token}"')
