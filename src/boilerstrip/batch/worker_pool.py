"""Sources shared out among worker processes, and what happens when one of them dies or takes too long."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Generator, Iterator
from queue import Empty, SimpleQueue
from typing import Any

from boilerstrip.batch.items import Item
from boilerstrip.batch.processes import Event, Worker, pickled, unsendable
from boilerstrip.batch.signal import Signal
from boilerstrip.batch.work_queue import Task, WorkQueue
from boilerstrip.clean_one import Cleaner, Failure

_MOST_DEATHS = 2
_MOST_LOST = 5
_MOST_FAILED_STARTS = 10
# Memory that a page of such a length took is not given back to the system by itself.
_LARGE = 5_000_000


class _Job:
    """What a worker has to do.

    `since` is when it was given the tasks, or began with the one that is now the first; `None` while the process starts. `begun` is whether
    it has said that it has them.
    """

    __slots__ = ("begun", "since", "swollen", "tasks")

    def __init__(self, tasks: list[Task]) -> None:
        self.tasks = deque(tasks)
        self.since: float | None = None
        self.begun = False
        self.swollen = any(task.length > _LARGE for task in tasks)


class WorkerPool:
    """Worker processes, started when there is work for them and replaced when they die.

    All decisions are made in the thread that asks for results; nothing is locked.
    """

    def __init__(self, work: Cleaner, workers: int, timeout: float | None) -> None:
        """A crew of at most so many workers, none of them started yet. `timeout` is in seconds a source."""
        self._pickled = pickled(work)
        self._workers = workers
        self._timeout = timeout
        self._events: SimpleQueue[Event] = SimpleQueue()
        self._jobs: dict[Worker, _Job] = {}
        self._failed_starts = 0

    def results(self, items: Iterator[Item]) -> Generator[tuple[Any, Any]]:
        """Key and outcome of each item, in order. The workers end with the generator.

        Raises `RuntimeError` if workers cannot start, `ValueError` if they cannot do the work.
        """
        line = WorkQueue(items, self._workers)
        try:
            while True:
                self._hand_out(line)
                result = line.pop()
                if result is not None:
                    yield result
                elif line.finished:
                    return
                self._hear(line, wait=result is None)
        finally:
            for worker in self._jobs:
                worker.kill()

    def _hand_out(self, line: WorkQueue) -> None:
        idle = [worker for worker, job in self._jobs.items() if job.since is not None and not job.tasks]
        while (idle or len(self._jobs) < self._workers) and (tasks := line.chunk()):
            if idle:
                worker = idle.pop()
                self._jobs[worker] = _Job(tasks)
                self._give(worker)
            else:
                worker = Worker(self._pickled, self._events)
                self._jobs[worker] = _Job(tasks)

    def _give(self, worker: Worker) -> None:
        job = self._jobs[worker]
        worker.give([task.item[1:] for task in job.tasks])
        job.since = time.monotonic()

    def _hear(self, line: WorkQueue, *, wait: bool) -> None:
        """Take in all that the workers have said; with `wait`, there is something to take in, or somebody is late."""
        if wait:
            self._take(line, self._patience())
        while self._take(line, 0):
            pass
        self._dismiss_late(line)

    def _patience(self) -> float | None:
        """Seconds until the next worker is late."""
        begun = [job.since for job in self._jobs.values() if job.since is not None and job.tasks]
        if self._timeout is None or not begun:
            return None
        return max(0.0, min(begun) + self._timeout - time.monotonic())

    def _take(self, line: WorkQueue, patience: float | None) -> bool:
        try:
            event = self._events.get(timeout=patience) if patience != 0 else self._events.get_nowait()
        except Empty:
            return False
        job = self._jobs.get(event.worker)
        if job is None:
            return True  # Last words of one that was dismissed.
        if event.message is Signal.GONE:
            self._replace(line, event.worker)
        elif isinstance(event.message, Signal):
            self._note(job, event)
        elif job.since is None:
            raise ValueError(unsendable(event.message))
        else:
            job.tasks.popleft().outcome = event.message
            job.since = event.at
            if job.swollen and not job.tasks:
                self._dismiss(event.worker)
        return True

    def _note(self, job: _Job, event: Event) -> None:
        if event.message is Signal.READY:
            self._failed_starts = 0
            self._give(event.worker)
        else:
            job.begun, job.since = True, event.at

    def _replace(self, line: WorkQueue, worker: Worker) -> None:
        """Bury a dead worker. The source that it was at goes out once more, alone; if that kills the next worker too, it has failed.

        A worker that died before it had begun, say between two chunks, is no fault of its source, unless that comes again and again.
        """
        job = self._jobs.pop(worker)
        end = worker.end()
        worker.kill()
        if job.since is None:
            self._failed_starts += 1
            if self._failed_starts >= _MOST_FAILED_STARTS:
                raise RuntimeError(f"worker processes do not start: the last one {end}; see standard error, or use workers=0")
        elif job.tasks:
            suspect = job.tasks.popleft()
            suspect.deaths += job.begun
            suspect.lost += not job.begun
            if suspect.deaths >= _MOST_DEATHS:
                suspect.outcome = Failure("killed", f"the worker process {end}, twice")
            elif suspect.lost >= _MOST_LOST:
                suspect.outcome = Failure("killed", f"the worker process {end} before it could begin, {_MOST_LOST} times")
            else:
                line.again([suspect])
        line.again(list(job.tasks))

    def _dismiss_late(self, line: WorkQueue) -> None:
        if self._timeout is None:
            return
        now = time.monotonic()
        for worker, job in list(self._jobs.items()):
            if job.tasks and job.since is not None and now - job.since > self._timeout:
                self._dismiss(worker)
                job.tasks.popleft().outcome = Failure("timeout", f"took longer than {self._timeout:g} s")
                line.again(list(job.tasks))

    def _dismiss(self, worker: Worker) -> None:
        del self._jobs[worker]
        worker.kill()
