"""Imports the libraries that integrations need. If one is not installed, its tests are skipped, unless they must run."""

from __future__ import annotations

import importlib
import os
from types import ModuleType

import pytest

MUST_RUN = frozenset(os.environ.get("BOILERSTRIP_MUST_RUN", "").split())


def import_host(name: str) -> ModuleType:
    """The module. If it is not installed, the tests are skipped, or fail if `BOILERSTRIP_MUST_RUN` names its package.

    `BOILERSTRIP_MUST_RUN` holds names, separated by blanks. Modules of boilerstrip are never skipped: import their host first.
    """
    if name.partition(".")[0] in MUST_RUN | {"boilerstrip"}:
        return importlib.import_module(name)
    return pytest.importorskip(name, reason=f"{name} is not installed", exc_type=ImportError)
