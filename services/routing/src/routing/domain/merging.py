"""Merged cases (并单): one rests, its lead is answered for both, and undoing.

A merged case keeps its date: the handling days run from its own acceptance
(条例第34条), and to be joined to another is no ground to wait longer. While it rests it
is not watched, for its lead owes the answer by the earliest of all dates; separated, it
goes on where it stood, by its own date. Merging never lengthens what anybody is owed.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Final
from uuid import UUID

from routing.domain import events
from routing.domain.case_core import CaseCore
from routing.domain.deadline import Clocks
from routing.domain.lifecycle import AWAY, BACK, LIFECYCLE, CaseState, CaseStep
from routing.domain.rest import Rest

ANSWERED: Final = frozenset({CaseState.RESOLVED, CaseState.CLOSED, CaseState.WITHDRAWN})


@dataclass(frozen=True, kw_only=True)
class Note:
    """What intake told of one merging, named by petition and `revision` of its fact.

    Its two halves come in any order; `due_at` is the merged case's own date, once it
    rests.
    """

    petition_id: UUID
    revision: int
    lead_petition_id: UUID
    merged_at: datetime | None = None
    separated_at: datetime | None = None
    due_at: datetime | None = None

    def joined(self, other: "Note") -> "Note":
        """Return what both halves tell; the same one again changes nothing."""
        return replace(
            self,
            merged_at=self.merged_at or other.merged_at,
            separated_at=self.separated_at or other.separated_at,
            due_at=self.due_at or other.due_at,
        )

    @property
    def holds(self) -> bool:
        """Say whether it was merged and not separated."""
        return self.merged_at is not None and self.separated_at is None


@dataclass(kw_only=True)
class Notes:
    """All that intake told of the mergings of one petition; the newest decides.

    `done` says that nothing more follows from it.
    """

    petition_id: UUID
    notes: dict[int, Note] = field(default_factory=dict)
    done: bool = False

    def take(self, note: Note) -> None:
        """Join one more note to what is known."""
        known = self.notes.get(note.revision)
        self.notes[note.revision] = known.joined(note) if known else note

    @property
    def newest(self) -> Note | None:
        """Return the note that decides, None before any."""
        return self.notes[max(self.notes)] if self.notes else None


def settle(
    case: CaseCore, lead: CaseCore | None, newest: Note, clocks: Clocks, *, at: datetime
) -> Note:
    """Let a case rest or go on, as the newest note has it; return the note.

    One that cannot rest, because it or its lead was answered meanwhile, goes on.
    """
    rest = case.rest
    if rest and not (newest.holds and rest.lead_petition_id == newest.lead_petition_id):
        go_on(case, rest.was, clocks, at=at)
    if newest.holds and lead is not None and _may_rest(case, lead):
        rest_for(case, lead.petition_id, at=at)
    due = case.deadline.due_at if case.rest and case.deadline else None
    return replace(newest, due_at=due)


def _may_rest(case: CaseCore, lead: CaseCore) -> bool:
    allowed = CaseStep.MERGE in LIFECYCLE.steps_from(case.state)
    return allowed and lead.state not in ANSWERED | AWAY and lead.rest is None


def earliest(notes: Iterable[Note], *, since: datetime | None) -> datetime | None:
    """Return the earliest date of those that rest, answered ones left out.

    `since` is when the lead was answered last: who was merged before has heard.
    """
    dates = (
        note.due_at
        for note in notes
        if note.due_at is not None
        and note.merged_at is not None
        and (since is None or note.merged_at > since)
    )
    return min(dates, default=None)


def rest_for(case: CaseCore, lead_id: UUID, *, at: datetime) -> None:
    """Let a case rest until it is separated: nothing is watched, no verb moves it."""
    was = case.state
    case._step(CaseStep.MERGE)
    case.rest = Rest(lead_petition_id=lead_id, was=was)
    case.deadlines[:] = [each.stilled() for each in case.deadlines]
    case._tell(events.CaseMerged, at=at, lead_petition_id=lead_id)


def go_on(case: CaseCore, was: CaseState, clocks: Clocks, *, at: datetime) -> None:
    """Let a resting case go on in the state that it was in, by the date that it had."""
    case._step(BACK[was])
    case.rest = None
    case.deadlines[:] = [each.watched(clocks, at=at) for each in case.deadlines]
    due_at = case.deadline.due_at if case.deadline else None
    case._tell(events.CaseSeparated, at=at, state=case.state.value, due_at=due_at)


def hold_to(
    case: CaseCore, held_to: datetime | None, clocks: Clocks, *, at: datetime
) -> None:
    """Let a lead owe its answer by the earliest date of those that rest for it.

    One that stands still is held to it once it goes on.
    """
    deadline = case.deadline
    if deadline is None:
        return
    case.held_to = held_to
    own = deadline.own
    if deadline.is_paused or min(own, held_to or own) == deadline.due_at:
        return
    case._owe_answer(deadline.owed, clocks, at=at)
    due_at = case.deadlines[-1].due_at
    case._tell(events.CaseGathered, at=at, state=case.state.value, due_at=due_at)
