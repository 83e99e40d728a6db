"""What a run has done so far, and how it is told."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Counts:
    """Rows read, rows written, errors by kind, and characters removed by category. `rows` is `written` and all errors.

    >>> both = Counts(2, 1, {"timeout": 1}, {"related": 80}) + Counts(1, 1, {}, {"related": 20, "sharing": 5})
    >>> both.rows, both.errors, both.removed
    (3, 1, {'related': 100, 'sharing': 5})
    """

    rows: int = 0
    written: int = 0
    failures: Mapping[str, int] = field(default_factory=dict)
    removed: Mapping[str, int] = field(default_factory=dict)

    def __add__(self, other: Counts) -> Counts:
        """Both together."""
        return Counts(
            self.rows + other.rows,
            self.written + other.written,
            dict(Counter(self.failures) + Counter(other.failures)),
            dict(Counter(self.removed) + Counter(other.removed)),
        )

    @property
    def errors(self) -> int:
        """All errors."""
        return sum(self.failures.values())

    def to_dict(self) -> dict[str, Any]:
        """Plain values, which `Counts(**values)` takes."""
        return asdict(self)

    def summary(self, seconds: float, before: int = 0) -> list[str]:
        """Lines for a reader. `before` are the rows of earlier runs, which took no part of the seconds.

        >>> for line in Counts(1000, 998, {"type": 2}, {"related": 80_000, "sharing": 5}).summary(4.0):
        ...     print(line)
        1,000 rows in, 998 out, 2 errors (2 type), 250 rows a second
        80,005 characters removed: 80,000 related, 5 sharing
        """
        failures = _listed(self.failures)
        rate = (self.rows - before) / seconds if seconds else 0.0
        told = f" ({failures})" if failures else ""
        lines = [f"{self.rows:,} rows in, {self.written:,} out, {self.errors:,} errors{told}, {rate:,.0f} rows a second"]
        if self.removed:
            lines.append(f"{sum(self.removed.values()):,} characters removed: {_listed(self.removed)}")
        return lines


def _listed(counts: Mapping[str, int]) -> str:
    """Counts and names, the largest first."""
    return ", ".join(f"{count:,} {name}" for name, count in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])))
