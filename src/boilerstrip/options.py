"""Options of a call: which kind of error to avoid, how much of a source is read, and how long it may take."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import Literal, get_args

# "recall" loses the least of the article, "precision" leaves the least of the rest; each sets a threshold of the labeller.
Favor = Literal["recall", "balanced", "precision"]
FAVORS: tuple[Favor, ...] = get_args(Favor)


@dataclass(frozen=True, slots=True)
class Limits:
    """How much of a source is read, and how long a call may take; `None` is no limit.

    Everything after a limit becomes one entry of `removed` with the filter "limits", and a warning says so.

    Attributes:
        max_bytes: Bytes of the source, for a `str` in UTF-8. Not checked for a parsed page.
        max_blocks: Lines of text or Markdown that are not blank, or blocks of a page.
        deadline: Seconds. When they have passed, the current step is finished, and nothing else is searched for. What is certain at that time
            is removed, the rest is kept as body, and a warning says so.
        max_tags: Opening and closing tags in the source of a page, because each may need 250 bytes of memory. Not checked for a parsed
            page.

    Raises `ValueError` for a number below 1 or a deadline below 0, and `TypeError` for anything that is not a number.

    >>> Limits()
    Limits(max_bytes=20000000, max_blocks=12000, deadline=None, max_tags=150000)
    """

    max_bytes: int | None = 20_000_000
    max_blocks: int | None = 12_000
    deadline: float | None = None
    max_tags: int | None = 150_000

    def __post_init__(self) -> None:
        for name, value, least in (
            ("max_bytes", self.max_bytes, 1),
            ("max_blocks", self.max_blocks, 1),
            ("max_tags", self.max_tags, 1),
            ("deadline", self.deadline, 0),
        ):
            kinds = int | float if name == "deadline" else int
            if value is None:
                continue
            if not isinstance(value, kinds) or isinstance(value, bool):
                raise TypeError(f"{name} must be a number, or None for no limit, but is a {type(value).__name__}")
            if not value >= least:
                raise ValueError(f"{name} must be at least {least}, or None for no limit, but is {value}")

    def start_clock(self) -> Clock:
        """A clock that starts now and runs until the deadline."""
        return Clock(None if self.deadline is None else time.monotonic() + self.deadline, self.deadline)


@dataclass(frozen=True, slots=True)
class Clock:
    """Says whether the deadline of a call has passed. It reads the time when it is asked, so it needs no signal and no thread.

    >>> Clock().has_passed, Limits(deadline=0).start_clock().has_passed
    (False, True)
    """

    end: float | None = None
    deadline: float | None = None

    @property
    def has_passed(self) -> bool:
        """Whether the deadline has passed. A clock without a deadline never passes it."""
        return self.end is not None and time.monotonic() >= self.end

    @property
    def warning(self) -> str:
        """The warning for the reader of an article whose deadline has passed."""
        return f"the deadline of {self.deadline or 0:g} seconds passed, so only what was certain by then was removed"
