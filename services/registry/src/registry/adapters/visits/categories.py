"""Intake's list of categories: asked for now and then, read from memory."""

import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final, Protocol

from minqing_chassis.rpc import RpcUnavailable

LASTS: Final = 60.0
MISS_LASTS: Final = 2.0
"""How long to wait before asking again after what the list does not name."""
AWAY_LASTS: Final = 15.0
"""How long nobody waits for intake after it did not answer: all would, each in turn."""


class Calls(Protocol):
    """Whatever can call a method of another service."""

    def call(self, method: str, **values: Any) -> Any:  # noqa: ANN401
        """Return the answer, or raise RpcUnavailable."""
        ...


@dataclass(kw_only=True)
class IntakeCategories:
    """The list as intake told it last; while intake is away that goes on holding."""

    intake: Calls
    monotonic: Callable[[], float] = time.monotonic
    _days: Mapping[str, tuple[date, date | None]] | None = None
    _asked: float | None = None
    _away_until: float = float("-inf")
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def holds(self, code: str, day: date) -> bool | None:
        """Tell whether a category holds on a day; None while nobody knows."""
        found = self._find(code, day, LASTS)
        return found or self._find(code, day, MISS_LASTS)

    def _find(self, code: str, day: date, lasts: float) -> bool | None:
        self._refresh(lasts)
        if self._days is None:
            return None
        if code not in self._days:
            return False
        since, until = self._days[code]
        return since <= day and (until is None or day < until)

    def _refresh(self, lasts: float) -> None:
        with self._lock:
            now = self.monotonic()
            fresh = self._asked is not None and now - self._asked < lasts
            if fresh or now < self._away_until:
                return
            self._asked = now
            try:
                self._days = _days_of(self.intake.call("category_days"))
            except RpcUnavailable:
                self._away_until = self.monotonic() + AWAY_LASTS


def _days_of(told: Mapping[str, Any]) -> Mapping[str, tuple[date, date | None]]:
    return {
        code: (date.fromisoformat(since), date.fromisoformat(until) if until else None)
        for code, (since, until) in told.items()
    }
