"""`clean_many`: many sources, in order, in several processes."""

from __future__ import annotations

import os
from collections.abc import Generator, Iterable
from typing import Any, Unpack

from boilerstrip.batch.items import Cleaned, Item, parse_item
from boilerstrip.cleaner import Cleaner, Failure, Options


def clean_many(
    sources: Iterable[Any], *, workers: int | None = None, timeout: float | None = None, **options: Unpack[Options]
) -> Generator[Cleaned]:
    r"""`clean_article` for many sources. The results come in the order of the sources, each as soon as possible.

    Sources are read only a little ahead of the results that you take. So both may be endless, and memory stays bounded. A source that
    fails gives a `Cleaned` with an `error`, and does not affect the others. It fails if it has a wrong type, if a filter raises, if it
    takes longer than `timeout`, or if it kills its worker. A worker that dies is replaced, and its source is tried once more, alone.

    Worker processes do not import the caller's main module, so a script needs no `if __name__ == "__main__"`, and notebooks and threads
    may call this too. Workers end with the generator, at the latest with the program.

    Args:
        sources: Text or bytes, or tuples `(id, source)` or `(id, source, url)`. The default id is the position, counted from 0.
        workers: Number of processes; by default, the number of processors. With 0, everything is done in this process.
        timeout: Seconds allowed for each source; by default, there is no limit. A timeout needs workers.
        **options: `kind`, `language`, `pipeline` and `site`, as `clean_article` takes them. For workers, filters of your own must be
            defined in a module that can be imported.

    Returns:
        A generator of `Cleaned`; closing it ends the workers. The articles are those of `clean_article`. An exception that `sources`
        raises is raised after the results of all earlier sources.

    Raises:
        TypeError: An option has the wrong type.
        ValueError: An option has a wrong value; or, while iterating, the pipeline cannot be sent to the workers.
        RuntimeError: While iterating: worker processes do not start.

    >>> sources = [("a1", "Ferry sinks\nNobody was hurt when the ferry sank at dawn, the harbour master said."), ("a2", None)]
    >>> for cleaned in clean_many(sources, workers=0):
    ...     print(cleaned.id, cleaned.article.headline if cleaned.article else cleaned.error.message)
    a1 Ferry sinks
    a2 a source must be text or bytes, but is None
    """
    if isinstance(sources, str | bytes):
        raise TypeError("clean_many() needs an iterable of sources, but got a single one; for that, use clean_article()")
    cleaner = Cleaner(options)
    cleaner.check()
    items = (parse_item(source, position) for position, source in enumerate(sources))
    return (_make_result(key, outcome) for key, outcome in clean_items(cleaner, items, workers, timeout))


def clean_items(
    cleaner: Cleaner, items: Iterable[Item], workers: int | None, timeout: float | None
) -> Generator[tuple[Any, Any]]:
    """Key and outcome of each item, in order. An outcome is a `Failure`, or what the cleaner made of the source.

    Raises `TypeError` and `ValueError` at once for wrong `workers` and `timeout`.
    """
    if workers is None:
        workers = _count_processors()
    if not isinstance(workers, int) or workers < 0:
        raise ValueError(f"workers must be a whole number from 0, or None, but is {workers!r}")
    if timeout is not None and (not isinstance(timeout, int | float) or not timeout > 0):
        raise ValueError(f"timeout must be a number of seconds above 0, or None, but is {timeout!r}")
    if workers == 0:
        if timeout is not None:
            raise ValueError("timeout needs worker processes, because only a process can be stopped; use workers=1 or more")
        return ((item.key, _clean_item(cleaner, item)) for item in items)
    # The modules that start processes are imported only where they are needed.
    from boilerstrip.batch.worker_pool import WorkerPool

    return WorkerPool(cleaner, workers, timeout).clean_items(iter(items))


def _clean_item(cleaner: Cleaner, item: Item) -> Any:
    return item.source if isinstance(item.source, Failure) else cleaner(item.source, item.url, item.kind)


def _make_result(key: Any, outcome: Any) -> Cleaned:
    return Cleaned(key, error=outcome) if isinstance(outcome, Failure) else Cleaned(key, article=outcome)


def _count_processors() -> int:
    """The number of processors that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
