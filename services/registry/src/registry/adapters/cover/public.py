"""What anybody may know of grids: where they are, and by what name their head works."""

from collections.abc import Sequence
from datetime import date
from typing import Final

from minqing_chassis.database import Database
from registry.application.cover.public import Community, OpenGrid
from registry.domain.premises.kinds import PRIVATE

COMMUNITIES: Final = """
select organisation_id as id, name from organisations o
where active and exists (
    select from grids g where g.organisation_id = o.organisation_id and g.active
)
order by name, id
"""
OPENLY: Final = "p.active and p.kind <> all(cast(:private as text[]))"
GRIDS: Final = f"""
select g.grid_id, g.name, g.level,
    (
        select s.name from duties d join staff s using (staff_id)
        where d.duty = 'grid-head' and d.scope_kind = 'grid'
            and d.scope_id = g.grid_id and s.active and d.since <= :day
            and (d.until is null or d.until > :day)
        order by d.since desc limit 1
    ) as head,
    array(
        select p.name from grid_claims c join premises p using (premises_id)
        where c.grid_id = g.grid_id and {OPENLY} order by p.name limit 60
    ) as covers
from grids g
where g.active and g.organisation_id = :id
    and (cast(:path as text[]) is null or exists (
        select from grid_claims c
        where c.grid_id = g.grid_id and c.premises_id = any(cast(:path as text[]))
    ))
order by g.level desc, g.name, g.grid_id limit 100
"""


class SqlOpenGrids:
    """Reads outside any unit of work; nothing of a home or of who lives there."""

    def __init__(self, database: Database) -> None:
        self._read = database.rows

    def communities(self) -> Sequence[Community]:
        """Return the organisations that have grids; by name."""
        return [Community(**row) for row in self._read(COMMUNITIES)]

    def grids(
        self, organisation_id: str, path: Sequence[str] | None, *, day: date
    ) -> Sequence[OpenGrid]:
        """Return its grids, the smallest first; of a place, those that cover it."""
        asked = {"id": organisation_id, "path": list(path) if path else None}
        private = sorted(PRIVATE)
        rows = self._read(GRIDS, **asked, day=day, private=private)
        return [OpenGrid(**{**row, "covers": tuple(row["covers"])}) for row in rows]
