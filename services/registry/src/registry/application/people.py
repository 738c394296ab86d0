"""Households and residents: files that are kept, and looks that are written down."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Protocol
from uuid import UUID

from minqing_kernel.clock import Clock
from minqing_kernel.errors import Invalid
from minqing_kernel.messages import Actor
from registry.application.authority import is_within_reach, must_keep, must_reach
from registry.application.charges.ports import ChargesWork
from registry.application.charges.reach import is_in_charge, must_be_in_charge
from registry.application.commands import (
    FindResidents,
    NoteMeeting,
    ReadResident,
    RecordHousehold,
    RecordResident,
)
from registry.application.ports import RegistryWork
from registry.application.premises.handlers import hung
from registry.application.premises.ports import PremisesWork
from registry.application.searching.handlers import index_household, index_resident
from registry.application.searching.ports import SearchWork
from registry.application.views import ResidentCard, full, masked, without_number
from registry.domain.access import FULL_PURPOSES, WITHOUT_NUMBER, Access, Purpose
from registry.domain.errors import NothingAsked
from registry.domain.household import Household
from registry.domain.identity import checked_identity, warnings_for
from registry.domain.particulars import Particulars, ResidentProfile
from registry.domain.privacy.errors import PersonForgotten
from registry.domain.privacy.forgotten import Forgotten, Ground
from registry.domain.resident import Resident
from registry.domain.values import checked_telephone, civil_day


class ForgottenPeople(Protocol):
    """Numbers that were forgotten, by rule or by request."""

    def lock(self) -> None:
        """Let nobody be taken in until this unit ends; before anybody is looked up."""
        ...

    def note(self, gone: Forgotten) -> None:
        """Know a number again from now on."""
        ...

    def grounds(self, numbers: Iterable[str]) -> Mapping[str, Ground]:
        """Return which of these numbers were forgotten, and on which ground."""
        ...


class FilesWork(PremisesWork, SearchWork, Protocol):
    """A unit of work in which files are kept."""

    @property
    def forgotten(self) -> ForgottenPeople: ...  # noqa: D102


BUT_THE_NUMBER: tuple[str, ...] = ("name", "telephone", "registered_address")
EVERYTHING: tuple[str, ...] = (*BUT_THE_NUMBER, "identity_number")


def record_household(
    command: RecordHousehold, work: FilesWork, *, clock: Clock
) -> tuple[str, ...]:
    """Open or change a household's file; return the codes of what looks odd in it."""
    known = work.households.find(command.household_id)
    keepers = {command.profile.organisation_id}
    if known is not None:
        keepers.add(known.profile.organisation_id)
    must_keep(command.actor, work.organisations, keepers)
    grid_id = command.profile.grid_id
    if grid_id is not None and not work.grids.lineage(grid_id):
        raise Invalid(fields={"grid_id": "unknown-grid"})
    profile = hung(command.profile, work)
    if known is None:
        known = Household(household_id=command.household_id, profile=profile)
        work.households.add(known)
        known.record_as(profile, at=clock.now())
    elif known.profile != profile:
        known.record_as(profile, at=clock.now())
        index_household(known, work)
    return () if profile.premises_id else ("address-not-located",)


def record_resident(
    command: RecordResident, work: FilesWork, *, clock: Clock
) -> tuple[str, ...]:
    """Open or change a resident's file; return the codes of what looks odd in it."""
    profile = _profile(command, clock)
    gone = _is_forgotten(profile, work)
    known = work.residents.find(command.resident_id)
    keepers = {profile.organisation_id}
    if known is not None:
        keepers.add(known.profile.organisation_id)
    must_keep(command.actor, work.organisations, keepers)
    _check_household(command.household_id, work)
    back = gone and _numbered(known) != profile.particulars.identity_number
    if back and not command.readmit:
        raise PersonForgotten
    if known is None:
        known = Resident(resident_id=command.resident_id, profile=profile)
        work.residents.add(known)
    before, former = known.revision, known.profile.household_id
    known.record_as(profile, at=clock.now(), readmitted=back)
    if known.revision > before:
        index_resident(known, work)
    _leave_head(known, former, work, clock)
    number = profile.particulars.identity_number
    return warnings_for(number) if number else ()


def read_resident(
    command: ReadResident, work: ChargesWork, *, clock: Clock, wall: Clock
) -> ResidentCard:
    """Return a resident in full; the look is stored before anybody sees it.

    The log tells when it really was (`wall`), whatever day is being rehearsed. For a
    visit the identity number is not told whole (第6条).
    """
    if command.purpose not in FULL_PURPOSES:
        raise Invalid(fields={"purpose": "bad-purpose"})
    resident = work.residents.get(command.resident_id)
    must_reach(command.actor, work.organisations, resident.profile.organisation_id)
    building_id = work.charges.building_of(resident.profile.household_id)
    today = civil_day(clock.now())
    must_be_in_charge(command.actor, work.charges, building_id, today)
    card, fields = full(resident), EVERYTHING
    if command.purpose in WITHOUT_NUMBER:
        card, fields = without_number(card, command.actor.role), BUT_THE_NUMBER
    work.access_log.note(
        Access(
            actor=command.actor,
            purpose=command.purpose,
            resident_id=resident.resident_id,
            fields=fields,
            at=wall.now(),
        )
    )
    return card


def find_residents(
    command: FindResidents, work: ChargesWork, *, clock: Clock, wall: Clock
) -> list[ResidentCard]:
    """Return, masked, those within reach who bear a number; every look is stored.

    The log tells when it really was (`wall`), whatever day is being rehearsed.
    """
    found = [
        resident
        for resident in _bearers(command, work, clock)
        if _reaches(command.actor, work, resident, civil_day(clock.now()))
    ]
    asked = "telephone" if command.telephone else "identity_number"
    seen: list[UUID | None] = [resident.resident_id for resident in found]
    for resident_id in seen or [None]:
        work.access_log.note(
            Access(
                actor=command.actor,
                purpose=Purpose.LOOK_UP,
                resident_id=resident_id,
                fields=(asked,),
                at=wall.now(),
            )
        )
    today = civil_day(clock.now())
    return [masked(resident, command.actor.role, today) for resident in found]


def _reaches(actor: Actor, work: ChargesWork, resident: Resident, day: date) -> bool:
    profile = resident.profile
    return is_within_reach(
        actor, work.organisations, profile.organisation_id
    ) and is_in_charge(
        actor, work.charges, work.charges.building_of(profile.household_id), day
    )


def _bearers(
    command: FindResidents, work: RegistryWork, clock: Clock
) -> Sequence[Resident]:
    if bool(command.telephone) == bool(command.identity_number):
        raise NothingAsked
    if command.telephone:
        return work.residents.with_telephone(checked_telephone(command.telephone))
    number = checked_identity(
        command.identity_number or "", today=civil_day(clock.now()), field="identity"
    )
    return work.residents.with_identity(number)


def _profile(command: RecordResident, clock: Clock) -> ResidentProfile:
    return ResidentProfile(
        organisation_id=command.organisation_id,
        household_id=command.household_id,
        registered_division=command.registered_division,
        particulars=Particulars.checked(
            today=civil_day(clock.now()),
            name=command.name,
            identity_number=command.identity_number,
            telephone=command.telephone,
            registered_address=command.registered_address,
        ),
    )


def note_meeting(command: NoteMeeting, work: RegistryWork, *, wall: Clock) -> None:
    """Write down that a refusal told somebody of a number that they gave."""
    work.access_log.note(
        Access(
            actor=command.actor,
            purpose=Purpose.LOOK_UP,
            resident_id=None,
            fields=("identity_number",),
            at=wall.now(),
        )
    )


def _is_forgotten(said: ResidentProfile, work: FilesWork) -> bool:
    """Tell whether a number was forgotten.

    Asked before anybody is held: whoever forgets holds nobody before this either.
    """
    number = said.particulars.identity_number
    return number is not None and number in work.forgotten.grounds([number])


def _numbered(known: Resident | None) -> str | None:
    return None if known is None else known.profile.particulars.identity_number


def _leave_head(
    resident: Resident, former: UUID | None, work: RegistryWork, clock: Clock
) -> None:
    """Whoever belongs to another household heads the former one no more."""
    if former is None or former == resident.profile.household_id:
        return
    household = work.households.find(former)
    if household is not None and household.head_id == resident.resident_id:
        household.head(None, at=clock.now())


def _check_household(household_id: UUID | None, work: RegistryWork) -> None:
    if household_id is not None and work.households.find(household_id) is None:
        raise Invalid(fields={"household_id": "unknown-household"})
