"""Text that a page hides from its readers."""

from __future__ import annotations

from collections.abc import Iterator

from boilerstrip.document import Document
from boilerstrip.document.findings import Finding


class Hidden:
    """Text in elements that are not shown: `display: none`, the `hidden` attribute, zero size, off-screen, `aria-hidden`."""

    name = "hidden"

    def find(self, document: Document) -> Iterator[Finding]:
        """A finding for every hidden block. Where a page hides most of its running text, a script shows it, and the text gets no finding."""
        if document.kind != "html":
            return
        hidden = [index for index, block in enumerate(document.blocks) if block.hidden]
        shown = sum(document.prose) - sum(document.prose[index] for index in hidden)
        is_mostly_shown = shown >= sum(document.prose) / 2
        for index in hidden:
            if is_mostly_shown or not document.prose[index]:
                yield Finding(index, "hidden", "not-shown", "stands in an element that the page does not show")
