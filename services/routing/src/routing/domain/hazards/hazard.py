"""A hazard on a case: 应急 or 消防 are told at once, and the owner stays (A-31)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from minqing_kernel.aggregate import Aggregate
from minqing_kernel.errors import Forbidden
from minqing_kernel.messages import Actor
from routing.domain.authority import STAFF, may_see
from routing.domain.case import Case
from routing.domain.errors import NotYours
from routing.domain.hazards.errors import NobodyToInform
from routing.domain.hazards.events import HazardFlagged
from routing.domain.organisation import OrganisationTree


class HazardKind(StrEnum):
    """What may go wrong."""

    FIRE = "fire"
    GAS = "gas"
    STRUCTURE = "structure"
    ELECTRICITY = "electricity"
    CHEMICAL = "chemical"
    OTHER = "other"


EVERY_OTHER = "*"


@dataclass(frozen=True)
class HazardDesks:
    """Which units are told of which kind; `*` of every kind that is not named."""

    units: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def for_kind(self, kind: HazardKind, units: OrganisationTree) -> list[str]:
        """Return the active units to tell; raise NobodyToInform when there is none."""
        named = self.units.get(kind, self.units.get(EVERY_OTHER, ()))
        active = [each for each in named if units.is_active(each)]
        if not active:
            raise NobodyToInform
        return active


@dataclass(eq=False, kw_only=True)
class Hazard(Aggregate):
    """One kind of hazard on one case; what was seen stays in the room."""

    hazard_id: UUID
    petition_id: UUID
    kind: HazardKind
    description: str
    informed: list[str]
    flagged_at: datetime
    flagged_by: str


def flag(
    hazard_id: UUID,
    case: Case,
    kind: HazardKind,
    description: str,
    desks: HazardDesks,
    *,
    by: Actor,
    units: OrganisationTree,
    at: datetime,
) -> Hazard:
    """Flag a hazard: every desk for its kind is told, and the case stays as it is.

    None of them that the petition accuses, nor one below it, is told (条例第30条).
    Raises Forbidden, NotYours, NobodyToInform.
    """
    if by.role not in STAFF:
        raise Forbidden(f"{by.role} does not flag hazards")
    if not may_see(by, case.organisation_id, units):
        raise NotYours
    told = desks.for_kind(kind, units)
    informed = [unit for unit in told if not case.is_accused(unit, units)]
    if not informed:
        raise NobodyToInform
    for unit in informed:
        case.note(HazardFlagged, at=at, hazard=kind.value, informed_id=unit)
    return Hazard(
        hazard_id=hazard_id,
        petition_id=case.petition_id,
        kind=kind,
        description=description,
        informed=informed,
        flagged_at=at,
        flagged_by=by.id,
    )
