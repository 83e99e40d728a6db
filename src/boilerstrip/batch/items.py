"""What goes into a batch and what comes out: `Item`, `Cleaned`, `Failure`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, NamedTuple

from boilerstrip.article import Article
from boilerstrip.clean_one import Failure


@dataclass(frozen=True, slots=True)
class Cleaned:
    """What became of one source: its article, or why there is none.

    `id` is what the source was given with, or its position, from 0. One of `article` and `error` is `None`.

    >>> Cleaned("a1", Article(headline="Ferry sinks")).article.headline
    'Ferry sinks'
    """

    id: Any
    article: Article | None = None
    error: Failure | None = None


class Item(NamedTuple):
    """One source on its way to a worker. `key` stays behind and comes back with the result; a `Failure` is passed on as it is.

    `kind` is that of this source, where it is not the batch's.
    """

    key: Any
    source: str | bytes | Failure
    url: str | None = None
    kind: str | None = None


def item_of(given: Any, position: int) -> Item:
    """The source that a caller gave, alone or as `(id, source)` or `(id, source, url)`; a `Failure` in place of a wrong one.

    >>> item_of("Ferry sinks", 7)
    Item(key=7, source='Ferry sinks', url=None, kind=None)
    >>> item_of(("a1", None), 8).source.message
    'a source must be text or bytes, but is None'
    """
    if not isinstance(given, tuple):
        return checked(position, given, None)
    if len(given) not in (2, 3):
        wrong = Failure("type", f"a tuple must be (id, source) or (id, source, url), but has {len(given)} members")
        return Item(given[0] if given else position, wrong)
    return checked(given[0], given[1], given[2] if len(given) == 3 else None)


def checked(key: Any, source: Any, url: Any = None, kind: str | None = None) -> Item:
    """An item of anything, with a `Failure` in place of a source or an address of a wrong type.

    >>> checked("a1", 7).source.kind
    'type'
    """
    if url is not None and not isinstance(url, str):
        return Item(key, Failure("type", f"url must be a str or None, but is {_named(url)}"))
    if isinstance(source, str):
        # A subclass may hold a whole page, as BeautifulSoup's strings do.
        return Item(key, str(source), url, kind)
    if isinstance(source, bytes | bytearray | memoryview):
        return Item(key, bytes(source), url, kind)
    return Item(key, Failure("type", f"a source must be text or bytes, but is {_named(source)}"))


def _named(value: object) -> str:
    return "None" if value is None else f"a {type(value).__name__}"
