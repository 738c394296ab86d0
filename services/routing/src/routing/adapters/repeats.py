"""Repeat visits in their table, as intake tells of them."""

from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

from minqing_chassis.unit_of_work import SqlWork
from minqing_contracts.catalogue import Event
from minqing_contracts.envelope import Envelope
from minqing_contracts.intake_repeats import PetitionRepeatedV1, PetitionUnrepeatedV1
from minqing_kernel.messages import Command
from routing.adapters.repeat_tables import repeats
from routing.application.repeating import HearNoRepeat, HearRepeat, Visit

QUEUE_UP = "select pg_advisory_xact_lock(hashtextextended(:petition, 2))"
OF = "select * from repeats where petition_id = :petition_id"
KEEP = f"""
insert into {repeats.name}
select * from jsonb_populate_recordset(null::{repeats.name}, :rows)
on conflict (petition_id) do update set done = excluded.done,
    first_petition_id = excluded.first_petition_id, visit = excluded.visit,
    repeated_at = excluded.repeated_at, rule = excluded.rule
"""
FIRST_RECEIVER = """
select coalesce(named_organisation_id, (
    select organisation_id from assignments a
    where a.petition_id = c.petition_id order by revision limit 1
)) as organisation_id
from cases c where petition_id = :petition_id
"""


class SqlVisits:
    """Hands out what is known of a petition, and writes back what became of it."""

    def __init__(self, work: SqlWork) -> None:
        self._work = work
        self._held: dict[UUID, Visit] = {}
        work.before_commit(self._write_back)

    def take(self, visit: Visit) -> Visit:
        """Keep a visit unless it or a later note is known; return what is known."""
        known = self.of(visit.petition_id)
        if known is not None and known.repeated_at >= visit.repeated_at:
            return known
        self.keep(visit)
        return visit

    def of(self, petition_id: UUID) -> Visit | None:
        """Return what is known of a petition, for this unit alone."""
        if petition_id not in self._held:
            self._work.read(QUEUE_UP, petition=str(petition_id))
            for row in self._work.read(OF, petition_id=petition_id):
                self._held[petition_id] = Visit(**row)
        return self._held.get(petition_id)

    def keep(self, visit: Visit) -> None:
        """Keep what became of it."""
        self._held[visit.petition_id] = visit

    def first_receiver(self, petition_id: UUID) -> str | None:
        """Return the unit that received a petition first, by door or assignment."""
        found = self._work.read(FIRST_RECEIVER, petition_id=petition_id)
        return found[0]["organisation_id"] if found else None

    def _write_back(self) -> None:
        if self._held:
            self._work.write(KEEP, [vars(each) for each in self._held.values()])


def _heard(_: Envelope, event: PetitionRepeatedV1) -> HearRepeat:
    return HearRepeat(
        visit=Visit(
            petition_id=event.petition_id,
            first_petition_id=event.first_petition_id,
            visit=event.visit,
            repeated_at=event.repeated_at,
        )
    )


def _undone(_: Envelope, event: PetitionUnrepeatedV1) -> HearNoRepeat:
    return HearNoRepeat(
        petition_id=event.petition_id,
        first_petition_id=event.first_petition_id,
        repeated_at=event.repeated_at,
    )


REPEAT_COMMANDS: Mapping[type[Event], Callable[[Envelope, Any], Command | None]] = {
    PetitionRepeatedV1: _heard,
    PetitionUnrepeatedV1: _undone,
}
