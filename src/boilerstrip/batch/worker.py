"""A worker process: `python -m boilerstrip.batch.worker`, started by `processes.Worker`.

It takes pickled messages on standard input: first the `Cleaner`, then chunks of (source, url, kind). It answers on standard output:
`Signal.READY`, or why it is not ready; then, for each chunk, `Signal.BEGUN` and a result for each source.
It ends when its input ends, also in the middle of a page.
"""

from __future__ import annotations

import os
import pickle
import signal
import sys
import threading
from queue import SimpleQueue
from typing import Any, BinaryIO

from boilerstrip.batch.signal import Signal
from boilerstrip.clean_one import Cleaner


def main() -> None:
    """Cleaner until the input ends."""
    # Ctrl-C reaches every process of a terminal; the parent decides what becomes of this one.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    chunks, results = _streams()
    inbox: SimpleQueue[Any] = SimpleQueue()
    threading.Thread(target=_listen, args=(chunks, inbox), daemon=True).start()
    work = _prepared(inbox.get(), results)
    while True:
        chunk = inbox.get()
        _send(results, Signal.BEGUN)
        for source, url, kind in chunk:
            _send(results, work(source, url, kind))


def _streams() -> tuple[BinaryIO, BinaryIO]:
    """The parent's pipes, out of reach of filters that print or read."""
    chunks, results = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    os.dup2(2, 1)
    return chunks, results


def _listen(chunks: BinaryIO, inbox: SimpleQueue[Any]) -> None:
    """Pass messages on; a thread of its own, so that the parent's end is noticed while a page takes its time."""
    try:
        while True:
            inbox.put(pickle.load(chunks))
    except (EOFError, pickle.UnpicklingError, OSError):
        os._exit(0)


def _prepared(pickled: bytes, results: BinaryIO) -> Cleaner:
    """The work to do, once the parent has been told that it can be done."""
    try:
        work: Cleaner = pickle.loads(pickled)
    except Exception as error:
        _send(results, f"{type(error).__name__}: {error}")
        sys.exit(1)
    work.warm_up()
    _send(results, Signal.READY)
    return work


def _send(results: BinaryIO, message: object) -> None:
    try:
        pickle.dump(message, results, protocol=pickle.HIGHEST_PROTOCOL)
        results.flush()
    except BrokenPipeError:
        os._exit(0)


if __name__ == "__main__":
    main()
