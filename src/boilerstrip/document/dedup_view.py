"""The blocks among which copies are looked for: all of a page, or what is left when everything is decided."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from boilerstrip.document import Block, Document
from boilerstrip.document.segmentation import LEAST_PROSE_WORDS, Run, closing_lines, main_run, prose_weight
from boilerstrip.text.normalise import fold
from boilerstrip.text.sentences import count_words


class DedupView(NamedTuple):
    """Blocks in the order in which a reader meets them.

    Each block keeps the number that it has on the page. The other sequences are those of `Document` for these blocks, in the same
    order, and `main` counts places in that order.
    """

    blocks: Sequence[Block]
    folded: Sequence[str]
    words: Sequence[int]
    prose: Sequence[float]
    main: Run

    @classmethod
    def of_all(cls, document: Document) -> DedupView:
        """All blocks of a page.

        >>> from boilerstrip.readers import read
        >>> DedupView.of_all(read("Ferry sinks")).words
        (2,)
        """
        return cls(document.blocks, document.folded, document.words, document.prose, document.main)

    @classmethod
    def of_kept(cls, document: Document, order: Sequence[int], shortened: Mapping[int, str], fields: int = 0) -> DedupView:
        """The blocks in this order, judged as plain text: rank, links and elements do not count.

        `shortened` holds the text that is left of blocks of which only a part stays. Where the first `fields` blocks are fields of the
        article, the running text is what comes after them.

        >>> from boilerstrip.readers import read
        >>> DedupView.of_kept(read("Ferry sinks. Sign up!"), [0], {0: "Ferry sinks."}).folded
        ('ferry sinks.',)
        """
        rows = list(_rows(document, order, shortened))
        blocks, folded, words = zip(*rows, strict=True) if rows else ((), (), ())
        prose = [
            prose_weight(block.text, count, 0.0) if count >= LEAST_PROSE_WORDS else 0.0
            for block, count in zip(blocks, words, strict=True)
        ]
        weights = [
            0.0 if block.index in document.certain_blocks else weight for block, weight in zip(blocks, prose, strict=True)
        ]
        main = (
            Run(fields, len(blocks))
            if fields and any(prose)
            else closing_lines([block.text for block in blocks], main_run(weights))
        )
        return cls(blocks, folded, words, prose, main)


def _rows(document: Document, order: Iterable[int], shortened: Mapping[int, str]) -> Iterator[tuple[Block, str, int]]:
    for index in order:
        block = document.blocks[index]
        if index in shortened:
            text = shortened[index]
            yield block._replace(text=text), fold(text), count_words(text)
        else:
            yield block, document.folded[index], document.words[index]
