"""The command, as a shell runs it."""

from __future__ import annotations

import json
import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

from boilerstrip import Article, __version__
from cases import FIXTURES

EXAMPLE = FIXTURES / "articles" / "readme-example"
SOURCE = EXAMPLE / "source.txt"
EXPECTED = json.loads((EXAMPLE / "expected.json").read_text(encoding="utf-8"))


def run(*arguments: str, stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    return subprocess.run([sys.executable, "-m", "boilerstrip", *arguments], input=stdin, capture_output=True, check=False)


def test_clean_prints_only_the_article() -> None:
    done = run("clean", str(SOURCE))
    assert done.returncode == 0
    assert done.stderr == b""
    lines = done.stdout.decode().splitlines()
    assert lines[0] == EXPECTED["headline"]
    assert lines[-1] == EXPECTED["body"][-1]
    assert "Advertisement" not in lines


def test_clean_reads_standard_input() -> None:
    piped = run("clean", "-", stdin=SOURCE.read_bytes())
    bare = run("clean", stdin=SOURCE.read_bytes())
    assert piped.stdout == bare.stdout == run("clean", str(SOURCE)).stdout


def test_json_is_one_article_on_each_line() -> None:
    done = run("clean", str(SOURCE), str(SOURCE), "--format", "json")
    first, second = done.stdout.decode().splitlines()
    assert first == second
    article = Article.from_dict(json.loads(first))
    assert article.headline == EXPECTED["headline"]
    assert [str(p) for p in article.body] == EXPECTED["body"]
    assert [removal.text for removal in article.removed] == [row["text"] for row in EXPECTED["removed"]]


def test_markdown_has_a_headline_and_a_byline() -> None:
    lines = run("clean", str(SOURCE), "--format", "markdown").stdout.decode().splitlines()
    assert lines[0] == f"# {EXPECTED['headline']}"
    assert f"*{EXPECTED['byline']}*" in lines


def test_explain_prints_a_line_for_each_removal() -> None:
    done = run("explain", str(SOURCE))
    assert done.returncode == 0
    lines = done.stdout.decode().splitlines()
    assert len(lines) == len(EXPECTED["removed"])
    for line, row in zip(lines, EXPECTED["removed"], strict=True):
        assert f"  {row['category']} " in line
        assert row["text"][:50] in line
    assert b"\x1b[" not in done.stdout
    assert b"5 paragraphs kept, 18 lines removed" in done.stderr


def test_explain_on_a_terminal_is_a_coloured_table() -> None:
    pytest.importorskip("rich")
    output = on_terminal("explain", str(SOURCE))
    assert "\x1b[" in output
    assert "category" in output
    assert "newsletter" in output


def on_terminal(*arguments: str) -> str:
    """What the command writes to a terminal of 120 columns."""
    leader, follower = pty.openpty()
    environment = {**os.environ, "TERM": "xterm-256color", "COLUMNS": "120"}
    environment.pop("NO_COLOR", None)
    with subprocess.Popen(
        [sys.executable, "-m", "boilerstrip", *arguments], stdout=follower, stderr=subprocess.DEVNULL, env=environment
    ) as process:
        os.close(follower)
        chunks = []
        while True:
            try:
                chunk = os.read(leader, 65536)
            except OSError:  # Linux reports the end of a terminal as an error
                break
            if not chunk:
                break
            chunks.append(chunk)
        assert process.wait() == 0
    os.close(leader)
    return b"".join(chunks).decode()


def test_missing_file_is_named_and_the_others_are_cleaned(tmp_path: Path) -> None:
    done = run("clean", str(tmp_path / "gone.txt"), str(SOURCE))
    assert done.returncode == 1
    assert "gone.txt: cannot be read: No such file or directory" in done.stderr.decode()
    assert done.stdout.decode().splitlines()[0] == EXPECTED["headline"]


@pytest.mark.parametrize(
    "arguments", [[], ["wash"], ["clean", "--format", "pdf"], ["explain"], ["clean", "--without", "shares"]]
)
def test_wrong_usage_exits_with_two(arguments: list[str]) -> None:
    done = run(*arguments)
    assert done.returncode == 2
    assert done.stdout == b""
    assert b"usage: boilerstrip" in done.stderr


def test_version_is_the_packages() -> None:
    assert run("--version").stdout.decode() == f"boilerstrip {__version__}\n"


def test_closed_pipe_is_quiet() -> None:
    """More output than a pipe holds, of which the reader takes one line."""
    many = [str(SOURCE)] * 200
    with subprocess.Popen(
        [sys.executable, "-m", "boilerstrip", "clean", *many], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait() == 0


def test_text_in_another_encoding_is_printed_as_utf8() -> None:
    done = run(
        "clean",
        "-",
        stdin="Die Fähre sank im Morgengrauen, und niemand hat es gesehen, obwohl der Hafen voll war.".encode("latin-1"),
    )
    assert "Fähre" in done.stdout.decode()


@pytest.mark.parametrize(("favor", "used"), [("precision", True), ("none", False)])
def test_favor_decides_how_hints_are_weighed(favor: str, *, used: bool) -> None:
    done = run("clean", str(SOURCE), "--format", "json", "--favor", favor)
    assert ("labeller" in {row["filter"] for row in json.loads(done.stdout)["removed"]}) == used


def test_filter_can_be_left_out() -> None:
    for more, is_used in (((), True), (("--without", "advert"), False)):
        done = run("clean", str(SOURCE), "--format", "json", *more)
        assert ("advert" in {row["filter"] for row in json.loads(done.stdout)["removed"]}) == is_used
