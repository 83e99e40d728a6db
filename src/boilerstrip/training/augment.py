"""Makes training pages that are nearly clean, by leaving out part of an annotated page's boilerplate.

Annotated pages are as they were scraped, so that almost none is clean. But users often clean texts that are nearly clean already, and these
must stay whole.
"""

from __future__ import annotations

import hashlib
import random
from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby

from boilerstrip.document import Block, Document

# The scraper's name in an example from a thinned source begins with this.
THINNED = "thinned"
# Which share of the runs of boilerplate is left out; each page draws one of these.
_SHARES = (1.0, 1.0, 0.9, 0.7, 0.4)


def is_thinned(page: str, number: int, of: int) -> bool:
    """Whether the source with this number is the one of a page's `of` sources that is thinned out; the same on every machine.

    >>> sum(is_thinned("page 1", number, 6) for number in range(6))
    1
    """
    return _hash_page(page) % of == number


def thin_out(document: Document, stays: Sequence[bool], page: str) -> Document:
    r"""The document without some runs of the blocks that do not stay: on two pages of five without all of them.

    >>> from boilerstrip.readers import read
    >>> page = read("Home\nThe ferry sank.\nShare")
    >>> [block.text for block in thin_out(page, [False, True, False], "page 1").blocks]
    ['The ferry sank.']
    """
    rng = random.Random(_hash_page(page))
    share = rng.choice(_SHARES)
    left: list[Block] = []
    for is_kept, run in groupby(document.blocks, key=lambda block: stays[block.index]):
        if is_kept or rng.random() >= share:
            left += run
    return replace(document, blocks=tuple([block._replace(index=index) for index, block in enumerate(left)]))


def _hash_page(page: str) -> int:
    return int(hashlib.sha256(page.encode()).hexdigest()[:12], 16)
