"""The tree of organisations, read in one go: who stands above whom."""

from collections.abc import Callable, Sequence

from sqlalchemy import RowMapping

from registry.domain.profiles import SERVES_ITS_PARENT

Read = Callable[..., Sequence[RowMapping]]

LINEAGE = """
with recursive above (organisation_id, parent_id, step) as (
    select organisation_id, parent_id, 0 from organisations
    where organisation_id = :id
    union all
    select up.organisation_id, up.parent_id, step + 1
    from above join organisations up on up.organisation_id = above.parent_id
    where step < 32
)
select organisation_id from above order by step
"""
UNDER = """
with recursive under (organisation_id, step) as (
    select organisation_id, 0 from organisations where organisation_id = :id
    union all
    select below.organisation_id, step + 1
    from under join organisations below on below.parent_id = under.organisation_id
    where step < 32
)
"""
"""An organisation and all below it, for other statements to begin with."""
LIVED_IN = """
(exists (
    select from residents
    where residents.household_id = households.household_id
        and residents.state = 'living'
) or not exists (
    select from residents where residents.household_id = households.household_id
) and not exists (
    select from household_moves
    where from_id = households.household_id and not undone
))
"""
"""Holds for every household but those whose people all went elsewhere or died."""
SEAT = """
select case when kind = any(:serving) then parent_id else organisation_id end as seat
from organisations where organisation_id = :id
"""


class SqlPlaces:
    """Answers by `read`, be it inside a unit of work or outside any."""

    def __init__(self, read: Read) -> None:
        self._read = read

    def lineage(self, organisation_id: str) -> Sequence[str]:
        """Return an organisation and its superiors, nearest first; empty if unknown."""
        rows = self._read(LINEAGE, id=organisation_id)
        return [row["organisation_id"] for row in rows]

    def seat_of(self, organisation_id: str | None) -> str | None:
        """Return for whose people an organisation works; None if it is unknown."""
        if organisation_id is None:
            return None
        rows = self._read(SEAT, id=organisation_id, serving=sorted(SERVES_ITS_PARENT))
        return rows[0]["seat"] if rows else None
