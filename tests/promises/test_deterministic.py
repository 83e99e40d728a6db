"""Promises 6 and 7: the same source and the same rules give the same article, byte for byte, in any order, thread and process."""

from __future__ import annotations

import hashlib
import json
import os
import random
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from boilerstrip import clean_article
from boilerstrip.version import RULES_VERSION
from cases import FIXTURES, article_cases, clean_texts
from fuzzing import made_up

TESTS = Path(__file__).parent.parent
GOLDEN = FIXTURES / "golden.json"
SOURCES = [case.source for case in article_cases()] + [text for _, text in clean_texts()]
PRINTED = """
import hashlib, sys
from cases import article_cases, clean_texts
from boilerstrip import clean_article
sources = [case.source for case in article_cases()] + [text for _, text in clean_texts()]
print(hashlib.sha256("\\n".join(clean_article(source).to_json() for source in sources).encode()).hexdigest())
"""


def digests() -> dict[str, str]:
    """The outputs for all fixtures, told by the beginning of each source's hash, so that the record stays small."""
    return {_digest(source): _digest(clean_article(source).to_json()) for source in SOURCES}


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def recorded() -> dict[str, object]:
    found: dict[str, object] = json.loads(GOLDEN.read_text(encoding="utf-8"))
    return found


def test_outputs_change_only_together_with_the_version_of_the_rules() -> None:
    """`python tests/promises/golden.py` records them anew."""
    golden = recorded()
    if golden["rules_version"] == RULES_VERSION:
        known = golden["outputs"]
        assert isinstance(known, dict)
        found = digests()
        changed = [source for source in known.keys() & found.keys() if known[source] != found[source]]
        assert changed == [], (
            "outputs changed, but RULES_VERSION (version.py) did not: raise it, then run tests/promises/golden.py"
        )
    assert golden["rules_version"] == RULES_VERSION, "RULES_VERSION changed: run tests/promises/golden.py to record its outputs"
    assert recorded()["outputs"] == digests(), "there are new or lost fixtures: run tests/promises/golden.py to record them"


def printed(seed: str) -> str:
    path = os.pathsep.join([str(TESTS), os.environ.get("PYTHONPATH", "")])
    environment = {**os.environ, "PYTHONPATH": path, "PYTHONHASHSEED": seed}
    done = subprocess.run([sys.executable, "-c", PRINTED], check=True, capture_output=True, text=True, env=environment)
    return done.stdout.strip()


def test_other_processes_and_hash_seeds_change_nothing() -> None:
    here = hashlib.sha256("\n".join(clean_article(source).to_json() for source in SOURCES).encode()).hexdigest()
    assert [printed("0"), printed("4242")] == [here, here]


def test_order_of_calls_and_repeats_change_nothing() -> None:
    expected = {source: clean_article(source).to_json() for source in SOURCES}
    assert {source: clean_article(source).to_json() for source in reversed(SOURCES)} == expected


def threaded(sources: list[str], threads: int) -> list[str]:
    with ThreadPoolExecutor(threads) as pool:
        return list(pool.map(lambda source: clean_article(source).to_json(), sources))


def test_threads_give_what_one_call_behind_the_other_gives() -> None:
    chance = random.Random(7)
    sources = SOURCES + [made_up(chance) for _ in range(60)]
    expected = [clean_article(source).to_json() for source in sources]
    assert threaded(sources * 3, 8) == expected * 3


@pytest.mark.long
def test_thirty_two_threads_give_the_same_for_a_thousand_documents_each() -> None:
    chance = random.Random(7)
    sources = SOURCES + [made_up(chance) for _ in range(1000 - len(SOURCES))]
    expected = [clean_article(source).to_json() for source in sources]
    assert threaded(sources * 32, 32) == expected * 32
