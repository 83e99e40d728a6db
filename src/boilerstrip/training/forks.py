"""Runs the parts of a training in several processes."""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable, Sequence
from multiprocessing.connection import wait
from multiprocessing.context import ForkProcess


def run_forked(tasks: Sequence[Callable[[], None]], jobs: int) -> None:
    """Run each task in a process of its own, `jobs` at a time; a task leaves its result in a file. Raises `RuntimeError` if one fails.

    The processes are forked, so that they share what is in memory already.
    """
    context = multiprocessing.get_context("fork")
    waiting = [context.Process(target=task) for task in tasks]
    codes: list[int | None] = []
    running: list[ForkProcess] = []
    while waiting or running:
        while waiting and len(running) < jobs:
            running.append(waiting.pop(0))
            running[-1].start()
        wait([process.sentinel for process in running])
        for process in [process for process in running if not process.is_alive()]:
            process.join()
            running.remove(process)
            codes.append(process.exitcode)
    if any(codes):
        raise RuntimeError(
            f"{sum(map(bool, codes))} of {len(codes)} parts of the training failed (exit codes {codes}); see above"
        )
