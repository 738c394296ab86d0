"""The tree of organisations as of a day, and who continues whom today."""

from collections.abc import Sequence
from datetime import date

from minqing_chassis.database import Database
from registry.application.editions.views import EditionView, SuccessionView
from registry.application.views import OrganisationView

SPANS = """
select organisation_id, since,
    lead(since) over (partition by organisation_id order by since) as until,
    name, kind, parent_id, division_code, desk_address, active, area_m2, population
from organisation_editions
"""
EDITIONS = f"select * from ({SPANS} where organisation_id = :id) e order by since"
AS_OF = f"""
with recursive standing as materialized (
    select * from ({SPANS}) e where since <= :day and (until is null or until > :day)
), below (organisation_id, step) as (
    select organisation_id, 0 from standing where organisation_id = :root
    union
    select under.organisation_id, step + 1
    from below join standing under on under.parent_id = below.organisation_id
    where step < 32
)
select standing.* from standing
where organisation_id > :after
    and (cast(:root as text) is null
        or organisation_id in (select organisation_id from below))
order by organisation_id limit :limit
"""
SUCCESSION = """
select organisation_id, successors, since, ground from successions
join organisations using (organisation_id)
where organisation_id = :id and not active
"""
HEIRS = """
with recursive heirs (organisation_id, step) as (
    select cast(:id as text), 0
    union
    select unnest(successors), step + 1
    from heirs join successions using (organisation_id)
        join organisations using (organisation_id)
    where not active and step < 32
)
select distinct o.organisation_id, name, kind, parent_id, division_code, desk_address,
    desk_telephone, active, area_m2, population, revision
from heirs join organisations o using (organisation_id)
where active order by o.organisation_id
"""


class EditionReader:
    """Reads outside any unit of work."""

    def __init__(self, database: Database) -> None:
        self._read = database.rows

    def editions(self, organisation_id: str) -> Sequence[EditionView]:
        """Return every edition of an organisation, oldest first."""
        return [EditionView(**row) for row in self._read(EDITIONS, id=organisation_id)]

    def as_of(
        self, day: date, *, root: str | None = None, after: str = "", limit: int = 100
    ) -> Sequence[EditionView]:
        """Return the tree (below `root`) as it stood on a day; by id."""
        found = self._read(AS_OF, day=day, root=root, after=after, limit=limit)
        return [EditionView(**row) for row in found]

    def succession(self, organisation_id: str) -> SuccessionView | None:
        """Return who was named to continue an organisation that is no more."""
        rows = self._read(SUCCESSION, id=organisation_id)
        return SuccessionView(**rows[0]) if rows else None

    def heirs(self, organisation_id: str) -> Sequence[OrganisationView]:
        """Return the active organisations that continue one, itself if it is active."""
        return [
            OrganisationView(**row) for row in self._read(HEIRS, id=organisation_id)
        ]
