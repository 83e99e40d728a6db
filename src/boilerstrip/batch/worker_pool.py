"""Shares sources out among worker processes, and handles workers that die or take too long."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Generator, Iterator
from queue import Empty, SimpleQueue
from typing import Any

from boilerstrip.batch.items import Item
from boilerstrip.batch.work_queue import Task, WorkQueue
from boilerstrip.batch.worker_messages import Signal
from boilerstrip.batch.worker_process import Event, Worker, explain_unsendable, pickle_cleaner
from boilerstrip.cleaner import Cleaner, Failure

# A source fails after this many workers died while they cleaned it, or before they had begun with it.
_MOST_DEATHS = 2
_MOST_EARLY_DEATHS = 5
# The pool gives up after this many starts in a row without a worker that is ready.
_MOST_FAILED_STARTS = 10
# Characters of a large source. Python does not give its memory back to the system, so the worker is replaced.
_LARGE = 5_000_000


class _Job:
    """The tasks of a worker.

    `since` is the time when the worker got the tasks, or began with the task that is now the first; `None` while the process starts.
    `has_begun` says whether the worker has confirmed that it has the tasks.
    """

    __slots__ = ("has_begun", "has_large_source", "since", "tasks")

    def __init__(self, tasks: list[Task]) -> None:
        self.tasks = deque(tasks)
        self.since: float | None = None
        self.has_begun = False
        self.has_large_source = any(task.length > _LARGE for task in tasks)


class WorkerPool:
    """Worker processes, started when there is work for them, and replaced when they die.

    Only the thread that asks for results makes decisions, so nothing needs a lock.
    """

    def __init__(self, cleaner: Cleaner, workers: int, timeout: float | None) -> None:
        """A pool of at most this many workers; none is started yet. `timeout` is in seconds for each source."""
        self._pickled = pickle_cleaner(cleaner)
        self._workers = workers
        self._timeout = timeout
        self._events: SimpleQueue[Event] = SimpleQueue()
        self._jobs: dict[Worker, _Job] = {}
        self._failed_starts = 0

    def clean_items(self, items: Iterator[Item]) -> Generator[tuple[Any, Any]]:
        """Key and outcome of each item, in order. The workers end with the generator.

        Raises `RuntimeError` if workers cannot start, and `ValueError` if they cannot load the cleaner.
        """
        queue = WorkQueue(items, self._workers)
        try:
            while True:
                self._hand_out_tasks(queue)
                result = queue.pop_result()
                if result is not None:
                    yield result
                elif queue.is_finished:
                    return
                self._handle_events(queue, wait=result is None)
        finally:
            for worker in self._jobs:
                worker.kill()

    def _hand_out_tasks(self, queue: WorkQueue) -> None:
        idle = [worker for worker, job in self._jobs.items() if job.since is not None and not job.tasks]
        while (idle or len(self._jobs) < self._workers) and (tasks := queue.take_chunk()):
            if idle:
                worker = idle.pop()
                self._jobs[worker] = _Job(tasks)
                self._send_tasks(worker)
            else:
                worker = Worker(self._pickled, self._events)
                self._jobs[worker] = _Job(tasks)

    def _send_tasks(self, worker: Worker) -> None:
        job = self._jobs[worker]
        worker.send_chunk([task.item[1:] for task in job.tasks])
        job.since = time.monotonic()

    def _handle_events(self, queue: WorkQueue, *, wait: bool) -> None:
        """Handle all messages of the workers. With `wait`, wait for the first message, or until a worker is late."""
        if wait:
            self._handle_next_event(queue, self._compute_patience())
        while self._handle_next_event(queue, 0):
            pass
        self._stop_late_workers(queue)

    def _compute_patience(self) -> float | None:
        """Seconds until the next worker is late; `None` if none can be."""
        times = [job.since for job in self._jobs.values() if job.since is not None and job.tasks]
        if self._timeout is None or not times:
            return None
        return max(0.0, min(times) + self._timeout - time.monotonic())

    def _handle_next_event(self, queue: WorkQueue, patience: float | None) -> bool:
        """Handle one message; `False` if none came in time. `patience` is in seconds, `None` for no limit."""
        try:
            event = self._events.get(timeout=patience) if patience != 0 else self._events.get_nowait()
        except Empty:
            return False
        job = self._jobs.get(event.worker)
        if job is None:
            return True  # the last messages of a worker that was stopped
        if event.message is Signal.GONE:
            self._handle_death(queue, event.worker)
        elif isinstance(event.message, Signal):
            self._handle_signal(job, event)
        elif job.since is None:
            raise ValueError(explain_unsendable(event.message))
        else:
            job.tasks.popleft().outcome = event.message
            job.since = event.time
            if job.has_large_source and not job.tasks:
                self._stop_worker(event.worker)
        return True

    def _handle_signal(self, job: _Job, event: Event) -> None:
        if event.message is Signal.READY:
            self._failed_starts = 0
            self._send_tasks(event.worker)
        else:
            job.has_begun, job.since = True, event.time

    def _handle_death(self, queue: WorkQueue, worker: Worker) -> None:
        """Forget a dead worker. Its current source is tried once more, alone; if the next worker dies too, the source has failed.

        If the worker died before it had begun, for example between two chunks, that was not the fault of the source, unless it happens
        again and again.
        """
        job = self._jobs.pop(worker)
        end = worker.wait_for_end()
        worker.kill()
        if job.since is None:
            self._failed_starts += 1
            if self._failed_starts >= _MOST_FAILED_STARTS:
                raise RuntimeError(f"worker processes do not start: the last one {end}; see standard error, or use workers=0")
        elif job.tasks:
            suspect = job.tasks.popleft()
            suspect.deaths += job.has_begun
            suspect.early_deaths += not job.has_begun
            if suspect.deaths >= _MOST_DEATHS:
                suspect.outcome = Failure("killed", f"the worker process {end}, twice")
            elif suspect.early_deaths >= _MOST_EARLY_DEATHS:
                suspect.outcome = Failure(
                    "killed", f"the worker process {end} before it could begin, {_MOST_EARLY_DEATHS} times"
                )
            else:
                queue.return_tasks([suspect])
        queue.return_tasks(list(job.tasks))

    def _stop_late_workers(self, queue: WorkQueue) -> None:
        if self._timeout is None:
            return
        now = time.monotonic()
        for worker, job in list(self._jobs.items()):
            if job.tasks and job.since is not None and now - job.since > self._timeout:
                self._stop_worker(worker)
                job.tasks.popleft().outcome = Failure("timeout", f"took longer than {self._timeout:g} s")
                queue.return_tasks(list(job.tasks))

    def _stop_worker(self, worker: Worker) -> None:
        del self._jobs[worker]
        worker.kill()
