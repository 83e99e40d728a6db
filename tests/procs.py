"""The processes of this machine, as Linux lists them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path


def list_workers(parent: int) -> set[int]:
    """The worker processes that this process has started."""
    return {pid for pid, ppid, _ in _list_running() if ppid == parent and b"boilerstrip.batch.worker" in _read_command(pid)}


def list_group(group: int) -> set[int]:
    """The running processes of a group."""
    return {pid for pid, _, pgid in _list_running() if pgid == group}


def _list_running() -> Iterator[tuple[int, int, int]]:
    """Number, parent and group of each process. Processes that have ended, but are still listed, are left out."""
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            state, ppid, pgid, *_ = path.read_text().rpartition(")")[2].split()
        except OSError:  # the process has ended since it was listed
            continue
        if state != "Z":
            yield int(path.parent.name), int(ppid), int(pgid)


def _read_command(pid: int) -> bytes:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return b""
