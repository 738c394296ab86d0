"""Cases come to rest and go on, as intake tells of merging and separating.

What intake tells comes in any order, and may come before the cases: it is noted, and
settled once both are there.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any
from uuid import UUID

from minqing_kernel.clock import Clock
from minqing_kernel.messages import Command
from routing.application.ports import RoutingWork
from routing.domain.deadline import Clocks
from routing.domain.merging import Note, earliest, hold_to, settle


@dataclass(frozen=True, kw_only=True)
class HearMerging(Command):
    """Take in that a petition was merged, or separated again."""

    note: Note


@dataclass(frozen=True, kw_only=True)
class SettleMerges(Command):
    """Let those of these petitions rest whose cases have come since."""

    petition_ids: Sequence[UUID]


@dataclass(frozen=True, kw_only=True)
class RecountResting(Command):
    """Count the provisional dates of these resting cases anew, and tell their leads."""

    petition_ids: Sequence[UUID]


Handlers = dict[type[Command], Callable[[Any, Any], Any]]


def hear_merging(
    command: HearMerging, work: RoutingWork, *, clock: Clock, clocks: Clocks
) -> None:
    """Join what intake tells to what is known, and do what follows."""
    notes = work.merges.of(command.note.petition_id)
    notes.take(command.note)
    _settle(command.note.petition_id, work, clock, clocks)


def settle_merges(
    command: SettleMerges, work: RoutingWork, *, clock: Clock, clocks: Clocks
) -> None:
    """Do what follows of what was told before the cases were there."""
    for petition_id in command.petition_ids:
        _settle(petition_id, work, clock, clocks)


def recount_resting(
    command: RecountResting, work: RoutingWork, *, clock: Clock, clocks: Clocks
) -> None:
    """Count anew the dates of cases that rest; their leads owe no later than they."""
    for petition_id in command.petition_ids:
        known = work.merges.of(petition_id)
        leads = sorted({note.lead_petition_id for note in known.notes.values()})
        case = work.cases.get_many([petition_id, *leads]).get(petition_id)
        if case is not None and case.rest:
            case.recount(clocks, at=clock.now())
            _settle(petition_id, work, clock, clocks)


def merging_handlers(clock: Clock, clocks: Clocks) -> Handlers:
    """Return what answers each command of merging."""
    return {
        HearMerging: partial(hear_merging, clock=clock, clocks=clocks),
        SettleMerges: partial(settle_merges, clock=clock, clocks=clocks),
        RecountResting: partial(recount_resting, clock=clock, clocks=clocks),
    }


def _settle(petition_id: UUID, work: RoutingWork, clock: Clock, clocks: Clocks) -> None:
    known = work.merges.of(petition_id)
    newest = known.newest
    if newest is None:
        return
    leads = sorted({note.lead_petition_id for note in known.notes.values()})
    cases = work.cases.get_many([petition_id, *leads])
    case, lead = cases.get(petition_id), cases.get(newest.lead_petition_id)
    known.done = not newest.holds or (case is not None and lead is not None)
    if case is None:
        return
    now = clock.now()
    settled = settle(case, lead, newest, clocks, at=now)
    known.notes = {
        revision: settled if note is newest else replace(note, due_at=None)
        for revision, note in known.notes.items()
    }
    for each in leads:
        _hold(each, work, clock, clocks)


def _hold(lead_id: UUID, work: RoutingWork, clock: Clock, clocks: Clocks) -> None:
    lead = work.cases.get_many([lead_id]).get(lead_id)
    if lead is None:
        return
    since = lead.resolution.resolved_at if lead.resolution else None
    held_to = earliest(work.merges.resting_for(lead_id), since=since)
    hold_to(lead, held_to, clocks, at=clock.now())
