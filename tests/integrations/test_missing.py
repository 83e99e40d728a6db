"""Without its host, an integration says what to install."""

from __future__ import annotations

import importlib
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
INTEGRATIONS = ROOT / "src" / "boilerstrip" / "integrations"
HOSTS = {
    "datasets": "datasets",
    "datatrove": "datatrove",
    "duckdb": "duckdb",
    "langchain": "langchain_core",
    "pandas": "pandas",
    "polars": "polars",
    "ray": "ray",
    "scrapy": "scrapy",
    "spark": "pyspark",
}


def test_every_integration_is_tried_and_has_an_extra() -> None:
    names = {path.stem for path in INTEGRATIONS.glob("[!_]*.py")}
    assert names == set(HOSTS)
    extras = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["optional-dependencies"]
    assert {*HOSTS, "arrow"} <= set(extras)
    assert {*HOSTS} - {"ray", "spark"} == set(
        extras["integrations"][0].removeprefix("boilerstrip[").removesuffix("]").split(",")
    )


@pytest.mark.parametrize("name", sorted(HOSTS))
def test_an_integration_without_its_host_says_what_to_install(name, monkeypatch) -> None:
    module = f"boilerstrip.integrations.{name}"
    monkeypatch.delitem(sys.modules, module, raising=False)
    for loaded in [loaded for loaded in sys.modules if loaded.partition(".")[0] == HOSTS[name]]:
        monkeypatch.setitem(sys.modules, loaded, None)
    monkeypatch.setitem(sys.modules, HOSTS[name], None)
    message = rf'^(No module named|import of) .+: pip install "boilerstrip\[{name}\]"$'
    with pytest.raises(ImportError, match=message):
        importlib.import_module(module)


def test_the_arrow_core_without_pyarrow_says_what_to_install(monkeypatch) -> None:
    for loaded in [loaded for loaded in sys.modules if loaded.startswith(("boilerstrip.arrow", "pyarrow."))]:
        monkeypatch.delitem(sys.modules, loaded)
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(ImportError, match=r'pip install "boilerstrip\[arrow\]"$'):
        importlib.import_module("boilerstrip.arrow")
