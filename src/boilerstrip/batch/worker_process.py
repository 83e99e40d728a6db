"""Worker processes, as the parent sees them.

Pools of other libraries were no choice. The one in `concurrent.futures` cannot be used any more after one worker was killed. The workers
of pebble share one pipe: a worker that is killed from outside may leave the pipe locked, and a whole chunk is lost. And workers of both
import the caller's main module again. Here each worker has its own pipes, and starts as a module of this package.
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

from boilerstrip.batch.worker_messages import Signal
from boilerstrip.cleaner import Cleaner

_SECONDS_TO_END = 5


class Event(NamedTuple):
    """A message from a worker, and when it came (`time.monotonic`)."""

    worker: Worker
    time: float
    message: Any


class Worker:
    """One worker process. Its own thread puts every message into `events`; the last one is `Signal.GONE`.

    The process starts at once. Its first message is `Signal.READY`, or a text that says why it cannot work.
    """

    def __init__(self, pickled: bytes, events: SimpleQueue[Event]) -> None:
        """Start the process. Raises `RuntimeError` where the path of the Python program is unknown."""
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
        # With a normal thread, a program that leaves a generator unclosed would never end.
        self._listener = threading.Thread(target=self._listen, args=(self._output, events), daemon=True)
        self._listener.start()
        self._send(pickled)

    def send_chunk(self, chunk: Sequence[tuple[object, str | None, str | None]]) -> None:
        """Send sources. The worker, which must be idle, answers with `Signal.BEGUN`, then with a result for each source, in order."""
        self._send(chunk)

    def kill(self) -> None:
        """End the process now, whatever it is doing."""
        self._process.kill()
        self._process.wait()
        self._listener.join()
        for stream in (self._input, self._output):
            with suppress(BrokenPipeError):  # data that was not sent yet is lost
                stream.close()

    def wait_for_end(self) -> str:
        """Wait a few seconds for the process to end, and say in words how it ended."""
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(_SECONDS_TO_END)
        self._process.kill()
        code = self._process.wait()
        return f"ended with exit code {code}" if code >= 0 else f"was killed by {signal.Signals(-code).name}"

    def _send(self, message: object) -> None:
        with suppress(OSError):  # if the process is gone, the listener reports it
            pickle.dump(message, self._input, protocol=pickle.HIGHEST_PROTOCOL)
            self._input.flush()

    def _listen(self, results: BinaryIO, events: SimpleQueue[Event]) -> None:
        try:
            while True:
                message = pickle.load(results)
                events.put(Event(self, time.monotonic(), message))
        except (EOFError, pickle.UnpicklingError, OSError):
            events.put(Event(self, time.monotonic(), Signal.GONE))


def pickle_cleaner(cleaner: Cleaner) -> bytes:
    """The cleaner as it is sent to workers.

    Raises `ValueError` for filters that cannot be pickled.
    """
    try:
        return pickle.dumps(cleaner, protocol=pickle.HIGHEST_PROTOCOL)
    except Exception as error:
        raise ValueError(explain_unsendable(error)) from error


def explain_unsendable(reason: object) -> str:
    """The error message for a pipeline that workers cannot load."""
    return f"the pipeline cannot be sent to worker processes ({reason}); define its filters in a module that can be imported, or use workers=0"
