"""The sources that were read and not given back yet, in order."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from typing import Any

from boilerstrip.batch.items import Item
from boilerstrip.clean_one import Failure

_FIRST_CHUNK = 4
_CHUNK = 32
_CHUNK_LENGTH = 1_000_000
# A chunk that is worked on and two that wait for their turn, a worker.
_CHUNKS_AHEAD = 3
_LENGTH_AHEAD = 32_000_000


class Task:
    """A source between being read and being given back."""

    __slots__ = ("deaths", "item", "length", "lost", "outcome")

    def __init__(self, item: Item) -> None:
        """A source that nothing has been done to, unless it came as a `Failure`."""
        failed = isinstance(item.source, Failure)
        self.item = item
        self.length = 0 if failed else len(item.source)
        self.outcome: Any = item.source if failed else None
        # Workers that died at it, and workers that died with it before they had begun.
        self.deaths = 0
        self.lost = 0


class WorkQueue:
    """Reads sources in chunks when they are asked for, never far ahead of those given back, and gives results back in order.

    Chunks are small at first, so that the first results come soon and a short list is shared out. At most three full chunks a worker
    and some 32 million characters are held.
    """

    def __init__(self, items: Iterator[Item], workers: int) -> None:
        """A line for so many workers."""
        self._items: Iterator[Item] | None = items
        self._workers = workers
        self._tasks: deque[Task] = deque()
        self._again: deque[list[Task]] = deque()
        self._chunks = 0
        self._length = 0
        self._raised: Exception | None = None

    def chunk(self) -> list[Task]:
        """What a worker is to do next; empty if nothing is left, or if enough is on its way."""
        if self._again:
            return self._again.popleft()
        tasks: list[Task] = []
        length = 0
        most = min(_CHUNK, _FIRST_CHUNK + self._chunks // self._workers)
        while len(tasks) < most and length < _CHUNK_LENGTH and (task := self._read()):
            if task.outcome is None:
                tasks.append(task)
                length += task.length
        self._chunks += 1
        return tasks

    def again(self, tasks: list[Task]) -> None:
        """Take back what was not done; it goes out before anything else."""
        if tasks:
            self._again.append(tasks)

    def pop(self) -> tuple[Any, Any] | None:
        """Key and outcome of the next source in order; `None` if it is not done yet.

        Raises what reading the sources raised, once all that came before is given back.
        """
        if self._tasks and self._tasks[0].outcome is not None:
            task = self._tasks.popleft()
            self._length -= task.length
            return task.item.key, task.outcome
        if self._raised and not self._tasks:
            raise self._raised
        return None

    @property
    def finished(self) -> bool:
        """Whether everything was read and given back."""
        return self._items is None and not self._tasks

    def _read(self) -> Task | None:
        if self._items is None or len(self._tasks) >= _CHUNKS_AHEAD * _CHUNK * self._workers or self._length > _LENGTH_AHEAD:
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
