"""Comment sections, their forms and their counters."""

from __future__ import annotations

from collections.abc import Iterator

from boilerstrip.document import Document
from boilerstrip.filters.wording import openers, worded
from boilerstrip.findings import Finding

_LEAST_WORDS_BEFORE = 120
_LEAST_CUES = 2
_LEAST_CUE_SHARE = 0.1
_TOKENS = frozenset(["comments", "comment-list", "commentlist", "comment-body", "respond", "disqus", "kommentare", "commentaires", "comentarios"])


class Comments:
    """Comment sections, their forms and their counters."""

    name = "comments"

    def find(self, document: Document) -> Iterator[Finding]:
        """Labelled lines, and everything behind the heading of a comment section that shows readers' replies."""
        labelled = list(worded(document, "comments"))
        yield from labelled
        for index, block in enumerate(document.blocks):
            if block.tokens & _TOKENS:
                token = sorted(block.tokens & _TOKENS)[0]
                yield Finding(index, "comments", "class-token", f'stands in an element called "{token}"', certain=False, score=0.6)
        for opener, _ in openers(document, "comments"):
            cues = sum(finding.block > opener for finding in labelled)
            behind = len(document.blocks) - opener
            if cues >= max(_LEAST_CUES, _LEAST_CUE_SHARE * behind) and sum(document.prose[:opener]) >= _LEAST_WORDS_BEFORE:
                evidence = f'stands behind the heading "{document.blocks[opener].text[:60]}", with readers\' replies'
                for index in range(opener + 1, len(document.blocks)):
                    yield Finding(index, "comments", "section", evidence)
                return
