"""The sources that were read, but whose results were not given back yet, in order."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from typing import Any

from boilerstrip.batch.items import Item
from boilerstrip.cleaner import Failure

# Sources in the first chunks, and in later ones; characters after which a chunk takes no more sources.
_FIRST_CHUNK_SIZE = 4
_CHUNK_SIZE = 32
_CHUNK_LENGTH = 1_000_000
# Per worker: one chunk that it works on, and two that wait.
_CHUNKS_AHEAD = 3
# Characters that are held at most, for all workers.
_LENGTH_AHEAD = 32_000_000


class Task:
    """A source that was read, and its outcome once it is known.

    `deaths` counts the workers that died while they cleaned the source, `early_deaths` those that died before they had begun.
    """

    __slots__ = ("deaths", "early_deaths", "item", "length", "outcome")

    def __init__(self, item: Item) -> None:
        has_failed = isinstance(item.source, Failure)
        self.item = item
        self.length = 0 if has_failed else len(item.source)
        self.outcome: Any = item.source if has_failed else None
        self.deaths = 0
        self.early_deaths = 0


class WorkQueue:
    """Reads sources in chunks when workers ask for them, and gives the results back in the order of the sources.

    The first chunks are small, so that the first results come soon and all workers share a short list. At most three full chunks per
    worker, and about 32 million characters, are held.
    """

    def __init__(self, items: Iterator[Item], workers: int) -> None:
        self._items: Iterator[Item] | None = items
        self._workers = workers
        self._tasks: deque[Task] = deque()
        self._returned: deque[list[Task]] = deque()
        self._chunks = 0
        self._length = 0
        self._raised: Exception | None = None

    def take_chunk(self) -> list[Task]:
        """The next tasks for a worker; empty if no task is left, or if enough sources are held already."""
        if self._returned:
            return self._returned.popleft()
        tasks: list[Task] = []
        length = 0
        most = min(_CHUNK_SIZE, _FIRST_CHUNK_SIZE + self._chunks // self._workers)
        while len(tasks) < most and length < _CHUNK_LENGTH and (task := self._read_task()):
            if task.outcome is None:
                tasks.append(task)
                length += task.length
        self._chunks += 1
        return tasks

    def return_tasks(self, tasks: list[Task]) -> None:
        """Take back tasks that were not done. They are handed out before all others."""
        if tasks:
            self._returned.append(tasks)

    def pop_result(self) -> tuple[Any, Any] | None:
        """Key and outcome of the next source in order; `None` if its outcome is not known yet.

        An exception that was raised while sources were read is raised here, after the results of all earlier sources.
        """
        if self._tasks and self._tasks[0].outcome is not None:
            task = self._tasks.popleft()
            self._length -= task.length
            return task.item.key, task.outcome
        if self._raised and not self._tasks:
            raise self._raised
        return None

    @property
    def is_finished(self) -> bool:
        """Whether all sources were read and all results given back."""
        return self._items is None and not self._tasks

    def _read_task(self) -> Task | None:
        is_full = len(self._tasks) >= _CHUNKS_AHEAD * _CHUNK_SIZE * self._workers or self._length > _LENGTH_AHEAD
        if self._items is None or is_full:
            return None
        try:
            item = next(self._items, None)
        except Exception as error:
            self._raised = error
            item = None
        if item is None:
            self._items = None
            return None
        task = Task(item)
        self._tasks.append(task)
        self._length += task.length
        return task
