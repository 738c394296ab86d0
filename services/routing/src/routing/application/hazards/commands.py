"""What the hazards' room can be asked to do."""

from dataclasses import dataclass
from uuid import UUID

from minqing_kernel.messages import Actor, Command
from routing.domain.hazards.hazard import HazardKind


@dataclass(frozen=True, kw_only=True)
class FlagHazard(Command):
    """Flag a hazard on a case."""

    actor: Actor
    hazard_id: UUID
    petition_id: UUID
    kind: HazardKind
    description: str
