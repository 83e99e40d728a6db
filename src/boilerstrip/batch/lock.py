"""One run at a time writes a file."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from boilerstrip.extras import load


class BusyError(ValueError):
    """Another run is writing the file."""


@contextmanager
def alone(path: Path) -> Iterator[None]:
    """Whoever asks for the same file meanwhile gets a `BusyError`, on this machine or on another that shares the folder.

    The lock is the system's (`flock` on PATH.lock, `msvcrt.locking` on Windows), so it ends with the process, however that ends, and a killed
    run holds up nobody. A network file system without `flock` has the file's existence for a lock; there, PATH.lock of a killed run may
    have to be removed by hand.

    Raises `MissingExtraError`, and `OSError` where nothing can be written.
    """
    filelock = load("filelock")
    path.parent.stat()  # else the library would make the folder, which may be no more than a slip of the pen
    name = path.with_name(path.name + ".lock")
    lock = filelock.FileLock(name, timeout=0)
    try:
        lock.acquire()
    except filelock.Timeout:
        raise BusyError(f"{path} is being written by another run, which holds {name}") from None
    try:
        yield
    finally:
        # Removed while it is held: who has it open and waits for it sees that its name is gone, and begins anew. Windows does not let one.
        with suppress(OSError):
            name.unlink()
        lock.release()
