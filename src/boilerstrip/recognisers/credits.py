"""Reads a credit that begins at a block, put together again where scraping broke it at its links: "By", "Ada Wren", "and", "Tom Marlow"."""

from __future__ import annotations

import re
from collections.abc import Set
from dataclasses import dataclass

from boilerstrip.document import Document
from boilerstrip.recognisers.authors import is_name, is_signature, parse_authors
from boilerstrip.recognisers.credit_lines import is_credit_line
from boilerstrip.recognisers.credit_parts import OTHERS, part_glued_label
from boilerstrip.recognisers.person_names import bare

_MOST_WORDS = 25
_LABEL_WORDS = 3
_PIECE_WORDS = 6
_MOST_PIECES = 9
_EDGE = " ,|·•-–/"
_SIGNED_WORDS = 8
# Elements for authors, by their class, id or itemprop.
AUTHOR_TOKENS = frozenset(
    ["author", "authors", "byline", "bylines", "author-name", "writer", "writers", "contributor", "contributors"]
)
_HANDLE = re.compile(r" ?@\w{2,30}$")


@dataclass(frozen=True, slots=True)
class Credit:
    """A credit: its blocks, the names in it, and whether a label of its own ("By") or a first word ("By Ada Wren") says what it is."""

    blocks: tuple[int, ...]
    authors: tuple[str, ...]
    labelled: bool = False
    prefixed: bool = False


def parse_credit(document: Document, index: int, taken: Set[int] = frozenset()) -> Credit | None:
    r"""The credit that begins at a block; `None` where none does. Blocks that are `taken` are no part of it.

    >>> from boilerstrip.readers import read
    >>> parse_credit(Document(read("By\n\nAda Wren\n\nand\n\nTom Marlow").blocks), 0).authors
    ('Ada Wren', 'Tom Marlow')
    """
    lexicon = document.lexicon
    if not 0 < document.words[index] <= _MOST_WORDS:
        return None
    text = part_glued_label(document.blocks[index].text, lexicon)
    labelled = is_label(document, index)
    if not labelled and not is_credit_line(text, lexicon) and not is_name(_HANDLE.sub("", text).rstrip(_EDGE), lexicon):
        return Credit((index,), (text,)) if is_declared(document, index) else _signed(document, index)
    blocks = _pieces(document, index, taken, labelled=labelled)
    whole = text if len(blocks) == 1 else " ".join([document.blocks[place].text for place in blocks])
    if labelled and not is_credit_line(whole, lexicon):
        return None
    authors = parse_authors(whole, lexicon)
    prefixed = is_credit_opening(document, index)
    if not authors or ((labelled or not prefixed) and _is_anothers(document, index, labelled=labelled)):
        return None
    bare_pair = not (labelled or prefixed) and len(authors) == 2 and authors[1] in whole.partition(",")[2]
    if bare_pair and bare(authors[1].split(" ")[0]) not in lexicon.list("given_names"):
        authors = authors[:1]  # "Ada Wren, Weir Lane"
    return Credit(blocks, authors, labelled, prefixed)


def _is_anothers(document: Document, index: int, *, labelled: bool) -> bool:
    """Whether the block before (or the label and that) says that no author follows: "Reviewed by", "Photos:"; or "Reviewed", "by"."""
    end = index + labelled
    said = [folded.rstrip(": ") for folded in document.folded[max(0, end - 2) : end]]
    endings = {" ".join(said), *said[-1:]}
    return not all(endings.isdisjoint(document.lexicon.list(name)) for name in OTHERS)


def _signed(document: Document, index: int) -> Credit | None:
    """A line in an element for authors, whatever it names: "Wrenmouth Post Staff", "Ida"."""
    block, lexicon = document.blocks[index], document.lexicon
    if not block.tokens & AUTHOR_TOKENS or document.words[index] > _SIGNED_WORDS or block.text[-1] in ".:?!…":
        return None
    authors = parse_authors(block.text, lexicon)
    if not authors or not is_signature(authors[0].split(" "), lexicon):
        return None
    return Credit((index,), authors)


def is_credit_opening(document: Document, index: int) -> bool:
    """Whether its first word is one that opens credits: told at a glance."""
    first = document.folded[index].split(" ", 1)[0].rstrip(":")
    if first in document.lexicon.credit_openers:
        return True
    text = document.blocks[index].text
    return len(part_glued_label(text, document.lexicon)) > len(text)


def job_after(document: Document, index: int, taken: Set[int] = frozenset()) -> tuple[int, ...]:
    r"""The line behind a credit where it says what the author does, such as "Senior Politics Reporter"; none where it does not.

    >>> from boilerstrip.readers import read
    >>> job_after(read("By Ada Wren\n\nPolitical editor\n\nThe ferry sank.", kind="text"), 0)
    (1,)
    """
    place = index + 1
    if place >= len(document.blocks) or place in taken or not 0 < document.words[place] <= _PIECE_WORDS:
        return ()
    block, lexicon = document.blocks[place], document.lexicon
    tokens = [bare(token) for token in block.text.split(" ")]
    told = tokens[-1] in lexicon.list("press_words") and block.kind != "heading" and not block.hidden
    return (place,) if told and not any(letter.isdigit() for letter in block.text) else ()


def is_declared(document: Document, index: int) -> bool:
    """Whether it is what the page's head gives as its author, letter for letter."""
    declared = document.declared.authors
    return bool(declared) and document.words[index] <= _PIECE_WORDS and document.blocks[index].text in declared


def is_label(document: Document, index: int) -> bool:
    """Whether it is "By", "Von:" or "Commentary by" and nothing else."""
    if document.words[index] > _LABEL_WORDS:
        return False
    folded = document.folded[index].rstrip(": ")
    lexicon = document.lexicon
    return folded in lexicon.list("byline_labels") or folded.rsplit(" ", 1)[-1] in lexicon.list("byline_prefixes")


def _pieces(document: Document, index: int, taken: Set[int], *, labelled: bool) -> tuple[int, ...]:
    """The block, and those behind it that go on with the names: behind a label, a comma or an "and"."""
    joiners = document.lexicon.list("name_joiners")
    pieces = [index]
    goes_on = labelled or document.blocks[index].text.endswith(",")
    for place in range(index + 1, min(index + _MOST_PIECES, len(document.blocks))):
        text, folded = document.blocks[place].text, document.folded[place]
        joins = folded in joiners or text[:1] == ","
        if place in taken or document.words[place] > _PIECE_WORDS or not (goes_on or joins):
            break
        pieces.append(place)
        goes_on = joins or text.endswith(",")
    while len(pieces) > 1 and document.folded[pieces[-1]].strip(", ") in joiners | {""}:
        pieces.pop()
    return tuple(pieces)
