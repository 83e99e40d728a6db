"""`clean_many`: many sources, in order, over processes."""

from __future__ import annotations

import os
from collections.abc import Generator, Iterable
from typing import Any, Unpack

from boilerstrip.batch.items import Cleaned, Item, item_of
from boilerstrip.clean_one import Cleaner, Failure, Options


def clean_many(
    sources: Iterable[Any], *, workers: int | None = None, timeout: float | None = None, **options: Unpack[Options]
) -> Generator[Cleaned]:
    r"""`clean_article` for many sources: what became of each, in order, as soon as it is known.

    Sources are read when they are needed, never far ahead of what is taken, so both may be endless; memory stays bounded. A source that
    fails gives a `Cleaned` with an `error`, and the others are not touched by it: a wrong type, a filter that raises, a page that takes
    longer than `timeout`, a page that kills its worker. A worker that dies is replaced; what it was at is tried once more, alone.

    Worker processes are started as programs of their own: the caller's main module is not imported by them and needs no guard, and it
    works from notebooks and threads. They end with the generator, at the latest with the program.

    Args:
        sources: Text or bytes, or tuples `(id, source)` or `(id, source, url)`. Without an id, it is the position, from 0.
        workers: Processes to use; the number of processors where it is not given. With 0, all is done in this process.
        timeout: Seconds allowed for each source; no limit where it is not given. Needs workers.
        **options: `kind`, `language`, `pipeline` and `site`, as `clean_article` takes them. For workers, a pipeline's own filters must
            stand in a module that can be imported.

    Returns:
        A generator of `Cleaned`; closing it ends the workers. The articles are those of `clean_article`. What `sources` itself raises
        comes out of it after the results of all that came before.

    Raises:
        TypeError: An option has the wrong type.
        ValueError: An option has a wrong value, or, while iterating, the pipeline cannot be sent to the workers.
        RuntimeError: While iterating: worker processes do not start.

    >>> sources = [("a1", "Ferry sinks\nNobody was hurt when the ferry sank at dawn, the harbour master said."), ("a2", None)]
    >>> for cleaned in clean_many(sources, workers=0):
    ...     print(cleaned.id, cleaned.article.headline if cleaned.article else cleaned.error.message)
    a1 Ferry sinks
    a2 a source must be text or bytes, but is None
    """
    if isinstance(sources, str | bytes):
        raise TypeError("clean_many() needs an iterable of sources, but got a single one; for that, use clean_article()")
    work = Cleaner(options)
    work.check()
    items = (item_of(source, position) for position, source in enumerate(sources))
    return (_cleaned(key, outcome) for key, outcome in results(work, items, workers, timeout))


def results(work: Cleaner, items: Iterable[Item], workers: int | None, timeout: float | None) -> Generator[tuple[Any, Any]]:
    """Key and outcome of each item, in order; an outcome is a `Failure` or what the work gave.

    Raises `TypeError` and `ValueError` at once for wrong `workers` and `timeout`.
    """
    if workers is None:
        workers = _processors()
    if not isinstance(workers, int) or workers < 0:
        raise ValueError(f"workers must be a whole number from 0, or None, but is {workers!r}")
    if timeout is not None and (not isinstance(timeout, int | float) or not timeout > 0):
        raise ValueError(f"timeout must be a number of seconds above 0, or None, but is {timeout!r}")
    if workers == 0:
        if timeout is not None:
            raise ValueError("timeout needs worker processes, for nothing else can stop a page; use workers=1 or more")
        return ((item.key, _outcome(work, item)) for item in items)
    # What starts processes is loaded by those who want some.
    from boilerstrip.batch.worker_pool import WorkerPool

    return WorkerPool(work, workers, timeout).results(iter(items))


def _outcome(work: Cleaner, item: Item) -> Any:
    return item.source if isinstance(item.source, Failure) else work(item.source, item.url, item.kind)


def _cleaned(key: Any, outcome: Any) -> Cleaned:
    return Cleaned(key, error=outcome) if isinstance(outcome, Failure) else Cleaned(key, article=outcome)


def _processors() -> int:
    """The number of processors that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
