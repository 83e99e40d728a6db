"""Options of a call: which error to avoid, how much of a source is read, and how long it may take."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import Literal, get_args

# The labeller's operating points.
Favor = Literal["recall", "balanced", "precision"]
FAVORS: tuple[Favor, ...] = get_args(Favor)


@dataclass(frozen=True, slots=True)
class Limits:
    """How much of a source is read, and how long a call may take; `None` is no limit.

    `max_bytes` counts the source's bytes, of text those in UTF-8. `max_blocks` counts the lines of text and Markdown that are not blank,
    and the blocks of a page. `max_tags` counts the tags of a page's source, those that close among them: each may take 250 bytes of
    memory. A page that was parsed already has neither bytes nor tags. What stands behind a limit becomes one entry of `removed`, whose
    filter is "limits", and a warning says so. `deadline` is in seconds: when it has passed, the step that runs is brought to its end,
    nothing more is looked for, what is certain by then is removed and the rest is kept as body, and a warning says so.

    Raises `ValueError` for a number below 1 or a deadline below 0, and `TypeError` for what is no number.

    >>> Limits()
    Limits(max_bytes=20000000, max_blocks=12000, deadline=None, max_tags=150000)
    """

    max_bytes: int | None = 20_000_000
    max_blocks: int | None = 12_000
    deadline: float | None = None
    max_tags: int | None = 150_000

    def __post_init__(self) -> None:
        """Check the numbers."""
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

    def clock(self) -> Clock:
        """A clock that runs from now to the deadline."""
        return Clock(None if self.deadline is None else time.monotonic() + self.deadline, self.deadline)


@dataclass(frozen=True, slots=True)
class Clock:
    """Tells whether a call's deadline has passed; without one it never has. No signal and no thread is behind it.

    >>> Clock().passed, Limits(deadline=0).clock().passed
    (False, True)
    """

    end: float | None = None
    deadline: float | None = None

    @property
    def passed(self) -> bool:
        """Whether it has."""
        return self.end is not None and time.monotonic() >= self.end

    @property
    def warning(self) -> str:
        """What a reader of the article should know where it has passed."""
        return f"the deadline of {self.deadline or 0:g} seconds passed, so only what was certain by then was removed"
