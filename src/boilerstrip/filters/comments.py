"""Comment sections, their forms and their counters."""

from __future__ import annotations

from collections.abc import Iterator, Set
from itertools import accumulate

from boilerstrip.document import Document
from boilerstrip.document.findings import Finding
from boilerstrip.filters._support import blocks_in_elements, phrase_findings

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
        yield from phrase_findings(document, "comments")
        for index, name in blocks_in_elements(document, _ELEMENTS):
            certain = name in _LISTS and index > document.main.start
            evidence = f'stands in an element called "{name}"'
            yield Finding(index, "comments", "element", evidence, certain, 1.0 if certain else 0.75)
        yield from _threads(document)


def _threads(document: Document) -> Iterator[Finding]:
    """What stands in threads of replies. A heading inside a thread opens none of its own."""
    openers = list(_headings(document))
    ends = _ends(document) if openers else ()
    read = list(accumulate(document.prose, initial=0.0)) if openers else ()
    replies: dict[frozenset[str], list[int]] = {}
    behind = 0
    for opener in openers:
        if opener < behind:
            continue
        prompts = frozenset(entry.id for entry, _, _ in document.block_phrases[opener])
        if prompts not in replies:
            replies[prompts] = _replies(document, prompts)
        thread = range(opener + 1, ends[opener + 1])
        cues = replies[prompts][thread.stop] - replies[prompts][thread.start]
        least = max(_LEAST_CUES, _LEAST_CUE_SHARE * len(thread))
        # Behind the article one reply is enough; a thread among its text needs an article before it, and more of them.
        if cues and (opener >= document.main.end - 1 or (cues >= least and read[opener] >= _LEAST_WORDS_BEFORE)):
            behind = thread.stop
            evidence = f'stands in the thread under "{document.blocks[opener].text[:60]}"'
            for index in thread:
                yield Finding(index, "comments", "thread", evidence)


def _headings(document: Document) -> Iterator[int]:
    """The headings of comment sections, and counters such as "3 comments"."""
    for index, entry, _, _ in document.phrase_hits.get("comments", ()):
        if entry.opens or (entry.certain and document.folded[index][0].isdigit()):
            yield index


def _ends(document: Document) -> list[int]:
    """For each block, and behind the last one, the next block from it on that begins a section of another sort."""
    ends = [len(document.blocks)]
    for index in reversed(range(len(document.blocks))):
        parts = any(entry.certain and entry.category in _OTHER_SECTIONS for entry, _, _ in document.block_phrases[index])
        ends.append(index if parts else ends[-1])
    return ends[::-1]


def _replies(document: Document, prompts: Set[str]) -> list[int]:
    """How many blocks before each one read like a reply: dates, names, and wordings that are not the heading's own."""
    counted = (
        any(entry.category in _REPLY_CUES and entry.id not in prompts for entry, _, _ in hits)
        for hits in document.block_phrases
    )
    return list(accumulate(counted, initial=0))
