"""Comment sections, their forms and their counters."""

from __future__ import annotations

from collections.abc import Iterator

from boilerstrip.document import Document
from boilerstrip.filters.wording import elements, worded
from boilerstrip.findings import Finding

_LEAST_WORDS_BEFORE = 60
_LEAST_CUES = 2
_LEAST_CUE_SHARE = 0.25
_REPLY_CUES = frozenset(["comments", "dateline"])
_OTHER_SECTIONS = frozenset(["newsletter", "subscribe", "related", "credits", "consent", "advert"])
_LISTS = frozenset(
    [
        "commentlist",
        "comment-list",
        "comments-list",
        "comments-area",
        "comment-body",
        "disqus_thread",
        "respond",
        "commentaires",
    ]
)
_ELEMENTS = _LISTS | frozenset(["comment", "comments", "disqus", "kommentare", "comentarios"])


class Comments:
    """Comment sections, their forms and their counters."""

    name = "comments"

    def find(self, document: Document) -> Iterator[Finding]:
        """Labelled lines, and everything behind the heading of a comment section that shows readers' replies."""
        yield from worded(document, "comments")
        for index, name in elements(document, _ELEMENTS):
            certain = name in _LISTS and index > document.main.start
            evidence = f'stands in an element called "{name}"'
            yield Finding(index, "comments", "element", evidence, certain, 1.0 if certain else 0.75)
        for opener in _headings(document):
            thread = list(_thread(document, opener))
            if _has_replies(document, opener, thread):
                evidence = f'stands in the thread under "{document.blocks[opener].text[:60]}"'
                for index in thread:
                    yield Finding(index, "comments", "thread", evidence)


def _headings(document: Document) -> Iterator[int]:
    """The headings of comment sections, and counters such as "3 comments"."""
    for index, entry, _, _ in document.worded.get("comments", ()):
        if entry.opens or (entry.certain and document.folded[index][0].isdigit()):
            yield index


def _thread(document: Document, opener: int) -> Iterator[int]:
    """The blocks behind a heading such as "3 comments", up to the next section of another sort."""
    for index in range(opener + 1, len(document.blocks)):
        for entry, _, _ in document.phrases[index]:
            if entry.certain and entry.category in _OTHER_SECTIONS:
                return
        yield index


def _has_replies(document: Document, opener: int, thread: list[int]) -> bool:
    """Whether what stands under the heading reads like a thread: dates, names and replies in it, and an article before it."""
    prompts = {entry.id for entry, _, _ in document.phrases[opener]}
    cues = sum(
        any(entry.category in _REPLY_CUES and entry.id not in prompts for entry, _, _ in document.phrases[index])
        for index in thread
    )
    if opener >= document.main.end - 1:
        return cues >= 1
    read = sum(document.prose[:opener])
    return cues >= max(_LEAST_CUES, _LEAST_CUE_SHARE * len(thread)) and read >= _LEAST_WORDS_BEFORE
