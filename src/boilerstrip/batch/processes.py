"""Worker processes, as the parent sees them.

Why not a pool from elsewhere: that of `concurrent.futures` is broken for good by one killed worker; pebble's workers share one pipe, which a
worker killed from outside can leave locked, and lose a whole chunk with it; and all of them import the caller's main module anew. Here each
worker has pipes of its own, and starts as a module of this package.
"""

from __future__ import annotations

import os
import pickle
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from queue import SimpleQueue
from typing import Any, BinaryIO, NamedTuple

from boilerstrip.batch.signal import Signal
from boilerstrip.clean_one import Cleaner

_SECONDS_TO_END = 5


class Event(NamedTuple):
    """Something that a worker said, and when (`time.monotonic`)."""

    worker: Worker
    at: float
    message: Any


class Worker:
    """One worker process. Everything it says is put into `events` by a thread of its own, `Signal.GONE` at last.

    It starts at once; its first message is `Signal.READY`, or why it cannot do the work.
    """

    def __init__(self, pickled: bytes, events: SimpleQueue[Event]) -> None:
        """Start the process. Raises `RuntimeError` where there is no Python to start."""
        if not sys.executable:
            raise RuntimeError("worker processes need sys.executable, which this program does not have; use workers=0")
        path = os.pathsep.join(entry or str(Path.cwd()) for entry in sys.path)
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-m", "boilerstrip.batch.worker"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env={**os.environ, "PYTHONPATH": path},
        )
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._input, self._output = self._process.stdin, self._process.stdout
        # A thread that outlived the program would keep it from ending while a generator is not closed.
        self._listener = threading.Thread(target=self._listen, args=(self._output, events), daemon=True)
        self._listener.start()
        self._send(pickled)

    def give(self, chunk: Sequence[tuple[object, str | None, str | None]]) -> None:
        """Hand over sources; `Signal.BEGUN` comes, then a result for each, in order. The worker must be waiting for them."""
        self._send(chunk)

    def kill(self) -> None:
        """End the process now, whatever it does."""
        self._process.kill()
        self._process.wait()
        self._listener.join()
        for stream in (self._input, self._output):
            with suppress(BrokenPipeError):  # What was not sent yet goes nowhere.
                stream.close()

    def end(self) -> str:
        """How the process ended, in words. It has a few seconds to do so."""
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(_SECONDS_TO_END)
        self._process.kill()
        code = self._process.wait()
        return f"ended with exit code {code}" if code >= 0 else f"was killed by {signal.Signals(-code).name}"

    def _send(self, message: object) -> None:
        with suppress(OSError):  # If it is gone, its listener says so.
            pickle.dump(message, self._input, protocol=pickle.HIGHEST_PROTOCOL)
            self._input.flush()

    def _listen(self, results: BinaryIO, events: SimpleQueue[Event]) -> None:
        try:
            while True:
                message = pickle.load(results)
                events.put(Event(self, time.monotonic(), message))
        except (EOFError, pickle.UnpicklingError, OSError):
            events.put(Event(self, time.monotonic(), Signal.GONE))


def pickled(work: Cleaner) -> bytes:
    """The work as workers get it.

    Raises `ValueError` for filters that cannot be sent.
    """
    try:
        return pickle.dumps(work, protocol=pickle.HIGHEST_PROTOCOL)
    except Exception as error:
        raise ValueError(unsendable(error)) from error


def unsendable(reason: object) -> str:
    """Why the work cannot be done in other processes, and what to do."""
    return f"the pipeline cannot be sent to worker processes ({reason}); define its filters in a module that can be imported, or use workers=0"
