"""Deaths, departures, returns: the person, and what hangs on them, in one unit."""

from dataclasses import replace
from datetime import date
from uuid import UUID

from minqing_kernel.clock import Clock
from minqing_kernel.errors import Invalid
from minqing_kernel.identity import new_id
from registry.application.authority import must_keep
from registry.application.commands import RecordDeath
from registry.application.lives.commands import (
    AppointHouseholdHead,
    RecordDeparture,
    RecordReturn,
    UndoLife,
)
from registry.application.lives.ports import LivesWork
from registry.application.moves.ports import TiesWork
from registry.application.moves.ties import living_besides, loosen, tie_again
from registry.application.searching.handlers import index_resident
from registry.domain.errors import HouseholdUnknown
from registry.domain.household import Household
from registry.domain.lives.change import LifeChange, LifeKind
from registry.domain.lives.errors import NothingToUndo
from registry.domain.resident import Resident, ResidentState

STATES = {
    LifeKind.DEATH: ResidentState.DECEASED,
    LifeKind.DEPARTURE: ResidentState.DEPARTED,
}
WITHOUT_HEAD = "household-without-head"


def record_death(
    command: RecordDeath, work: LivesWork, *, clock: Clock
) -> tuple[str, ...]:
    """Close a resident's file by death; the household stays (B-29).

    Return the codes of what is left to do.
    """
    resident = _kept(command, command.resident_id, work)
    before, revision = resident.state, resident.revision
    resident.die(command.died_on, at=clock.now())
    if resident.revision == revision:
        return ()
    change = _change(resident, LifeKind.DEATH, command.died_on, before)
    return _leave(change, command.next_head, work, clock)


def record_departure(
    command: RecordDeparture, work: LivesWork, *, clock: Clock
) -> tuple[str, ...]:
    """Close a resident's file by departure; return the codes of what is left to do."""
    resident = _kept(command, command.resident_id, work)
    before, revision = resident.state, resident.revision
    resident.depart(command.left_on, command.moved_to, at=clock.now())
    if resident.revision == revision:
        return ()
    change = _change(resident, LifeKind.DEPARTURE, command.left_on, before)
    return _leave(change, command.next_head, work, clock)


def record_return(command: RecordReturn, work: LivesWork, *, clock: Clock) -> None:
    """Open the file of somebody who had left, in the household where they live now."""
    resident = _kept(command, command.resident_id, work)
    profile = resident.profile
    if command.household_id is not None:
        home = work.households.find(command.household_id)
        if home is None:
            raise Invalid(fields={"household_id": "unknown-household"})
        keeper = home.profile.organisation_id
        must_keep(command.actor, work.organisations, {keeper})
        profile = replace(
            profile, household_id=command.household_id, organisation_id=keeper
        )
    resident.come_back(command.returned_on, profile, at=clock.now())
    index_resident(resident, work)
    change = work.lives.standing(command.resident_id, LifeKind.DEPARTURE)
    if change is not None:
        change.end(at=clock.now())


def undo_life(command: UndoLife, work: LivesWork, *, clock: Clock) -> None:
    """Undo a death or departure, and tie again what it let go.

    Raises NothingToUndo, and ChangedSince when any of that was changed since.
    """
    resident = _kept(command, command.resident_id, work)
    if resident.state is not STATES[command.kind]:
        raise NothingToUndo
    change = work.lives.standing(command.resident_id, command.kind)
    before = ResidentState.LIVING if change is None else change.before
    resident.reopen(before, at=clock.now())
    if change is not None:
        tie_again(change.ties, _home(change, work), work, at=clock.now())
        change.undo(command.ground, at=clock.now())


def appoint_household_head(
    command: AppointHouseholdHead, work: TiesWork, *, clock: Clock
) -> None:
    """Say who heads a household; raises Invalid unless they live there."""
    household = work.households.find(command.household_id)
    if household is None:
        raise HouseholdUnknown
    must_keep(command.actor, work.organisations, {household.profile.organisation_id})
    head = command.resident_id
    if head is not None and head not in living_besides(command.household_id, (), work):
        raise Invalid(fields={"resident_id": "not-a-member"})
    household.head(head, at=clock.now())


Leaving = RecordDeath | RecordDeparture | RecordReturn | UndoLife


def _kept(command: Leaving, resident_id: UUID, work: LivesWork) -> Resident:
    resident = work.residents.get(resident_id)
    must_keep(command.actor, work.organisations, {resident.profile.organisation_id})
    return resident


def _change(
    resident: Resident, kind: LifeKind, day: date, before: ResidentState
) -> LifeChange:
    return LifeChange(
        change_id=new_id(),
        resident_id=resident.resident_id,
        kind=kind,
        day=day,
        before=before,
        household_id=resident.profile.household_id,
    )


def _leave(
    change: LifeChange, next_head: UUID | None, work: LivesWork, clock: Clock
) -> tuple[str, ...]:
    """Let go what hung on somebody who lived here; whoever had left let go before."""
    home = _home(change, work)
    if home is not None:
        gone = {change.resident_id}
        change.ties = loosen(
            home, gone, next_head, work, day=change.day, at=clock.now()
        )
    elif next_head is not None:
        raise Invalid(fields={"next_head": "not-a-member"})
    work.lives.add(change)
    change.tell_done(clock.now())
    headless = home is not None and home.head_id is None
    return (WITHOUT_HEAD,) if change.ties.head_before and headless else ()


def _home(change: LifeChange, work: LivesWork) -> Household | None:
    lived_here = change.before is ResidentState.LIVING
    if not lived_here or change.household_id is None:
        return None
    return work.households.find(change.household_id)
