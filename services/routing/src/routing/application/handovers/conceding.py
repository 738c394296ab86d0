"""Giving way where two agencies claim one matter, as the common superior decided."""

from minqing_kernel.errors import Forbidden
from minqing_kernel.messages import Role
from routing.application.handovers.commands import ConcedeMatter
from routing.application.handovers.following import decide
from routing.application.handovers.ports import HandOverWork, House
from routing.application.handovers.speaking import ensure_speaker
from routing.domain.handover.dealing import Dealing
from routing.domain.handover.errors import HandOverNotFound
from routing.domain.handover.reconciling import concede


def concede_matter(
    command: ConcedeMatter, work: HandOverWork, *, house: House
) -> Dealing:
    """Give way; the timeline says who wrote down that decision, and why (条例第24条).

    Raises NotContested, HandOverNotFound, Forbidden but for a supervisor, NotYours.
    """
    petition_id = work.dealings.petition_of(command.matter_id)
    work.cases.get_many([petition_id] if petition_id else [])
    dealing = work.dealings.find(command.matter_id)
    if dealing is None:
        raise HandOverNotFound
    ensure_speaker(command.actor, work.directory.units, house.desks)
    if command.actor.role is not Role.SUPERVISOR:
        raise Forbidden(f"{command.actor.role} does not give way")
    decision, at = concede(dealing.leg), house.clock.now()
    content = {
        "agency": dealing.leg.rival[-1].owner,
        "by": command.actor.id,
        "reason": command.reason,
    }
    dealing.note("conceded", content, salt=house.salt(), at=at)
    decide(dealing, decision, work, house)
    return dealing
