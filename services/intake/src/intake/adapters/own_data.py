"""Who read the contact of one petition: counted by unit and purpose, nobody named."""

from typing import Any
from uuid import UUID

from minqing_chassis.database import Database

READINGS = """
select organisation_id, purpose, count(*) as times,
    min(at) as first_at, max(at) as last_at
from access_log where subject = :subject
group by organisation_id, purpose order by last_at desc
"""


def readings_of(database: Database, petition_id: UUID) -> list[dict[str, Any]]:
    """Return how often which unit read it, and what for, the latest first."""
    rows = database.rows(READINGS, subject=str(petition_id))
    return [dict(row) for row in rows]
