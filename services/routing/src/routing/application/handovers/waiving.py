"""Going on without a neighbour that is away, as a supervisor decided."""

from minqing_kernel.errors import Forbidden
from minqing_kernel.messages import Role
from routing.application.handovers.commands import WaiveNeighbour
from routing.application.handovers.following import decide
from routing.application.handovers.ports import HandOverWork, House
from routing.application.handovers.speaking import ensure_speaker
from routing.application.handovers.unheard import ask_for_unheard
from routing.domain.handover.leg import Decision
from routing.domain.handover.reconciling import waive


def waive_neighbour(
    command: WaiveNeighbour, work: HandOverWork, *, house: House
) -> None:
    """Go on without an agency's answer; each timeline says who decided, and why."""
    ensure_speaker(command.actor, work.directory.units, house.desks)
    if command.actor.role is not Role.SUPERVISOR:
        raise Forbidden(f"{command.actor.role} waives no answer")
    content = {
        "agency": command.agency,
        "by": command.actor.id,
        "reason": command.reason,
    }
    for matter_id in work.dealings.every():
        petition_id = work.dealings.petition_of(matter_id)
        work.cases.get_many([petition_id] if petition_id else [])
        dealing = work.dealings.find(matter_id)
        if dealing is None or all(
            e.agency != command.agency for e in dealing.leg.asked
        ):
            continue
        at = house.clock.now()
        dealing.note("waived", content, salt=house.salt(), at=at)
        decide(dealing, Decision(waive(dealing.leg, command.agency)), work, house)
        ask_for_unheard(dealing, work, house)
