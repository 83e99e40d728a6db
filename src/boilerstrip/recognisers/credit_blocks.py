"""Reads a credit that begins at a block, and joins what scraping broke at its links: "By", "Ada Wren", "and", "Tom Marlow"."""

from __future__ import annotations

import re
from collections.abc import Set
from dataclasses import dataclass

from boilerstrip.document import Document
from boilerstrip.recognisers.authors import is_name, is_signature, parse_authors
from boilerstrip.recognisers.credit_lines import is_credit_line
from boilerstrip.recognisers.credit_parts import OTHER_LISTS, split_glued_label
from boilerstrip.recognisers.person_names import fold_token

# Words of a block that opens a credit, of one that is only a label, of one that continues a credit, and of one in an element for authors.
_MOST_WORDS = 25
_MOST_LABEL_WORDS = 3
_MOST_CONTINUATION_WORDS = 6
_MOST_SIGNATURE_WORDS = 8
_MOST_BLOCKS = 9
_DASHES = (" \u2014 ", " \u2013 ", " - ")
_EDGE_CHARS = " ,|·•-–/"
_HANDLE = re.compile(r" ?@\w{2,30}$")
# The classes, ids and itemprops of elements for authors.
AUTHOR_TOKENS = frozenset(
    ["author", "authors", "byline", "bylines", "author-name", "writer", "writers", "contributor", "contributors"]
)


@dataclass(frozen=True, slots=True)
class Credit:
    """A credit: its blocks and the names in it.

    A `labelled` credit begins with a block that is only a label ("By"), a `prefixed` one with a word such as "By" ("By Ada Wren").
    """

    blocks: tuple[int, ...]
    authors: tuple[str, ...]
    labelled: bool = False
    prefixed: bool = False


def parse_credit(document: Document, index: int, excluded: Set[int] = frozenset()) -> Credit | None:
    r"""The credit that begins at a block; `None` where none does. Blocks that are `excluded` cannot continue it.

    >>> from boilerstrip.readers import read
    >>> parse_credit(Document(read("By\n\nAda Wren\n\nand\n\nTom Marlow").blocks), 0).authors
    ('Ada Wren', 'Tom Marlow')
    """
    lexicon = document.lexicon
    if not 0 < document.words[index] <= _MOST_WORDS:
        return None
    text = split_glued_label(document.blocks[index].text, lexicon)
    labelled = is_credit_label(document, index)
    if not labelled and not is_credit_line(text, lexicon) and not is_name(_HANDLE.sub("", text).rstrip(_EDGE_CHARS), lexicon):
        return Credit((index,), (text,)) if is_declared_author(document, index) else _parse_signature(document, index)
    blocks = _collect_blocks(document, index, excluded, labelled=labelled)
    whole = text if len(blocks) == 1 else " ".join([document.blocks[place].text for place in blocks])
    if labelled and not is_credit_line(whole, lexicon):
        return None
    authors = parse_authors(whole, lexicon)
    prefixed = is_credit_opening(document, index)
    if not authors or ((labelled or not prefixed) and _is_after_other_label(document, index, labelled=labelled)):
        return None
    is_pair = len(authors) == 2 and (
        any(authors[1] in whole.partition(dash)[2] for dash in _DASHES)
        or (not (labelled or prefixed) and authors[1] in whole.partition(",")[2])
    )
    if is_pair and fold_token(authors[1].split(" ")[0]) not in lexicon.list("given_names"):
        authors = authors[:1]  # the second is a place: "Ada Wren, Weir Lane", "By Ada Wren — Weir Lane"
    return Credit(blocks, authors, labelled, prefixed)


def _is_after_other_label(document: Document, index: int, *, labelled: bool) -> bool:
    """Whether the block before a name announces somebody who is no author: "Reviewed by", "Photos:".

    The words may be in two blocks, "Reviewed" and "by": then the second may be the credit's own label.
    """
    end = index + labelled
    labels = [folded.rstrip(": ") for folded in document.folded[max(0, end - 2) : end]]
    endings = {" ".join(labels), *labels[-1:]}
    return not all(endings.isdisjoint(document.lexicon.list(name)) for name in OTHER_LISTS)


def _parse_signature(document: Document, index: int) -> Credit | None:
    """The credit of a line in an element for authors, whether a person or not: "Wrenmouth Post Staff", "Ida"."""
    block, lexicon = document.blocks[index], document.lexicon
    if not block.tokens & AUTHOR_TOKENS or document.words[index] > _MOST_SIGNATURE_WORDS or block.text[-1] in ".:?!…":
        return None
    authors = parse_authors(block.text, lexicon)
    if not authors or not is_signature(authors[0].split(" "), lexicon):
        return None
    return Credit((index,), authors)


def is_credit_opening(document: Document, index: int) -> bool:
    """Whether a block's first word opens credits; a quick check that does not look at what follows."""
    first = document.folded[index].split(" ", 1)[0].rstrip(":")
    if first in document.lexicon.credit_openers:
        return True
    text = document.blocks[index].text
    return len(split_glued_label(text, document.lexicon)) > len(text)


def find_job_line(document: Document, index: int, excluded: Set[int] = frozenset()) -> tuple[int, ...]:
    r"""The line after a credit where it is the author's job, such as "Senior Politics Reporter"; empty where it is not.

    >>> from boilerstrip.readers import read
    >>> find_job_line(read("By Ada Wren\n\nPolitical editor\n\nThe ferry sank.", kind="text"), 0)
    (1,)
    """
    place = index + 1
    if place >= len(document.blocks) or place in excluded or not 0 < document.words[place] <= _MOST_CONTINUATION_WORDS:
        return ()
    block, lexicon = document.blocks[place], document.lexicon
    last = fold_token(block.text.rsplit(" ", 1)[-1])
    is_job = last in lexicon.list("press_words") and block.kind != "heading" and not block.hidden
    return (place,) if is_job and not any(letter.isdigit() for letter in block.text) else ()


def is_declared_author(document: Document, index: int) -> bool:
    """Whether a block is exactly an author that the page's metadata declares."""
    declared = document.declared.authors
    return bool(declared) and document.words[index] <= _MOST_CONTINUATION_WORDS and document.blocks[index].text in declared


def is_credit_label(document: Document, index: int) -> bool:
    """Whether a block is "By", "Von:" or "Commentary by" and nothing else."""
    if document.words[index] > _MOST_LABEL_WORDS:
        return False
    folded = document.folded[index].rstrip(": ")
    lexicon = document.lexicon
    return folded in lexicon.list("byline_labels") or folded.rsplit(" ", 1)[-1] in lexicon.list("byline_prefixes")


def _collect_blocks(document: Document, index: int, excluded: Set[int], *, labelled: bool) -> tuple[int, ...]:
    """The block and the blocks that continue its names: those after a label, a comma or an "and"."""
    joiners = document.lexicon.list("name_joiners")
    blocks = [index]
    is_open = labelled or document.blocks[index].text.endswith(",")
    for place in range(index + 1, min(index + _MOST_BLOCKS, len(document.blocks))):
        text, folded = document.blocks[place].text, document.folded[place]
        is_joiner = folded in joiners or text[:1] == ","
        if place in excluded or document.words[place] > _MOST_CONTINUATION_WORDS or not (is_open or is_joiner):
            break
        blocks.append(place)
        is_open = is_joiner or text.endswith(",")
    while len(blocks) > 1 and document.folded[blocks[-1]].strip(", ") in joiners | {""}:
        blocks.pop()
    return tuple(blocks)
