"""What intake told of merging, in its table; and what others are told of it."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any
from uuid import UUID

from minqing_chassis.unit_of_work import SqlWork, Told
from minqing_contracts.catalogue import Event
from minqing_contracts.envelope import Envelope
from minqing_contracts.intake_repeats import PetitionMergedV1, PetitionSeparatedV1
from minqing_contracts.routing import CaseGatheredV1, CaseMergedV1, CaseSeparatedV1
from minqing_kernel.messages import Command, DomainEvent
from routing.adapters.merge_tables import merge_notes
from routing.application.merging import HearMerging
from routing.domain import events
from routing.domain.merging import Note, Notes

QUEUE_UP = "select pg_advisory_xact_lock(hashtextextended(:petition, 1))"
OF = "select * from merge_notes where petition_id = :petition_id"
RESTING = """
select * from merge_notes where lead_petition_id = :lead and due_at is not null
"""
KEEP = f"""
insert into {merge_notes.name}
select * from jsonb_populate_recordset(null::{merge_notes.name}, :rows)
on conflict (petition_id, revision) do update set
    merged_at = excluded.merged_at, separated_at = excluded.separated_at,
    due_at = excluded.due_at, done = excluded.done
"""


class SqlMerges:
    """Hands out what is known of a petition, and writes back what became of it.

    Who asks about a petition has it alone until the unit ends: its notes need not be
    there yet, so a lock on their rows would hold nobody.
    """

    def __init__(self, work: SqlWork) -> None:
        self._work = work
        self._held: dict[UUID, Notes] = {}
        work.before_commit(self._write_back)

    def of(self, petition_id: UUID) -> Notes:
        """Return what is known of a petition, for this unit alone; it is kept."""
        if petition_id not in self._held:
            self._work.read(QUEUE_UP, petition=str(petition_id))
            rows = self._work.read(OF, petition_id=petition_id)
            notes = {row["revision"]: _note(row) for row in rows}
            self._held[petition_id] = Notes(petition_id=petition_id, notes=notes)
        return self._held[petition_id]

    def resting_for(self, lead_petition_id: UUID) -> list[Note]:
        """Return the notes of those that rest for a case."""
        rows = self._work.read(RESTING, lead=lead_petition_id)
        stored = [_note(row) for row in rows if row["petition_id"] not in self._held]
        held = [note for each in self._held.values() for note in each.notes.values()]
        return stored + [
            note
            for note in held
            if note.lead_petition_id == lead_petition_id and note.due_at is not None
        ]

    def _write_back(self) -> None:
        rows = [
            vars(note) | {"done": notes.done}
            for notes in self._held.values()
            for note in notes.notes.values()
        ]
        if rows:
            self._work.write(KEEP, rows)


def _note(row: Mapping[Any, Any]) -> Note:
    return Note(**{name: row[name] for name in Note.__dataclass_fields__})


# -- what intake says, as commands -----------------------------------------------------


def _heard(_: Envelope, event: PetitionMergedV1) -> HearMerging:
    return HearMerging(
        note=Note(
            petition_id=event.petition_id,
            revision=event.revision,
            lead_petition_id=event.lead_petition_id,
            merged_at=event.merged_at,
        )
    )


def _heard_undone(_: Envelope, event: PetitionSeparatedV1) -> HearMerging:
    return HearMerging(
        note=Note(
            petition_id=event.petition_id,
            revision=event.merge_revision,
            lead_petition_id=event.lead_petition_id,
            separated_at=event.separated_at,
        )
    )


MERGE_COMMANDS: Mapping[type[Event], Callable[[Envelope, Any], Command | None]] = {
    PetitionMergedV1: _heard,
    PetitionSeparatedV1: _heard_undone,
}


# -- what routing says -----------------------------------------------------------------


def _merged(fact: events.CaseMerged) -> Told:
    event = CaseMergedV1(
        **_common(fact), lead_petition_id=fact.lead_petition_id, merged_at=fact.at
    )
    return _told(fact, "merged", event, lead=str(fact.lead_petition_id))


def _separated(fact: events.CaseSeparated) -> Told:
    event = CaseSeparatedV1(
        **_common(fact), state=fact.state, due_at=fact.due_at, separated_at=fact.at
    )
    return _told(fact, "separated", event, state=fact.state)


def _gathered(fact: events.CaseGathered) -> Told:
    event = CaseGatheredV1(
        **_common(fact), state=fact.state, due_at=fact.due_at, gathered_at=fact.at
    )
    return _told(fact, "gathered", event, due_at=fact.due_at.isoformat())


def _common(fact: events.CaseFact) -> dict[str, Any]:
    return {name: getattr(fact, name) for name in COMMON}


def _told(fact: events.CaseFact, step: str, event: Event, **detail: str) -> Told:
    return Told(
        subject=str(fact.petition_id),
        revision=fact.revision,
        step=step,
        at=fact.at,
        event=event,
        detail={"organisation_id": fact.organisation_id} | detail,
    )


COMMON: Sequence[str] = (
    "petition_id",
    "receipt",
    "revision",
    "organisation_id",
    "reachable",
)
MERGE_TELL: Mapping[type[DomainEvent], Callable[[Any], Told]] = {
    events.CaseMerged: _merged,
    events.CaseSeparated: _separated,
    events.CaseGathered: _gathered,
}
