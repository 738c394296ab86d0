"""Visits: recorded by those who made them; each full look is written down."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from uuid import UUID

from minqing_kernel.clock import Clock
from minqing_kernel.errors import Invalid
from minqing_kernel.messages import Actor
from registry.application.authority import must_reach
from registry.application.charges.reach import bounds_of
from registry.application.rules import Rules
from registry.application.visits.commands import ReadVisit, RecordVisit
from registry.application.visits.ports import VisitsWork
from registry.application.visits.queries import must_oversee
from registry.application.visits.views import (
    FullVisit,
    VisitCard,
    full_visit,
    masked_visit,
)
from registry.domain.access import FULL_PURPOSES, Access
from registry.domain.errors import OutOfReach
from registry.domain.values import civil_day
from registry.domain.visits.errors import VisitForgotten, VisitNotYours
from registry.domain.visits.kinds import SubjectKind
from registry.domain.visits.visit import Account, Visit

WORDS = ("visits.topic", "visits.diary")


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
    if known is not None and known.says(said):
        return masked_visit(known)
    kind = rules.visits_at(said.held_at).kind(said.kind)
    said.check(kind, now)
    units = _units(said, work)
    for organisation_id in sorted(_keepers(said, work)):
        must_reach(command.actor, work.organisations, organisation_id)
    _must_be_in_charge(command.actor, said, work, civil_day(now))
    if known is None:
        known = Visit(
            visit_id=command.visit_id,
            recorded_by=recorder,
            recorded_at=now,
            account=said,
            said_at=now,
        )
        work.visits.add(known)
    known.record_as(said, kind, units, at=now)
    return masked_visit(known)


def read_visit(
    command: ReadVisit, work: VisitsWork, *, clock: Clock, wall: Clock
) -> FullVisit:
    """Return a visit with its words; the look is stored before anybody sees it.

    Everybody whom the visit names, now or before, is noted as looked at.
    """
    if command.purpose not in FULL_PURPOSES:
        raise Invalid(fields={"purpose": "bad-purpose"})
    visit = work.visits.get(command.visit_id)
    if command.actor.id not in visit.units:
        must_oversee(command.actor, work.organisations, visit.units.values())
    before = work.visits.editions(command.visit_id)
    accounts = [visit.account, *(each.account for each in before)]
    for subject_id in named_in(accounts) or [visit.visit_id]:
        work.access_log.note(
            Access(
                actor=command.actor,
                purpose=command.purpose,
                resident_id=subject_id,
                fields=WORDS,
                at=wall.now(),
            )
        )
    return full_visit(visit, before)


def named_in(accounts: Sequence[Account]) -> list[UUID]:
    """Return the people and households that are named, each once."""
    people = (SubjectKind.RESIDENT, SubjectKind.HOUSEHOLD)
    named = {key for said in accounts for kind in people for key in said.ids(kind)}
    return [UUID(each) for each in sorted(named)]


def _units(said: Account, work: VisitsWork) -> Mapping[str, str]:
    """Return where each visitor serves; Invalid for whoever is no member of staff."""
    found = {each: work.staff.find(each) for each in said.visitors}
    if not all(found.values()):
        raise Invalid(fields={"visitors": "unknown-staff"})
    return {key: each.profile.organisation_id for key, each in found.items() if each}


def _keepers(said: Account, work: VisitsWork) -> set[str]:
    """Return who keeps the files of the subjects and of the place: all are known."""
    found = _of_people(said, work) | _of_firms(said, work)
    for organisation_id in said.ids(SubjectKind.ORGANISATION):
        _known(work.organisations.lineage(organisation_id))
    if said.premises_id is not None:
        place = work.premises.find(said.premises_id)
        if place is None:
            raise Invalid(fields={"premises_id": "unknown-premises"})
        found.add(place.profile.organisation_id)
    return found


def _must_be_in_charge(
    actor: Actor, said: Account, work: VisitsWork, day: date
) -> None:
    """Refuse (OutOfReach) people beyond the buildings to which an actor is bound."""
    bounds = bounds_of(actor, work.charges, day)
    if bounds is None:
        return
    people = work.residents.get_many(_uuids(said.ids(SubjectKind.RESIDENT)))
    homes: set[UUID | None] = {each.profile.household_id for each in people.values()}
    homes |= set(_uuids(said.ids(SubjectKind.HOUSEHOLD)))
    if any(work.charges.building_of(home) not in bounds for home in homes):
        raise OutOfReach


def _of_people(said: Account, work: VisitsWork) -> set[str]:
    homes = _uuids(said.ids(SubjectKind.HOUSEHOLD))
    people = _uuids(said.ids(SubjectKind.RESIDENT))
    households = work.households.get_many(homes)
    residents = work.residents.get_many(people)
    _known(len(households) == len(homes) and len(residents) == len(people))
    keepers = {each.profile.organisation_id for each in households.values()}
    return keepers | {each.profile.organisation_id for each in residents.values()}


def _of_firms(said: Account, work: VisitsWork) -> set[str]:
    found = [work.firms.find(each) for each in _uuids(said.ids(SubjectKind.FIRM))]
    _known(all(found))
    return {each.profile.organisation_id for each in found if each}


def _uuids(ids: Iterable[str]) -> list[UUID]:
    return [UUID(each) for each in ids]


def _known(all_of_them: object) -> None:
    if not all_of_them:
        raise Invalid(fields={"subjects": "unknown-subject"})
