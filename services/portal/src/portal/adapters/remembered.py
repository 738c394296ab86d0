"""The last good answer of a door: pages stay up, and say how old it is."""

import math
import time
from collections.abc import Callable
from dataclasses import dataclass
from threading import Lock
from typing import Final, Generic, TypeVar

from portal.application.ports import Away, Refused

FRESH_SECONDS: Final = 60.0
MOST_KEYS: Final = 200
"""Beyond so many questions the answers are asked anew: memory has an end."""
AGAIN_SECONDS: Final = 5.0
"""How long after a failure the door is not asked again."""
HALF_AN_HOUR: Final = 1800.0
A = TypeVar("A")


@dataclass(frozen=True)
class Told(Generic[A]):
    """An answer, and whether it is the door's present one."""

    answer: A
    fresh: bool


class Remembered(Generic[A]):
    """Asks for each key at most once a minute, and keeps the last good answer.

    `lasts`: no answer is told that is so many seconds old; what may be taken back one
    day is not to be told for days from before.
    """

    def __init__(
        self,
        ask: Callable[[str], A],
        now: Callable[[], float] = time.monotonic,
        lasts: float = math.inf,
    ) -> None:
        self._ask = ask
        self._now = now
        self._lasts = lasts
        self._known: dict[str, tuple[float, A]] = {}
        self._again: dict[str, float] = {}
        self._lock = Lock()

    def get(self, key: str) -> Told[A] | None:
        """Return the answer for a key; None if there never was one."""
        known, now = self._known.get(key), self._now()
        if known is not None and now - known[0] >= self._lasts:
            known = None
        if known is not None and now - known[0] < FRESH_SECONDS:
            return Told(known[1], fresh=True)
        if now < self._again.get(key, now):
            return None if known is None else Told(known[1], fresh=False)
        return self._asked(key, known)

    def forget(self, tells: Callable[[A], bool]) -> None:
        """Let those answers be gone that tell what was taken back."""
        with self._lock:
            kept = {k: v for k, v in self._known.items() if not tells(v[1])}
            self._known = kept

    def _asked(self, key: str, known: tuple[float, A] | None) -> Told[A] | None:
        try:
            answer = self._ask(key)
        except (Away, Refused):
            with self._lock:
                self._again[key] = self._now() + AGAIN_SECONDS
            return None if known is None else Told(known[1], fresh=False)
        with self._lock:
            if len(self._known) >= MOST_KEYS and key not in self._known:
                self._known.clear()
                self._again.clear()
            self._known[key] = (self._now(), answer)
        return Told(answer, fresh=True)
