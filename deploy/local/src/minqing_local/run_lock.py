"""One agency in one folder at a time, and the way to stop one from elsewhere."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from minqing_local import processes
from minqing_local.refusal import Refusal

FILE = "agency.pid"


@contextmanager
def held(folder: Path) -> Iterator[bool]:
    """Hold the folder; yield whether the last holder ended without a word (kill -9).

    Raises `Refusal` if another process holds it.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / FILE).open("a+", encoding="utf-8") as lock:
        if not _take(lock.fileno()):
            raise Refusal(
                f"This agency already runs (process {holder(folder)}): use it, or stop "
                "it with 'make stop'."
            )
        lock.seek(0)
        left_behind = bool(lock.read().strip())
        lock.truncate(0)
        lock.write(str(os.getpid()))
        lock.flush()
        try:
            yield left_behind
        finally:
            lock.truncate(0)


def holder(folder: Path) -> int | None:
    """Return the process id of the running agency, or None if none runs there."""
    file = folder / FILE
    if not file.exists():
        return None
    with file.open(encoding="utf-8") as lock:
        if _take(lock.fileno()):
            return None
        written = lock.read().strip()
    return int(written) if written else None


def stop(folder: Path, timeout: float = 90.0) -> bool:
    """Stop the agency of that folder in good order; say whether one was running."""
    pid = holder(folder)
    if pid is None:
        return False
    processes.end(pid, timeout=timeout)
    return True


def _take(handle: int) -> bool:
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
