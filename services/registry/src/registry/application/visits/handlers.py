"""Visits: recorded by those who made them; each full look is written down."""

from collections.abc import Sequence
from uuid import UUID

from minqing_kernel.clock import Clock
from minqing_kernel.errors import Invalid
from registry.application.rules import Rules
from registry.application.visits.closing import settle
from registry.application.visits.commands import ReadVisit, RecordVisit
from registry.application.visits.ports import VisitsWork
from registry.application.visits.queries import may_see_restricted, must_oversee
from registry.application.visits.subjects import must_reach_all, units_of
from registry.application.visits.views import (
    FullVisit,
    VisitCard,
    full_visit,
    masked_visit,
)
from registry.domain.access import FULL_PURPOSES, Access, Purpose
from registry.domain.values import civil_day
from registry.domain.visits.authority import holds
from registry.domain.visits.errors import VisitForgotten, VisitNotYours
from registry.domain.visits.kinds import SubjectKind
from registry.domain.visits.stamp import Stamp
from registry.domain.visits.visit import Account, Visit
from registry.domain.visits.words import WORDS

LOOKED_AT = tuple(f"visits.{name}" for name in WORDS)


def record_visit(
    command: RecordVisit, work: VisitsWork, *, clock: Clock, rules: Rules
) -> VisitCard:
    """Put a visit on file, or correct it; the same again changes nothing.

    Raises VisitNotYours for a visit that another recorded, or that one did not make,
    VisitForgotten for one whose words were forgotten.
    """
    said, now = command.account, clock.now()
    known = work.visits.find(command.visit_id)
    recorder = known.recorded_by if known else command.actor.id
    if command.actor.id != recorder or recorder not in said.visitors:
        raise VisitNotYours
    if known is not None and known.forgotten:
        raise VisitForgotten
    if known is not None:
        # Findings before people, as `read_findings` does: nobody waits crosswise.
        work.findings.of_visit(known.visit_id)
    stamp = command.said or Stamp.next(now, known.said if known else None)
    if known is not None and known.says(said) and command.said is None:
        return masked_visit(known)
    kind = rules.visits_at(said.held_at).kind(said.kind)
    said.check(kind, now)
    units = units_of(said, work)
    must_reach_all(command.actor, said, work, civil_day(now))
    if known is None:
        known = Visit(
            visit_id=command.visit_id,
            recorded_by=recorder,
            recorded_at=now,
            account=said,
            said=stamp,
        )
        work.visits.add(known)
    known.record_as(said, kind, units, said=stamp, now=now)
    settle(known, work, rules, now)
    return masked_visit(known)


def read_visit(
    command: ReadVisit, work: VisitsWork, *, clock: Clock, wall: Clock
) -> FullVisit:
    """Return a visit with its words; the look is stored before anybody sees it.

    Everybody whom the visit names, now or before, is noted as looked at. 思想动态 is
    shown to who was there and to their supervisors (C-08). Who wrote it down reads
    it for the visit itself, without saying so; the look is stored all the same.
    """
    visit = work.visits.get(command.visit_id)
    purpose = command.purpose
    if purpose is None and visit.recorded_by == command.actor.id:
        purpose = Purpose.VISIT
    if purpose not in FULL_PURPOSES:
        raise Invalid(fields={"purpose": "bad-purpose"})
    actor, holders = command.actor, work.visits.holders(command.visit_id)
    if actor.id not in visit.units and not holds(actor, holders):
        must_oversee(actor, work.organisations, visit.units.values())
    before = work.visits.editions(command.visit_id)
    accounts = [visit.account, *(each.account for each in before)]
    for subject_id in named_in(accounts) or [visit.visit_id]:
        work.access_log.note(
            Access(
                actor=command.actor,
                purpose=purpose,
                resident_id=subject_id,
                fields=LOOKED_AT,
                at=wall.now(),
            )
        )
    sees = may_see_restricted(command.actor, visit, work.organisations)
    found = work.findings.of_visit(visit.visit_id)
    return full_visit(visit, before, found, restricted=sees)


def named_in(accounts: Sequence[Account]) -> list[UUID]:
    """Return the people and households that are named, each once."""
    people = (SubjectKind.RESIDENT, SubjectKind.HOUSEHOLD)
    named = {key for said in accounts for kind in people for key in said.ids(kind)}
    return [UUID(each) for each in sorted(named)]
