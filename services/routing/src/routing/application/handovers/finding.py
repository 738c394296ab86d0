"""Whose matter an act is about, found and locked; and how an act ends."""

from dataclasses import dataclass
from uuid import UUID

from minqing_kernel.messages import Actor
from routing.application.guard import keep_from_the_accused
from routing.application.handovers.commands import HandOverAction
from routing.application.handovers.following import decide
from routing.application.handovers.ports import HandOverWork, House
from routing.application.handovers.speaking import ensure_may_send, ensure_speaker
from routing.domain.accused import is_hidden_from
from routing.domain.handover.dealing import Dealing
from routing.domain.handover.errors import HandOverNotFound
from routing.domain.handover.leg import Decision


@dataclass(frozen=True, kw_only=True)
class _About:
    """A case, for the guard that keeps it from the accused."""

    actor: Actor
    petition_id: UUID


def received(command: HandOverAction, work: HandOverWork, house: House) -> Dealing:
    """Return the matter of an offer that this agency is to answer."""
    dealing = _found(command, work)
    ensure_speaker(command.actor, work.directory.units, house.desks)
    dealing.leg.received_row(command.handover_id)
    return dealing


def mine(command: HandOverAction, work: HandOverWork, house: House) -> Dealing:
    """Return the matter of a case that the actor's unit stands over."""
    dealing = _found(command, work)
    case = work.cases.get(dealing.petition_id)
    ensure_may_send(command.actor, case, work.directory.units, house.desks)
    return dealing


def _found(command: HandOverAction, work: HandOverWork) -> Dealing:
    """Return the matter, locked after its case; the accused find none (条例第30条)."""
    petition_id = work.dealings.petition_of(command.matter_id)
    if petition_id is not None and work.cases.get_many([petition_id]):
        about = _About(actor=command.actor, petition_id=petition_id)
        keep_from_the_accused(about, work)
    dealing = work.dealings.find(command.matter_id) if petition_id else None
    if dealing is None or _is_told_to_accuse(command.actor, dealing, work):
        raise HandOverNotFound
    return dealing


def _is_told_to_accuse(actor: Actor, dealing: Dealing, work: HandOverWork) -> bool:
    """Tell whether the other agency says that it accuses the actor's line."""
    accused = {e for told in dealing.theirs.values() for e in told.accused}
    return is_hidden_from(actor, accused, work.directory.units)


def done(
    decision: Decision,
    dealing: Dealing,
    command: HandOverAction,
    work: HandOverWork,
    house: House,
) -> Dealing:
    """Keep what was decided, and by whom."""
    dealing.acted_by = command.actor.id
    decide(dealing, decision, work, house)
    return dealing
