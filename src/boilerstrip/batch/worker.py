"""A worker process: `python -m boilerstrip.batch.worker`, started by `worker_process.Worker`.

It reads pickled messages from standard input: first the `Cleaner`, then chunks of (source, url, kind). It writes its answers to standard
output: `Signal.READY`, or a text that says why it cannot work; then, for each chunk, `Signal.BEGUN` and a result for each source. It ends
when its input ends, even in the middle of a page.
"""

from __future__ import annotations

import os
import pickle
import signal
import sys
import threading
from queue import SimpleQueue
from typing import Any, BinaryIO

from boilerstrip.batch.worker_messages import Signal
from boilerstrip.cleaner import Cleaner


def main() -> None:
    """Clean sources until the input ends."""
    # Ctrl-C reaches every process of a terminal; only the parent may decide when this one ends.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    chunks, results = _take_pipes()
    inbox: SimpleQueue[Any] = SimpleQueue()
    threading.Thread(target=_listen, args=(chunks, inbox), daemon=True).start()
    cleaner = _load_cleaner(inbox.get(), results)
    while True:
        chunk = inbox.get()
        _send(results, Signal.BEGUN)
        for source, url, kind in chunk:
            _send(results, cleaner(source, url, kind))


def _take_pipes() -> tuple[BinaryIO, BinaryIO]:
    """The pipes to the parent. Standard input and output are replaced, because filters may read or print."""
    chunks, results = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    os.dup2(2, 1)
    return chunks, results


def _listen(chunks: BinaryIO, inbox: SimpleQueue[Any]) -> None:
    """Pass messages on. This runs in its own thread, so that the process ends with its parent even in the middle of a slow page."""
    try:
        while True:
            inbox.put(pickle.load(chunks))
    except (EOFError, pickle.UnpicklingError, OSError):
        os._exit(0)


def _load_cleaner(pickled: bytes, results: BinaryIO) -> Cleaner:
    """The cleaner, ready for use. The parent gets a message: it is ready, or it cannot be loaded, and why."""
    try:
        cleaner: Cleaner = pickle.loads(pickled)
    except Exception as error:
        _send(results, f"{type(error).__name__}: {error}")
        sys.exit(1)
    cleaner.warm_up()
    _send(results, Signal.READY)
    return cleaner


def _send(results: BinaryIO, message: object) -> None:
    try:
        pickle.dump(message, results, protocol=pickle.HIGHEST_PROTOCOL)
        results.flush()
    except BrokenPipeError:
        os._exit(0)


if __name__ == "__main__":
    main()
