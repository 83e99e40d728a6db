"""What is known of a page before its features are computed: its characters and words, and what its reader found of the blocks.

A large page is read part by part, so that intermediate arrays stay small.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np

from boilerstrip.decide.labeller.arrays import Floats, Ints
from boilerstrip.decide.labeller.characters import Characters, read_characters
from boilerstrip.decide.labeller.feature_names import NAMES
from boilerstrip.decide.labeller.line_tokens import LineTokens, join_tokens, read_line_tokens
from boilerstrip.decide.labeller.tokens import PageWords, read_letters, read_words
from boilerstrip.document import Block, Document
from boilerstrip.fields import Fields
from boilerstrip.lexicon import Lexicon

# The row of each feature while the matrix is filled. All values of one feature are side by side, which numpy is fast at.
ROW = {name: number for number, name in enumerate(NAMES)}
# In characters.
PART_SIZE = 1 << 16


class PageText(NamedTuple):
    """The characters and words of some texts, and the words again as the line model knows them."""

    characters: Characters
    words: PageWords
    line_tokens: LineTokens


class Page(NamedTuple):
    """A page as arrays, with one value a block.

    `block_fields` has a tuple for each field of `Block`; `word_counts` counts blank-separated words, `prose` words of running text.
    `main_share` is each block's share of the running text in the main run; the shares add up to 1 if there is any.
    """

    document: Document
    block_fields: Mapping[str, tuple[Any, ...]]
    characters: Characters
    words: PageWords
    line_tokens: LineTokens
    word_counts: Floats
    prose: Floats
    main_share: Floats
    fields: Fields

    @property
    def size(self) -> int:
        """The number of blocks."""
        return len(self.prose)

    def get_numbers(self, field: str, most: int | None = None) -> Floats:
        """A field of all blocks as numbers; larger numbers than `most` are lowered to it."""
        numbers = np.fromiter(self.block_fields[field], np.float32, self.size)
        return numbers if most is None else np.minimum(numbers, most, out=numbers)


def make_page(document: Document, fields: Fields) -> Page:
    """The page of a document, which must have blocks.

    >>> page = make_page(Document((Block("Ferry sinks"), Block("Nobody was hurt."))), Fields())
    >>> page.size, page.word_counts.tolist(), page.get_numbers("level").tolist()
    (2, [2.0, 3.0], [0.0, 0.0])
    """
    size = len(document.blocks)
    block_fields = dict(zip(Block._fields, zip(*document.blocks, strict=True), strict=True))
    characters, words, line_tokens = read_page_text(block_fields["text"], document.folded, document.lexicon)
    word_counts = np.fromiter(document.words, np.float32, size)
    prose = np.fromiter(document.prose, np.float32, size)
    main_share = np.zeros(size, dtype=np.float32)
    main_share[document.main.start : document.main.end] = prose[document.main.start : document.main.end]
    main_share /= max(float(main_share.sum()), 1.0)
    return Page(document, block_fields, characters, words, line_tokens, word_counts, prose, main_share, fields)


def row_range(first: str, last: str) -> slice:
    """The rows of the features from one to another, both included.

    >>> row_range("commas", "quotes").stop - row_range("commas", "quotes").start
    2
    """
    return slice(ROW[first], ROW[last] + 1)


def row_pair(first: str, second: str) -> slice:
    """The rows of two features, without those between them.

    >>> list(range(len(NAMES)))[row_pair("chars", "digits")] == [ROW["chars"], ROW["digits"]]
    True
    """
    return slice(ROW[first], ROW[second] + 1, ROW[second] - ROW[first])


def read_page_text(texts: Sequence[str], folded: Sequence[str], lexicon: Lexicon) -> PageText:
    """The characters and words of a page's texts; `folded` has the same texts folded, each with its length unchanged.

    >>> from boilerstrip.lexicon import load
    >>> read_page_text(["He left.", "Home"], ["he left.", "home"], load()).words.counts.tolist()
    [2, 1]
    """
    if sum(map(len, texts)) <= PART_SIZE:
        return _read_texts(texts, folded, lexicon)
    cuts = [_find_cuts(text) for text in texts]
    firsts = np.cumsum([0, *map(len, cuts)])
    batches = zip(_batch_parts(_cut_texts(texts, cuts)), _batch_parts(_cut_texts(folded, cuts)), strict=True)
    return _join_parts([_read_texts(batch, folded_batch, lexicon) for batch, folded_batch in batches], firsts)


def _read_texts(texts: Sequence[str], folded: Sequence[str], lexicon: Lexicon) -> PageText:
    characters, stream = read_characters(texts)
    letters = read_letters(folded, stream)
    return PageText(characters, read_words(letters, stream, lexicon), read_line_tokens(letters, stream))


def _find_cuts(text: str) -> list[slice]:
    """The parts of a text: the whole text, or parts of a large one, each up to a blank. A part without a blank is cut inside a word."""
    cuts: list[slice] = []
    start = 0
    while len(text) - start > PART_SIZE:
        end = text.rfind(" ", start, start + PART_SIZE) + 1 or start + PART_SIZE
        cuts.append(slice(start, end))
        start = end
    return [*cuts, slice(start, len(text))]


def _cut_texts(texts: Sequence[str], cuts: Sequence[Sequence[slice]]) -> Iterator[str]:
    for text, parts in zip(texts, cuts, strict=True):
        for part in parts:
            yield text[part]


def _batch_parts(parts: Iterator[str]) -> Iterator[list[str]]:
    """The parts in batches that are a little longer than `PART_SIZE`."""
    batch: list[str] = []
    size = 0
    for part in parts:
        batch.append(part)
        size += len(part)
        if size > PART_SIZE:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _join_parts(batches: Sequence[PageText], firsts: Ints) -> PageText:
    """The characters and words of whole texts; text number i consists of the parts from `firsts[i]` up to `firsts[i + 1]`."""
    starts, lasts = firsts[:-1], firsts[1:] - 1
    characters = [np.concatenate(arrays, axis=-1) for arrays in zip(*(batch.characters for batch in batches), strict=True)]
    sizes, counts, addresses, first, last = characters
    buckets, forms, totals = (
        np.concatenate([getattr(batch.words, name) for batch in batches], axis=-1) for name in ("buckets", "forms", "totals")
    )
    word_counts = np.concatenate([batch.words.counts for batch in batches])
    bounds = np.cumsum(np.concatenate(([0], word_counts)))
    return PageText(
        Characters(
            np.add.reduceat(sizes, starts),
            np.add.reduceat(counts, starts, axis=1),
            np.add.reduceat(addresses, starts),
            first[starts],
            last[:, lasts],
        ),
        PageWords(buckets, forms, bounds[firsts], np.add.reduceat(totals, starts, axis=1)),
        join_tokens([batch.line_tokens for batch in batches], firsts),
    )
