"""How far a run is: its counts, and how people can watch them."""

from __future__ import annotations

import importlib
import os
import sys
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from boilerstrip.cleaner import Failure

_ERRORS_SHOWN = 5
# Size of a terminal that does not report one.
_WIDTH, _HEIGHT = 80, 24


@dataclass(frozen=True, slots=True)
class Counts:
    """Rows read, rows written, errors by kind, and removed characters by category. `rows` is the sum of `written` and all errors.

    >>> both = Counts(2, 1, {"timeout": 1}, {"related": 80}) + Counts(1, 1, {}, {"related": 20, "sharing": 5})
    >>> both.rows, both.errors, both.removed
    (3, 1, {'related': 100, 'sharing': 5})
    """

    rows: int = 0
    written: int = 0
    failures: Mapping[str, int] = field(default_factory=dict)
    removed: Mapping[str, int] = field(default_factory=dict)

    def __add__(self, other: Counts) -> Counts:
        return Counts(
            self.rows + other.rows,
            self.written + other.written,
            dict(Counter(self.failures) + Counter(other.failures)),
            dict(Counter(self.removed) + Counter(other.removed)),
        )

    @property
    def errors(self) -> int:
        """The number of all errors."""
        return sum(self.failures.values())

    def format_summary(self, seconds: float, rows_before: int = 0) -> list[str]:
        """The counts as lines of text. `rows_before` is the number of rows of earlier runs, to which the seconds do not apply.

        >>> for line in Counts(1000, 998, {"type": 2}, {"related": 80_000, "sharing": 5}).format_summary(4.0):
        ...     print(line)
        1,000 rows in, 998 out, 2 errors (2 type), 250 rows a second
        80,005 characters removed: 80,000 related, 5 sharing
        """
        kinds = f" ({_list_counts(self.failures)})" if self.failures else ""
        rate = (self.rows - rows_before) / seconds if seconds else 0.0
        lines = [f"{self.rows:,} rows in, {self.written:,} out, {self.errors:,} errors{kinds}, {rate:,.0f} rows a second"]
        if self.removed:
            lines.append(f"{sum(self.removed.values()):,} characters removed: {_list_counts(self.removed)}")
        return lines


def _list_counts(counts: Mapping[str, int]) -> str:
    """Counts with their names, the largest first."""
    return ", ".join(f"{count:,} {name}" for name, count in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])))


class Progress:
    """A bar with rows, rate and errors, if standard error is a terminal and tqdm is installed. With `show_errors`, errors as lines."""

    def __init__(self, done: int, errors: int, *, show_errors: bool) -> None:
        """Begin with the rows and errors of earlier runs."""
        self._errors = errors
        self._shown = 0
        self._show_errors = show_errors
        self._bar = _make_bar(done) if sys.stderr.isatty() else None
        if self._bar is not None and errors:
            self._bar.set_postfix(errors=errors, refresh=False)

    def count_row(self) -> None:
        """Count one more row."""
        if self._bar is not None:
            self._bar.update()

    def report_failure(self, key: Any, failure: Failure) -> None:
        """Count one more error. Only the first few are shown."""
        self._errors += 1
        if self._bar is not None:
            self._bar.set_postfix(errors=self._errors, refresh=False)
        if self._show_errors and self._shown <= _ERRORS_SHOWN:
            self._shown += 1
            is_last = self._shown > _ERRORS_SHOWN
            self._write_line(
                "there are more errors; use --errors FILE to see all"
                if is_last
                else f"{key}: {failure.kind}: {failure.message}"
            )

    def _write_line(self, message: str) -> None:
        """Write a line to standard error, above the bar."""
        line = f"boilerstrip: {message}"
        if self._bar is not None:
            self._bar.write(line, file=sys.stderr)
        else:
            sys.stderr.write(line + "\n")

    def close(self) -> None:
        """End the bar; what it shows stays on the terminal."""
        if self._bar is not None:
            self._bar.close()


def _make_bar(done: int) -> Any:
    try:
        tqdm = importlib.import_module("tqdm").tqdm
    except ImportError:
        return None
    # On a terminal that reports no size, as `script` may create one, the bar would have no characters.
    size = {"ncols": _WIDTH, "nrows": _HEIGHT} if 0 in os.get_terminal_size(sys.stderr.fileno()) else {"dynamic_ncols": True}
    return tqdm(initial=done, unit=" rows", file=sys.stderr, **size)
