"""The collections of registry's aggregates."""

from collections.abc import Collection, Mapping, Sequence
from uuid import UUID

from minqing_chassis.unit_of_work import SqlWork
from minqing_kernel.messages import Role
from registry.adapters import rows, tables
from registry.adapters.places import SqlPlaces
from registry.adapters.rows import PersonalRows
from registry.adapters.sealed import Seals
from registry.adapters.shelf import Shelf
from registry.adapters.upsert import upsert_sql
from registry.domain.duty import Duty
from registry.domain.errors import (
    DutyUnknown,
    GridUnknown,
    HouseholdUnknown,
    OrganisationUnknown,
    ResidentUnknown,
    StaffUnknown,
)
from registry.domain.grid import Grid
from registry.domain.household import Household
from registry.domain.organisation import Organisation
from registry.domain.persons import PersonNumber
from registry.domain.resident import Resident
from registry.domain.serving import StaffEdition
from registry.domain.staff import Staff

LOCK_TREE = "select pg_advisory_xact_lock(hashtext('registry.organisations'))"
HEAD = """
select duty_id from duties
where duty = 'grid-head' and scope_kind = 'grid' and scope_id = :grid and until is null
"""
OPEN = "select duty_id from duties where staff_id = :staff and until is null"
SERVING = """
select duty_id from duties
where duty = 'social-worker' and scope_kind = 'household' and until is null
    and scope_id = any(:homes)
"""
ROUND = """
with recursive above (grid_id, parent_id, step) as (
    select grid_id, parent_id, 0 from grids where grid_id = :id
    union all
    select up.grid_id, up.parent_id, step + 1
    from above join grids up on up.grid_id = above.parent_id
    where step < 8
)
select grids.* from above join grids using (grid_id) order by step
"""
SERVE_IN = "select staff_id from staff where active and :role = any(roles)"
ALIKE = """
select account, other.staff_id
from unnest(cast(:accounts as text[])) account
join staff mine on lower(mine.staff_id) = lower(account)
join staff other using (person)
"""
BY_IDENTITY = "select resident_id from residents where identity_index = :key"
BY_HOUSEHOLD = """
select resident_id from residents where household_id = cast(:key as uuid)
"""
BY_TELEPHONE = "select resident_id from residents where telephone_index = :key"


class SqlOrganisations(Shelf[Organisation]):
    """All organisations."""

    def __init__(self, work: SqlWork) -> None:
        super().__init__(
            work,
            tables.organisations,
            to_row=rows.organisation_row,
            from_row=rows.organisation_of,
            missing=OrganisationUnknown,
        )
        self._places = SqlPlaces(work.read)
        self._lineages: dict[str, Sequence[str]] = {}

    def lock_tree(self) -> None:
        """Let nobody else change the tree until this unit ends."""
        self._work.read(LOCK_TREE)

    def lineage(self, organisation_id: str) -> Sequence[str]:
        """Return an organisation and its superiors, nearest first; empty if unknown.

        Asked once a unit: what the unit itself changes is not written before its end.
        """
        if organisation_id not in self._lineages:
            self._lineages[organisation_id] = self._places.lineage(organisation_id)
        return self._lineages[organisation_id]

    def seat_of(self, organisation_id: str | None) -> str | None:
        """Return for whose people an organisation works; None if it is unknown."""
        return self._places.seat_of(organisation_id)


class SqlStaff(Shelf[Staff]):
    """All members of staff."""

    def __init__(self, work: SqlWork, seals: Seals) -> None:
        super().__init__(
            work,
            tables.staff,
            to_row=rows.staff_row,
            from_row=rows.staff_of,
            missing=StaffUnknown,
        )
        self._seals = seals

    def person_of(self, number: PersonNumber) -> str:
        """Return as what a person is kept; no resident's number is found by it."""
        index = self._seals.index(number.number, f"staff-person-{number.told_by}")
        return f"{number.told_by}:{index}"

    def alike(self, accounts: Collection[str]) -> Mapping[str, frozenset[str]]:
        """Return for each account every account of that person, itself among them."""
        found = {each: {each} for each in accounts}
        for row in self._work.read(ALIKE, accounts=sorted(found)):
            found[row["account"]].add(row["staff_id"])
        return {each: frozenset(own) for each, own in found.items()}

    def serve_in(self, role: Role) -> frozenset[str]:
        """Return all who serve in a role now."""
        rows = self._work.read(SERVE_IN, role=role.value)
        return frozenset(row["staff_id"] for row in rows)


class SqlStaffEditions:
    """What was said of staff, written when the unit commits, after the staff."""

    def __init__(self, work: SqlWork) -> None:
        self._work = work
        self._kept: list[StaffEdition] = []
        work.before_commit(self._write)

    def keep(self, edition: StaffEdition) -> None:
        """Take one in."""
        self._kept.append(edition)

    def _write(self) -> None:
        if self._kept:
            rows = [vars(e) | {"roles": sorted(e.roles)} for e in self._kept]
            self._work.write(upsert_sql(tables.staff_editions), rows)


class SqlDuties(Shelf[Duty]):
    """All duties."""

    def __init__(self, work: SqlWork) -> None:
        super().__init__(
            work,
            tables.duties,
            to_row=rows.duty_row,
            from_row=rows.duty_of,
            missing=DutyUnknown,
        )

    def open_of(self, staff_id: str) -> Sequence[Duty]:
        """Return for change the duties of a member that have no end."""
        return self._found(OPEN, staff=staff_id)

    def workers_of(self, household_ids: Collection[UUID]) -> Sequence[Duty]:
        """Return for change the open duties of those who serve these households."""
        return self._found(SERVING, homes=[str(each) for each in household_ids])

    def _found(self, sql: str, **values: object) -> Sequence[Duty]:
        keys = [row["duty_id"] for row in self._work.read(sql, **values)]
        return list(self.get_many(sorted(keys)).values())

    def head_of(self, grid_id: str) -> Duty | None:
        """Return the open duty of a grid's present head, if it has one."""
        found = self._work.read(HEAD, grid=grid_id)
        return self.get(found[0]["duty_id"]) if found else None


class SqlGrids(Shelf[Grid]):
    """All grids."""

    def __init__(self, work: SqlWork) -> None:
        super().__init__(
            work,
            tables.grids,
            to_row=rows.grid_row,
            from_row=rows.grid_of,
            missing=GridUnknown,
        )

    def lineage(self, grid_id: str) -> Sequence[Grid]:
        """Return a grid and those round it, nearest first; empty if unknown."""
        return [rows.grid_of(row) for row in self._work.read(ROUND, id=grid_id)]


class SqlHouseholds(Shelf[Household]):
    """All households."""

    def __init__(self, work: SqlWork, personal: PersonalRows) -> None:
        super().__init__(
            work,
            tables.households,
            to_row=personal.household_row,
            from_row=personal.household_of,
            missing=HouseholdUnknown,
        )


class SqlResidents(Shelf[Resident]):
    """All residents; numbers are looked up by their blind index."""

    def __init__(self, work: SqlWork, personal: PersonalRows) -> None:
        super().__init__(
            work,
            tables.residents,
            to_row=personal.resident_row,
            from_row=personal.resident_of,
            missing=ResidentUnknown,
        )
        self._personal = personal

    def of_household(self, household_id: UUID) -> Sequence[Resident]:
        """Return who lives in a household, in the order of their ids."""
        return self._found(BY_HOUSEHOLD, str(household_id))

    def with_identity(self, number: str) -> Sequence[Resident]:
        """Return who bears an identity number."""
        return self._found(BY_IDENTITY, self._personal.identity_index(number))

    def with_telephone(self, number: str) -> Sequence[Resident]:
        """Return who is reached by a telephone number."""
        return self._found(BY_TELEPHONE, self._personal.telephone_index(number))

    def _found(self, sql: str, key: str | None) -> Sequence[Resident]:
        keys: list[UUID] = [row["resident_id"] for row in self._work.read(sql, key=key)]
        return list(self.get_many(sorted(keys)).values())
