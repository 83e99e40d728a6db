"""Modules of the integrations: skipped where they are not installed, unless whoever runs the tests says that they must run."""

from __future__ import annotations

import importlib
import os
from types import ModuleType

import pytest

MUST_RUN = frozenset(os.environ.get("BOILERSTRIP_MUST_RUN", "").split())


def host(name: str) -> ModuleType:
    """The module, or a skip that names it; no skip but an error if `BOILERSTRIP_MUST_RUN` (names with blanks between) has its package.

    Modules of boilerstrip itself are never skipped: their hosts are asked for first.
    """
    if name.partition(".")[0] in MUST_RUN | {"boilerstrip"}:
        return importlib.import_module(name)
    return pytest.importorskip(name, reason=f"{name} is not installed", exc_type=ImportError)
