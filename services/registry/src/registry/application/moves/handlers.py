"""Moves: people, their files, the words they are found by, duties: all or nothing."""

from uuid import UUID

from minqing_kernel.clock import Clock
from minqing_kernel.errors import Invalid
from registry.application.authority import must_keep
from registry.application.moves.commands import MoveResidents, UndoMove
from registry.application.moves.ports import TiesWork
from registry.application.moves.ties import loosen, tie_again
from registry.application.searching.handlers import index_resident
from registry.domain.household import Household
from registry.domain.moves.errors import ChangedSince, MoveFixed, MoveUnknown
from registry.domain.moves.move import Move, MoveKind, begin, who_goes
from registry.domain.moves.ties import Touched
from registry.domain.resident import Resident
from registry.domain.values import civil_day


def move_residents(command: MoveResidents, work: TiesWork, *, clock: Clock) -> int:
    """Let people go to another household; return how many went. Again: nothing.

    Whoever headed the household that they leave heads it no more; where nobody is left,
    nobody serves it and no tenancy goes on. Its file stays.
    """
    known = work.moves.find(command.move_id)
    if known is not None:
        _check_same(known, command)
        return len(known.people)
    former = _household(command.from_household, "from_household", work)
    target = _household(command.to_household, "to_household", work)
    move = begin(command.move_id, command.kind, former, target)
    must_keep(command.actor, work.organisations, set(move.keepers))
    members = [work.residents.get(e) for e in work.search.members(move.from_id)]
    if move.kind is MoveKind.SPLIT and work.search.members(move.to_id):
        raise Invalid(fields={"to_household": "somebody-lives-there"})
    going = who_goes(move.kind, command.resident_ids, members)
    _go(move, former, going, work, clock)
    return len(move.people)


def _go(
    move: Move, former: Household, going: list[Resident], work: TiesWork, clock: Clock
) -> None:
    for resident in going:
        resident.record_as(move.there(resident.profile), at=clock.now())
        index_resident(resident, work)
    move.people = [Touched(id=e.resident_id, revision=e.revision) for e in going]
    move.ties = loosen(
        former,
        [each.resident_id for each in going],
        None,
        work,
        day=civil_day(clock.now()),
        at=clock.now(),
    )
    work.moves.add(move)
    move.tell_done(clock.now())


def undo_move(command: UndoMove, work: TiesWork, *, clock: Clock) -> int:
    """Put everything back; return how many came back. Again: nothing.

    Raises ChangedSince when anybody's file, or a duty, was changed in the meantime.
    """
    move = work.moves.find(command.move_id)
    if move is None:
        raise MoveUnknown
    must_keep(command.actor, work.organisations, set(move.keepers))
    if move.undone:
        return len(move.people)
    for each in move.people:
        resident = work.residents.get(each.id)
        if resident.revision != each.revision:
            raise ChangedSince
        resident.record_as(move.back(resident.profile), at=clock.now())
        index_resident(resident, work)
    former = work.households.find(move.from_id)
    tie_again(move.ties, former, work, at=clock.now())
    move.tell_undone(clock.now())
    return len(move.people)


def _household(household_id: UUID, field: str, work: TiesWork) -> Household:
    found = work.households.find(household_id)
    if found is None:
        raise Invalid(fields={field: "unknown-household"})
    return found


def _check_same(known: Move, command: MoveResidents) -> None:
    said = command.kind, command.from_household, command.to_household
    if said != (known.kind, known.from_id, known.to_id):
        raise MoveFixed
    if known.undone:
        raise ChangedSince
