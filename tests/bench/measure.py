"""Watching the processes of an agency while it works."""

import threading

import psutil

from minqing_local.agency import Agency

MIB = 1024 * 1024


class MemoryWatch:
    """Looks at every part's memory twice a second and remembers the peaks.

    For PostgreSQL and RabbitMQ, which are families of processes, it is the largest of
    the family by its own (unshared) memory; for a service, its resident memory.
    """

    def __init__(self, agency: Agency) -> None:
        self._agency = agency
        self._peaks: dict[str, float] = {}
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)

    def __enter__(self) -> "MemoryWatch":
        """Begin to look."""
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        """Stop looking."""
        self._over.set()
        self._thread.join()

    @property
    def peaks_mib(self) -> dict[str, float]:
        """Return the largest memory seen of each part, in MiB."""
        return {name: round(peak, 1) for name, peak in sorted(self._peaks.items())}

    def now_mib(self, part: str) -> float:
        """Return the memory of one part at this moment, in MiB."""
        return round(psutil.Process(self._agency.pid(part)).memory_info().rss / MIB, 1)

    def _watch(self) -> None:
        while not self._over.wait(0.5):
            for name in (*self._agency.services, "broker", "postgres"):
                try:
                    seen = _memory(psutil.Process(self._agency.pid(name)))
                except (psutil.Error, RuntimeError, KeyError):
                    continue
                self._peaks[name] = max(seen, self._peaks.get(name, 0.0))


def _memory(process: psutil.Process) -> float:
    family = process.children(recursive=True)
    own = process.memory_info().rss / MIB
    if not family:
        return own
    return max([_unshared(child) for child in family] + [_unshared(process)])


def _unshared(process: psutil.Process) -> float:
    try:
        found = process.memory_info()
    except psutil.Error:
        return 0.0
    return float(found.rss - found.shared) / MIB
