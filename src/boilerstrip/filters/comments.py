"""Comment sections, their forms and their counters."""

from __future__ import annotations

from collections.abc import Iterator, Set
from itertools import accumulate

from boilerstrip.document import Document
from boilerstrip.document.findings import Finding
from boilerstrip.filters._support import find_blocks_in_elements, phrase_findings

# A thread amid the running text needs this many words of running text before it, and this many reply lines: a number, and a
# share of the thread's blocks.
_LEAST_WORDS_BEFORE = 60
_LEAST_REPLY_LINES = 2
_LEAST_REPLY_SHARE = 0.25
_HINT_SCORE = 0.75
# The lexicon's categories whose wordings stand in readers' comments.
_REPLY_CATEGORIES = frozenset(["comments", "dateline"])
_OTHER_SECTIONS = frozenset(["newsletter", "subscribe", "related", "credits", "consent", "advert"])
_CERTAIN_ELEMENTS = frozenset(
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
_ELEMENTS = _CERTAIN_ELEMENTS | frozenset(["comment", "comments", "disqus", "kommentare", "comentarios"])


class Comments:
    """Comment sections, their forms and their counters."""

    name = "comments"

    def find(self, document: Document) -> Iterator[Finding]:
        """Labelled lines, elements for comments, and everything under the heading of a comment section that shows readers' replies."""
        yield from phrase_findings(document, "comments")
        for index, name in find_blocks_in_elements(document, _ELEMENTS):
            certain = name in _CERTAIN_ELEMENTS and index > document.main.start
            evidence = f'stands in an element called "{name}"'
            yield Finding(index, "comments", "element", evidence, certain, 1.0 if certain else _HINT_SCORE)
        yield from _find_threads(document)


def _find_threads(document: Document) -> Iterator[Finding]:
    """A finding for each block in a thread of replies. A heading inside a thread opens no thread of its own."""
    openers = list(_find_openers(document))
    ends = _find_thread_ends(document) if openers else ()
    words_before = list(accumulate(document.prose, initial=0.0)) if openers else ()
    replies_before: dict[frozenset[str], list[int]] = {}
    thread_end = 0
    for opener in openers:
        if opener < thread_end:
            continue
        prompts = frozenset(entry.id for entry, _, _ in document.block_phrases[opener])
        if prompts not in replies_before:
            replies_before[prompts] = _count_replies(document, prompts)
        thread = range(opener + 1, ends[opener + 1])
        replies = replies_before[prompts][thread.stop] - replies_before[prompts][thread.start]
        least = max(_LEAST_REPLY_LINES, _LEAST_REPLY_SHARE * len(thread))
        # After the article one reply is enough. A thread amid the running text needs more replies, and an article before it.
        is_after_article = opener >= document.main.end - 1
        if replies and (is_after_article or (replies >= least and words_before[opener] >= _LEAST_WORDS_BEFORE)):
            thread_end = thread.stop
            evidence = f'stands in the thread under "{document.blocks[opener].text[:60]}"'
            for index in thread:
                yield Finding(index, "comments", "thread", evidence)


def _find_openers(document: Document) -> Iterator[int]:
    """The headings of comment sections, and counters such as "3 comments"."""
    for index, entry, _, _ in document.phrase_hits.get("comments", ()):
        if entry.opens or (entry.certain and document.folded[index][0].isdigit()):
            yield index


def _find_thread_ends(document: Document) -> list[int]:
    """For each block, and for the place after the last block: the next block from there on that begins another sort of section."""
    ends = [len(document.blocks)]
    for index in reversed(range(len(document.blocks))):
        is_end = any(entry.certain and entry.category in _OTHER_SECTIONS for entry, _, _ in document.block_phrases[index])
        ends.append(index if is_end else ends[-1])
    return ends[::-1]


def _count_replies(document: Document, prompts: Set[str]) -> list[int]:
    """For each block, how many blocks before it have the wording of a reply; the wordings in `prompts`, the heading's own, do not count."""
    is_reply = (
        any(entry.category in _REPLY_CATEGORIES and entry.id not in prompts for entry, _, _ in hits)
        for hits in document.block_phrases
    )
    return list(accumulate(is_reply, initial=0))
