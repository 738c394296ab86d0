"""What everyone at the door has at hand."""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from intake.application.ports import Numbers, Reference, Seals
from intake.domain.policy import STATUTORY_POLICY, IntakePolicy
from minqing_kernel.clock import Clock
from minqing_kernel.identity import new_id


@dataclass(frozen=True, kw_only=True)
class Desk:
    """The tools of the door. `prefix` begins every receipt number of this agency.

    `clock` is the business's, which a rehearsal may steer; `wall_clock` is the real one
    and dates what is technical: keys, audit rows.
    """

    prefix: str
    numbers: Numbers
    seals: Seals
    reference: Reference
    clock: Clock
    wall_clock: Clock
    policy: IntakePolicy = STATUTORY_POLICY
    new_id: Callable[[], UUID] = new_id
