"""Reads the blocks of a parsed page in one pass over lxml's tree, without recursion."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import NamedTuple, cast

from lxml import etree

from boilerstrip.document import Block
from boilerstrip.readers.html.block_builder import BlockBuilder
from boilerstrip.readers.html.element_paths import FLATTENED, PlaceFinder
from boilerstrip.readers.html.elements import EFFECTS, EITHER, LINK
from boilerstrip.readers.lines import split_list_mark

# A page has hundreds of blocks, and a call of their own constructor takes twice as long.
_new_block = partial(tuple.__new__, Block)


class PageText(NamedTuple):
    """The blocks of a page, warnings for the caller, and the texts of the blocks beyond the limit."""

    blocks: tuple[Block, ...]
    warnings: tuple[str, ...] = ()
    rest: tuple[str, ...] = ()


def read_tree(root: etree._Element, most: int | None = None) -> PageText:
    """The first `most` blocks of a parsed page, in document order; the tree is not changed.

    Scripts, styles and the like are no text. Hidden elements become blocks with `hidden` set. The text of a table row is one block, with
    `|` between its cells. A line break separates blocks, unless the text after it begins in lower case. Text after the end of a broken
    page is read, too. Blocks in elements more than 512 deep have the place of the element at that depth, and the page gets a warning.

    >>> from boilerstrip.readers.html.parse import parse_html
    >>> [block.text for block in read_tree(parse_html("<p>One <b>t</b>wo.</p><ul><li>Three</ul>")).blocks]
    ['One two.', 'Three']
    """
    blocks: list[Block] = []
    rest: list[str] = []
    flattened = False
    for tree_root in _iterate_roots(root):
        places = PlaceFinder(tree_root)
        for text, owner, linked, inline_hidden in _read_texts(tree_root):
            if len(blocks) == most:
                rest.append(text)
                continue
            path, context = places.find_place(owner)
            line = (cast("int | None", owner.sourceline) or 1) - 1
            tokens = context.gather_tokens() if context.tokens is None else context.tokens
            hidden = inline_hidden or context.hidden
            bare, link_chars, kind, level = text, linked, context.kind, context.level
            if not bare[0].isalnum():
                bare, kind = split_list_mark(bare, kind)
                level, link_chars = level if kind == "heading" else 0, min(link_chars, len(bare))
            blocks.append(
                _new_block((bare, len(blocks), kind, level, None, line, path, 0, 0, link_chars, context.tags, tokens, hidden))
            )
        flattened = flattened or places.flattened
        places.close()
    return PageText(tuple(blocks), (FLATTENED,) if flattened else (), tuple(rest))


def _iterate_roots(root: etree._Element) -> Iterator[etree._Element]:
    """The root, and, if it is the root of a page, the elements after it: text after `</html>` begins another tree."""
    yield root
    if root.getparent() is None:
        yield from (sibling for sibling in root.itersiblings() if isinstance(sibling.tag, str))


def _read_texts(root: etree._Element) -> list[tuple[str, etree._Element, int, bool]]:
    """The texts of a tree's blocks. Every element is visited once, in document order, without recursion."""
    builder = BlockBuilder(root)
    effect_of, fragments, inline_hidden = EFFECTS.get, builder.fragments, builder.inline_hidden
    walker = etree.iterwalk(root, events=("start", "end", "comment", "pi"))
    for event, element in walker:
        effect = effect_of(element.tag, EITHER)
        if event == "start":
            # An inline element without attributes changes nothing; most inline elements have none.
            if (effect or element.keys()) and not builder.enter(element, effect):
                walker.skip_subtree()
                continue
            text = element.text
        else:
            if effect >= LINK or inline_hidden:
                builder.leave(element, effect)
            text = element.tail if element is not root else None
        if text and (fragments or not text.isspace()):
            builder.add_text(text)
    builder.close_block()
    return builder.texts
