"""`boilerstrip learn`, as a shell runs it."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from boilerstrip import SiteModel
from made_sites import list_made_sites, make_pages


def run_command(*arguments: str, stdin: str = "") -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "boilerstrip", *arguments], input=stdin, capture_output=True, check=False, encoding="utf-8"
    )


def test_command_learns_from_rows_and_merges_an_earlier_model(tmp_path: Path) -> None:
    pages = make_pages(list_made_sites()[0])
    rows = [json.dumps({"url": page.url, "text": page.source, "date": "2026-03-01"}) for page in pages]
    first, second = tmp_path / "first.json", tmp_path / "second.json"
    (tmp_path / "pages.jsonl").write_text("\n".join(rows[:9]), encoding="utf-8")
    done = run_command("learn", str(tmp_path), "-o", str(first))
    assert (done.returncode, done.stdout) == (0, "")
    assert "1 sites, 0 of them with fewer than three pages" in done.stderr
    assert run_command("learn", "-", "-o", str(second), "--merge", str(first), stdin="\n".join(rows[9:])).returncode == 0
    assert SiteModel.load(second) == SiteModel.learn([(page.url, page.source, "2026-03-01") for page in pages])


def test_command_names_rows_it_cannot_read_and_learns_from_the_others(tmp_path: Path) -> None:
    rows = [
        "no json",
        '{"url": 7, "text": "Most read"}',
        '{"url": "a.example/1"}',
        '{"url": "a.example/2", "text": "Most read", "date": "May"}',
    ]
    done = run_command(
        "learn",
        "-",
        "gone.html",
        "-o",
        str(tmp_path / "m.json"),
        stdin="\n".join([*rows, '{"url": "a.example/3", "text": "Most read"}']),
    )
    assert done.returncode == 1
    assert [line.split(":")[1:3] for line in done.stderr.splitlines()[:3]] == [[" -", "1"], [" -", "2"], [" -", "3"]]
    assert "gone.html: cannot be read: No such file or directory" in done.stderr
    assert SiteModel.load(tmp_path / "m.json").pages_seen("a.example") == 1


def test_command_with_a_wrong_date_or_model_exits_with_two(tmp_path: Path) -> None:
    (tmp_path / "m.json").write_text("[]")
    for wrong in (["--date", "May"], ["--merge", str(tmp_path / "m.json")], ["--merge", "gone.json"], ["--most-pages", "1"]):
        done = run_command("learn", str(tmp_path / "m.json"), "-o", str(tmp_path / "out.json"), *wrong)
        assert done.returncode == 2, wrong
        assert not (tmp_path / "out.json").exists()
