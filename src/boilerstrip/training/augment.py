"""Pages with part of their boilerplate taken out, to train on.

Annotated pages are as they were scraped, and so hardly one is clean. What people clean often is, or nearly, and must stay whole.
"""

from __future__ import annotations

import hashlib
import random
from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby

from boilerstrip.document import Block, Document

THINNED = "thinned"
_SHARES = (1.0, 1.0, 0.9, 0.7, 0.4)


def is_chosen(page: str, number: int, of: int) -> bool:
    """Whether the source with this number is the one of a page's `of` sources that is thinned out; the same on every machine.

    >>> sum(is_chosen("page 1", number, 6) for number in range(6))
    1
    """
    return _number(page) % of == number


def thinned(document: Document, stays: Sequence[bool], page: str) -> Document:
    r"""The document with some runs of the blocks that do not stay left out: on two pages of five all of them, else a share.

    >>> from boilerstrip.readers import read
    >>> page = read("Home\nThe ferry sank.\nShare")
    >>> [block.text for block in thinned(page, [False, True, False], "page 1").blocks]
    ['The ferry sank.']
    """
    chance = random.Random(_number(page))
    share = chance.choice(_SHARES)
    left: list[Block] = []
    for keeps, run in groupby(document.blocks, key=lambda block: stays[block.index]):
        if keeps or chance.random() >= share:
            left += run
    return replace(document, blocks=tuple([block._replace(index=index) for index, block in enumerate(left)]))


def _number(page: str) -> int:
    return int(hashlib.sha256(page.encode()).hexdigest()[:12], 16)
