"""Who is visited, by whom: everybody is on file, and within the visitor's reach."""

from collections.abc import Iterable, Mapping
from datetime import date
from uuid import UUID

from minqing_kernel.errors import Invalid
from minqing_kernel.messages import Actor
from registry.application.authority import must_reach
from registry.application.charges.reach import bounds_of
from registry.application.visits.ports import VisitsWork
from registry.domain.errors import OutOfReach
from registry.domain.visits.kinds import SubjectKind
from registry.domain.visits.visit import Account


def must_reach_all(actor: Actor, said: Account, work: VisitsWork, day: date) -> None:
    """Refuse (OutOfReach) people, firms and places that are not the actor's to visit.

    Raises Invalid for whoever is not on file.
    """
    for organisation_id in sorted(_keepers(said, work)):
        must_reach(actor, work.organisations, organisation_id)
    _must_be_in_charge(actor, said, work, day)


def units_of(said: Account, work: VisitsWork) -> Mapping[str, str]:
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
