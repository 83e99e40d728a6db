"""What goes into a batch and what comes out of it: `Item` and `Cleaned`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, NamedTuple

from boilerstrip.article import Article
from boilerstrip.cleaner import Failure


@dataclass(frozen=True, slots=True)
class Cleaned:
    """The result for one source: its article, or the reason why there is none.

    `id` is the id that was given with the source, or the position of the source, counted from 0. One of `article` and `error` is `None`.

    >>> Cleaned("a1", Article(headline="Ferry sinks")).article.headline
    'Ferry sinks'
    """

    id: Any
    article: Article | None = None
    error: Failure | None = None


class Item(NamedTuple):
    """One source on its way to a worker.

    `key` is not sent to the worker; it comes back with the result. A `Failure` in place of a source is the result. `kind` overrides the
    kind of the batch for this source.
    """

    key: Any
    source: str | bytes | Failure
    url: str | None = None
    kind: str | None = None


def parse_item(given: Any, position: int) -> Item:
    """The item for what a caller gave: a source, `(id, source)` or `(id, source, url)`. A wrong type gives an item with a `Failure`.

    >>> parse_item("Ferry sinks", 7)
    Item(key=7, source='Ferry sinks', url=None, kind=None)
    >>> parse_item(("a1", None), 8).source.message
    'a source must be text or bytes, but is None'
    """
    if not isinstance(given, tuple):
        return make_item(position, given, None)
    if len(given) not in (2, 3):
        failure = Failure("type", f"a tuple must be (id, source) or (id, source, url), but has {len(given)} members")
        return Item(given[0] if given else position, failure)
    return make_item(given[0], given[1], given[2] if len(given) == 3 else None)


def make_item(key: Any, source: Any, url: Any = None, kind: str | None = None) -> Item:
    """An item, with a `Failure` in place of the source if the source or the address has a wrong type.

    >>> make_item("a1", 7).source.kind
    'type'
    """
    if url is not None and not isinstance(url, str):
        return Item(key, Failure("type", f"url must be a str or None, but is {_describe_type(url)}"))
    if isinstance(source, str):
        # A subclass of str may hold a reference to a whole page, as BeautifulSoup's strings do.
        return Item(key, str(source), url, kind)
    if isinstance(source, bytes | bytearray | memoryview):
        return Item(key, bytes(source), url, kind)
    return Item(key, Failure("type", f"a source must be text or bytes, but is {_describe_type(source)}"))


def _describe_type(value: object) -> str:
    return "None" if value is None else f"a {type(value).__name__}"
