"""What time brings up: lines of waiting cases, and what works each of them off."""

from collections.abc import Callable
from functools import partial
from typing import Any

from minqing_chassis.database import Database
from minqing_kernel.sweeping import Bus, Sweep
from routing.adapters.read_model import SqlReader
from routing.application.commands import (
    EscalateOverdue,
    JudgeAgain,
    RecomputeProvisional,
    RemindUnits,
)
from routing.application.merging import RecountResting, SettleMerges
from routing.application.repeating import SettleRepeats
from routing.application.resettling import KeepFromAccused
from routing.application.silence import NoticeSilence


class OnNews:
    """Runs a sweep when there is another edition than at its last whole pass."""

    def __init__(self, sweep: Sweep, edition: Callable[[], int]) -> None:
        self._sweep = sweep
        self._edition = edition
        self._seen: int | None = None

    def run(self) -> int:
        """Walk along the line if there is news; return how many were looked at."""
        edition = self._edition()
        if edition == self._seen:
            return 0
        looked_at = self._sweep.run()
        self._seen = edition
        return looked_at


SWEEP_BATCH = 500
"""Cases that one transaction of a sweep locks."""


def open_sweeps(
    bus: Bus,
    reader: SqlReader,
    database: Database,
    *,
    calendar: str,
    directory: Callable[[], int],
    no_news_days: Callable[[], int],
) -> dict[str, Any]:
    """Return the sweeps by name; editions and days are those of now."""
    sweep = partial(Sweep, bus, is_away=lambda: not database.alive(), batch=SWEEP_BATCH)
    return {
        "overdue": sweep(reader.overdue, lambda ids: EscalateOverdue(petition_ids=ids)),
        "reminding": sweep(reader.reminded, lambda ids: RemindUnits(petition_ids=ids)),
        "silent": sweep(
            partial(reader.silent, no_news_days),
            lambda ids: NoticeSilence(petition_ids=ids),
        ),
        "waiting": sweep(reader.waiting, lambda ids: JudgeAgain(petition_ids=ids)),
        "provisional": sweep(
            partial(reader.provisional, calendar),
            lambda ids: RecomputeProvisional(petition_ids=ids),
        ),
        "accusing": OnNews(
            sweep(reader.accusing, lambda ids: KeepFromAccused(petition_ids=ids)),
            directory,
        ),
        "resting": sweep(
            partial(reader.provisional, calendar, resting=True),
            lambda ids: RecountResting(petition_ids=ids),
        ),
        "merging": sweep(reader.unsettled, lambda ids: SettleMerges(petition_ids=ids)),
        "visiting": sweep(
            reader.unvisited, lambda ids: SettleRepeats(petition_ids=ids)
        ),
    }
