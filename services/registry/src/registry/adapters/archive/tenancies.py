"""Tenancies in the database; of open ones it allows one a household."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from minqing_chassis.unit_of_work import SqlWork
from registry.adapters.archive import tables
from registry.adapters.archive.rows import Row
from registry.adapters.shelf import Shelf
from registry.domain.archive.tenancy import Tenancy, TenancyProfile

OPEN = """
select tenancy_id from tenancies
where household_id = :id and until is null order by tenancy_id
"""


class SqlTenancies(Shelf[Tenancy]):
    """All tenancies."""

    def __init__(self, work: SqlWork) -> None:
        super().__init__(work, tables.tenancies, to_row=_row, from_row=_tenancy)

    def open_of(self, household_id: UUID) -> Sequence[Tenancy]:
        """Return for change the tenancies of a household that have no end."""
        rows = self._work.read(OPEN, id=household_id)
        return list(self.get_many(row["tenancy_id"] for row in rows).values())


def _row(tenancy: Tenancy) -> dict[str, Any]:
    return {
        "tenancy_id": tenancy.tenancy_id,
        **vars(tenancy.profile),
        "revision": tenancy.revision,
    }


def _tenancy(row: Row) -> Tenancy:
    return Tenancy(
        tenancy_id=row["tenancy_id"],
        revision=row["revision"],
        profile=TenancyProfile(
            household_id=row["household_id"],
            owner_id=row["owner_id"],
            since=row["since"],
            until=row["until"],
        ),
    )
