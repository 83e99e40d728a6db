"""Rows for `boilerstrip batch`, and ways to run it."""

from __future__ import annotations

import gzip
import io
import json
import subprocess
import sys
from contextlib import redirect_stderr
from pathlib import Path
from typing import Any

from boilerstrip import clean_article
from boilerstrip.cli import main
from boilerstrip.extras import ZSTD, import_optional
from boilerstrip.table_rows import COLUMNS

STORY = "Ferry {0} sinks\nBy Ada Wren\nNobody was hurt when ferry {0} sank at dawn, the harbour master said.\nShare on Facebook"
PAGE = "<title>Ferry {0} sinks</title><h1>Ferry {0} sinks</h1><p>Nobody was hurt when ferry {0} sank at dawn, they said.</p>"
COMMAND = [sys.executable, "-m", "boilerstrip", "batch"]


def run_batch(*arguments: str | Path, code: int = 0) -> str:
    """Run the command, check its exit code, and return its messages."""
    messages = io.StringIO()
    with redirect_stderr(messages):
        try:
            actual = main(["batch", *map(str, arguments)])
        except SystemExit as stop:
            actual = int(str(stop.code))
    assert actual == code, messages.getvalue()
    return messages.getvalue()


def pipe_batch(data: bytes, *arguments: str | Path) -> str:
    """Run the command with this data on standard input, and return its messages."""
    done = subprocess.run([*COMMAND, "-", *map(str, arguments)], input=data, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()
    return done.stderr.decode()


def to_jsonl(rows: list[Any]) -> bytes:
    return "".join(json.dumps(row) + "\n" for row in rows).encode()


def read_jsonl(path: Path) -> list[dict[str, Any]]:
    data = path.read_bytes()
    if path.name.endswith(".zst"):
        data = zstd().decompress(data)
    return [json.loads(line) for line in (gzip.decompress(data) if path.name.endswith(".gz") else data).splitlines()]


def zstd() -> Any:
    return import_optional(*ZSTD)


def expect_article(source: str | bytes, url: str | None = None) -> dict[str, Any]:
    cleaned = clean_article(source, url=url)
    row = json.loads(cleaned.to_json())
    return {name: cleaned.text if name == "text" else row[name] for name in COLUMNS}


STORIES = [{"id": f"a{n}", "text": STORY.format(n), "tags": ["sea", n], "url": f"https://a.example/{n}"} for n in range(4)]
CLEANED = [
    {"id": row["id"], "tags": row["tags"], "url": row["url"], **expect_article(row["text"], row["url"])} for row in STORIES
]
