"""The frozen page that every filter reads: a `Document` of `Block`s."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal, NamedTuple

from boilerstrip.document.element_sets import NO_PROSE_ELEMENTS
from boilerstrip.document.saved_layout import MOST_FIELD_BLOCKS
from boilerstrip.document.saved_layout import saved_fields as find_saved_fields
from boilerstrip.document.segmentation import LEAST_PROSE_WORDS, Run, closing_lines, container_of, main_run, prose_weight
from boilerstrip.document.site_template import Template
from boilerstrip.lexicon import Lexicon, load
from boilerstrip.lexicon.entries import Entry
from boilerstrip.lexicon.matcher import Hits, WordCandidates
from boilerstrip.text.normalise import fold
from boilerstrip.text.sentences import count_words

BlockKind = Literal["paragraph", "heading", "list_item", "quote", "separator", "image"]
SourceKind = Literal["text", "markdown", "html"]


# A text that was cleaned before holds at most so many blocks of certain boilerplate: a box that somebody added at its end.
_MOST_ADDED = 3


class Block(NamedTuple):
    """One paragraph-like piece of a page, with the cues that its source gave.

    `text` is plain: marks and tags taken off, white space folded to single blanks, in NFC. `span` is the half-open range
    of characters in the source (text and Markdown; `None` for HTML); `line` the 0-based source line; `path` the element
    path (HTML alone). `gap` counts blank lines before it, `indent` its leading blanks. `level` is a heading's rank
    (1..6), else 0. `tags` are the names of the elements it stands in, `tokens` their whole class, id, role and itemprop tokens, in lower
    case.
    """

    text: str
    index: int = 0  # type: ignore[assignment]  # hides tuple.index, which no block needs
    kind: BlockKind = "paragraph"
    level: int = 0
    span: tuple[int, int] | None = None
    line: int | None = None
    path: str | None = None
    indent: int = 0
    gap: int = 0
    link_chars: int = 0
    tags: frozenset[str] = frozenset()
    tokens: frozenset[str] = frozenset()
    hidden: bool = False

    @property
    def link_density(self) -> float:
        """Share of the characters that stand inside links, 0.0 to 1.0; 0.0 for an empty block.

        >>> Block("Read more here", link_chars=14).link_density
        1.0
        >>> Block("").link_density
        0.0
        """
        return min(1.0, self.link_chars / len(self.text)) if self.text else 0.0

    @property
    def has_words(self) -> bool:
        """Whether it can carry a part of the article: no separator and no image."""
        return self.kind != "separator" and self.kind != "image"


@dataclass(frozen=True, slots=True)
class Declared:
    """What a page declares of itself in its metadata: evidence for the fields, never the last word.

    `titles` and `descriptions` hold each value once; those about the article come before those about the page. `authors` are persons,
    as the page writes their names: no publisher, address or handle. `published` is the date as declared, most often in ISO 8601; `body`
    is the article's text, a paragraph a line; `type` is what the page calls itself, such as "NewsArticle" or "article". `subtitle` is the
    standfirst. `is_exact` says that these are fields of the article itself, as front matter or JSON states them, and not of a page.
    `owner` is an author with the name of the publisher, where no other author is declared: the owner of a personal blog, or a publisher.
    `is_personal` says that the publisher is declared as a person.

    >>> Declared().titles
    ()
    """

    titles: tuple[str, ...] = ()
    descriptions: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    published: str | None = None
    site_name: str | None = None
    body: str | None = None
    type: str | None = None
    subtitle: str | None = None
    is_exact: bool = False
    owner: str | None = None
    is_personal: bool = False


class Wrapping(NamedTuple):
    """A part of a source that belongs to a container of the text: its text, which rule recognised it, and where it stood."""

    text: str
    rule: str
    evidence: str
    span: tuple[int, int] | None = None
    line: int | None = None


class Unread(NamedTuple):
    """A part of a source that was not read because of a limit: its text, which limit, and where it stood."""

    text: str
    rule: str
    evidence: str
    span: tuple[int, int] | None = None
    line: int | None = None
    path: str | None = None


@dataclass(frozen=True)
class Document:
    """A whole page as its reader saw it: blocks in reading order, and what can be derived from them alone.

    `template` is what the page's site repeats, where a `SiteModel` is given. `wrapping` are parts of containers around the text, such as
    front matter; there `source` has blanks. `most_confidence` is an upper limit for the article's confidence.
    Derived views are computed on first use and kept.

    >>> page = Document((Block("Home", 0), Block("The ferry sank at dawn, and nobody saw it go under the waves.", 1)))
    >>> page.words
    (1, 13)
    >>> page.main
    Run(start=1, end=2)
    """

    blocks: tuple[Block, ...]
    lexicon: Lexicon = field(default_factory=load, repr=False, compare=False)
    kind: SourceKind = "text"
    source: str | None = field(default=None, repr=False)
    url: str | None = None
    language: str | None = None
    declared: Declared = Declared()
    warnings: tuple[str, ...] = ()
    template: Template | None = field(default=None, repr=False, compare=False)
    unread: tuple[Unread, ...] = ()
    wrapping: tuple[Wrapping, ...] = ()
    most_confidence: float = 1.0

    @cached_property
    def folded(self) -> tuple[str, ...]:
        """Each block's text as patterns see it (see `text.normalise.fold`); as long as the text."""
        return tuple([fold(block.text) for block in self.blocks])

    @cached_property
    def words(self) -> tuple[int, ...]:
        """Blank-separated words of each block; in scripts without blanks, two characters count as a word."""
        texts = [block.text for block in self.blocks]
        return tuple([text.count(" ") + 1 if text and text.isascii() else count_words(text) for text in texts])

    @cached_property
    def block_phrases(self) -> tuple[Hits, ...]:
        """The lexicon's entries that fit each block, at most one a category, each with the place of its wording."""
        return self.lexicon.boilerplate.find_all(self.folded, self.words, self._word_candidates)

    @cached_property
    def _word_candidates(self) -> WordCandidates:
        return self.lexicon.boilerplate.find_word_candidates(self.folded)

    @cached_property
    def phrase_hits(self) -> Mapping[str, tuple[tuple[int, Entry, int, int], ...]]:
        """The same entries by category: block, entry, and the place of its wording."""
        found: dict[str, list[tuple[int, Entry, int, int]]] = {}
        for index, hits in enumerate(self.block_phrases):
            if hits:
                for entry, start, end in hits:
                    found.setdefault(entry.category, []).append((index, entry, start, end))
        return {category: tuple(rows) for category, rows in found.items()}

    @cached_property
    def certain_blocks(self) -> frozenset[int]:
        """The blocks that a certain entry of the lexicon fits."""
        return frozenset([index for rows in self.phrase_hits.values() for index, entry, _, _ in rows if entry.certain])

    @cached_property
    def tails(self) -> tuple[tuple[int, Entry, int], ...]:
        """The paragraphs of running text whose last sentences are boilerplate: block, entry, and where its wording starts."""
        open_ends = [index for index, prose in enumerate(self.prose) if prose and index not in self.certain_blocks]
        return (*self.lexicon.boilerplate.find_tails(self.folded, open_ends, self._word_candidates),)

    @cached_property
    def wordings_inside(self) -> tuple[tuple[int, Entry, int, int], ...]:
        """The wordings that are cut out of their blocks: block, entry, and the place of the wording."""
        return (*self.lexicon.boilerplate.find_inside(self.folded, self._word_candidates),)

    @cached_property
    def prose(self) -> tuple[float, ...]:
        """How much running text each block carries, in words; 0 for headings, menus and other fragments."""
        aside = self._aside
        return tuple(
            [
                _prose(block, words, aside) if words >= LEAST_PROSE_WORDS else 0.0
                for block, words in zip(self.blocks, self.words, strict=True)
            ]
        )

    @cached_property
    def _aside(self) -> frozenset[str]:
        """The elements whose sentences are no running text. One that holds most of the page does not count: some pages are one large form."""
        if self.kind != "html":
            return frozenset()
        most = sum(self.words) / 2
        held = dict.fromkeys(NO_PROSE_ELEMENTS, 0)
        for block, words in zip(self.blocks, self.words, strict=True):
            for name in block.tags & NO_PROSE_ELEMENTS:
                held[name] += words
        return frozenset(name for name, words in held.items() if words <= most)

    @cached_property
    def container(self) -> str | None:
        """The path of the element that holds most of the running text; `None` for text and Markdown."""
        if self.kind != "html":
            return None
        inside = [weight if index in self.main else 0.0 for index, weight in enumerate(self.prose)]
        return container_of([block.path for block in self.blocks], inside)

    @cached_property
    def saved_fields(self) -> tuple[Run, ...]:
        """The fields of a text that has the layout of `Article.text`, as runs of blocks; empty for all other texts.

        A text that begins with boilerplate, or holds more of it than a box at its end, was not cleaned before, whatever its layout.
        """
        fields = (
            ()
            if self.kind == "html"
            else find_saved_fields([block.span for block in self.blocks[:MOST_FIELD_BLOCKS]], self.source)
        )
        if not fields or len(self.certain_blocks) > _MOST_ADDED:
            return ()
        begins = any(entry.certain and entry.category != "dateline" for entry, _, _ in self.block_phrases[0] or ())
        return () if begins else fields

    @cached_property
    def main(self) -> Run:
        """Where the running text stands: from its first block to its last one; blocks that a certain entry fits do not count.

        In a text with saved fields, it is everything after them.
        """
        if self.saved_fields and any(self.prose):
            return Run(self.saved_fields[-1].end, len(self.blocks))
        weights = [0.0 if index in self.certain_blocks else weight for index, weight in enumerate(self.prose)]
        return closing_lines([block.text for block in self.blocks], main_run(weights))


def _prose(block: Block, words: int, aside: frozenset[str]) -> float:
    if not block.has_words or not aside.isdisjoint(block.tags):
        return 0.0
    return prose_weight(block.text, words, block.link_density if block.link_chars else 0.0)
