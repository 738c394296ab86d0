"""Questions that change nothing, answered outside any unit of work."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import RowMapping

from minqing_chassis.database import Database
from minqing_chassis.sealing import Sealer
from minqing_kernel.clock import Clock, SystemClock
from minqing_kernel.messages import Role
from registry.adapters.charges.reader import SqlCharges
from registry.adapters.places import UNDER, SqlPlaces
from registry.adapters.rows import PersonalRows
from registry.adapters.sealed import Seals
from registry.application.views import (
    DutyView,
    GridView,
    OrganisationView,
    StaffView,
)
from registry.domain.household import Household
from registry.domain.resident import Resident
from registry.domain.serving import StaffEdition
from registry.domain.values import civil_day

ORGANISATIONS = """
select organisation_id, name, kind, parent_id, division_code, desk_address,
    desk_telephone, active, area_m2, population, revision
from organisations
where organisation_id > :after
    and (cast(:parent as text) is null or parent_id = :parent)
    and (cast(:kind as text) is null or kind = :kind)
    and (cast(:division as text) is null or starts_with(division_code, :division))
order by organisation_id limit :limit
"""
ORGANISATION = """
select organisation_id, name, kind, parent_id, division_code, desk_address,
    desk_telephone, active, area_m2, population, revision
from organisations where organisation_id = :id
"""
STAFF = f"""
{UNDER}
select staff_id, name, organisation_id, roles, active,
    person is not null as person_known, revision from staff
where staff_id > :after
    and (cast(:id as text) is null or organisation_id = :id
        or :below and organisation_id in (select organisation_id from under))
    and (cast(:role as text) is null or :role = any(roles))
    and (cast(:active as boolean) is null or active = :active)
    and (cast(:find as text) is null or strpos(lower(name), :find) > 0
        or starts_with(lower(staff_id), :find))
order by staff_id limit :limit
"""
STAFF_EDITIONS = """
select staff_id, revision, at, by, organisation_id, roles, active, reason
from staff_editions where staff_id = :id order by revision
"""
MEMBER = """
select staff_id, name, organisation_id, roles, active,
    person is not null as person_known, revision from staff
where staff_id = :id
"""
NOBODYS = f"""
{UNDER}
select staff_id from staff join under using (organisation_id)
where active and person is null order by staff_id
"""
DUTIES = """
select duty_id, staff_id, duty, scope_kind, scope_id, since, until, revision
from duties
where (cast(:staff as text) is null or staff_id = :staff)
    and (cast(:grid as text) is null or (scope_kind = 'grid' and scope_id = :grid))
order by since, duty_id
"""
WITH_HEAD = """
select g.grid_id, g.name, g.level, g.parent_id, g.organisation_id, g.active, g.revision,
    d.staff_id as head_id, d.since as head_since,
    (select max(since) from grid_cuts c where c.grid_id = g.grid_id) as since
from grids g left join duties d
    on d.duty = 'grid-head' and d.scope_id = g.grid_id and d.until is null
"""
GRID = WITH_HEAD + "where g.grid_id = :id"
GRIDS = (
    WITH_HEAD
    + """
where g.grid_id > :after
    and (cast(:organisation as text) is null or g.organisation_id = :organisation)
    and (cast(:parent as text) is null or g.parent_id = :parent)
    and (cast(:headless as boolean) is null or (d.staff_id is null) = :headless)
order by g.grid_id limit :limit
"""
)
HOUSEHOLD = "select * from households where household_id = :id"
RESIDENT = "select * from residents where resident_id = :id"
MEMBERS = "select * from residents where household_id = :id order by resident_id"


class SqlRegistryReader(SqlPlaces, SqlCharges):
    """Reads the tables as they stand; each question is one round trip."""

    def __init__(
        self, database: Database, sealer: Sealer, clock: Clock | None = None
    ) -> None:
        super().__init__(database.rows)
        self._sealer = sealer
        self._clock = clock or SystemClock()

    def today(self) -> date:
        """Return the agency's day: who is a child today, and who no more."""
        return civil_day(self._clock.now())

    def organisation(self, organisation_id: str) -> OrganisationView | None:
        """Return one organisation."""
        row = self._one(ORGANISATION, id=organisation_id)
        return OrganisationView(**row) if row else None

    def organisations(
        self,
        *,
        parent: str | None = None,
        division: str | None = None,
        kind: str | None = None,
        after: str = "",
        limit: int = 100,
    ) -> Sequence[OrganisationView]:
        """Return those under a parent, of a kind, whose division begins so; by id."""
        found = self._read(
            ORGANISATIONS,
            parent=parent,
            division=division,
            kind=kind,
            after=after,
            limit=limit,
        )
        return [OrganisationView(**row) for row in found]

    def staff_member(self, staff_id: str) -> StaffView | None:
        """Return one member of staff."""
        row = self._one(MEMBER, id=staff_id)
        return StaffView(**row) if row else None

    def staff(
        self,
        *,
        organisation: str | None = None,
        below: bool = False,
        role: str | None = None,
        active: bool | None = None,
        find: str | None = None,
        after: str = "",
        limit: int = 100,
    ) -> Sequence[StaffView]:
        """Return the members of an organisation (and `below` it) or with a role; by id.

        `find`: part of their name, or how their id begins, in any case.
        """
        found = self._read(
            STAFF,
            id=organisation,
            below=below,
            role=role,
            active=active,
            find=find and find.lower(),
            after=after,
            limit=limit,
        )
        return [StaffView(**row) for row in found]

    def staff_editions(self, staff_id: str) -> Sequence[StaffEdition]:
        """Return all that was said of a member of staff, oldest first."""
        found = self._read(STAFF_EDITIONS, id=staff_id)
        return [
            StaffEdition(**{**row, "roles": frozenset(map(Role, row["roles"]))})
            for row in found
        ]

    def nobodys_accounts(self, organisation_id: str) -> Sequence[str]:
        """Return the active accounts of a unit, and below, that name no person."""
        found = self._read(NOBODYS, id=organisation_id)
        return [row["staff_id"] for row in found]

    def duties(
        self, *, staff_id: str | None = None, grid_id: str | None = None
    ) -> Sequence[DutyView]:
        """Return the duties, past and present, of a member or tied to a grid."""
        found = self._read(DUTIES, staff=staff_id, grid=grid_id)
        return [DutyView(**row) for row in found]

    def grid(self, grid_id: str) -> GridView | None:
        """Return one grid with its present head."""
        row = self._one(GRID, id=grid_id)
        return GridView(**row) if row else None

    def grids(
        self,
        *,
        organisation: str | None = None,
        parent: str | None = None,
        headless: bool | None = None,
        after: str = "",
        limit: int = 100,
    ) -> Sequence[GridView]:
        """Return grids of an organisation, in a grid, with or without a head; by id."""
        found = self._read(
            GRIDS,
            organisation=organisation,
            parent=parent,
            headless=headless,
            after=after,
            limit=limit,
        )
        return [GridView(**row) for row in found]

    def household(self, household_id: UUID) -> Household | None:
        """Return one household."""
        row = self._one(HOUSEHOLD, id=household_id)
        return self._personal().household_of(row) if row else None

    def resident(self, resident_id: UUID) -> Resident | None:
        """Return one resident."""
        row = self._one(RESIDENT, id=resident_id)
        return self._personal().resident_of(row) if row else None

    def members(self, household_id: UUID) -> Sequence[Resident]:
        """Return the residents of a household, in the order of their ids."""
        of = self._personal().resident_of
        return [of(row) for row in self._read(MEMBERS, id=household_id)]

    def _one(self, sql: str, **values: Any) -> RowMapping | None:  # noqa: ANN401
        found = self._read(sql, **values)
        return found[0] if found else None

    def _personal(self) -> PersonalRows:
        return PersonalRows(Seals(self._sealer))
