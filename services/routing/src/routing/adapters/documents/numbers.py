"""The counters of documents (文号), and numbers that a restore must not give again."""

from dataclasses import dataclass
from typing import Final

from minqing_chassis.database import Database

MOST: Final = 10_000
"""No organ issues so many in the days of a backup: more is a slip of the pen."""
COUNTERS: Final = "select mark, year, last from document_numbers order by year, mark"
PASS_OVER: Final = """
with before as (
    select :mark as mark, :year as year, coalesce((
        select last from document_numbers where mark = :mark and year = :year
    ), 0) as last
    where exists (select 1 from organs where mark = :mark)
), raised as (
    insert into document_numbers as known (mark, year, last)
    select mark, year, :last from before where :last between last + 1 and last + :most
    on conflict (mark, year) do update set last = excluded.last
        where known.last < excluded.last
    returning last
)
select before.last + 1 as first from before, raised
"""


@dataclass(frozen=True, kw_only=True)
class Counter:
    """The last number that was given under a mark in a year."""

    mark: str
    year: int
    last: int


def counters(database: Database) -> list[Counter]:
    """Return every counter, by year and mark."""
    return [Counter(**row) for row in database.rows(COUNTERS)]


def pass_over(database: Database, told: Counter) -> int | None:
    """Let no number up to the told one be given; return the first that is left out.

    None, and nothing changes, where no organ has the mark, the number was given here
    already, or more than ten thousand would be left out.
    """
    values = {"mark": told.mark, "year": told.year, "last": told.last, "most": MOST}
    return next((int(row["first"]) for row in database.rows(PASS_OVER, **values)), None)
