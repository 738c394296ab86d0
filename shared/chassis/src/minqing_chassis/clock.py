"""The clock of a demonstration: a file says which moment it is."""

import json
import logging
import os
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path

from minqing_kernel.clock import Clock, SystemClock

CLOCK_FILE = "MINQING_CLOCK_FILE"

_log = logging.getLogger(__name__)


class SteerableClock:
    """Runs as fast as the real clock, from the moment that a file names.

    The file holds {"now": moment of business, "anchor": real moment at which it was
    so}, both ISO 8601 with a time zone; without a file the real time holds. It is read
    again whenever it has changed. For business time only: leases, tokens and retries
    keep to the real clock.
    """

    def __init__(self, path: Path, real: Clock | None = None) -> None:
        self._path = path
        self._real = real or SystemClock()
        self._seen: tuple[int, int, int] | None = None
        self._ahead = timedelta(0)

    def now(self) -> datetime:
        """Return the present moment of business, aware, in UTC."""
        self._look()
        return self._real.now() + self._ahead

    def _look(self) -> None:
        try:
            stat = os.stat(self._path)  # noqa: PTH116  (the hot path)
        except FileNotFoundError:
            self._seen, self._ahead = None, timedelta(0)
            return
        seen = (stat.st_mtime_ns, stat.st_size, stat.st_ino)
        if seen != self._seen:
            self._seen = seen
            self._read()

    def _read(self) -> None:
        """Read the file; one that says nothing leaves the clock as it was."""
        try:
            said = json.loads(self._path.read_text("utf-8"))
            self._ahead = _moment(said["now"]) - _moment(said["anchor"])
        except (OSError, ValueError, KeyError, TypeError):
            _log.warning("the clock file cannot be read: %s", self._path)


def steer(path: Path, now: datetime, real: Clock | None = None) -> None:
    """Let every clock that reads `path` say `now` at this real moment.

    The file is replaced as a whole: no reader ever sees half of it.
    """
    anchor = (real or SystemClock()).now()
    said = {"now": now.isoformat(), "anchor": anchor.isoformat()}
    fresh = path.with_name(f"{path.name}.{os.getpid()}.new")
    fresh.write_text(json.dumps(said), "utf-8")
    fresh.replace(path)


def clock_from(environ: Mapping[str, str]) -> Clock:
    """Return the steerable clock if MINQING_CLOCK_FILE names a file, else the real."""
    path = environ.get(CLOCK_FILE)
    return clock_at(Path(path)) if path else SystemClock()


def clock_at(path: Path | None) -> Clock:
    """Return the clock that follows `path`, or the real one for None."""
    return SteerableClock(path) if path else SystemClock()


def _moment(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise ValueError(f"{text} has no time zone")
    return moment.astimezone(UTC)
