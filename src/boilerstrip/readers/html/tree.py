"""Reads HTML: one pass over lxml's tree, without recursion."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import NamedTuple, cast

from lxml import etree

from boilerstrip.document import Block
from boilerstrip.readers.html.block_builder import BlockBuilder
from boilerstrip.readers.html.element_paths import FLATTENED, Places
from boilerstrip.readers.html.elements import AMID, LINK, ROLES
from boilerstrip.readers.lines import split_list_mark

# There are hundreds on a page, and their own constructor takes twice as long.
_block = partial(tuple.__new__, Block)


class PageText(NamedTuple):
    """The blocks of a page, what the reader should know of them, and the texts of the blocks that are too many."""

    blocks: tuple[Block, ...]
    warnings: tuple[str, ...] = ()
    rest: tuple[str, ...] = ()


def read_tree(root: etree._Element, most: int | None = None) -> PageText:
    """The blocks of a parsed page in builder order, `most` of them at most; the tree is not changed.

    Scripts, styles and their like are no text. Hidden elements become blocks with `hidden` set. Text in a table row is one block,
    its cells parted by `|`. A line break parts blocks, unless the sentence runs on in lower case. What a broken page has behind
    its end is read too. Blocks deeper than 512 elements have the place of the one at that depth, with a warning.

    >>> from boilerstrip.readers.html.parse import parse
    >>> [block.text for block in read_tree(parse("<p>One <b>t</b>wo.</p><ul><li>Three</ul>")).blocks]
    ['One two.', 'Three']
    """
    blocks: list[Block] = []
    rest: list[str] = []
    flattened = False
    for part in _parts(root):
        places = Places(part)
        for said, owner, links, inline_hidden in _texts(part):
            if len(blocks) == most:
                rest.append(said)
                continue
            path, cues = places.of(owner)
            line = (cast("int | None", owner.sourceline) or 1) - 1
            tokens = cues.gather() if cues.tokens is None else cues.tokens
            hidden = inline_hidden or cues.hidden
            text, linked, kind, level = said, links, cues.kind, cues.level
            if not text[0].isalnum():
                text, kind = split_list_mark(text, kind)
                level, linked = level if kind == "heading" else 0, min(linked, len(text))
            blocks.append(_block((text, len(blocks), kind, level, None, line, path, 0, 0, linked, cues.tags, tokens, hidden)))
        flattened = flattened or places.flattened
        places.close()
    return PageText(tuple(blocks), (FLATTENED,) if flattened else (), tuple(rest))


def _parts(root: etree._Element) -> Iterator[etree._Element]:
    """The root, and the elements behind it where it is a page's: text behind `</html>` begins a second one."""
    yield root
    if root.getparent() is None:
        yield from (part for part in root.itersiblings() if isinstance(part.tag, str))


def _texts(root: etree._Element) -> list[tuple[str, etree._Element, int, bool]]:
    """The texts of a tree: visits every element once, in document order, without recursion."""
    builder = BlockBuilder(root)
    role_of, pieces, inline_hidden = ROLES.get, builder.pieces, builder.inline_hidden
    walker = etree.iterwalk(root, events=("start", "end", "comment", "pi"))
    for event, element in walker:
        role = role_of(element.tag, AMID)
        if event == "start":
            # Most inline elements have no attributes, and nothing to say.
            if (role or element.keys()) and not builder.enter(element, role):
                walker.skip_subtree()
                continue
            text = element.text
        else:
            if role >= LINK or inline_hidden:
                builder.leave(element, role)
            text = element.tail if element is not root else None
        if text and (pieces or not text.isspace()):
            builder.add(text)
    builder.part()
    return builder.texts
