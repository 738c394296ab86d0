"""The running dates that count on days whose calendar nobody announced."""

from typing import Final

from minqing_chassis.database import Database
from routing.adapters.plain import from_plain
from routing.domain.counted import Counted

GUESSED: Final = """
select d.counted from deadlines d join cases c using (petition_id)
where d.provisional and d.met_at is null and d.replaced_at is null
    and d.counted is not null and c.accused is null
"""
"""Of what accuses somebody nothing is told (条例第30条)."""


def guessed_dates(database: Database) -> list[Counted]:
    """Return how each of them was counted."""
    return [from_plain(Counted, row["counted"]) for row in database.rows(GUESSED)]
