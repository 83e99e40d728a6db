"""The engines that the tests start: small, on this machine alone, and silent."""

from __future__ import annotations

import importlib
from collections.abc import Iterator
from types import ModuleType

import pytest


@pytest.fixture(scope="module")
def ray_engine() -> Iterator[ModuleType]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("RAY_USAGE_STATS_ENABLED", "0")
        ray = importlib.import_module("ray")
        size = {"num_cpus": 2, "object_store_memory": 200_000_000, "include_dashboard": False}
        ray.init(**size, log_to_driver=False, _node_ip_address="127.0.0.1")
        yield ray
        ray.shutdown()
