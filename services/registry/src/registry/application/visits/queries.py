"""Masked looks at visits: of one's own, or of the units that one sees."""

from collections.abc import Iterable
from uuid import UUID

from minqing_kernel.messages import Actor, Role
from registry.application.ports import Places
from registry.application.visits.ports import VisitReader
from registry.application.visits.views import VisitCard
from registry.domain.errors import OutOfReach
from registry.domain.visits.authority import holds, oversees
from registry.domain.visits.errors import VisitUnknown
from registry.domain.visits.visit import Visit


def visit_card(
    reader: VisitReader, places: Places, visit_id: UUID, actor: Actor
) -> VisitCard:
    """Return a visit, masked; raises VisitUnknown, OutOfReach."""
    found = reader.one(visit_id)
    if found is None:
        raise VisitUnknown
    if actor.id not in found.units and not holds(actor, reader.holders(visit_id)):
        must_oversee(actor, places, found.units.values())
    return found


def must_oversee(actor: Actor, places: Places, units: Iterable[str]) -> None:
    """Refuse (OutOfReach) whoever sees the work of none of these units."""
    if not any(oversees(actor, places.lineage(unit)) for unit in set(units)):
        raise OutOfReach


def may_see_restricted(actor: Actor, visit: Visit, places: Places) -> bool:
    """Tell whether somebody sees 思想动态: who was there, and their supervisors."""
    if actor.id in visit.units:
        return True
    units = set(visit.units.values())
    above = any(oversees(actor, places.lineage(unit)) for unit in units)
    return actor.role is Role.SUPERVISOR and above
