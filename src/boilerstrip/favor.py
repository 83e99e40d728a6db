"""The labeller's operating points, by name."""

from __future__ import annotations

from typing import Literal, get_args

Favor = Literal["recall", "balanced", "precision"]
FAVORS: tuple[Favor, ...] = get_args(Favor)
