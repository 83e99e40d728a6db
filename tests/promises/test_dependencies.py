"""Promise 11: few dependencies, each used, none with a known flaw that the lower bound lets in."""

from __future__ import annotations

import ast
import json
import re
import tomllib
from pathlib import Path

import pytest

import boilerstrip
from audited import verdict

ROOT = Path(__file__).parent.parent.parent
MODULES = {
    "beautifulsoup4": "bs4",
    "charset-normalizer": "charset_normalizer",
    "pyahocorasick": "ahocorasick",
    "pyyaml": "yaml",
}
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def needed() -> dict[str, str]:
    """The requirements of a bare installation: name and lower bound."""
    found = {}
    for requirement in PROJECT["dependencies"]:
        match = re.fullmatch(r"([a-z0-9-]+)>=([0-9.]+)", requirement)
        assert match, f"{requirement} has no lower bound, or an upper one"
        found[match[1]] = match[2]
    return found


def imported() -> set[str]:
    """The top-level modules that the package's files import, anywhere in them."""
    found = set()
    for path in Path(boilerstrip.__file__).parent.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and node.module and not node.level:
                found.add(node.module.partition(".")[0])
            elif isinstance(node, ast.Import):
                found.update(alias.name.partition(".")[0] for alias in node.names)
    return found


def test_every_dependency_is_used() -> None:
    modules = {MODULES.get(name, name) for name in needed()}
    assert modules - imported() == set()


def test_lxml_is_no_older_than_the_release_without_known_flaws() -> None:
    assert tuple(map(int, needed()["lxml"].split("."))) >= (6, 1, 1)


def test_nothing_needs_lxml_html_clean() -> None:
    every = [*PROJECT["dependencies"], *(name for names in PROJECT["optional-dependencies"].values() for name in names)]
    assert [name for name in every if "html-clean" in name or "html_clean" in name] == []
    sources = [path.read_text(encoding="utf-8") for path in Path(boilerstrip.__file__).parent.rglob("*.py")]
    assert [source for source in sources if "lxml.html.clean" in source or "lxml_html_clean" in source] == []


def test_nothing_unpickles_evaluates_or_calls_out() -> None:
    forbidden = {"pickle", "marshal", "shelve", "socket", "urllib.request", "http", "subprocess", "ctypes", "requests", "httpx"}
    # A batch's workers and their parent, which has started them, send each other objects; nothing else gets into their pipes.
    allowed = {"training/__main__.py", "training/examples.py", "batch/worker.py", "batch/worker_process.py"}
    for path in Path(boilerstrip.__file__).parent.rglob("*.py"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        names = {node.func.id for node in ast.walk(tree) if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)}
        modules = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
        modules |= {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
        if path.relative_to(Path(boilerstrip.__file__).parent).as_posix() not in allowed:
            assert (path.name, names & {"eval", "exec", "compile", "__import__"}) == (path.name, set())
            assert (path.name, modules & forbidden) == (path.name, set())


LOOKED_UP = {"name": "goat", "version": "1.0", "vulns": []}
FLAWED = {"name": "sheep", "version": "2.1", "vulns": [{"id": "PYSEC-0000-1"}]}
SKIPPED = {"name": "cow", "skip_reason": "Dependency not found on PyPI and could not be audited: cow (3.0)"}


@pytest.mark.parametrize(
    ("packages", "status", "said"),
    [
        ([LOOKED_UP], 0, "1 packages looked up, none with a known flaw"),
        ([LOOKED_UP, FLAWED], 1, "sheep 2.1: PYSEC-0000-1"),
        ([LOOKED_UP, SKIPPED], 1, f"cow was not looked up: {SKIPPED['skip_reason']}"),
        ([SKIPPED, SKIPPED], 2, f"NOT AUDITED: none of 2 packages was looked up. {SKIPPED['skip_reason']}"),
        ([], 2, "NOT AUDITED: none of 0 packages was looked up."),
    ],
)
def test_an_audit_is_green_only_if_every_package_was_looked_up(packages: list[object], status: int, said: str) -> None:
    assert verdict(json.dumps({"dependencies": packages, "fixes": []})) == (status, said)


@pytest.mark.parametrize("report", ["", "not JSON", "[]", "{}"])
def test_an_audit_without_a_report_is_not_green(report: str) -> None:
    assert verdict(report) == (2, "NOT AUDITED: pip-audit gave no report, so no package was looked up")
