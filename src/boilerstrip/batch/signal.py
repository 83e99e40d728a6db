"""What a worker and its pipe tell the parent beside results."""

from __future__ import annotations

from enum import Enum, auto


class Signal(Enum):
    """A message that is no result.

    Attributes:
        READY: The worker can do the work, and waits for sources.
        BEGUN: It has the chunk that it was given, and begins with the first source.
        GONE: Its output has ended; nothing more will come from it.
    """

    READY = auto()
    BEGUN = auto()
    GONE = auto()
