"""The processes of this machine, as Linux lists them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path


def workers_of(parent: int) -> set[int]:
    """Worker processes that this process started."""
    return {pid for pid, ppid, _ in _running() if ppid == parent and b"boilerstrip.batch.worker" in _command(pid)}


def members(group: int) -> set[int]:
    """Processes of a group that run."""
    return {pid for pid, _, pgid in _running() if pgid == group}


def _running() -> Iterator[tuple[int, int, int]]:
    """Number, parent and group of each process, those left out that only wait for their parent."""
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            state, ppid, pgid, *_ = path.read_text().rpartition(")")[2].split()
        except OSError:  # It has ended since it was listed.
            continue
        if state != "Z":
            yield int(path.parent.name), int(ppid), int(pgid)


def _command(pid: int) -> bytes:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return b""
