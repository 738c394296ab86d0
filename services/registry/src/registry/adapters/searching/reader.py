"""Whose words are to be made: who has none yet, or everybody."""

from collections.abc import Sequence
from uuid import UUID

from minqing_chassis.database import Database
from registry.adapters.places import UNDER

UNINDEXED = f"""
{UNDER}
select r.resident_id from residents r join under using (organisation_id)
    left join resident_words w on w.resident_id = r.resident_id
where (w.resident_id is null or :anew) and r.resident_id > :after
order by r.resident_id limit :limit
"""
FIRST = UUID(int=0)


class SearchReader:
    """Reads outside any unit of work."""

    def __init__(self, database: Database) -> None:
        self._read = database.rows

    def unindexed(
        self,
        organisation_id: str,
        *,
        after: UUID = FIRST,
        limit: int = 500,
        anew: bool = False,
    ) -> Sequence[UUID]:
        """Return residents without words, or all of them, there and below; by id."""
        found = self._read(
            UNINDEXED, id=organisation_id, after=after, limit=limit, anew=anew
        )
        return [row["resident_id"] for row in found]
