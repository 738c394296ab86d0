"""What everyone at the door has at hand."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from intake.application.mark_ports import Keys
from intake.application.ports import Numbers, Reference, Seals
from intake.domain.policy import STATUTORY_POLICY, IntakePolicy
from minqing_kernel.clock import Clock
from minqing_kernel.identity import new_id
from minqing_kernel.working_time import WorkCalendar


def statute(_: datetime) -> IntakePolicy:
    """Return what holds where an agency says nothing else."""
    return STATUTORY_POLICY


@dataclass(frozen=True, kw_only=True)
class Desk:
    """The tools of the door. `prefix` begins every receipt number of this agency.

    `clock` is the business's, which a rehearsal may steer; `wall_clock` is the real one
    and dates what is technical: keys, audit rows. `policy_at` returns the rules in
    force at a moment. `pair_keys`: None where no neighbour is compared with.
    `calendar` says which days are worked.
    """

    prefix: str
    numbers: Numbers
    seals: Seals
    reference: Reference
    clock: Clock
    wall_clock: Clock
    policy_at: Callable[[datetime], IntakePolicy] = statute
    new_id: Callable[[], UUID] = new_id
    pair_keys: Keys | None = None
    calendar: WorkCalendar = field(default_factory=WorkCalendar)
