"""Rows about households and residents: many at once, each person once.

Whoever is in the register already is never changed by a file: the same is passed over,
what differs is a fault that names the column, for a file is no reason to overwrite.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final, cast
from uuid import UUID

from minqing_kernel.errors import DomainError, Invalid
from minqing_kernel.identity import new_id
from minqing_kernel.search_text import search_key
from registry.application.importing.chunk import Chunk, Keeper
from registry.application.importing.ports import HomeNumber, ImportsWork
from registry.application.importing.results import refused_by
from registry.application.premises.handlers import hung
from registry.application.searching.handlers import index_resident
from registry.domain.errors import (
    OutOfReach,
    ResidentClosed,
    ResidentKnown,
)
from registry.domain.household import Household
from registry.domain.importing.batch import Meeting, Outcome, RowResult
from registry.domain.importing.columns import Template
from registry.domain.importing.rows import TableRow
from registry.domain.particulars import Particulars, ResidentProfile
from registry.domain.privacy.forgotten import Ground
from registry.domain.profiles import HouseholdProfile
from registry.domain.resident import Resident
from registry.domain.values import checked_text, civil_day


def take_households(chunk: Chunk, work: ImportsWork) -> Iterator[RowResult]:
    """Open the files of households; a number that is known opens none."""
    known = dict(work.imports.homes(chunk.homes()))
    keeper = Keeper(actor=chunk.actor, work=work)
    for row in chunk.rows:
        try:
            yield _take_household(row, chunk, known, keeper)
        except DomainError as error:
            yield refused_by(error, row, chunk.template)


def _take_household(
    row: TableRow,
    chunk: Chunk,
    known: dict[HomeNumber, Household],
    keeper: Keeper,
) -> RowResult:
    organisation_id = chunk.organisation_of(row)
    keeper.must_keep(organisation_id)
    number = HomeNumber(
        organisation_id, checked_text(str(row.values["household"]), "household")
    )
    said = HouseholdProfile(
        organisation_id=organisation_id,
        grid_id=cast("str | None", row.values.get("grid_id")),
        address=str(row.values["address"]),
    )
    if number in known:
        return _same_household(row, said, known[number], chunk.template)
    work = keeper.work
    if said.grid_id is not None and not work.grids.lineage(said.grid_id):
        raise Invalid(fields={"grid_id": "unknown-grid"})
    home = Household(household_id=new_id(), profile=hung(said, work))
    work.households.add(home)
    home.record_as(home.profile, at=chunk.at)
    work.imports.number_home(number, home.household_id)
    known[number] = home
    return _created(row, home.household_id)


def _same_household(
    row: TableRow, said: HouseholdProfile, known: Household, template: Template
) -> RowResult:
    met = _meeting(known.household_id, row)
    for name in ("organisation_id", "address", "grid_id"):
        value = getattr(said, name)
        if value is not None and value != getattr(known.profile, name):
            differs = Invalid(fields={name: "known-differs"})
            return replace(refused_by(differs, row, template), met=met)
    subject = str(known.household_id)
    return RowResult(no=row.no, outcome=Outcome.SAME, subject=subject, met=met)


def take_residents(chunk: Chunk, work: ImportsWork) -> Iterator[RowResult]:
    """Open the files of residents; who is known by number, or by name at home, is."""
    numbers = chunk.numbers("identity_number")
    work.forgotten.grounds(numbers)
    homes = work.imports.homes(chunk.homes())
    named = {
        chunk.home_of(row) for row in chunk.rows if "identity_number" not in row.values
    }
    nameless = {home.household_id for key, home in homes.items() if key in named}
    crowd = _Crowd(
        bearers=dict(work.imports.bearers(numbers)),
        homes=homes,
        members={k: list(v) for k, v in work.imports.members(nameless).items()},
    )
    keeper = Keeper(actor=chunk.actor, work=work)
    for row in chunk.rows:
        try:
            yield _take_resident(row, chunk, crowd, keeper)
        except DomainError as error:
            yield refused_by(error, row, chunk.template)


@dataclass(kw_only=True, repr=False)
class _Crowd:
    """Who is known already, or was just brought in."""

    bearers: dict[str, Resident]
    homes: Mapping[HomeNumber, Household]
    members: dict[UUID, list[Resident]]

    def find(self, profile: ResidentProfile) -> Resident | None:
        """Return the resident whom a row means, if there is one."""
        number = profile.particulars.identity_number
        if number is not None:
            return self.bearers.get(number)
        name = search_key(profile.particulars.name)
        for each in self.members.get(cast("UUID", profile.household_id), []):
            if search_key(each.profile.particulars.name) == name:
                return each
        return None

    def add(self, resident: Resident) -> None:
        """Know a resident from now on."""
        profile = resident.profile
        number = profile.particulars.identity_number
        if number is not None:
            self.bearers[number] = resident
        if profile.household_id is not None:
            self.members.setdefault(profile.household_id, []).append(resident)


def _take_resident(
    row: TableRow, chunk: Chunk, crowd: _Crowd, keeper: Keeper
) -> RowResult:
    profile = _profile(row, chunk, crowd)
    keeper.must_keep(profile.organisation_id)
    known = crowd.find(profile)
    if known is not None:
        return _met(row, profile, known, keeper, chunk.template)
    ground = _forgotten(profile, keeper.work)
    if ground is not None and not row.values.get("readmit"):
        refusal = Invalid(fields={"identity_number": f"forgotten-by-{ground}"})
        met = _meeting(None, row)
        return replace(refused_by(refusal, row, chunk.template), met=met)
    resident = Resident(resident_id=new_id(), profile=profile)
    keeper.work.residents.add(resident)
    resident.record_as(profile, at=chunk.at, readmitted=ground is not None)
    index_resident(resident, keeper.work)
    crowd.add(resident)
    return _created(row, resident.resident_id)


def _forgotten(profile: ResidentProfile, work: ImportsWork) -> Ground | None:
    """Return why somebody's number was forgotten, if it was."""
    number = profile.particulars.identity_number
    return None if number is None else work.forgotten.grounds([number]).get(number)


def _profile(row: TableRow, chunk: Chunk, crowd: _Crowd) -> ResidentProfile:
    words = row.values
    organisation_id = chunk.organisation_of(row)
    home = None
    number = chunk.home_of(row)
    if number is not None:
        home = crowd.homes.get(number)
        if home is None:
            raise Invalid(fields={"household": "unknown-household"})
    elif "identity_number" not in words:
        raise Invalid(fields={"identity_number": "identity-or-household"})
    return ResidentProfile(
        organisation_id=organisation_id,
        household_id=home.household_id if home else None,
        registered_division=cast("str | None", words.get("registered_division")),
        particulars=Particulars.checked(
            today=civil_day(chunk.at),
            **{code: cast("Any", words.get(code)) for code in PARTICULARS},
        ),
    )


PARTICULARS: Final = ("name", "identity_number", "telephone", "registered_address")
COMPARED: Final = {
    **{code: code for code in PARTICULARS},
    "household_id": "household",
    "registered_division": "registered_division",
}
"""What of a resident a row may say otherwise, and in which column."""


def _met(
    row: TableRow,
    said: ResidentProfile,
    known: Resident,
    keeper: Keeper,
    template: Template,
) -> RowResult:
    try:
        _must_know(known, keeper)
        result = _same_resident(row, said, known)
    except DomainError as error:
        result = refused_by(error, row, template)
    return replace(result, met=_meeting(known.resident_id, row))


def _meeting(subject_id: UUID | None, row: TableRow) -> Meeting:
    return Meeting(subject_id=subject_id, columns=tuple(sorted(row.values)))


def _must_know(known: Resident, keeper: Keeper) -> None:
    """Tell nobody more than that somebody is on file whose file is not theirs."""
    try:
        keeper.must_keep(known.profile.organisation_id)
    except OutOfReach:
        raise ResidentKnown from None


def _same_resident(row: TableRow, said: ResidentProfile, known: Resident) -> RowResult:
    stands = {**vars(known.profile.particulars), **vars(known.profile)}
    told = {**vars(said.particulars), **vars(said)}
    differing = [
        code
        for name, code in COMPARED.items()
        if told[name] is not None and told[name] != stands[name]
    ]
    if differing:
        raise Invalid(fields=dict.fromkeys(differing, "known-differs"))
    if not known.is_open:
        raise ResidentClosed
    return RowResult(no=row.no, outcome=Outcome.SAME, subject=str(known.resident_id))


def _created(row: TableRow, entry_id: UUID) -> RowResult:
    return RowResult(
        no=row.no, outcome=Outcome.CREATED, subject=str(entry_id), revision=1
    )
