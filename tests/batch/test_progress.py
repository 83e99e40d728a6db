"""The bar on a terminal."""

from __future__ import annotations

import os
import pty
import re
import subprocess
import termios
from pathlib import Path

import pytest

from batch_files import COMMAND, STORIES, to_jsonl


@pytest.mark.parametrize("size", [(24, 120), (0, 0)])
def test_terminal_shows_rows_and_errors(size: tuple[int, int], tmp_path: Path) -> None:
    source, out = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    source.write_bytes(to_jsonl([*STORIES, {"id": "none", "text": None}]))
    leader, follower = pty.openpty()
    termios.tcsetwinsize(follower, size)
    with subprocess.Popen([*COMMAND, str(source), "-o", str(out), "--workers", "0"], stderr=follower) as process:
        os.close(follower)
        messages = b""
        while chunk := read_terminal(leader):
            messages += chunk
        assert process.wait() == 0
    os.close(leader)
    assert "none: type: a source must be text or bytes, but is None" in messages.decode()
    assert re.search(r"5 rows \[.*rows/s, errors=1\]", messages.decode())


def read_terminal(leader: int) -> bytes:
    try:
        return os.read(leader, 65536)
    except OSError:  # Linux reports the end of a terminal as an error
        return b""
