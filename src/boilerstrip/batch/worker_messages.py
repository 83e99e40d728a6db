"""The messages from a worker to its parent that are no results. Both sides import this module, and it imports nothing large."""

from __future__ import annotations

from enum import Enum, auto


class Signal(Enum):
    """A message that is no result.

    Attributes:
        READY: The worker has loaded everything and waits for sources.
        BEGUN: The worker has received a chunk of sources and begins with the first one.
        GONE: The worker's output has ended; no more messages will come.
    """

    READY = auto()
    BEGUN = auto()
    GONE = auto()
