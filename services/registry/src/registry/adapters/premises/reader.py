"""Questions about premises that change nothing."""

from collections.abc import Sequence
from uuid import UUID

from minqing_chassis.database import Database
from registry.adapters.places import LIVED_IN, UNDER
from registry.adapters.premises.places import SqlPlaces
from registry.adapters.premises.store import SqlGround
from registry.application.premises.views import Hanging, PremisesView
from registry.domain.premises.finding import Places
from registry.domain.premises.locating import Ground

SHOWN = """
select premises_id, organisation_id, kind, parent_id, name, active, revision
from premises
"""
ONE = SHOWN + "where premises_id = :id"
PAGE = (
    SHOWN
    + """
where premises_id > :after
    and (cast(:organisation as text) is null or organisation_id = :organisation)
    and (cast(:parent as text) is null or parent_id = :parent)
    and (cast(:kind as text) is null or kind = :kind)
order by premises_id limit :limit
"""
)
KINDS = f"""
{UNDER}
select kind, count(*) as number from premises join under using (organisation_id)
where active group by kind
"""
HOUSEHOLDS = f"""
{UNDER}
select count(*) as households, count(*) filter (where building_id is null) as orphans
from households join under using (organisation_id) where {LIVED_IN}
"""
ORPHANS = f"""
{UNDER}
select household_id from households join under using (organisation_id)
where building_id is null and household_id > :after and {LIVED_IN}
order by household_id limit :limit
"""
FIRST = UUID(int=0)


class PremisesReader:
    """Reads outside any unit of work."""

    def __init__(self, database: Database) -> None:
        self._read = database.rows

    def one(self, premises_id: str) -> PremisesView | None:
        """Return premises by their id."""
        rows = self._read(ONE, id=premises_id)
        return PremisesView(**rows[0]) if rows else None

    def page(
        self,
        *,
        organisation: str | None = None,
        parent: str | None = None,
        kind: str | None = None,
        after: str = "",
        limit: int = 100,
    ) -> Sequence[PremisesView]:
        """Return a community's premises, those in others, of a kind; by id."""
        found = self._read(
            PAGE,
            organisation=organisation,
            parent=parent,
            kind=kind,
            after=after,
            limit=limit,
        )
        return [PremisesView(**row) for row in found]

    def ground(self, organisation_id: str) -> Ground:
        """Return a community's active premises, to find an address in."""
        return SqlGround(self._read, organisation_id)

    def places(self, organisation_id: str) -> Places:
        """Return an organisation's active places and those below it, to be found."""
        return SqlPlaces(self._read, organisation_id)

    def hanging(self, organisation_id: str) -> Hanging:
        """Return how the households of an organisation and those below it hang."""
        kinds = self._read(KINDS, id=organisation_id)
        [counted] = self._read(HOUSEHOLDS, id=organisation_id)
        return Hanging(
            organisation_id=organisation_id,
            premises={row["kind"]: row["number"] for row in kinds},
            orphan_ids=self.orphans(organisation_id),
            **counted,
        )

    def orphans(
        self, organisation_id: str, *, after: UUID = FIRST, limit: int = 100
    ) -> Sequence[UUID]:
        """Return households that hang on no door; by id."""
        found = self._read(ORPHANS, id=organisation_id, after=after, limit=limit)
        return [row["household_id"] for row in found]
