"""Promise 10: cleaning reads, and does nothing else."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from importlib.resources import files
from pathlib import Path

import numpy as np
import pytest

from boilerstrip.decide.labeller.model import load_labeller

TESTS = Path(__file__).parent.parent
AUDITED = """
import sys
seen = []
watched = ("socket.", "subprocess.", "os.system", "os.exec", "os.posix_spawn", "os.fork", "os.remove", "os.rename", "os.mkdir", "os.putenv",
           "shutil.", "urllib.", "ftplib.", "smtplib.", "ctypes.dlopen", "compile", "exec", "pickle.", "marshal.", "import", "code.", "open",
           "signal.", "sys._getframe", "tempfile.")
on = False
def hook(event, arguments):
    if on and event.startswith(watched):
        seen.append((event, str(arguments)[:200]))
sys.addaudithook(hook)
from boilerstrip import clean_article
from cases import article_cases
from fuzzing import made_up
import random
chance = random.Random(3)
sources = [case.source for case in article_cases()] + [made_up(chance) for _ in range(100)]
for source in sources:
    clean_article(source), clean_article(source.encode("utf-16", "replace"))
    clean_article(source.encode("latin-1", "replace") + b"\\xe9" * 100)
on = True
for source in sources:
    article = clean_article(source, url="https://example.org/ferry-sinks")
    article.to_json(), article.to_markdown(), article.explain(), article._repr_html_() if hasattr(article, "_repr_html_") else None
    clean_article(source.encode("utf-16", "replace"))
on = False
print(seen)
"""
FIRST = AUDITED.replace("on = False\ndef", "on = True\ndef").replace(
    '"ctypes.dlopen", "compile", "exec", "pickle.", "marshal.", "import", ', ""
)


def audited(script: str) -> list[tuple[str, str]]:
    path = os.pathsep.join([str(TESTS), os.environ.get("PYTHONPATH", "")])
    done = subprocess.run(
        [sys.executable, "-c", script], check=True, capture_output=True, text=True, env={**os.environ, "PYTHONPATH": path}
    )
    found: list[tuple[str, str]] = eval(done.stdout)
    return found


def test_cleaning_opens_no_file_runs_no_code_and_talks_to_nobody() -> None:
    assert audited(AUDITED) == []


def test_a_first_call_reads_files_and_writes_none() -> None:
    writing = [
        (event, told)
        for event, told in audited(FIRST)
        if event != "open" or any(f"'{mode}'" in told for mode in ("w", "wb", "a", "ab", "x", "xb", "r+", "w+"))
    ]
    # numpy sets a variable of its own process for OpenBLAS; modules are cached beside their source.
    assert [row for row in writing if row[0] not in ("sys._getframe", "os.putenv") and "__pycache__" not in row[1]] == []


def test_damaged_weights_are_told() -> None:
    whole = (files("boilerstrip.decide.labeller") / "weights.npz").read_bytes()
    for damaged in (b"", whole[:50_000], whole[:60_000] + b"\0" * 10 + whole[60_010:]):
        with pytest.raises(ValueError, match="these weights are damaged"):
            load_labeller(io.BytesIO(damaged))


def test_weights_of_another_shape_are_told() -> None:
    with np.load(files("boilerstrip.decide.labeller") / "weights.npz") as arrays:  # type: ignore[arg-type]
        kept = {name: arrays[name] for name in arrays.files}
    for name, value in (
        ("first", kept["first"][:, :3]),
        ("mean", kept["mean"] * np.float32("nan")),
        ("votes", kept["votes"][:9]),
    ):
        buffer = io.BytesIO()
        np.savez(buffer, **{**kept, name: value})
        buffer.seek(0)
        with pytest.raises(ValueError, match="these weights are damaged"):
            load_labeller(buffer)
    buffer = io.BytesIO()
    np.savez(buffer, **{name: value for name, value in kept.items() if name != "last"})
    buffer.seek(0)
    with pytest.raises(ValueError, match="these weights are damaged"):
        load_labeller(buffer)
