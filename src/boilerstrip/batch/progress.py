"""How a run goes, for people who watch it."""

from __future__ import annotations

import importlib
import os
import sys
from typing import Any

from boilerstrip.clean_one import Failure

_ERRORS_SHOWN = 5
_WIDTH, _HEIGHT = 80, 24


class Progress:
    """A bar with rows, rate and errors where standard error is a terminal and tqdm is installed; errors as lines, if asked for."""

    def __init__(self, done: int, errors: int, *, show_errors: bool) -> None:
        """A bar that begins with the rows and errors of earlier runs."""
        self._errors = errors
        self._shown = 0
        self._show_errors = show_errors
        self._bar = _bar(done) if sys.stderr.isatty() else None
        if self._bar is not None and errors:
            self._bar.set_postfix(errors=errors, refresh=False)

    def moved(self) -> None:
        """One more row."""
        if self._bar is not None:
            self._bar.update()

    def failed(self, key: Any, failure: Failure) -> None:
        """One more error. A few are shown, the rest are counted."""
        self._errors += 1
        if self._bar is not None:
            self._bar.set_postfix(errors=self._errors, refresh=False)
        if self._show_errors and self._shown <= _ERRORS_SHOWN:
            self._shown += 1
            more = self._shown > _ERRORS_SHOWN
            self.say(
                "more errors follow; give --errors FILE to have all" if more else f"{key}: {failure.kind}: {failure.message}"
            )

    def say(self, message: str) -> None:
        """A line on standard error, above the bar."""
        line = f"boilerstrip: {message}"
        if self._bar is not None:
            self._bar.write(line, file=sys.stderr)
        else:
            sys.stderr.write(line + "\n")

    def close(self) -> None:
        """Leave the bar as it stands."""
        if self._bar is not None:
            self._bar.close()


def _bar(done: int) -> Any:
    try:
        tqdm = importlib.import_module("tqdm").tqdm
    except ImportError:
        return None
    # A terminal without a size, as `script` may make one, would get a bar of no characters.
    size = {"ncols": _WIDTH, "nrows": _HEIGHT} if 0 in os.get_terminal_size(sys.stderr.fileno()) else {"dynamic_ncols": True}
    return tqdm(initial=done, unit=" rows", file=sys.stderr, **size)
