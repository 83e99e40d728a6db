"""The element of a page that holds its running text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

_LEAST_SHARE = 0.8


def container_of(paths: Sequence[str | None], prose: Sequence[float]) -> str | None:
    """The path of the innermost element that holds four fifths of the running text; `None` without paths or running text.

    >>> container_of(["/html/body/nav/p", "/html/body/div/p[1]", "/html/body/div/p[2]"], [0, 20, 30])
    '/html/body/div'
    """
    held: Counter[str] = Counter()
    for path, weight in zip(paths, prose, strict=True):
        if path and weight:
            held[path.rpartition("/")[0]] += weight  # type: ignore[assignment]
    total = sum(held.values())
    if not total:
        return None
    inside = [(path.split("/"), weight) for path, weight in held.items()]
    found: list[str] = []
    while True:
        heavy: Counter[str] = Counter()
        for steps, weight in inside:
            heavy[steps[len(found)]] += weight
        step, weight = max(heavy.items(), key=lambda item: item[1], default=("", 0))
        if weight < _LEAST_SHARE * total:
            return "/".join(found) or None
        found.append(step)
        inside = [row for row in inside if row[0][len(found) - 1] == step and len(row[0]) > len(found)]
