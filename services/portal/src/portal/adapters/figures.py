"""The public figures, as of a moment, asked of the read model once a minute."""

from dataclasses import dataclass
from datetime import datetime

from minqing_chassis.database import UNAVAILABLE
from minqing_kernel.clock import Clock
from portal.adapters.projection import Projection
from portal.adapters.remembered import Remembered, Told
from portal.application.ports import Away
from portal.domain.ledger import LedgerRow


@dataclass(frozen=True)
class Figures:
    """Sums by category of what came in since a day."""

    rows: list[LedgerRow]
    as_of: datetime


class PublicFigures:
    """Remembers the sums; pages stay up while the database is away."""

    def __init__(self, projection: Projection, clock: Clock) -> None:
        self._projection = projection
        self._clock = clock
        self._sums = Remembered(self._ask)

    def since(self, day: datetime) -> Told[Figures] | None:
        """Return the sums of what came in since a moment; None if nobody knows."""
        return self._sums.get(day.isoformat())

    def _ask(self, since: str) -> Figures:
        try:
            rows = self._projection.sums(datetime.fromisoformat(since))
        except UNAVAILABLE:
            raise Away("database") from None
        return Figures(rows, self._clock.now())
