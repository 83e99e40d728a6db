"""Promise 5: memory is bounded."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from pathlib import Path

import pytest

import boilerstrip
from shapes import HTML, TEXT

TESTS = Path(__file__).parent.parent
TIMES, MEGABYTES = 12, 60
QUICK = [
    ("text", name)
    for name in ("short paragraphs", "sign-up lines", "one-letter lines", "one paragraph", "same line", "combining marks")
]
QUICK += [("markdown", name) for name in ("one-letter lines", "square brackets", "ampersands", "quote marks", "filled-up rows")]
QUICK += [
    ("html", "open inlines"),
    ("html", "breaks"),
    ("html", "table cells"),
    ("html", "open paragraphs"),
    ("html", "entities"),
]
PEAK = """
import resource, sys
from boilerstrip import clean_article
from shapes import HTML, TEXT
kind, name, size = sys.argv[1], sys.argv[2], int(sys.argv[3])
for source in ("Ferry sinks\\nNobody was hurt.", "# Ferry *sinks*\\n\\n[a](b)", "<p>The cat and the dog of the town.</p>"):
    clean_article(source)
source = (HTML if kind == "html" else TEXT)[name](size)
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
clean_article(source, kind=kind)
print(len(source.encode("utf-8", "surrogatepass")), 1024 * (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before))
"""
# Each language takes memory at its first use, once: that is no growth.
GROWTH = """
import random, sys
from boilerstrip import clean_article
from boilerstrip.lexicon import list_languages
from cases import article_cases, clean_texts
from fuzzing import made_up
sources = [case.source for case in article_cases()] + [text for _, text in clean_texts()]
chance = random.Random(0)
def resident():
    return 4096 * int(open("/proc/self/statm").read().split()[1])
for language in list_languages():
    clean_article("Share on Facebook", language=language)
for number in range(int(sys.argv[1])):
    clean_article(made_up(chance) if number % 3 else sources[number % len(sources)])
    if number == 999:
        before = resident()
print(resident() - before)
"""


def run(script: str, *arguments: object) -> list[int]:
    found = subprocess.run(
        [sys.executable, "-c", script, *map(str, arguments)],
        check=True,
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join([str(TESTS), os.environ.get("PYTHONPATH", "")])},
    )
    return [int(number) for number in found.stdout.split()]


def check_peak(kind: str, name: str, size: int) -> None:
    read, peak = run(PEAK, kind, name, size)
    assert peak <= TIMES * read + MEGABYTES * 1_000_000, f"{peak / 1e6:.0f} MB for {read / 1e6:.1f} MB"


@pytest.mark.parametrize(("kind", "name"), QUICK)
def test_a_call_takes_at_most_twelve_times_its_input_and_sixty_megabytes(kind: str, name: str) -> None:
    check_peak(kind, name, 1_000_000)


@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="needs /proc")
def test_a_process_does_not_grow() -> None:
    (grown,) = run(GROWTH, 4000)
    assert grown < 5_000_000


def test_no_tuple_is_made_of_what_has_no_length() -> None:
    """CPython gives such a tuple a size of ten at first; once freed, up to 2,000 of each size are kept and never used again (2 MB)."""
    found = []
    for path in sorted(Path(boilerstrip.__file__).parent.rglob("*.py")):
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id == "tuple" and call.args:
                made_of = call.args[0]
                made_by = made_of.func if isinstance(made_of, ast.Call) else None
                endless = isinstance(made_by, ast.Name) and made_by.id in ("map", "filter", "zip", "enumerate")
                if isinstance(made_of, ast.GeneratorExp) or endless:
                    found.append(f"{path.name}:{call.lineno}")
    assert found == []


@pytest.mark.long
@pytest.mark.parametrize("size", [1_000_000, 4_000_000, 8_000_000])
@pytest.mark.parametrize(
    ("kind", "name"), [*(("text", n) for n in TEXT), *(("markdown", n) for n in TEXT), *(("html", n) for n in HTML)]
)
def test_every_shape_takes_at_most_twelve_times_its_input_and_sixty_megabytes(kind: str, name: str, size: int) -> None:
    check_peak(kind, name, size)


@pytest.mark.long
def test_a_process_does_not_grow_over_a_hundred_thousand_calls() -> None:
    (grown,) = run(GROWTH, 100_000)
    assert grown < 5_000_000
