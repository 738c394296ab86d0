"""Brings back what died without being asked to, as `restart: always` would."""

import threading
import time
from collections.abc import Callable, Mapping
from typing import Protocol

FIRST_PAUSE = 0.5
LONGEST_PAUSE = 10.0
CALM_AFTER = 30.0


class Part(Protocol):
    """One piece of a running agency: the broker, the database, a service."""

    @property
    def pid(self) -> int:
        """The process id."""
        ...

    @property
    def alive(self) -> bool:
        """Whether the process runs."""
        ...

    def launch(self) -> None:
        """Start it without waiting."""
        ...

    def wait_until_ready(self) -> None:
        """Wait until it does its work."""
        ...

    def stop(self) -> None:
        """End it in good order."""
        ...

    def kill(self) -> None:
        """End it at once."""
        ...

    def pause(self) -> None:
        """Freeze it."""
        ...

    def resume(self) -> None:
        """Let it go on."""
        ...


class Backoff:
    """How long to wait before the next start: 0.5 s, doubling to 10 s at most.

    A part that ran for 30 s before it died starts again from the short pause.
    """

    def __init__(self) -> None:
        self._pause = FIRST_PAUSE
        self._last_start = 0.0
        self._due: float | None = None

    def died(self, now: float) -> None:
        """Note, once for each death, when the next start is due."""
        if self._due is None:
            if now - self._last_start > CALM_AFTER:
                self._pause = FIRST_PAUSE
            self._due = now + self._pause
            self._pause = min(self._pause * 2, LONGEST_PAUSE)

    def is_due(self, now: float) -> bool:
        """Say whether the pause is over."""
        return self._due is not None and now >= self._due

    def started(self, now: float) -> None:
        """Note a start."""
        self._last_start, self._due = now, None


class Watchdog:
    """Looks at every wanted part five times a second and restarts the dead."""

    def __init__(
        self, parts: Mapping[str, Part], on_event: Callable[[str, str], None]
    ) -> None:
        self._parts = parts
        self._on_event = on_event
        self._wanted: set[str] = set()
        self._backoffs = {name: Backoff() for name in parts}
        self.lock = threading.RLock()
        self._over = threading.Event()
        self._thread = threading.Thread(
            target=self._watch, name="watchdog", daemon=True
        )

    def start(self) -> None:
        """Begin to watch."""
        self._thread.start()

    def stop(self) -> None:
        """Watch no more."""
        self._over.set()
        if self._thread.is_alive():
            self._thread.join()

    def want(self, name: str) -> None:
        """Keep this part alive from now on."""
        with self.lock:
            self._wanted.add(name)
            self._backoffs[name] = Backoff()
            self._backoffs[name].started(time.monotonic())

    def unwant(self, name: str) -> None:
        """Let this part be dead."""
        with self.lock:
            self._wanted.discard(name)

    def look(self, now: float) -> None:
        """Look once at every wanted part and restart those whose pause is over."""
        with self.lock:
            for name in sorted(self._wanted):
                if not self._parts[name].alive:
                    self._bring_back(name, now)

    def _bring_back(self, name: str, now: float) -> None:
        backoff = self._backoffs[name]
        backoff.died(now)
        if backoff.is_due(now):
            backoff.started(now)
            try:
                self._parts[name].launch()
            except (OSError, RuntimeError, TimeoutError) as error:
                self._on_event(name, f"could not be started again: {error}")
            else:
                self._on_event(name, "had died and was started again")

    def _watch(self) -> None:
        while not self._over.wait(0.2):
            self.look(time.monotonic())
