"""What a provider can bear: how it fared lately, and how much it takes a second."""

from collections import deque
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from notify.domain.sending.policy import FailOver, Limit


@dataclass
class Health:
    """How one provider's last calls ended, as this process saw it."""

    _calls: deque[tuple[datetime, bool]] = field(default_factory=deque)
    _vain: int = 0
    _down_until: datetime | None = None

    def note(self, *, well: bool, at: datetime, rule: FailOver) -> None:
        """Remember how a call ended; too many in vain, and the provider rests."""
        self._calls.append((at, well))
        self._vain += not well
        while self._calls[0][0] <= at - rule.window:
            self._vain -= not self._calls.popleft()[1]
        number = len(self._calls)
        if number >= rule.least and self._vain >= rule.share * number:
            self._down_until = at + rule.cool_down
            self._calls.clear()
            self._vain = 0

    def down_until(self, at: datetime) -> datetime | None:
        """Return until when nobody asks it; None: it may be asked."""
        until = self._down_until
        return until if until is not None and at < until else None


@dataclass
class Bucket:
    """Tokens of one provider in this process; who gets none is told when to come back.

    Those who were sent away stand in a line, so that they do not all come at once.
    """

    limit: Limit
    _tokens: float = 0.0
    _line: float = 0.0
    _seen: datetime | None = None

    def take(self, at: datetime) -> timedelta | None:
        """Take a token: None; without one, say how long to wait."""
        self._refill(at)
        if self._tokens >= 1:
            self._tokens -= 1
            return None
        self._line += 1
        return timedelta(seconds=self._line / self.limit.per_second)

    def _refill(self, at: datetime) -> None:
        if self._seen is None:
            self._tokens = float(self.limit.burst)
        else:
            fresh = max((at - self._seen).total_seconds(), 0) * self.limit.per_second
            self._tokens = min(self._tokens + fresh, float(self.limit.burst))
            self._line = max(self._line - fresh, 0.0)
        self._seen = at
