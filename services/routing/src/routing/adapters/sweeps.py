"""What time brings up: lines of waiting cases, and what works each of them off."""

from functools import partial

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

SWEEP_BATCH = 500
"""Cases that one transaction of a sweep locks."""


def open_sweeps(
    bus: Bus, reader: SqlReader, database: Database, *, edition: str
) -> dict[str, Sweep]:
    """Return the sweeps by name; `edition` is the present calendar's."""
    sweep = partial(Sweep, bus, is_away=lambda: not database.alive(), batch=SWEEP_BATCH)
    return {
        "overdue": sweep(reader.overdue, lambda ids: EscalateOverdue(petition_ids=ids)),
        "reminding": sweep(reader.reminded, lambda ids: RemindUnits(petition_ids=ids)),
        "waiting": sweep(reader.waiting, lambda ids: JudgeAgain(petition_ids=ids)),
        "provisional": sweep(
            partial(reader.provisional, edition),
            lambda ids: RecomputeProvisional(petition_ids=ids),
        ),
        "resting": sweep(
            partial(reader.provisional, edition, resting=True),
            lambda ids: RecountResting(petition_ids=ids),
        ),
        "merging": sweep(reader.unsettled, lambda ids: SettleMerges(petition_ids=ids)),
        "visiting": sweep(
            reader.unvisited, lambda ids: SettleRepeats(petition_ids=ids)
        ),
    }
